"""Deeds on figures: count and tell bases, set targets, report, correct, hand in, approve, close periods."""

from khuyenhoc.apps.figures.actions.aiming import NewAim, NewTarget, set_targets
from khuyenhoc.apps.figures.actions.counting import count_bases
from khuyenhoc.apps.figures.actions.marking import (
    MarkedAlready,
    NewDifficultArea,
    mark_difficult,
    mark_difficult_on_server,
)

__all__ = [
    "MarkedAlready",
    "NewAim",
    "NewDifficultArea",
    "NewTarget",
    "count_bases",
    "mark_difficult",
    "mark_difficult_on_server",
    "set_targets",
]
