"""Deciding, issuing certificates, and what may befall a title afterwards."""

from khuyenhoc.apps.recognition.actions.deciding import DecidesOwnVerification, TakesEffectTooEarly, decide
from khuyenhoc.apps.recognition.actions.distinguishing import NotHeld, distinguish, note_other_title
from khuyenhoc.apps.recognition.actions.measuring import assess, propose
from khuyenhoc.apps.recognition.actions.standing import (
    RecognitionsUnknown,
    confirm,
    doubt_what_stands_on,
    expire,
    revoke,
)

__all__ = [
    "DecidesOwnVerification",
    "NotHeld",
    "RecognitionsUnknown",
    "TakesEffectTooEarly",
    "assess",
    "confirm",
    "decide",
    "distinguish",
    "doubt_what_stands_on",
    "expire",
    "note_other_title",
    "propose",
    "revoke",
]
