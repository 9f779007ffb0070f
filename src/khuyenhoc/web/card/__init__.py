"""A citizen's own form, opened by the code on their card; no account."""
