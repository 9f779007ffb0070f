"""Entering legal documents and correcting what was entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.directives import queries
from khuyenhoc.apps.directives.models import Instrument
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import instruments
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.instruments import InstrumentKind, number_key
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, search_key


class InstrumentKnown(RuleBroken):
    """The place's register has a document of this number; facts: number."""

    code = "INSTRUMENT_KNOWN"


class InstrumentChanged(RuleBroken):
    """Somebody changed the entry meanwhile; facts: number."""

    code = "INSTRUMENT_CHANGED"


class ReplacementUnknown(RuleBroken):
    """The document that is to have replaced it is not one the person may read; facts: none."""

    code = "REPLACEMENT_UNKNOWN"


@dataclass(frozen=True, slots=True)
class NewInstrument:
    """As apps.directives.models.Instrument. code: of one that comes with the program."""

    number: str
    kind: InstrumentKind
    title: str
    issuer: str = ""
    summary: str = ""
    issued_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    in_force_said: str = ""
    replaced_by: int | None = None
    link: str = ""
    code: str = ""
    is_checked: bool = False


@transaction.atomic
def enter_instrument(place: int, new: NewInstrument, *, by: User, at: datetime) -> Instrument:
    """Errors: OutsideScope, ForceEndsTooEarly, InstrumentKnown, ReplacementUnknown."""
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    _require_readable(new, by, at)
    made = _make(place, new, by=by.username, at=at)
    _tell("directive.entered", made, by=by.username, at=at)
    return made


@transaction.atomic
def change_instrument(pk: int, new: NewInstrument, *, revision: int, by: User, at: datetime) -> Instrument:
    """revision: of the entry that the person saw.

    Errors: Instrument.DoesNotExist, OutsideScope, ForceEndsTooEarly, InstrumentKnown, InstrumentChanged,
    ReplacementUnknown, ReplacesItself.
    """
    known = Instrument.objects.get(pk=pk)
    access.require(by, Permission.KEEP_BOOKS, [known.place_id], at=at)
    _require_readable(new, by, at)
    if new.replaced_by is not None:
        links = dict(Instrument.objects.exclude(pk=pk).values_list("pk", "replaced_by"))
        instruments.check_replaced(pk, new.replaced_by, links, known.number)
    _require_new(known.place_id, new, but=pk)
    changed = Instrument.objects.filter(pk=pk, revision=revision).update(
        **_columns(new), revision=revision + 1, recorded_by=by.username, recorded_at=at
    )
    if not changed:
        raise InstrumentChanged(number=known.number)
    known.refresh_from_db()
    _tell("directive.changed", known, by=by.username, at=at)
    return known


@transaction.atomic
def load_on_server(shipped: Sequence[tuple[NewInstrument, str]], *, by: str, at: datetime) -> int:
    """Enter those of the program's own documents (each with the number that replaced it, or "") not there yet.

    They stand at the country; what a person corrected stays. Returns how many were entered.
    """
    there = dict(Instrument.objects.exclude(code="").values_list("code", "pk"))
    fresh = [(new, later) for new, later in shipped if new.code not in there]
    if not fresh:
        return 0
    root = places.root().pk
    taken = set(Instrument.objects.filter(place=root).values_list("number_key", flat=True))
    made = [
        (_make(root, new, by=by, at=at), later) for new, later in fresh if number_key(new.number) not in taken
    ]
    numbers = dict(Instrument.objects.filter(place=root).values_list("number_key", "pk"))
    for row, later in made:
        if later:
            Instrument.objects.filter(pk=row.pk).update(replaced_by=numbers[number_key(later)])
    facts = {"codes": [row.code for row, _ in made]}
    audit.record("directive.loaded", by=by, at=at, kind="instrument", place_id=root, facts=facts)
    return len(made)


def _make(place: int, new: NewInstrument, *, by: str, at: datetime) -> Instrument:
    instruments.check_days(new.in_force_from, new.in_force_until)
    _require_new(place, new)
    try:
        with transaction.atomic():
            return Instrument.objects.create(
                place_id=place, code=new.code, **_columns(new), recorded_by=by, recorded_at=at
            )
    except IntegrityError as error:  # somebody entered it at the same moment
        raise InstrumentKnown(number=new.number) from error


def _require_new(place: int, new: NewInstrument, but: int | None = None) -> None:
    instruments.check_days(new.in_force_from, new.in_force_until)
    same = Instrument.objects.filter(place=place, number_key=number_key(new.number))
    if same.exclude(pk=but or 0).exists():
        raise InstrumentKnown(number=clean(new.number))


def _require_readable(new: NewInstrument, by: User, at: datetime) -> None:
    if new.replaced_by is None:
        return
    if not queries.by_ids([new.replaced_by], seen_by=by, on=day_of(at)):
        raise ReplacementUnknown()


def _columns(new: NewInstrument) -> dict[str, Any]:
    number, title, issuer = clean(new.number), clean(new.title), clean(new.issuer)
    return {
        "number": number,
        "number_key": number_key(number),
        "kind": new.kind.value,
        "title": title,
        "issuer": issuer,
        "summary": new.summary.strip(),
        "issued_on": new.issued_on,
        "in_force_from": new.in_force_from,
        "in_force_until": new.in_force_until,
        "in_force_said": clean(new.in_force_said),
        "replaced_by_id": new.replaced_by,
        "link": new.link.strip(),
        "is_checked": new.is_checked,
        "search_key": search_key(" ".join((number, title, issuer, clean(new.summary)))),
    }


def _tell(deed: str, row: Instrument, *, by: str, at: datetime) -> None:
    audit.record(deed, by=by, at=at, kind="instrument", object_id=row.pk, place_id=row.place_id)
