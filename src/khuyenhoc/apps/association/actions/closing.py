"""Closing a branch."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.actions.changing import end_posts, held, record_branch, require_open
from khuyenhoc.apps.association.actions.joining import leave
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission


class BranchHasMembers(RuleBroken):
    """Members are in the branch still, so it cannot be closed; facts: branch, number."""

    code = "BRANCH_HAS_MEMBERS"


class BranchLeadsOthers(RuleBroken):
    """The branch leads others still, so it cannot be closed; facts: branch, number."""

    code = "BRANCH_LEADS_OTHERS"


@transaction.atomic
def close_branch(branch: Branch, *, on: date, with_members: bool, by: User, at: datetime) -> int:
    """End a branch; with_members: who is in it leaves it that day. Returns how many left. Posts end with it.

    Errors: OutsideScope, BranchEnded, BranchHasMembers, BranchLeadsOthers, LeavesTooEarly.
    """
    access.require(by, Permission.KEEP_BOOKS, [branch.place_id], at=at)
    now = held(branch.pk)
    require_open([now], on)
    leads = Branch.objects.filter(parent=now, until__isnull=True).count()
    if leads:
        raise BranchLeadsOthers(branch=now.name, number=leads)
    open_now = Membership.objects.filter(branch=now, left__isnull=True)
    people = sorted(open_now.values_list("person", flat=True))
    if people and not with_members:
        raise BranchHasMembers(branch=now.name, number=len(people))
    if people:
        leave(now, people, left=on, by=by, at=at)
    Branch.objects.filter(pk=now.pk).update(until=on)
    end_posts([now.pk], on=on)
    record_branch("branch.closed", now, by, at, {"on": on.isoformat(), "members": len(people)})
    return len(people)
