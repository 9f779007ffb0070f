"""Keeping the books of funds."""

from khuyenhoc.apps.funds.actions.closing import NothingToClose, YearNotOver, close_years
from khuyenhoc.apps.funds.actions.correcting import (
    AlreadyCorrected,
    CorrectsTooEarly,
    NotToCorrect,
    TransferReceived,
    correct,
)
from khuyenhoc.apps.funds.actions.entering import (
    DecisionMissing,
    EntryBeforeFund,
    EntryInFuture,
    NewEntry,
    OpenedAlready,
    enter,
    move_between,
    tell_opening,
)
from khuyenhoc.apps.funds.actions.opening import (
    BranchElsewhere,
    FundNameTaken,
    PastTotalUnsound,
    open_fund,
    take_back_past_total,
    tell_past_total,
)
from khuyenhoc.apps.funds.actions.publishing import YearNotClosed, publish, take_back_publication
from khuyenhoc.apps.funds.actions.sending import (
    ReceivedAlready,
    ReceivedTooEarly,
    SendsToItself,
    receive,
    send,
)

__all__ = [
    "AlreadyCorrected",
    "BranchElsewhere",
    "CorrectsTooEarly",
    "DecisionMissing",
    "EntryBeforeFund",
    "EntryInFuture",
    "FundNameTaken",
    "NewEntry",
    "NotToCorrect",
    "NothingToClose",
    "OpenedAlready",
    "PastTotalUnsound",
    "ReceivedAlready",
    "ReceivedTooEarly",
    "SendsToItself",
    "TransferReceived",
    "YearNotClosed",
    "YearNotOver",
    "close_years",
    "correct",
    "enter",
    "move_between",
    "open_fund",
    "publish",
    "receive",
    "send",
    "take_back_past_total",
    "take_back_publication",
    "tell_opening",
    "tell_past_total",
]
