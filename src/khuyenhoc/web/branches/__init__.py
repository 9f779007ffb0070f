"""Branches of the association: those of closed places go over into one that stands."""
