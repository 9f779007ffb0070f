"""Who may do what: a role is a set of permissions, granted for a place, some titles and some time."""

from enum import StrEnum
from functools import cache

from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.workflow import State


class Permission(StrEnum):
    SEE = "see"
    REGISTER = "register"
    ASSESS = "assess"
    REVIEW = "review"
    VERIFY = "verify"
    PROPOSE = "propose"
    DECIDE = "decide"
    REVOKE = "revoke"
    OPEN_ROUND = "open_round"
    KEEP_REGISTER = "keep_register"
    SET_FIGURES = "set_figures"
    GRANT_BRANCHES = "grant_branches"
    GRANT_COMMUNES = "grant_communes"
    GRANT_PROVINCES = "grant_provinces"
    RESHAPE_PLACES = "reshape_places"
    READ_LOG = "read_log"  # what was done, by whom and when, at one's own places
    EDIT_CRITERIA = "edit_criteria"  # answers comments on drafts; a set for everywhere is the centre's
    KEEP_BOOKS = "keep_books"  # the association's own life: branches, meetings, funds, centres, pilots …
    APPROVE_BOOKS = "approve_books"  # the second person that awards, stories and the like need


class Role(StrEnum):
    BRANCH = "branch"
    COMMUNE_ASSOCIATION = "commune_association"
    DECIDING_BODY = "deciding_body"
    PROVINCE = "province"
    CENTRE = "centre"
    OBSERVER = "observer"
    CARD_HOLDER = (
        "card_holder"  # whoever opens their own form by a card; no account that signs in ever has it
    )


# Deciding and verifying never meet in one role; per case it is checked again by who did what.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.BRANCH: frozenset(
        {
            Permission.SEE,
            Permission.REGISTER,
            Permission.ASSESS,
            Permission.REVIEW,
            Permission.KEEP_REGISTER,
            Permission.KEEP_BOOKS,
        }
    ),
    Role.COMMUNE_ASSOCIATION: frozenset(
        {
            Permission.SEE,
            Permission.REGISTER,
            Permission.ASSESS,
            Permission.VERIFY,
            Permission.PROPOSE,
            Permission.OPEN_ROUND,
            Permission.KEEP_REGISTER,
            Permission.SET_FIGURES,
            Permission.GRANT_BRANCHES,
            Permission.READ_LOG,
            Permission.KEEP_BOOKS,
            Permission.APPROVE_BOOKS,
        }
    ),
    Role.DECIDING_BODY: frozenset(
        {Permission.SEE, Permission.DECIDE, Permission.REVOKE, Permission.APPROVE_BOOKS}
    ),
    Role.PROVINCE: frozenset(
        {
            Permission.SEE,
            Permission.OPEN_ROUND,
            Permission.SET_FIGURES,
            Permission.GRANT_BRANCHES,
            Permission.GRANT_COMMUNES,
            Permission.VERIFY,
            Permission.EDIT_CRITERIA,
            Permission.READ_LOG,
            Permission.KEEP_BOOKS,
            Permission.APPROVE_BOOKS,
        }
    ),
    Role.CENTRE: frozenset(
        {
            Permission.SEE,
            Permission.OPEN_ROUND,
            Permission.SET_FIGURES,
            Permission.GRANT_BRANCHES,
            Permission.GRANT_COMMUNES,
            Permission.GRANT_PROVINCES,
            Permission.RESHAPE_PLACES,
            Permission.EDIT_CRITERIA,
            Permission.READ_LOG,
            Permission.KEEP_BOOKS,
            Permission.APPROVE_BOOKS,
        }
    ),
    Role.OBSERVER: frozenset({Permission.SEE}),
    Role.CARD_HOLDER: frozenset({Permission.SEE, Permission.ASSESS}),
}


# At which station a case may be sent back, by the state it stands in: the one before it, or that which took it.
MAY_SEND_BACK: dict[State, frozenset[Permission]] = {
    State.SELF_ASSESSED: frozenset({Permission.REVIEW, Permission.VERIFY}),
    State.REVIEWED: frozenset({Permission.REVIEW, Permission.VERIFY}),
    State.VERIFIED: frozenset({Permission.VERIFY, Permission.PROPOSE}),
    State.PROPOSED: frozenset({Permission.PROPOSE, Permission.DECIDE}),
}


# What it takes to give a role; nobody gives their own or one above it, and the centre's only the server itself.
TO_GIVE: dict[Role, Permission] = {
    Role.BRANCH: Permission.GRANT_BRANCHES,
    Role.OBSERVER: Permission.GRANT_BRANCHES,
    Role.COMMUNE_ASSOCIATION: Permission.GRANT_COMMUNES,
    Role.DECIDING_BODY: Permission.GRANT_COMMUNES,
    Role.PROVINCE: Permission.GRANT_PROVINCES,
}


# Which of them make sense at a place of a kind; districts ended, and nothing new is given there.
ROLES_AT: dict[Kind, frozenset[Role]] = {
    Kind.COUNTRY: frozenset({Role.OBSERVER}),
    Kind.PROVINCE: frozenset({Role.PROVINCE, Role.DECIDING_BODY, Role.OBSERVER}),
    Kind.DISTRICT: frozenset(),
    Kind.COMMUNE: frozenset({Role.COMMUNE_ASSOCIATION, Role.DECIDING_BODY, Role.BRANCH, Role.OBSERVER}),
    Kind.HAMLET: frozenset({Role.BRANCH, Role.OBSERVER}),
}


# Who sees the data of others than their own neighbours signs in with a second step. No decree says so: it is this
# product's choice, and KHUYENHOC_SECOND_STEP chooses otherwise. A hamlet's branch may take it, and need not.
SECOND_STEP: frozenset[Role] = frozenset(
    {Role.COMMUNE_ASSOCIATION, Role.DECIDING_BODY, Role.PROVINCE, Role.CENTRE, Role.OBSERVER}
)


@cache
def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that carry a permission."""
    return frozenset(role for role, held in PERMISSIONS.items() if permission in held)
