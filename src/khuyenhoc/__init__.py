"""Khuyến Học: the learning titles of Vietnam from registration to certificate and report."""

__version__ = "0.1.0"
