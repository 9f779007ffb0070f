"""Finding places and reading their history."""
