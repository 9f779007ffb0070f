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
from khuyenhoc.apps.assessments.actions.reviewing import (
    Attendance,
    MeetingOutOfTime,
    Minutes,
    OtherPlace,
    ReviewedTwice,
    review_cases,
    review_meetings,
)
from khuyenhoc.apps.assessments.actions.showing import remove_photo, show_photo
from khuyenhoc.apps.assessments.actions.switching import look_over_switch, switch_set, undo_switch
from khuyenhoc.apps.assessments.actions.taking_back import take_back_proposal, take_back_verification
from khuyenhoc.apps.assessments.actions.trying import TrialEntry, close_trial, open_trial, try_out
from khuyenhoc.apps.assessments.actions.verifying import (
    VerifiesOwnEntry,
    send_back,
    send_back_each,
    verify,
    withdraw,
)
from khuyenhoc.apps.assessments.actions.visiting import (
    Finding,
    NothingToDraw,
    RevisitDiffers,
    RevisitMissing,
    RevisitsOpen,
    VisitsOwnEntry,
    draw_spot_check,
    note_revisits,
)

__all__ = [
    "Attendance",
    "Case",
    "CasesUnknown",
    "ChangedMeanwhile",
    "Entry",
    "Finding",
    "MeetingOutOfTime",
    "Minutes",
    "NotPassing",
    "NothingToDraw",
    "OtherPlace",
    "OtherRound",
    "ReasonMissing",
    "ReviewedTwice",
    "RevisitDiffers",
    "RevisitMissing",
    "RevisitsOpen",
    "TrialEntry",
    "VerifiesOwnEntry",
    "VisitsOwnEntry",
    "close_draft",
    "close_trial",
    "conclude",
    "draw_spot_check",
    "keep_draft",
    "look_over_switch",
    "note_revisits",
    "open_trial",
    "propose",
    "read_cases",
    "remove_photo",
    "require_reason",
    "review_cases",
    "review_meetings",
    "self_assess",
    "send_back",
    "send_back_each",
    "show_photo",
    "step_back",
    "switch_set",
    "take_back_proposal",
    "take_back_verification",
    "try_out",
    "undo_switch",
    "verify",
    "withdraw",
]
