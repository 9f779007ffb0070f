"""Taking members in, letting them go and moving them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries
from khuyenhoc.apps.association.actions.changing import require_open
from khuyenhoc.apps.association.models import Branch, Fee, Membership
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.naming import OF_AGE
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among, insert_columns


class NoSuchPeople(RuleBroken):
    """Only people who are in the register on the day become members; facts: subjects, number."""

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


class LeftNoMore(RuleBroken):
    """Some memberships cannot be taken back: they go on, or fees rest on them, or the branch ended; facts: number."""

    code = "LEFT_NO_MORE"


class ReportedSince(RuleBroken):
    """What stood in the books at the end of a day was known then and is not undone, but ended; facts: number."""

    code = "MEMBERS_REPORTED_SINCE"


class MovesToItself(RuleBroken):
    """Members move to another branch, not to the one they are in; facts: branch."""

    code = "MOVES_TO_ITSELF"


class MembersUnderAge(RuleBroken):
    """Some are children, and nobody said that they are meant; facts: names, age."""

    code = "MEMBERS_UNDER_AGE"


def join(
    branch: Branch,
    people: Sequence[int],
    *,
    joined: date,
    by: User,
    at: datetime,
    with_children: bool = True,
) -> int:
    """Take people into one branch; with_children: such as are not of age are meant, too.

    Errors: as join_branches, MembersUnderAge.
    """
    if not with_children:
        young = Subject.objects.filter(among("pk", people), birth_year__gt=joined.year - OF_AGE)
        if names := list(young.order_by("sort_key", "pk").values_list("name", flat=True)):
            raise MembersUnderAge(names=names, age=OF_AGE)
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
    everyone = held_still([person for _, people in wanted for person in people])
    if gone := sorted(
        Subject.objects.filter(among("pk", everyone), until__lte=joined).values_list("pk", flat=True)
    ):
        raise NoSuchPeople(subjects=gone, number=len(gone))
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
    count_changes(before, everyone)
    told = [audit.Told(branch.pk, branch.place_id, people) for branch, people in wanted]
    audit.record_each("members.joined", told, by=by.username, at=at, kind="branch")
    return len(everyone) - len({person for person, _ in open_now})


@transaction.atomic
def leave(branch: Branch, people: Sequence[int], *, left: date, by: User, at: datetime) -> int:
    """End memberships of a branch; returns how many are members nowhere any more.

    Errors: OutsideScope, NoSuchPeople, NotAMember, LeavesTooEarly.
    """
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    wanted = held_still(people)
    before = queries.recounted(wanted)
    _end(branch, wanted, left=left, at=at)
    count_changes(before, wanted)
    told = [audit.Told(branch.pk, branch.place_id, wanted)]
    audit.record_each("members.left", told, by=by.username, at=at, kind="branch")
    still = Membership.objects.filter(person__in=wanted, left__isnull=True).values_list("person", flat=True)
    return len(wanted) - len(set(still))


@transaction.atomic
def move_members(
    branch: Branch, people: Sequence[int], *, into: Branch, on: date, by: User, at: datetime
) -> int:
    """Let members of a branch go over to another from a day on; they stay one member each. Returns how many came.

    Who is in the other branch already only leaves this one.
    Errors: OutsideScope, MovesToItself, BranchEnded, NoSuchPeople, NotAMember, LeavesTooEarly.
    """
    access.require(by, Permission.KEEP_REGISTER, {branch.place_id, into.place_id}, at=at)
    if branch.pk == into.pk:
        raise MovesToItself(branch=into.name)
    require_open([into], on)
    wanted = held_still(people)
    came = go_over(branch, wanted, into=into, on=on, at=at)
    audit.record(
        "members.moved",
        by=by.username,
        at=at,
        kind="branch",
        object_id=branch.pk,
        place_id=branch.place_id,
        cases=wanted,
        facts={"into": into.pk, "on": on.isoformat()},
    )
    return came


def go_over(branch: Branch, people: Collection[int], *, into: Branch, on: date, at: datetime) -> int:
    """The people, held still, leave one branch for the other; who is there already only leaves.

    Errors: NotAMember, LeavesTooEarly.
    """
    known = set(
        Membership.objects.filter(among("person", people), branch=into, left__isnull=True).values_list(
            "person", flat=True
        )
    )
    before = queries.recounted(people)
    _end(branch, people, left=on, at=at)
    coming = [(person,) for person in people if person not in known]
    insert_columns(Membership, ("person_id",), coming, branch_id=into.pk, joined=on, joined_recorded_at=at)
    count_changes(before, people)
    return len(coming)


@transaction.atomic
def take_back_leaving(branch: Branch, people: Sequence[int], *, by: User, at: datetime) -> int:
    """Members whose last leaving of the branch was a mistake never left it; on the day it was entered.

    Errors: OutsideScope, LeftNoMore, ReportedSince.
    """
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    wanted = held_still(people)
    latest: dict[int, Membership] = {}
    rows = list(Membership.objects.filter(branch=branch, person__in=wanted).order_by("joined", "pk"))
    for one in rows:
        latest[one.person_id] = one
    if len(latest) < len(wanted) or branch.until is not None or any(one.left is None for one in rows):
        raise LeftNoMore(number=len(wanted))
    _require_of_today((one.left_recorded_at for one in latest.values()), at)
    before = queries.recounted(wanted)
    again = [one.pk for one in latest.values()]
    Membership.objects.filter(pk__in=again).update(left=None, left_recorded_at=None)
    count_changes(before, wanted)
    told = [audit.Told(branch.pk, branch.place_id, wanted)]
    audit.record_each("members.leaving_taken_back", told, by=by.username, at=at, kind="branch")
    return len(again)


@transaction.atomic
def take_back_joining(branch: Branch, people: Sequence[int], *, by: User, at: datetime) -> int:
    """Members taken in by mistake were never in the branch; on the day it was entered, while no fee was.

    Errors: OutsideScope, NotAMember, LeftNoMore, ReportedSince.
    """
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    wanted = held_still(people)
    going = Membership.objects.filter(branch=branch, person__in=wanted, left__isnull=True)
    if strangers := sorted(set(wanted) - set(going.values_list("person", flat=True))):
        raise NotAMember(subjects=strangers, number=len(strangers))
    if Fee.objects.filter(branch=branch, person__in=wanted).exists():
        raise LeftNoMore(number=len(wanted))
    _require_of_today(going.values_list("joined_recorded_at", flat=True), at)
    before = queries.recounted(wanted)
    going.delete()
    count_changes(before, wanted)
    told = [audit.Told(branch.pk, branch.place_id, wanted)]
    audit.record_each("members.joining_taken_back", told, by=by.username, at=at, kind="branch")
    return len(wanted)


def _require_of_today(entered: Iterable[datetime | None], at: datetime) -> None:
    """Figures as they were known at the end of a day rest on what was entered until then. Errors: ReportedSince."""
    earlier = [one for one in entered if one is not None and day_of(one) != day_of(at)]
    if earlier:
        raise ReportedSince(number=len(earlier))


def _end(branch: Branch, people: Collection[int], *, left: date, at: datetime) -> None:
    """Errors: NotAMember, LeavesTooEarly."""
    ending = Membership.objects.filter(branch=branch, person__in=people, left__isnull=True)
    strangers = sorted(set(people) - set(ending.values_list("person", flat=True)))
    if strangers:
        raise NotAMember(subjects=strangers, number=len(strangers))
    early = sorted(ending.filter(joined__gte=left).values_list("person", flat=True))
    if early:
        raise LeavesTooEarly(subjects=early, number=len(early), day=left)
    ending.update(left=left, left_recorded_at=at)


def held_still(people: Collection[int]) -> list[int]:
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


def count_changes(before: Counter[Tally], people: Collection[int]) -> None:
    """Count what the deed changed: a membership told late may move the year of another one."""
    changes = queries.recounted(people)
    changes.subtract(before)
    counts.add(changes)
