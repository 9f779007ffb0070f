"""Telling of a gathering, before or after it was held; changing and cancelling it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.gatherings.models import Briefing, Gathering
from khuyenhoc.domain import gatherings
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.gatherings import GatheringKind, Occasion, Term
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, search_key

COMMITTEE = "Ban Chấp hành"


class NumberTaken(RuleBroken):
    """The body had a meeting of this number in the term; facts: number, term."""

    code = "GATHERING_NUMBER_TAKEN"


class GatheringChanged(RuleBroken):
    """Somebody changed it meanwhile; facts: none."""

    code = "GATHERING_CHANGED"


class GatheringCancelled(RuleBroken):
    """It was cancelled; facts: none."""

    code = "GATHERING_CANCELLED"


class CommitteeMeetingNeedsNumber(RuleBroken):
    """A meeting of a term's committee is told by its number in that term; facts: none."""

    code = "COMMITTEE_MEETING_NEEDS_NUMBER"


class MeetsBeforeCongress(RuleBroken):
    """The committee of a term meets on the day of its congress or later; facts: day (of the congress)."""

    code = "MEETS_BEFORE_CONGRESS"


@dataclass(frozen=True, slots=True)
class NewGathering:
    """As apps.gatherings.models.Gathering. instruments: documents it makes known.

    committee: id of the term; body and term are then those of the committee, whatever is told.
    """

    kind: GatheringKind
    title: str
    held_on: date
    until: date | None = None
    from_hour: time | None = None
    to_hour: time | None = None
    occasion: Occasion | None = None
    committee: int | None = None
    body: str = ""
    term: Term | None = None
    number: int | None = None
    where: str = ""
    partners: str = ""
    chair: str = ""
    secretary: str = ""
    topics: str = ""
    conclusions: str = ""
    invited: int | None = None
    present: int | None = None
    cadres: int | None = None
    instruments: tuple[int, ...] = ()
    is_sample: bool = False


@transaction.atomic
def plan(place: int, new: NewGathering, *, by: User, at: datetime) -> Gathering:
    """Write one into the place's calendar.

    Errors: OutsideScope, those of domain.gatherings, NumberTaken, CommitteeMeetingNeedsNumber, MeetsBeforeCongress,
    Instrument.DoesNotExist.
    """
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    new = _of_committee(place, new)
    _check(place, new)
    try:
        with transaction.atomic():
            made = Gathering.objects.create(
                place_id=place,
                is_sample=new.is_sample,
                **_columns(new),
                recorded_by=by.username,
                recorded_at=at,
            )
    except IntegrityError as error:  # somebody took the number at the same moment
        raise NumberTaken(number=new.number, term=str(new.term)) from error
    _make_known(made, new, by, at)
    _tell("gathering.planned", made, by=by, at=at)
    return made


