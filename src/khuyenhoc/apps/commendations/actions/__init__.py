"""What is done to commendations: proposed, decided, corrected, withdrawn; and awards received are noted."""

from khuyenhoc.apps.commendations.actions.awards import AwardGone, AwardToCome, receive, take_back
from khuyenhoc.apps.commendations.actions.deciding import (
    CommendsOwnProposal,
    CommendsUnproposed,
    NumberGiven,
    SignedOnDayToCome,
    decide,
)
from khuyenhoc.apps.commendations.actions.proposing import (
    AlreadyPraised,
    NewPraise,
    NothingProposed,
    PraiseElsewhere,
    PraiseWithoutReason,
    propose,
)
from khuyenhoc.apps.commendations.actions.righting import (
    NotToBeRighted,
    RightedWithoutReason,
    correct,
    withdraw,
)

__all__ = [
    "AlreadyPraised",
    "AwardGone",
    "AwardToCome",
    "CommendsOwnProposal",
    "CommendsUnproposed",
    "NewPraise",
    "NotToBeRighted",
    "NothingProposed",
    "NumberGiven",
    "PraiseElsewhere",
    "PraiseWithoutReason",
    "RightedWithoutReason",
    "SignedOnDayToCome",
    "correct",
    "decide",
    "propose",
    "receive",
    "take_back",
    "withdraw",
]
