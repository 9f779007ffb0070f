"""Criteria sets in plain words."""
