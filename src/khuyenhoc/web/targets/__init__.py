"""Targets of a place: what is aimed at, whether the plans below reach it, and who will miss it."""
