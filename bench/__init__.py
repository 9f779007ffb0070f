"""Measurements: each file measures one thing, prints a table and JSON, and names data, engine, commit."""
