"""Builders of test data: `make.household(place, …)` and the like, one function a noun.

Each takes only what the test is about, fills in the rest, and goes through the same actions as the pages do.
"""
