"""Signed decisions: the list, and one of them with its names."""
