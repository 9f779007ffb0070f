"""Clans' own books: branch, convention, rules, and where their households live."""
