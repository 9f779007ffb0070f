"""Members and officers who leave the register or move house: what they are in the association goes with them.

A membership that such a deed ended or began bears the deed's very moment; by it the deed is taken back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries
from khuyenhoc.apps.association.actions.changing import record_branch
from khuyenhoc.apps.association.actions.closing import close_branch
from khuyenhoc.apps.association.actions.joining import LeavesTooEarly, LeftNoMore, count_changes
from khuyenhoc.apps.association.actions.officers import PostEndsTooEarly
from khuyenhoc.apps.association.models import Branch, Fee, Membership, Officer
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects import queries as register
from khuyenhoc.apps.subjects.actions import Why
from khuyenhoc.apps.subjects.models import Ending
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing import among, insert_columns


@dataclass(frozen=True, slots=True)
class Went:
    """What went with them: memberships, posts and branches that ended, or that go on again."""

    memberships: int
    posts: int
    branches: int = 0


@transaction.atomic
def end(subject: int, *, why: Why, on: date, with_branch: bool = False, by: User, at: datetime) -> Went:
    """Take a subject out of the register; a person is a member and an officer nowhere from that day on.

    with_branch: the branch of a clan or organisation is closed with it, and its members leave it that day.
    Errors: as apps.subjects.actions.end, LeavesTooEarly, PostEndsTooEarly, those of `close_branch`.
    """
    before = queries.recounted([subject])
    ending = subjects.end(subject, why=why, on=on, by=by, at=at)
    if with_branch:
        return _close_own(ending, by=by, at=at)
    held = Membership.objects.filter(person=subject, left__isnull=True).select_related("branch")
    rows = list(held.order_by("pk"))
    if any(one.joined >= on for one in rows):
        raise LeavesTooEarly(subjects=[subject], number=1, day=on)
    posts = list(
        Officer.objects.filter(person=subject, until__isnull=True).select_related("branch").order_by("pk")
    )
    if late := [one.since for one in posts if one.since >= on]:
        raise PostEndsTooEarly(day=max(late))
    Membership.objects.filter(pk__in=[one.pk for one in rows]).update(left=on, left_recorded_at=at)
    Officer.objects.filter(pk__in=[one.pk for one in posts]).update(until=on, ended_with=ending)
    count_changes(before, [subject])
    told = [audit.Told(one.branch_id, one.branch.place_id, [subject]) for one in rows]
    audit.record_each("members.left", told, by=by.username, at=at, kind="branch")
    for post in posts:
        facts = {"officer": post.pk, "post": post.post}
        record_branch("officer.stepped_down", post.branch, by, at, facts)
    return Went(len(rows), len(posts))


@transaction.atomic
def bring_back(subject: int, *, by: User, at: datetime) -> Went:
    """Take an ending back that was a mistake, with the memberships and posts that ended with it.

    What cannot go on stays ended: the branch is no more, or another holds the post since.
    Errors: as apps.subjects.actions.bring_back.
    """
    ending = subjects.bring_back(subject, by=by, at=at)
    reopened = list(Branch.objects.filter(ended_with=ending, until=ending.on).order_by("pk"))
    if reopened:
        return _reopen_own(reopened, ending, by=by, at=at)
    before = queries.recounted([subject])
    rows = list(
        Membership.objects.filter(
            person=subject,
            left=ending.on,
            left_recorded_at=ending.recorded_at,
            branch__until__isnull=True,
        ).select_related("branch")
    )
    again = [one for one in rows if _goes_on(one)]
    posts = Officer.objects.filter(ended_with=ending, until=ending.on, branch__until__isnull=True)
    held = [one for one in posts.select_related("branch").order_by("pk") if _holds_on(one)]
    count_changes(before, [subject])
    told = [audit.Told(one.branch_id, one.branch.place_id, [subject]) for one in again]
    audit.record_each("members.leaving_taken_back", told, by=by.username, at=at, kind="branch")
    for post in held:
        facts = {"officer": post.pk, "post": post.post}
        record_branch("officer.holds_on", post.branch, by, at, facts)
    return Went(len(again), len(held))


@transaction.atomic
def move(
    people: Collection[int], place: int, *, on: date, with_members: bool, by: User, at: datetime
) -> list[int]:
    """Let subjects live in another hamlet from the day on; returns their ids.

    with_members: whoever was in a branch that is that of where they lived goes over to that of where they live now,
    as far as there is one whose members the person keeps; all others stay where they are members.
    Errors: as apps.subjects.actions.move, LeavesTooEarly.
    """
    before = queries.recounted(people)
    moved = subjects.move(people, place, on=on, by=by, at=at)
    into = queries.branch_of_home(place, on) if with_members else None
    if into is not None and access.may(by, Permission.KEEP_REGISTER, into.place_id, on=on):
        _go_over(queries.at_home_branches(moved, place, on), into, on=on, by=by, at=at)
    count_changes(before, people)
    return moved


@transaction.atomic
def take_back_move(people: Collection[int], *, by: User, at: datetime) -> None:
    """Take a mistaken move of subjects back; who went over to another branch with it is in the former one again.

    Members who joined since then count where they live again.
    Errors: as apps.subjects.actions.take_back_move, LeftNoMore (a fee was settled in the new branch).
    """
    before = queries.recounted(people)
    moves = register.last_moves(people)
    subjects.take_back_move(people, by=by, at=at)
    for one in moves.values():
        theirs = Membership.objects.filter(person=one.subject_id)
        came = theirs.filter(joined=one.on, joined_recorded_at=one.recorded_at)
        if Fee.objects.filter(person=one.subject_id, branch__in=came.values("branch")).exists():
            raise LeftNoMore(number=1)
        came.delete()
        theirs.filter(left=one.on, left_recorded_at=one.recorded_at).update(left=None, left_recorded_at=None)
    count_changes(before, people)


def _close_own(ending: Ending, *, by: User, at: datetime) -> Went:
    """Errors: those of `close_branch`."""
    found = Branch.objects.filter(body=ending.subject_id, until__isnull=True).order_by("pk")
    memberships = posts = branches = 0
    for branch in found:
        held = list(Officer.objects.filter(branch=branch, until__isnull=True).values_list("pk", flat=True))
        memberships += close_branch(branch, on=ending.on, with_members=True, by=by, at=at)
        Officer.objects.filter(pk__in=held).update(ended_with=ending)
        Branch.objects.filter(pk=branch.pk).update(ended_with=ending)
        posts, branches = posts + len(held), branches + 1
    return Went(memberships, posts, branches)


def _reopen_own(branches: list[Branch], ending: Ending, *, by: User, at: datetime) -> Went:
    """The branches go on with the members and officers who left with them, as far as these still may."""
    rows = list(
        Membership.objects.filter(
            branch__in=branches,
            left=ending.on,
            left_recorded_at=ending.recorded_at,
            person__until__isnull=True,
        )
    )
    people = sorted({one.person_id for one in rows})
    before = queries.recounted(people)
    for branch in branches:
        led = branch.parent is None or branch.parent.until is None
        Branch.objects.filter(pk=branch.pk).update(
            until=None, ended_with=None, parent=branch.parent if led else None
        )
    again = [one for one in rows if _goes_on(one)]
    posts = Officer.objects.filter(ended_with=ending, branch__in=branches)
    held = [one for one in posts.order_by("pk") if _holds_on(one)]
    count_changes(before, people)
    for branch in branches:
        came = sorted(one.person_id for one in again if one.branch_id == branch.pk)
        record_branch("branch.goes_on", branch, by, at, {"members": len(came)}, came)
    return Went(len(again), len(held), len(branches))


def _go_over(rows: list[Membership], into: Branch, *, on: date, by: User, at: datetime) -> None:
    """Errors: LeavesTooEarly."""
    people = sorted({one.person_id for one in rows})
    if early := sorted({one.person_id for one in rows if one.joined >= on}):
        raise LeavesTooEarly(subjects=early, number=len(early), day=on)
    there = Membership.objects.filter(among("person", people), branch=into, left__isnull=True)
    known = set(there.values_list("person", flat=True))
    Membership.objects.filter(pk__in=[one.pk for one in rows]).update(left=on, left_recorded_at=at)
    coming = [(person,) for person in people if person not in known]
    insert_columns(Membership, ("person_id",), coming, branch_id=into.pk, joined=on, joined_recorded_at=at)
    for branch in {one.branch_id: one.branch for one in rows}.values():
        audit.record(
            "members.moved",
            by=by.username,
            at=at,
            kind="branch",
            object_id=branch.pk,
            place_id=branch.place_id,
            cases=sorted(one.person_id for one in rows if one.branch_id == branch.pk),
            facts={"into": into.pk, "on": on.isoformat()},
        )


def _goes_on(row: Membership) -> bool:
    """Whether the membership could be opened again: nobody is in a branch twice."""
    try:
        with transaction.atomic():
            Membership.objects.filter(pk=row.pk).update(left=None, left_recorded_at=None)
    except IntegrityError:
        return False
    return True


def _holds_on(row: Officer) -> bool:
    """Whether the post could be taken up again: some posts only one holds at a time."""
    try:
        with transaction.atomic():
            Officer.objects.filter(pk=row.pk).update(until=None, ended_with=None)
    except IntegrityError:
        return False
    return True
