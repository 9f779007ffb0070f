"""The catalogue of indicators in plain words, and the page of one figure."""
