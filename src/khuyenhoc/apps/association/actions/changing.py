"""Giving a branch another name, kind or leading branch from a day on, and closing it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch, BranchChange, Officer
from khuyenhoc.apps.association.queries import called
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.branches import may_stand_under
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission


class BranchEnded(RuleBroken):
    """The branch has ended, or begins only on that day or later; facts: branch, day."""

    code = "BRANCH_ENDED"


class NotUnderThat(RuleBroken):
    """A branch is led by one of a higher kind only, and leads lower ones only; facts: branch."""

    code = "NOT_UNDER_THAT"


class BranchChangedLater(RuleBroken):
    """The branch changed on that day already, or later; facts: day."""

    code = "BRANCH_CHANGED_LATER"


class NothingChanges(RuleBroken):
    """What was told of the branch is what it is; facts: none."""

    code = "NOTHING_CHANGES"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a branch is called, of which kind it is and which branch leads it (an id; None: none of the book)."""

    name: str
    kind: str
    parent: int | None


@transaction.atomic
def change_branch(
    branch: Branch, to: Standing, *, on: date | None, why: str = "", by: User, at: datetime
) -> Branch:
    """From the day on the branch is what is told; on None: it was written down wrongly and always was so.

    Errors: OutsideScope, BranchEnded, BranchChangedLater, NothingChanges, NotUnderThat.
    """
    access.require(by, Permission.KEEP_BOOKS, [branch.place_id], at=at)
    now = held(branch.pk)
    if now.until is not None or (on is not None and now.since >= on):
        raise BranchEnded(branch=now.name, day=on or now.until)
    if Standing(now.name, now.kind, now.parent_id) == to:
        raise NothingChanges()
    if on is not None:
        later = BranchChange.objects.filter(branch=now, on__gte=on).order_by("-on").first()
        if later is not None:
            raise BranchChangedLater(day=later.on)
    if to.parent is not None:
        require_led(to.kind, to.parent, on=on or now.since, branch=now.pk)
    for below in Branch.objects.filter(parent=now, until__isnull=True).order_by("pk"):
        if not may_stand_under(below.kind, to.kind):
            raise NotUnderThat(branch=below.name)
    if on is not None:
        _keep_before(now, on=on, why=why, by=by, at=at)
    Branch.objects.filter(pk=now.pk).update(**called(to.name), kind=to.kind, parent_id=to.parent)
    now.refresh_from_db()
    record_branch("branch.changed", now, by, at, {"kind": now.kind, "on": on.isoformat() if on else None})
    return now


def require_open(branches: Sequence[Branch], on: date) -> None:
    """Errors: BranchEnded."""
    found = Branch.objects.in_bulk([branch.pk for branch in branches])
    for branch in branches:
        now = found[branch.pk]
        if now.until is not None or now.since >= on:
            raise BranchEnded(branch=now.name, day=on)


def require_led(kind: str, parent: int, *, on: date, branch: int | None = None) -> None:
    """A branch of the kind may be led by the other from the day on. Errors: NotUnderThat, BranchEnded."""
    above = Branch.objects.filter(pk=parent).first()
    if above is None or above.pk == branch or not may_stand_under(kind, above.kind):
        raise NotUnderThat(branch=above.name if above else "")
    if above.until is not None or above.since > on:
        raise BranchEnded(branch=above.name, day=on)


def end_posts(branches: Collection[int], *, on: date) -> None:
    """Posts of branches that ended; who was to begin that day or later never did, and ends a day after beginning."""
    posts = Officer.objects.filter(branch__in=branches, until__isnull=True)
    posts.filter(since__lt=on).update(until=on)
    for late in posts.filter(since__gte=on):
        Officer.objects.filter(pk=late.pk).update(until=date.fromordinal(late.since.toordinal() + 1))


def hand_below(gone: Collection[int], into: Branch, *, on: date, by: User, at: datetime) -> None:
    """What the branches led is led by the other from the day on, or by none of the book where that may not be."""
    rows = Branch.objects.filter(until__isnull=True, parent__in=gone).exclude(pk__in=gone)
    for below in rows.order_by("pk"):
        if below.since < on and not BranchChange.objects.filter(branch=below, on__gte=on).exists():
            _keep_before(below, on=on, why="", by=by, at=at)
        fits = below.pk != into.pk and may_stand_under(below.kind, into.kind)
        below.parent = into if fits else None
        below.save(update_fields=["parent"])


def held(pk: int) -> Branch:
    return Branch.objects.select_for_update(no_key=True).get(pk=pk)


def _keep_before(branch: Branch, *, on: date, why: str, by: User, at: datetime) -> None:
    BranchChange.objects.create(
        branch=branch,
        on=on,
        name_before=branch.name,
        kind_before=branch.kind,
        parent_before_id=branch.parent_id,
        why=why,
        recorded_by=by,
        recorded_at=at,
    )


def record_branch(
    deed: str,
    branch: Branch,
    by: User,
    at: datetime,
    facts: Mapping[str, object],
    people: Collection[int] = (),
) -> None:
    """The one event of a deed about a branch; people: the ids of its members that it touched."""
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="branch",
        object_id=branch.pk,
        place_id=branch.place_id,
        cases=list(people),
        facts=facts,
    )
