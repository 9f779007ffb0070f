"""Titles after the decision: in doubt, confirmed, taken back."""
