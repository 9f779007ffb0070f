"""Who may act where: giving, ending, inviting and handing over; and helping whoever forgot their passphrase."""

from khuyenhoc.apps.access.actions.granting import (
    EndedWithoutReason,
    GrantEnded,
    GrantsToSelf,
    NewGrant,
    RoleNotGiven,
    end_grant,
    grant,
    grant_card_holder,
    grant_first,
    lapse,
)
from khuyenhoc.apps.access.actions.inviting import (
    Invited,
    InvitedNobody,
    accept,
    invite,
    withdraw_invitation,
)
from khuyenhoc.apps.access.actions.resetting import (
    AccountOutOfReach,
    Offered,
    drop_second_step,
    offer_reset,
    take_reset,
)

__all__ = [
    "AccountOutOfReach",
    "EndedWithoutReason",
    "GrantEnded",
    "GrantsToSelf",
    "Invited",
    "InvitedNobody",
    "NewGrant",
    "Offered",
    "RoleNotGiven",
    "accept",
    "drop_second_step",
    "end_grant",
    "grant",
    "grant_card_holder",
    "grant_first",
    "invite",
    "lapse",
    "offer_reset",
    "take_reset",
    "withdraw_invitation",
]
