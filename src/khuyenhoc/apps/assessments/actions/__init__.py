"""The deeds of a case between registration and decision; each takes many cases at once, all or none."""

from khuyenhoc.apps.assessments.actions.cases import (
    Case,
    CasesUnknown,
    ChangedMeanwhile,
    OtherRound,
    ReasonMissing,
    read_cases,
    require_reason,
)
from khuyenhoc.apps.assessments.actions.drafting import close_draft, keep_draft, step_back
from khuyenhoc.apps.assessments.actions.entering import Entry, self_assess
from khuyenhoc.apps.assessments.actions.proposing import NotPassing, conclude, propose
from khuyenhoc.apps.assessments.actions.reviewing import Attendance, OtherPlace, review_cases
from khuyenhoc.apps.assessments.actions.switching import switch_set, undo_switch
from khuyenhoc.apps.assessments.actions.trying import TrialEntry, close_trial, open_trial, try_out
from khuyenhoc.apps.assessments.actions.verifying import VerifiesOwnEntry, send_back, verify, withdraw

__all__ = [
    "Attendance",
    "Case",
    "CasesUnknown",
    "ChangedMeanwhile",
    "Entry",
    "NotPassing",
    "OtherPlace",
    "OtherRound",
    "ReasonMissing",
    "TrialEntry",
    "VerifiesOwnEntry",
    "close_draft",
    "close_trial",
    "conclude",
    "keep_draft",
    "open_trial",
    "propose",
    "read_cases",
    "require_reason",
    "review_cases",
    "self_assess",
    "send_back",
    "step_back",
    "switch_set",
    "try_out",
    "undo_switch",
    "verify",
    "withdraw",
]
