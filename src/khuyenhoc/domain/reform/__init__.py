"""A reform of places: the deeds it is made of, the file they are read from, and what they do to the tree."""

from khuyenhoc.domain.reform.deeds import (
    Close,
    Deed,
    Merge,
    Move,
    NewPlace,
    NewVersion,
    Outcome,
    Part,
    Recode,
    Rename,
    Split,
    Standing,
)
from khuyenhoc.domain.reform.shaping import reshape

__all__ = [
    "Close",
    "Deed",
    "Merge",
    "Move",
    "NewPlace",
    "NewVersion",
    "Outcome",
    "Part",
    "Recode",
    "Rename",
    "Split",
    "Standing",
    "reshape",
]
