"""Pages for everybody: figures of a place, its honour roll, criteria in plain words."""
