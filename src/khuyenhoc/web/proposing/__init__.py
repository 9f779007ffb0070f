"""Putting verified cases before the deciding body, and the lists that were."""
