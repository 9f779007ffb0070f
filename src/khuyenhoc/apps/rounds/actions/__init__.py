"""Opening rounds, registering in them, withdrawing, and the local names of titles."""

from khuyenhoc.apps.rounds.actions.features import open_feature
from khuyenhoc.apps.rounds.actions.naming import NewName, TitleNamedAlready, name_title, name_titles_on_server
from khuyenhoc.apps.rounds.actions.opening import (
    AlreadyRegistered,
    CannotWithdraw,
    NothingNamed,
    OutsideParentRound,
    RegistrationClosed,
    RoundExists,
    RoundPlan,
    RoundUnsound,
    check_round,
    derive_round,
    hand_in,
    open_round,
    register,
    take_back,
    take_over,
    withdraw,
)
from khuyenhoc.domain.criteria.scope import MoreSpecificSetHolds, SetDoesNotFit

__all__ = [
    "AlreadyRegistered",
    "CannotWithdraw",
    "MoreSpecificSetHolds",
    "NewName",
    "NothingNamed",
    "OutsideParentRound",
    "RegistrationClosed",
    "RoundExists",
    "RoundPlan",
    "RoundUnsound",
    "SetDoesNotFit",
    "TitleNamedAlready",
    "check_round",
    "derive_round",
    "hand_in",
    "name_title",
    "name_titles_on_server",
    "open_feature",
    "open_round",
    "register",
    "take_back",
    "take_over",
    "withdraw",
]
