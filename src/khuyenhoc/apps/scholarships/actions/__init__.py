"""Opening rounds of scholarships, nominating, looking over, deciding, paying."""

from khuyenhoc.apps.scholarships.actions.deciding import (
    NominatorDecides,
    NothingChosen,
    NotReviewed,
    decide,
    take_back_decision,
)
from khuyenhoc.apps.scholarships.actions.nominating import (
    NewNominee,
    NominatedBefore,
    NominatorCompletes,
    NomineeElsewhere,
    NomineeMoved,
    RoundNotOpen,
    Told,
    complete,
    nominate,
    review,
    withdraw,
)
from khuyenhoc.apps.scholarships.actions.opening import (
    FundElsewhere,
    NewRound,
    NoSuchSchool,
    ShareUnsound,
    open_round,
    tell_school,
)
from khuyenhoc.apps.scholarships.actions.paying import NotToPay, pay

__all__ = [
    "FundElsewhere",
    "NewNominee",
    "NewRound",
    "NoSuchSchool",
    "NominatedBefore",
    "NominatorCompletes",
    "NominatorDecides",
    "NomineeElsewhere",
    "NomineeMoved",
    "NotReviewed",
    "NotToPay",
    "NothingChosen",
    "RoundNotOpen",
    "ShareUnsound",
    "Told",
    "complete",
    "decide",
    "nominate",
    "open_round",
    "pay",
    "review",
    "take_back_decision",
    "tell_school",
    "withdraw",
]
