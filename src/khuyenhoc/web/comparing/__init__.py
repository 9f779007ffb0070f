"""Figures held against each other: years, neighbours, clusters, the three bases, and as known on an earlier day."""
