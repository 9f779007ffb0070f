"""Funds for promoting learning: their books, entries, corrections, closed years and statements."""
