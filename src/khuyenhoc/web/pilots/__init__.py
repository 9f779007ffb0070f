"""Pilots: planned, measured, summed up and spread; good practices that others find and copy."""
