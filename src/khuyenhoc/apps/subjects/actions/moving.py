"""Moving house: a subject's place changes on a day, and everything before it stays where it was."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.apps.subjects.actions.following import hold_still
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title


class MovesNowhere(RuleBroken):
    """The new place is no hamlet of that day, or it is the one they live in already; facts: none."""

    code = "MOVES_NOWHERE"


class NeverMoves(RuleBroken):
    """A community is its place and moves only with it; facts: subjects, number."""

    code = "NEVER_MOVES"


class MovesTooEarly(RuleBroken):
    """They came, ended or moved on that day or later; facts: subjects, number, day."""

    code = "MOVES_TOO_EARLY"


class DayToCome(RuleBroken):
    """What happened is written down once its day has come; facts: day."""

    code = "DAY_TO_COME"


class NoMoveToTakeBack(RuleBroken):
    """Only a move that was written down today, and after which nothing moved, is taken back; facts: subjects."""

    code = "NO_MOVE_TO_TAKE_BACK"


@transaction.atomic
def move(subject_ids: Collection[int], place: int, *, on: date, by: User, at: datetime) -> list[int]:
    """Let subjects live in another hamlet from the day on; returns their ids.

    Both places lie in the person's scope; who goes further away ends there and is entered anew. Cases and titles
    stay where they were counted.
    Errors: OutsideScope, DayToCome, NeverMoves, MovesNowhere, MovesTooEarly.
    """
    wanted = hold_still(subject_ids)
    found = list(Subject.objects.filter(pk__in=wanted).order_by("pk"))
    if not found or len(found) < len(set(subject_ids)):
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    homes = {place, *(one.place_id for one in found)}
    access.require(by, Permission.KEEP_REGISTER, homes, at=at, titles={one.kind for one in found})
    if on > day_of(at):
        raise DayToCome(day=on)
    if fixed := [one.pk for one in found if one.kind == Title.COMMUNITY]:
        raise NeverMoves(subjects=fixed, number=len(fixed))
    there = PlaceVersion.objects.on(on).filter(place__kind=Kind.HAMLET, valid_to__isnull=True)
    if not there.filter(place=place).exists() or place in {one.place_id for one in found}:
        raise MovesNowhere()
    moved = set(Relocation.objects.filter(subject__in=wanted, on__gte=on).values_list("subject", flat=True))
    early = [one.pk for one in found if one.pk in moved or one.since >= on or one.until is not None]
    if early:
        raise MovesTooEarly(subjects=early, number=len(early), day=on)
    Relocation.objects.bulk_create(
        Relocation(subject=one, before_id=one.place_id, after_id=place, on=on, recorded_at=at)
        for one in found
    )
    Subject.objects.filter(pk__in=wanted).update(place=place)
    audit.record(
        "subjects.moved",
        by=by.username,
        at=at,
        kind="subject",
        place_id=place,
        cases=wanted,
        facts={"from": sorted({one.place_id for one in found}), "to": place, "on": on.isoformat()},
    )
    return wanted


@transaction.atomic
def take_back_move(subject_ids: Collection[int], *, by: User, at: datetime) -> None:
    """Take a mistaken move of the same day back, as if it had never been said.

    apps.association.actions.take_back_move calls it and counts the members again.
    Errors: OutsideScope, NoMoveToTakeBack.
    """
    wanted = hold_still(subject_ids)
    rows: dict[int, Relocation] = {}
    for row in Relocation.objects.filter(subject__in=wanted).order_by("on").select_related("subject"):
        rows[row.subject_id] = row
    homes = {place for row in rows.values() for place in (row.before_id, row.after_id)}
    access.require(by, Permission.KEEP_REGISTER, homes, at=at)
    held = PlaceVersion.objects.on(day_of(at)).filter(place__in=homes)
    open_places = set(held.values_list("place", flat=True))
    fixed = [
        pk
        for pk in subject_ids
        if pk not in rows
        or day_of(rows[pk].recorded_at) != day_of(at)
        or rows[pk].is_assumed
        or rows[pk].after_id != rows[pk].subject.place_id
        or rows[pk].before_id not in open_places
    ]
    if fixed:
        raise NoMoveToTakeBack(subjects=fixed)
    for row in rows.values():
        Subject.objects.filter(pk=row.subject_id).update(place=row.before_id)
    Relocation.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    audit.record(
        "subjects.move_taken_back",
        by=by.username,
        at=at,
        kind="subject",
        cases=wanted,
        facts={"to": sorted({row.before_id for row in rows.values()})},
    )
