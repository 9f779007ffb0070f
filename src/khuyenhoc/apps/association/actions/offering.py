"""Offering members to a branch that the person does not keep, and what that branch answers."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from operator import attrgetter

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries
from khuyenhoc.apps.association.actions.changing import record_branch, require_open
from khuyenhoc.apps.association.actions.joining import (
    LeavesTooEarly,
    LeftNoMore,
    MovesToItself,
    NotAMember,
    ReportedSince,
    count_changes,
    go_over,
    held_still,
)
from khuyenhoc.apps.association.models import Branch, Fee, Membership, Transfer
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.memberships import Answer
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.storing import among


class OfferedAlready(RuleBroken):
    """Some were offered to a branch that has not answered yet; facts: names, number."""

    code = "MEMBERS_OFFERED_ALREADY"


class OfferAnswered(RuleBroken):
    """Some offers do not wait any more, or cannot wait again; facts: number."""

    code = "OFFER_ANSWERED"


@transaction.atomic
def offer(branch: Branch, people: Sequence[int], *, into: Branch, on: date, by: User, at: datetime) -> int:
    """Offer members of a branch to another; they stay until it accepts them. Returns how many were offered.

    Errors: OutsideScope, MovesToItself, BranchEnded, NoSuchPeople, NotAMember, LeavesTooEarly, OfferedAlready.
    """
    access.require(by, Permission.KEEP_REGISTER, [branch.place_id], at=at)
    if branch.pk == into.pk:
        raise MovesToItself(branch=into.name)
    require_open([into], on)
    wanted = held_still(people)
    there = Membership.objects.filter(among("person", wanted), branch=branch, left__isnull=True)
    joined = dict(there.values_list("person", "joined"))
    if strangers := [person for person in wanted if person not in joined]:
        raise NotAMember(subjects=strangers, number=len(strangers))
    if early := [person for person in wanted if joined[person] >= on]:
        raise LeavesTooEarly(subjects=early, number=len(early), day=on)
    waiting = Transfer.objects.filter(among("person", wanted), branch=branch, answer=Answer.WAITING)
    if names := list(waiting.order_by("person__sort_key").values_list("person__name", flat=True)):
        raise OfferedAlready(names=names, number=len(names))
    Transfer.objects.bulk_create(
        Transfer(person_id=person, branch=branch, into=into, on=on, offered_by=by, offered_at=at)
        for person in wanted
    )
    record_branch("members.offered", branch, by, at, {"into": into.pk, "on": on.isoformat()}, wanted)
    return len(wanted)


@transaction.atomic
def accept(offers: Collection[int], *, by: User, at: datetime) -> int:
    """Members who were offered go over from the day that was told with the offer. Returns how many.

    Errors: OutsideScope, OfferAnswered, BranchEnded, NotAMember, LeavesTooEarly.
    """
    rows = _received(offers, by, at)
    _answer(rows, Answer.ACCEPTED, by=by, at=at)
    for (branch, into, on), people in _sorted(rows).items():
        require_open([into], on)
        go_over(branch, held_still(people), into=into, on=on, at=at)
        record_branch("members.moved", branch, by, at, {"into": into.pk, "on": on.isoformat()}, people)
    return len(rows)


@transaction.atomic
def refuse(offers: Collection[int], *, reason: str, by: User, at: datetime) -> int:
    """The branch does not take them; they stay where they are. Errors: OutsideScope, OfferAnswered."""
    rows = _received(offers, by, at)
    _answer(rows, Answer.REFUSED, reason=reason, by=by, at=at)
    for (branch, into, _), people in _sorted(rows).items():
        record_branch("members.offer_refused", branch, by, at, {"into": into.pk}, people)
    return len(rows)


@transaction.atomic
def withdraw(offers: Collection[int], *, by: User, at: datetime) -> int:
    """Whoever keeps the branch they are in does not offer them any more. Errors: OutsideScope, OfferAnswered."""
    rows = _those(offers)
    access.require(by, Permission.KEEP_REGISTER, {one.branch.place_id for one in rows}, at=at)
    _answer(rows, Answer.WITHDRAWN, by=by, at=at)
    for (branch, into, _), people in _sorted(rows).items():
        record_branch("members.offer_withdrawn", branch, by, at, {"into": into.pk}, people)
    return len(rows)


@transaction.atomic
def take_back_answer(offers: Collection[int], *, by: User, at: datetime) -> int:
    """An acceptance or refusal by mistake, on its day: the offers wait again, the members are where they were.

    Errors: OutsideScope, OfferAnswered, ReportedSince, LeftNoMore (a fee was settled in the new branch, or the
    former one is no more).
    """
    rows = _received(offers, by, at)
    if any(one.answer not in (Answer.ACCEPTED, Answer.REFUSED) for one in rows):
        raise OfferAnswered(number=len(rows))
    if any(one.answered_at is None or day_of(one.answered_at) != day_of(at) for one in rows):
        raise ReportedSince(number=len(rows))
    people = held_still([one.person_id for one in rows])
    again = Transfer.objects.filter(among("person", people), answer=Answer.WAITING)
    if {(one.person_id, one.branch_id) for one in rows} & set(again.values_list("person", "branch")):
        raise OfferAnswered(number=len(rows))  # offered anew since
    before = queries.recounted(people)
    for one in rows:
        if one.answer == Answer.ACCEPTED:
            _bring_back(one)
    Transfer.objects.filter(among("pk", [one.pk for one in rows])).update(
        answer=Answer.WAITING, reason="", answered_by=None, answered_at=None
    )
    count_changes(before, people)
    for (branch, into, _), those in _sorted(rows).items():
        record_branch("members.answer_taken_back", branch, by, at, {"into": into.pk}, those)
    return len(rows)


def _bring_back(one: Transfer) -> None:
    """Errors: LeftNoMore."""
    theirs = Membership.objects.filter(person=one.person_id)
    at = one.answered_at
    if at is None:
        raise LeftNoMore(number=1)
    came = theirs.filter(branch=one.into_id, joined=one.on, joined_recorded_at=at)
    if came and Fee.objects.filter(person=one.person_id, branch=one.into_id).exists():
        raise LeftNoMore(number=1)
    if theirs.filter(branch=one.branch_id, left__isnull=True).exists() or one.branch.until is not None:
        raise LeftNoMore(number=1)
    came.delete()
    left = theirs.filter(branch=one.branch_id, left=one.on, left_recorded_at=at)
    if not left.update(left=None, left_recorded_at=None):
        raise LeftNoMore(number=1)


def _those(offers: Collection[int]) -> list[Transfer]:
    """Errors: OutsideScope, where one is unknown."""
    wanted = sorted(set(offers))
    rows = Transfer.objects.filter(among("pk", wanted)).select_related("branch", "into").order_by("pk")
    found = list(rows)
    if not wanted or len(found) < len(wanted):
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    return found


def _received(offers: Collection[int], by: User, at: datetime) -> list[Transfer]:
    """Offers to branches that the person keeps. Errors: OutsideScope."""
    rows = _those(offers)
    access.require(by, Permission.KEEP_REGISTER, {one.into.place_id for one in rows}, at=at)
    return rows


def _answer(rows: Sequence[Transfer], answer: Answer, *, reason: str = "", by: User, at: datetime) -> None:
    """Errors: OfferAnswered."""
    waiting = Transfer.objects.filter(among("pk", [one.pk for one in rows]), answer=Answer.WAITING)
    told = waiting.update(answer=answer, reason=clean(reason)[:200], answered_by=by, answered_at=at)
    if told < len(rows):
        raise OfferAnswered(number=len(rows) - told)


def _sorted(rows: Sequence[Transfer]) -> dict[tuple[Branch, Branch, date], list[int]]:
    """(from, to, day) → the people."""
    found: dict[tuple[Branch, Branch, date], list[int]] = {}
    for one in sorted(rows, key=attrgetter("person_id")):
        found.setdefault((one.branch, one.into, one.on), []).append(one.person_id)
    return found
