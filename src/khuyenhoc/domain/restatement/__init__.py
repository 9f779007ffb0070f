"""Carrying counts from the places of one day to those of a later day; the total never changes."""

from khuyenhoc.domain.restatement.basis import Basis
from khuyenhoc.domain.restatement.carrying import Course, Held, Reason, Restated, RestatedBackwards
from khuyenhoc.domain.restatement.comparing import comparable
from khuyenhoc.domain.restatement.ground import Ground
from khuyenhoc.domain.restatement.shares import SharesAboveWhole, apportion

__all__ = [
    "Basis",
    "Course",
    "Ground",
    "Held",
    "Reason",
    "Restated",
    "RestatedBackwards",
    "SharesAboveWhole",
    "apportion",
    "comparable",
]
