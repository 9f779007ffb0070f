"""Opening branches, and taking an opening back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.actions.changing import require_led
from khuyenhoc.apps.association.models import Branch, Membership, Officer, Term
from khuyenhoc.apps.association.queries import called
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.branches import BranchKind, body_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among

BODIES_OF_THEIR_OWN = (Title.CLAN.value, Title.ORGANISATION.value)


class NoSuchBody(RuleBroken):
    """Only clans and organisations that are there on the day have a branch of their own; facts: subjects, number."""

    code = "NO_SUCH_BODY"


class HasBranchAlready(RuleBroken):
    """Some have a branch that goes on; facts: subjects, number."""

    code = "HAS_BRANCH_ALREADY"


class BranchInUse(RuleBroken):
    """Some had members already, or have ended; facts: branches, number."""

    code = "BRANCH_IN_USE"


@transaction.atomic
def open_branches(
    branches: Sequence[tuple[int, str]],
    *,
    kind: str,
    since: date,
    parent: int | None = None,
    by: User,
    at: datetime,
) -> list[Branch]:
    """Branches for (place, name) pairs; parent: the branch that leads them all. Errors: as `open_branch`."""
    access.require(by, Permission.KEEP_BOOKS, {place for place, _ in branches}, at=at)
    if parent is not None:
        require_led(kind, parent, on=since)
    made = Branch.objects.bulk_create(
        Branch(place_id=place, **called(name), parent_id=parent, kind=kind, since=since)
        for place, name in branches
    )
    audit.record(
        "branches.opened", by=by.username, at=at, kind="branch", facts={"branches": [b.pk for b in made]}
    )
    return made


@dataclass(frozen=True, slots=True)
class NewBranch:
    """A branch as it is told; body: a clan or organisation of the register, whose home is then the branch's place."""

    place: int
    name: str
    kind: str
    since: date
    parent: int | None = None
    body: int | None = None
    body_kind: str = ""


@transaction.atomic
def open_branch(new: NewBranch, *, by: User, at: datetime) -> Branch:
    """Errors: OutsideScope, NoSuchBody, HasBranchAlready, NotUnderThat, BranchEnded."""
    place, body_kind = new.place, new.body_kind
    if new.body is not None:
        body = (
            Subject.objects.filter(existing_on(new.since), pk=new.body, kind__in=BODIES_OF_THEIR_OWN)
            .select_for_update(no_key=True)
            .first()
        )
        if body is None:
            raise NoSuchBody(subjects=[new.body], number=1)
        if Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=new.since), body=body).exists():
            raise HasBranchAlready(subjects=[body.pk], number=1)
        place, body_kind = body.place_id, body_of(body.kind, body.organisation_kind)
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    if new.parent is not None:
        require_led(new.kind, new.parent, on=new.since)
    made = Branch.objects.create(
        place_id=place,
        body_id=new.body,
        body_kind=body_kind,
        parent_id=new.parent,
        **called(new.name),
        kind=new.kind,
        since=new.since,
    )
    facts = {"branches": [made.pk], "kind": new.kind}
    audit.record("branches.opened", by=by.username, at=at, kind="branch", place_id=place, facts=facts)
    return made


@transaction.atomic
def open_in_bodies(
    bodies: Sequence[int], *, since: date, parent: int | None = None, by: User, at: datetime
) -> list[Branch]:
    """A ban khuyến học in each clan or organisation (subject ids) that has none, named after it.

    Errors: OutsideScope, NoSuchBody, HasBranchAlready, NotUnderThat, BranchEnded.
    """
    wanted = sorted(set(bodies))
    found = list(
        Subject.objects.filter(existing_on(since), among("pk", wanted), kind__in=BODIES_OF_THEIR_OWN)
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    access.require(by, Permission.KEEP_REGISTER, {body.place_id for body in found}, at=at)
    if missing := sorted(set(wanted) - {body.pk for body in found}):
        raise NoSuchBody(subjects=missing, number=len(missing))
    going_on = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=since), among("body", wanted))
    if have := sorted(set(going_on.values_list("body_id", flat=True))):
        raise HasBranchAlready(subjects=have, number=len(have))
    if parent is not None:
        require_led(BranchKind.BAN_KHUYEN_HOC, parent, on=since)
    made = Branch.objects.bulk_create(
        Branch(
            place_id=body.place_id,
            body=body,
            body_kind=body_of(body.kind, body.organisation_kind),
            **called(f"Ban Khuyến học {body.name}"[:200]),
            parent_id=parent,
            kind=BranchKind.BAN_KHUYEN_HOC.value,
            since=since,
        )
        for body in found
    )
    audit.record(
        "branches.opened", by=by.username, at=at, kind="branch", facts={"branches": [b.pk for b in made]}
    )
    return made


@transaction.atomic
def take_back_opened(branches: Collection[int], *, by: User, at: datetime) -> int:
    """Branches opened by mistake were never there, nor who was noted with them. Returns how many.

    Only such that never had a member or a congress, and lead no other.
    Errors: OutsideScope, BranchInUse.
    """
    found = list(Branch.objects.filter(among("pk", branches)).order_by("pk").select_for_update(no_key=True))
    access.require(by, Permission.KEEP_REGISTER, {branch.place_id for branch in found}, at=at)
    used = set(Membership.objects.filter(branch__in=found).values_list("branch", flat=True))
    used |= set(Term.objects.filter(branch__in=found).values_list("branch", flat=True))
    led = Branch.objects.filter(parent__in=found).exclude(pk__in=[branch.pk for branch in found])
    used |= {pk for pk in led.values_list("parent", flat=True) if pk is not None}
    if in_use := sorted(used | {branch.pk for branch in found if branch.until is not None}):
        raise BranchInUse(branches=in_use, number=len(in_use))
    audit.record(
        "branches.opening_taken_back",
        by=by.username,
        at=at,
        kind="branch",
        facts={"branches": [branch.pk for branch in found], "bodies": [branch.body_id for branch in found]},
    )
    Officer.objects.filter(branch__in=found).delete()
    Branch.objects.filter(parent__in=found).update(parent=None)
    Branch.objects.filter(pk__in=[branch.pk for branch in found]).delete()
    return len(found)
