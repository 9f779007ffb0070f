"""Letting branches go over into another one."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries
from khuyenhoc.apps.association.actions.changing import end_posts, hand_below, require_open
from khuyenhoc.apps.association.actions.joining import count_changes, held_still
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing import insert_columns


class MergesIntoItself(RuleBroken):
    """At least one branch goes over, and never into itself; facts: branch."""

    code = "MERGES_INTO_ITSELF"


class MembersJoinLater(RuleBroken):
    """Some become members only on that day or later; facts: subjects, number, day."""

    code = "MEMBERS_JOIN_LATER"


@transaction.atomic
def merge(branches: Sequence[Branch], into: Branch, *, on: date, by: User, at: datetime) -> int:
    """Let branches go over into another from a day on, with all who are members then; returns how many came over.

    So a branch of a place that was closed leaves the custody of the place after it. Members are the same people
    before and after: changing the branch is neither joining nor leaving. Its officers' posts end, and what it led is
    led by the other where that may be. Both ends lie in the person's scope, which
    reaches a closed place through custody.
    Errors: OutsideScope, BranchEnded, MergesIntoItself, MembersJoinLater.
    """
    access.require(
        by, Permission.KEEP_REGISTER, {into.place_id, *(branch.place_id for branch in branches)}, at=at
    )
    if not branches or into.pk in {branch.pk for branch in branches}:
        raise MergesIntoItself(branch=into.name)
    require_open([*branches, into], on)
    there = Membership.objects.filter(branch__in=branches, left__isnull=True)
    wanted = held_still(there.values_list("person", flat=True)) if there.exists() else []
    later = sorted(there.filter(joined__gte=on).values_list("person", flat=True))
    if later:
        raise MembersJoinLater(subjects=later, number=len(later), day=on)
    known = set(Membership.objects.filter(branch=into, left__isnull=True).values_list("person", flat=True))
    before = queries.recounted(wanted)
    there.update(left=on, left_recorded_at=at)
    coming = [person for person in wanted if person not in known]
    insert_columns(
        Membership,
        ("person_id",),
        [(person,) for person in coming],
        branch_id=into.pk,
        joined=on,
        joined_recorded_at=at,
    )
    gone = [branch.pk for branch in branches]
    Branch.objects.filter(pk__in=gone).update(until=on)
    end_posts(gone, on=on)
    hand_below(gone, into, on=on, by=by, at=at)
    count_changes(before, wanted)
    audit.record(
        "branches.merged",
        by=by.username,
        at=at,
        kind="branch",
        object_id=into.pk,
        place_id=into.place_id,
        cases=wanted,
        facts={"branches": sorted(branch.pk for branch in branches), "on": on.isoformat()},
    )
    return len(coming)
