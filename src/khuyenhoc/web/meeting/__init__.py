"""The review meeting: its agenda, attendance and votes, and the minutes made from them."""