@transaction.atomic
def change(gathering: int, new: NewGathering, *, revision: int, by: User, at: datetime) -> Gathering:
    """revision: of what the person saw.

    Errors: Gathering.DoesNotExist, OutsideScope, GatheringCancelled, GatheringChanged, and as `plan`.
    """
    row = Gathering.objects.get(pk=gathering)
    access.require(by, Permission.KEEP_BOOKS, [row.place_id], at=at)
    if row.cancelled_at is not None:
        raise GatheringCancelled()
    new = _of_committee(row.place_id, new)
    _check(row.place_id, new, but=row.pk)
    try:
        with transaction.atomic():
            changed = Gathering.objects.filter(
                pk=row.pk, revision=revision, cancelled_at__isnull=True
            ).update(**_columns(new), revision=revision + 1, recorded_by=by.username, recorded_at=at)
    except IntegrityError as error:
        raise NumberTaken(number=new.number, term=str(new.term)) from error
    if not changed:
        raise GatheringChanged()
    _make_known(row, new, by, at)
    _tell("gathering.changed", row, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def cancel(gathering: int, *, reason: str, by: User, at: datetime) -> Gathering:
    """It is not held, or never was; the entry stays. Errors: as `change`."""
    row = Gathering.objects.get(pk=gathering)
    access.require(by, Permission.KEEP_BOOKS, [row.place_id], at=at)
    if not Gathering.objects.filter(pk=row.pk, cancelled_at__isnull=True).update(
        cancelled_at=at, cancelled_reason=clean(reason)[:400], revision=row.revision + 1
    ):
        raise GatheringCancelled()
    _tell("gathering.cancelled", row, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def hold_after_all(gathering: int, *, by: User, at: datetime) -> Gathering:
    """One cancelled by mistake; one that was not stays. Errors: Gathering.DoesNotExist, OutsideScope, NumberTaken."""
    row = Gathering.objects.get(pk=gathering)
    access.require(by, Permission.KEEP_BOOKS, [row.place_id], at=at)
    if row.cancelled_at is None:
        return row
    _require_free(row.place_id, row.body, row.term_first, row.number, committee=row.committee_id, but=row.pk)
    Gathering.objects.filter(pk=row.pk).update(
        cancelled_at=None, cancelled_reason="", revision=row.revision + 1
    )
    _tell("gathering.held_after_all", row, by=by, at=at)
    row.refresh_from_db()
    return row


def _of_committee(place: int, new: NewGathering) -> NewGathering:
    """With the body and the years of the term it belongs to, if it does.

    Errors: OutsideScope, CommitteeMeetingNeedsNumber, MeetsBeforeCongress.
    """
    if new.committee is None:
        return new
    term = association.terms_at(place).get(new.committee)
    if term is None or new.kind is not GatheringKind.MEETING:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    if new.number is None:
        raise CommitteeMeetingNeedsNumber()
    if new.held_on < term.held_on:
        raise MeetsBeforeCongress(day=term.held_on)
    first = term.held_on.year
    return replace(new, body=COMMITTEE, term=Term(first, max(term.until.year, first + 1)))


def _check(place: int, new: NewGathering, but: int | None = None) -> None:
    gatherings.check_days(new.held_on, new.until)
    gatherings.check_hours(new.from_hour, new.to_hour, one_day=new.until in (None, new.held_on))
    if new.committee is None:  # a committee goes on until the next congress, however late that is
        gatherings.check_number(new.number, new.term, new.held_on)
    gatherings.check_numbers(new.present, new.cadres)
    first = new.term.first if new.term else None
    _require_free(place, clean(new.body), first, new.number, committee=new.committee, but=but)


def _require_free(
    place: int,
    body: str,
    term_first: int | None,
    number: int | None,
    *,
    committee: int | None,
    but: int | None = None,
) -> None:
    if number is None:
        return
    same = Gathering.objects.filter(number=number, cancelled_at__isnull=True, committee=committee)
    if committee is None:
        same = same.filter(place=place, body=body, term_first=term_first)
    if held := same.exclude(pk=but or 0).first():
        raise NumberTaken(number=number, term=f"{held.term_first}–{held.term_last}")


def _make_known(row: Gathering, new: NewGathering, by: User, at: datetime) -> None:
    for pk in new.instruments:
        directives.instrument(pk, seen_by=by, on=day_of(at))
    there = set(Briefing.objects.filter(gathering=row).values_list("instrument", flat=True))
    wanted = set(new.instruments)
    Briefing.objects.filter(gathering=row, instrument__in=sorted(there - wanted)).delete()
    Briefing.objects.bulk_create(Briefing(gathering=row, instrument_id=pk) for pk in sorted(wanted - there))


def _columns(new: NewGathering) -> dict[str, Any]:
    title, body, where, partners = (
        clean(new.title),
        clean(new.body),
        clean(new.where),
        _lines(new.partners),
    )
    return {
        "kind": new.kind.value,
        "occasion": new.occasion.value if new.occasion else "",
        "title": title,
        "committee_id": new.committee,
        "body": body,
        "term_first": new.term.first if new.term else None,
        "term_last": new.term.last if new.term else None,
        "number": new.number,
        "held_on": new.held_on,
        "until": new.until,
        "from_hour": new.from_hour,
        "to_hour": new.to_hour,
        "where": where,
        "partners": partners,
        "chair": clean(new.chair),
        "secretary": clean(new.secretary),
        "topics": new.topics.strip(),
        "conclusions": new.conclusions.strip(),
        "invited": new.invited,
        "present": new.present,
        "cadres": new.cadres,
        "search_key": search_key(" ".join((title, body, where, partners.replace("\n", " ")))),
    }


def _lines(text: str) -> str:
    return "\n".join(line for line in (clean(line) for line in text.splitlines()) if line)


def _tell(deed: str, row: Gathering, *, by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="gathering", object_id=row.pk, place_id=row.place_id)
