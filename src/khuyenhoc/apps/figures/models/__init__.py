"""Figures: what rates are shares of, what is aimed at, what was reported, by when, and which periods are closed."""

from khuyenhoc.apps.figures.models.aimed import Target
from khuyenhoc.apps.figures.models.deadline import Deadline
from khuyenhoc.apps.figures.models.denominator import PROVENANCES, Base
from khuyenhoc.apps.figures.models.difficult import DifficultArea
from khuyenhoc.apps.figures.models.lock import Lock
from khuyenhoc.apps.figures.models.report import Report, ReportState
from khuyenhoc.apps.figures.models.reported import QUALIFIERS, Reported, ReportedPlace

__all__ = [
    "PROVENANCES",
    "QUALIFIERS",
    "Base",
    "Deadline",
    "DifficultArea",
    "Lock",
    "Report",
    "ReportState",
    "Reported",
    "ReportedPlace",
    "Target",
]
