"""Carrying out a reform of places: the tree, and everything that stood on what it ends."""

from khuyenhoc.apps.reform.actions.applying import carry_due, carry_due_on_server, reform, reform_on_server
from khuyenhoc.apps.reform.actions.correcting import NotAPart, NothingAssumed, assign, assign_on_server
from khuyenhoc.apps.reform.actions.foreseeing import (
    ChangedSince,
    EndedBefore,
    HangApart,
    KindsDiffer,
    NameTaken,
    NothingChanges,
    foresee,
)
from khuyenhoc.apps.reform.actions.reports import Carried, Changed, DayReport, Ended, Report
from khuyenhoc.apps.reform.actions.resolving import (
    NewPlaceUnknown,
    PlaceInPlanAmbiguous,
    PlaceInPlanUnknown,
)

__all__ = [
    "Carried",
    "Changed",
    "ChangedSince",
    "DayReport",
    "Ended",
    "EndedBefore",
    "HangApart",
    "KindsDiffer",
    "NameTaken",
    "NewPlaceUnknown",
    "NotAPart",
    "NothingAssumed",
    "NothingChanges",
    "PlaceInPlanAmbiguous",
    "PlaceInPlanUnknown",
    "Report",
    "assign",
    "assign_on_server",
    "carry_due",
    "carry_due_on_server",
    "foresee",
    "reform",
    "reform_on_server",
]
