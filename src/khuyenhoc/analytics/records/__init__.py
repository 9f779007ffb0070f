"""Figures, bases, reported figures and targets as plain values, alike in every file and for every program.

A record is a dict of text, whole numbers, booleans, None and lists of them. Days are ISO text; rates are percent as
exact text with two decimals ("66.60"), so that nobody mistakes hundredths; codes are those of the catalogue.
"""

from khuyenhoc.analytics.records.denominator import bases
from khuyenhoc.analytics.records.figure import Asked, figure, figures
from khuyenhoc.analytics.records.five_titles import five_titles, title_rows
from khuyenhoc.analytics.records.place import place
from khuyenhoc.analytics.records.plan import outlooks, plans
from khuyenhoc.analytics.records.ranking import ranked
from khuyenhoc.analytics.records.reported import reported
from khuyenhoc.analytics.records.target import aim, target, targets
from khuyenhoc.analytics.records.value import Record

__all__ = [
    "Asked",
    "Record",
    "aim",
    "bases",
    "figure",
    "figures",
    "five_titles",
    "outlooks",
    "place",
    "plans",
    "ranked",
    "reported",
    "target",
    "targets",
    "title_rows",
]
