"""Commendations from proposal to certificate, and awards that the association received."""
