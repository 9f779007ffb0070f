"""Returns of figures: entered, handed in, given back or approved above; closed periods; bases."""
