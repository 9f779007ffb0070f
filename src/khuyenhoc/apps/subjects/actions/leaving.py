"""Leaving: a household, a clan or an organisation, or the register itself; and taking that back."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects.actions.entering import BelongsElsewhere
from khuyenhoc.apps.subjects.actions.moving import DayToCome
from khuyenhoc.apps.subjects.models import Affiliation, Ending, Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission


class Why(StrEnum):
    """Why a subject is no longer in the register."""

    DIED = "died"
    DISSOLVED = "dissolved"
    MOVED_AWAY = "moved_away"
    MISTAKE = "mistake"


class EndsTooEarly(RuleBroken):
    """Nothing ends on the day it began or before it; facts: day (it began)."""

    code = "ENDS_TOO_EARLY"


class EndedAlready(RuleBroken):
    """The subject left the register, or the belonging ended, before; facts: none."""

    code = "ENDED_ALREADY"


class NoEndingToTakeBack(RuleBroken):
    """The subject is in the register, or another took its place there since; facts: none."""

    code = "NO_ENDING_TO_TAKE_BACK"


@transaction.atomic
def part(affiliation_ids: Collection[int], *, on: date, by: User, at: datetime) -> int:
    """End belongings from the day on; returns how many.

    Errors: OutsideScope, DayToCome, EndedAlready, EndsTooEarly.
    """
    rows = _held(affiliation_ids, by, at)
    if on > day_of(at):
        raise DayToCome(day=on)
    if any(row.until is not None for row in rows):
        raise EndedAlready()
    if early := [row.since for row in rows if row.since >= on]:
        raise EndsTooEarly(day=max(early))
    Affiliation.objects.filter(pk__in=[row.pk for row in rows]).update(until=on)
    _record("subjects.parted", rows, on, by, at)
    return len(rows)


@transaction.atomic
def rejoin(affiliation_ids: Collection[int], *, by: User, at: datetime) -> int:
    """Let belongings go on whose end was a mistake. Errors: OutsideScope, BelongsElsewhere."""
    rows = _held(affiliation_ids, by, at)
    _reopen([row.pk for row in rows])
    _record("subjects.rejoined", rows, None, by, at)
    return len(rows)


@transaction.atomic
def end(subject: int, *, why: Why, on: date, by: User, at: datetime) -> Ending:
    """Take a subject out of the register from the day on; whatever it belonged to and held ends with it.

    What it was given stays its own; nothing is deleted. apps.association.actions.end calls it and ends memberships.
    Errors: OutsideScope, DayToCome, EndedAlready, EndsTooEarly.
    """
    found = _subject(subject, by, at)
    if on > day_of(at):
        raise DayToCome(day=on)
    if found.until is not None:
        raise EndedAlready()
    if found.since >= on:
        raise EndsTooEarly(day=found.since)
    open_ones = Affiliation.objects.filter(Q(member=subject) | Q(group=subject), until__isnull=True)
    later = open_ones.filter(since__gte=on).order_by("-since").values_list("since", flat=True).first()
    if later is not None:
        raise EndsTooEarly(day=later)
    ended = sorted(open_ones.values_list("pk", flat=True))
    Affiliation.objects.filter(pk__in=ended).update(until=on)
    Subject.objects.filter(pk=subject).update(until=on)
    made = Ending.objects.create(
        subject=found, on=on, why=why, affiliations=ended, recorded_by=by, recorded_at=at
    )
    facts = {"why": why.value, "on": on.isoformat(), "affiliations": len(ended)}
    _record_one("subject.ended", found, facts, by, at)
    return made


@transaction.atomic
def bring_back(subject: int, *, by: User, at: datetime) -> Ending:
    """Take an ending back that was a mistake, with the belongings that ended with it.

    apps.association.actions.bring_back calls it and lets memberships go on.
    Errors: OutsideScope, NoEndingToTakeBack, BelongsElsewhere.
    """
    found = _subject(subject, by, at)
    ending = Ending.objects.filter(subject=subject, taken_back_at__isnull=True).first()
    if ending is None or found.until != ending.on:
        raise NoEndingToTakeBack()
    try:
        with transaction.atomic():
            Subject.objects.filter(pk=subject).update(until=None)
    except IntegrityError as error:
        raise NoEndingToTakeBack() from error
    _reopen(ending.affiliations)
    Ending.objects.filter(pk=ending.pk).update(taken_back_at=at)
    _record_one("subject.brought_back", found, {"why": ending.why}, by, at)
    return ending


def _subject(pk: int, by: User, at: datetime) -> Subject:
    found = Subject.objects.filter(pk=pk).select_for_update(no_key=True).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    access.require(by, Permission.KEEP_REGISTER, [found.place_id], at=at, titles=[found.kind])
    return found


def _held(affiliation_ids: Collection[int], by: User, at: datetime) -> list[Affiliation]:
    """The rows, locked. The member of a household lies in the person's scope, of other groups the group."""
    wanted = set(affiliation_ids)
    rows = Affiliation.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    found = list(rows)
    if not found or len(found) < len(wanted):
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    own = {row.member_id if row.kind == Belonging.HOUSEHOLD_MEMBER else row.group_id for row in found}
    homes = Subject.objects.filter(pk__in=own).values_list("place", flat=True)
    access.require(by, Permission.KEEP_REGISTER, homes.distinct(), at=at)
    return found


def _reopen(affiliation_ids: Collection[int]) -> None:
    """Errors: BelongsElsewhere."""
    try:
        with transaction.atomic():
            Affiliation.objects.filter(pk__in=affiliation_ids).update(until=None)
    except IntegrityError as error:
        raise BelongsElsewhere() from error


def _record(deed: str, rows: list[Affiliation], on: date | None, by: User, at: datetime) -> None:
    facts: dict[str, object] = {"groups": sorted({row.group_id for row in rows})}
    if on is not None:
        facts["on"] = on.isoformat()
    members = sorted({row.member_id for row in rows})
    audit.record(deed, by=by.username, at=at, kind="affiliation", cases=members, facts=facts)


def _record_one(deed: str, subject: Subject, facts: Mapping[str, object], by: User, at: datetime) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="subject",
        object_id=subject.pk,
        place_id=subject.place_id,
        cases=[subject.pk],
        facts=facts,
    )
