"""What to press."""
