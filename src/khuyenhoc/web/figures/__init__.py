"""The five-title table."""
