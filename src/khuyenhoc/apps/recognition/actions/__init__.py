"""Deciding, issuing certificates, and what may befall a title afterwards."""

from khuyenhoc.apps.recognition.actions.deciding import (
    BodyClosed,
    BothAnswers,
    DecidesOwnVerification,
    NumberTaken,
    SignedAhead,
    TakesEffectTooEarly,
    decide,
)
from khuyenhoc.apps.recognition.actions.distinguishing import (
    NotedAlready,
    NotHeld,
    distinguish,
    note_other_title,
)
from khuyenhoc.apps.recognition.actions.handing_in import hand_in
from khuyenhoc.apps.recognition.actions.measuring import assess, propose
from khuyenhoc.apps.recognition.actions.standing import (
    NotYet,
    RecognitionsUnknown,
    confirm,
    expire,
    put_up_for_review,
    revoke,
)

__all__ = [
    "BodyClosed",
    "BothAnswers",
    "DecidesOwnVerification",
    "NotHeld",
    "NotYet",
    "NotedAlready",
    "NumberTaken",
    "RecognitionsUnknown",
    "SignedAhead",
    "TakesEffectTooEarly",
    "assess",
    "confirm",
    "decide",
    "distinguish",
    "expire",
    "hand_in",
    "note_other_title",
    "propose",
    "put_up_for_review",
    "revoke",
]
