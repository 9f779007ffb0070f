"""Who may act where: giving, ending, inviting and handing over."""

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

__all__ = [
    "EndedWithoutReason",
    "GrantEnded",
    "GrantsToSelf",
    "Invited",
    "InvitedNobody",
    "NewGrant",
    "RoleNotGiven",
    "accept",
    "end_grant",
    "grant",
    "grant_card_holder",
    "grant_first",
    "invite",
    "lapse",
    "withdraw_invitation",
]
