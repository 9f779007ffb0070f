"""Opening branches and taking in members."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among, insert_columns

BODIES_OF_THEIR_OWN = (Title.CLAN.value, Title.ORGANISATION.value)


class NoSuchPeople(RuleBroken):
    """Only people of the register become members; facts: subjects, number."""

    code = "NO_SUCH_PEOPLE"


class AlreadyMember(RuleBroken):
    """Some are members of this branch already; facts: subjects, number."""

    code = "ALREADY_MEMBER"


class NotAMember(RuleBroken):
    """Some are no members of this branch; facts: subjects, number."""

    code = "NOT_A_MEMBER"


class LeavesTooEarly(RuleBroken):
    """Nobody leaves on the day of joining or before it; facts: subjects, number, day."""

    code = "LEAVES_TOO_EARLY"


class BranchEnded(RuleBroken):
    """The branch has ended, or begins only on that day or later; facts: branch, day."""

    code = "BRANCH_ENDED"


class MergesIntoItself(RuleBroken):
    """At least one branch goes over, and never into itself; facts: branch."""

    code = "MERGES_INTO_ITSELF"


class NoSuchBody(RuleBroken):
    """Only clans and organisations that are there on the day have a branch of their own; facts: subjects, number."""

    code = "NO_SUCH_BODY"


class HasBranchAlready(RuleBroken):
    """Some have a branch that goes on; facts: subjects, number."""

    code = "HAS_BRANCH_ALREADY"


class BranchInUse(RuleBroken):
    """Some had members already, or have ended; facts: branches, number."""

    code = "BRANCH_IN_USE"


class MembersJoinLater(RuleBroken):
    """Some become members only on that day or later; facts: subjects, number, day."""

    code = "MEMBERS_JOIN_LATER"


@transaction.atomic
def open_branches(
    branches: Sequence[tuple[int, str]], *, kind: str, since: date, by: User, at: datetime
) -> list[Branch]:
    """Branches for (place, name) pairs. Errors: OutsideScope."""
    access.require(by, Permission.KEEP_REGISTER, {place for place, _ in branches}, at=at)
    made = Branch.objects.bulk_create(
        Branch(place_id=place, name=name, kind=kind, since=since) for place, name in branches
    )
    audit.record(
        "branches.opened", by=by.username, at=at, kind="branch", facts={"branches": [b.pk for b in made]}
    )
    return made


@transaction.atomic
def open_in_bodies(bodies: Sequence[int], *, since: date, by: User, at: datetime) -> list[Branch]:
    """A ban khuyến học in each clan or organisation (subject ids) that has none, named after it.

    Errors: OutsideScope, NoSuchBody, HasBranchAlready.
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
    made = Branch.objects.bulk_create(
        Branch(
            place_id=body.place_id,
            body=body,
            name=f"Ban Khuyến học {body.name}"[:200],
            kind="ban_khuyen_hoc",
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
    """Branches opened by mistake were never there; only such that never had a member. Returns how many.

    Errors: OutsideScope, BranchInUse.
    """
    found = list(Branch.objects.filter(among("pk", branches)).order_by("pk").select_for_update(no_key=True))
    access.require(by, Permission.KEEP_REGISTER, {branch.place_id for branch in found}, at=at)
    used = Membership.objects.filter(branch__in=found).values_list("branch", flat=True)
    if in_use := sorted(set(used) | {branch.pk for branch in found if branch.until is not None}):
        raise BranchInUse(branches=in_use, number=len(in_use))
    audit.record(
        "branches.opening_taken_back",
        by=by.username,
        at=at,
        kind="branch",
        facts={"branches": [branch.pk for branch in found], "bodies": [branch.body_id for branch in found]},
    )
    Branch.objects.filter(pk__in=[branch.pk for branch in found]).delete()
    return len(found)


def join(branch: Branch, people: Sequence[int], *, joined: date, by: User, at: datetime) -> int:
    """Take people into one branch. Errors: as join_branches."""
    return join_branches([(branch, people)], joined=joined, by=by, at=at)


@transaction.atomic
def join_branches(
    lists: Sequence[tuple[Branch, Sequence[int]]], *, joined: date, by: User, at: datetime
) -> int:
    """Take people (subject ids) in as members of branches from a day on, with an event for each branch.

    Returns how many were members nowhere before; a person in two branches is counted once.
    Errors: OutsideScope, NoSuchPeople, AlreadyMember.
    """
    access.require(by, Permission.KEEP_REGISTER, {branch.place_id for branch, _ in lists}, at=at)
    wanted = [(branch, sorted(set(people))) for branch, people in lists]
    if not all(people for _, people in wanted):
        raise NoSuchPeople(subjects=[], number=0)
    everyone = _held_still([person for _, people in wanted for person in people])
    open_now = set(
        Membership.objects.filter(among("person", everyone), left__isnull=True).values_list(
            "person", "branch"
        )
    )
    pairs = [(person, branch.pk) for branch, people in wanted for person in people]
    here = sorted({person for person, branch in pairs if (person, branch) in open_now})
    if here or len(set(pairs)) < len(pairs):
        raise AlreadyMember(subjects=here, number=len(here))
    before = queries.recounted(everyone)
    insert_columns(Membership, ("person_id", "branch_id"), pairs, joined=joined, joined_recorded_at=at)
    _count_changes(before, everyone)
    told = [audit.Told(branch.pk, branch.place_id, people) for branch, people in wanted]
    audit.record_each("members.joined", told, by=by.username, at=at, kind="branch")
    return len(everyone) - len({person for person, _ in open_now})


@transaction.atomic
def leave(branch: Branch, people: Sequence[int], *, left: date, by: User, at: datetime) -> int:
    """End memberships of a branch; returns how many are members nowhere any more.

    Errors: OutsideScope, NoSuchPeople, NotAMember, LeavesTooEarly.
    """
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    wanted = _held_still(people)
    ending = Membership.objects.filter(branch=branch, person__in=wanted, left__isnull=True)
    strangers = sorted(set(wanted) - set(ending.values_list("person", flat=True)))
    if strangers:
        raise NotAMember(subjects=strangers, number=len(strangers))
    early = sorted(ending.filter(joined__gte=left).values_list("person", flat=True))
    if early:
        raise LeavesTooEarly(subjects=early, number=len(early), day=left)
    before = queries.recounted(wanted)
    ending.update(left=left, left_recorded_at=at)
    _count_changes(before, wanted)
    told = [audit.Told(branch.pk, branch.place_id, wanted)]
    audit.record_each("members.left", told, by=by.username, at=at, kind="branch")
    still = Membership.objects.filter(person__in=wanted, left__isnull=True).values_list("person", flat=True)
    return len(wanted) - len(set(still))


@transaction.atomic
def merge(branches: Sequence[Branch], into: Branch, *, on: date, by: User, at: datetime) -> int:
    """Let branches go over into another from a day on, with all who are members then; returns how many came over.

    So a branch of a place that was closed leaves the custody of the place after it. Members are the same people
    before and after: changing the branch is neither joining nor leaving. Both ends lie in the person's scope, which
    reaches a closed place through custody.
    Errors: OutsideScope, BranchEnded, MergesIntoItself, MembersJoinLater.
    """
    access.require(
        by, Permission.KEEP_REGISTER, {into.place_id, *(branch.place_id for branch in branches)}, at=at
    )
    if not branches or into.pk in {branch.pk for branch in branches}:
        raise MergesIntoItself(branch=into.name)
    _require_open([*branches, into], on)
    there = Membership.objects.filter(branch__in=branches, left__isnull=True)
    wanted = _held_still(there.values_list("person", flat=True)) if there.exists() else []
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
    Branch.objects.filter(pk__in=[branch.pk for branch in branches]).update(until=on)
    _count_changes(before, wanted)
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


@transaction.atomic
def take_back_move(people: Collection[int], *, by: User, at: datetime) -> None:
    """Take a mistaken move of subjects back; members who joined since then count where they live again.

    Errors: as apps.subjects.actions.take_back_move.
    """
    before = queries.recounted(people)
    subjects.take_back_move(people, by=by, at=at)
    _count_changes(before, people)


def _require_open(branches: Sequence[Branch], on: date) -> None:
    found = Branch.objects.in_bulk([branch.pk for branch in branches])
    for branch in branches:
        now = found[branch.pk]
        if now.until is not None or now.since >= on:
            raise BranchEnded(branch=now.name, day=on)


def _held_still(people: Collection[int]) -> list[int]:
    """The people in order of id, their rows locked: nobody else joins or leaves them meanwhile.

    Errors: NoSuchPeople.
    """
    wanted = sorted(set(people))
    citizens = Subject.objects.filter(among("pk", wanted), kind=Title.CITIZEN).order_by("pk")
    # on SQLite nothing is locked: the transaction is the only one that writes
    found = set(citizens.select_for_update(no_key=True).values_list("pk", flat=True))
    missing = [person for person in wanted if person not in found]
    if missing or not wanted:
        raise NoSuchPeople(subjects=missing, number=len(missing))
    return wanted


def _count_changes(before: Counter[Tally], people: Collection[int]) -> None:
    """Count what the deed changed: a membership told late may move the year of another one."""
    changes = queries.recounted(people)
    changes.subtract(before)
    counts.add(changes)
