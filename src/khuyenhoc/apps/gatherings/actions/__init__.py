"""Deeds of gatherings: telling of one, its list of people, and the feeds."""

from khuyenhoc.apps.gatherings.actions.feeding import drop_feed, make_feed
from khuyenhoc.apps.gatherings.actions.holding import (
    COMMITTEE,
    CommitteeMeetingNeedsNumber,
    GatheringCancelled,
    GatheringChanged,
    MeetsBeforeCongress,
    NewGathering,
    NumberTaken,
    cancel,
    change,
    hold_after_all,
    plan,
)
from khuyenhoc.apps.gatherings.actions.listing import (
    GuestNameless,
    ListedAlready,
    ListTooLong,
    NewGuest,
    NoSuchGuest,
    list_guests,
    strike,
    take_in,
    tick,
)

__all__ = [
    "COMMITTEE",
    "CommitteeMeetingNeedsNumber",
    "GatheringCancelled",
    "GatheringChanged",
    "GuestNameless",
    "ListTooLong",
    "ListedAlready",
    "MeetsBeforeCongress",
    "NewGathering",
    "NewGuest",
    "NoSuchGuest",
    "NumberTaken",
    "cancel",
    "change",
    "drop_feed",
    "hold_after_all",
    "list_guests",
    "make_feed",
    "plan",
    "strike",
    "take_in",
    "tick",
]
