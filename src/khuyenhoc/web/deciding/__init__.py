"""The deciding body: what was put before it, what it says of each case, and signing."""
