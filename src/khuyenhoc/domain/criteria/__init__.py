"""A criteria set: read from its file, checked, held as frozen data with whole hundredths."""

from khuyenhoc.domain.criteria.faults import CriteriaSetUnsound, Fault
from khuyenhoc.domain.criteria.loading import load
from khuyenhoc.domain.criteria.model import (
    Band,
    CriteriaSet,
    Criterion,
    Evidence,
    Exclusion,
    Indicator,
    Kind,
    Logic,
    NotApplicable,
    Option,
    PassRule,
    Prerequisite,
    Rating,
    Status,
    Words,
)

__all__ = [
    "Band",
    "CriteriaSet",
    "CriteriaSetUnsound",
    "Criterion",
    "Evidence",
    "Exclusion",
    "Fault",
    "Indicator",
    "Kind",
    "Logic",
    "NotApplicable",
    "Option",
    "PassRule",
    "Prerequisite",
    "Rating",
    "Status",
    "Words",
    "load",
]
