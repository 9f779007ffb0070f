"""Tokens with which programs read figures in one's own name."""
