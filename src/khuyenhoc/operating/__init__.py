"""Keeping a real server: its backup, its restoring, its health."""
