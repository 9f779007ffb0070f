"""Anybody checks a certificate by the code on it."""
