"""Bases that somebody tells: typed from a paper, or reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.actions.keeping import require_reason
from khuyenhoc.apps.figures.models import Base
from khuyenhoc.apps.figures.queries.catalogue import catalogue
from khuyenhoc.apps.figures.queries.locks import lock_over
from khuyenhoc.apps.figures.queries.told import LARGEST, NumberTooLarge, SourceMissing, TextTooLong
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.written_numbers import read

_YEARS = range(1900, 2101)


class BaseNotWhole(RuleBroken):
    """A base is a whole number, not below 0; facts: text."""

    code = "BASE_NOT_WHOLE"


class YearUnlikely(RuleBroken):
    """No year of this or the last century; facts: year."""

    code = "FIGURES_YEAR_UNLIKELY"


@dataclass(frozen=True, slots=True)
class NewBase:
    """How many there are of a kind at a place at the end of a year, as written ("gần 936.000"), and who says so.

    provenance: "reported" by the place itself, or "typed" from a paper.
    """

    place: int
    year: int
    kind: str
    text: str
    source: str
    provenance: str = "typed"
    note: str = ""


@transaction.atomic
def set_bases(bases: Sequence[NewBase], *, reason: str = "", by: User, at: datetime) -> list[Base]:
    """Keep told bases; one that the same source told before is superseded, one told just so is left as it is.

    Two sources may tell two numbers: both stand, see `queries.conflicts`. reason: why, in a closed period.
    Errors: OutsideScope, BaseKindUnknown, NumberUnreadable, BaseNotWhole, NumberTooLarge, SourceMissing, TextTooLong,
    YearUnlikely, PeriodLocked.
    """
    access.require(by, Permission.SET_FIGURES, {one.place for one in bases}, at=at)
    return _keep(bases, reason, user=by, by=by.username, at=at)


@transaction.atomic
def set_bases_on_server(bases: Sequence[NewBase], *, reason: str = "", by: str, at: datetime) -> list[Base]:
    """The same from the server's own command line. Errors: as `set_bases`, without OutsideScope."""
    return _keep(bases, reason, user=None, by=by, at=at)


def _keep(bases: Sequence[NewBase], reason: str, *, user: User | None, by: str, at: datetime) -> list[Base]:
    why = reason.strip()[:400]
    rows = [_row(one, why, by=user, at=at) for one in bases]
    made = []
    for row in rows:
        before = Base.objects.filter(
            place=row.place_id,
            year=row.year,
            kind=row.kind,
            provenance=row.provenance,
            source=row.source,
            superseded_at__isnull=True,
        )
        known = before.first()
        if known is not None and (known.text, known.note) == (row.text, row.note):
            continue
        lock = lock_over(row.place_id, row.effective_on)
        require_reason(lock, why)
        if lock is not None and user is not None:
            access.require(user, Permission.SET_FIGURES, [lock.place_id], at=at)
        before.update(superseded_at=at)
        row.save()
        made.append(row)
    if made:
        audit.record(
            "figures.bases_told",
            by=by,
            at=at,
            kind="base",
            place_id=made[0].place_id if len({row.place_id for row in made}) == 1 else None,
            facts={"bases": [row.pk for row in made]},
        )
    return made


def _row(told: NewBase, reason: str, *, by: User | None, at: datetime) -> Base:
    kind = catalogue().base(told.kind).kind
    number = read(told.text)
    if number.places or number.low < 0:
        raise BaseNotWhole(text=clean(told.text))
    if number.high >= LARGEST:
        raise NumberTooLarge(text=clean(told.text))
    source = clean(told.source)
    if not source:
        raise SourceMissing(text=clean(told.text))
    for text, longest in ((source, 200), (told.text.strip(), 80), (told.note.strip(), 400)):
        if len(text) > longest:
            raise TextTooLong(text=text[:60], longest=longest)
    if told.year not in _YEARS:
        raise YearUnlikely(year=told.year)
    return Base(
        place_id=told.place,
        year=told.year,
        kind=kind,
        value=number.low,
        high=number.high if number.high != number.low else None,
        text=told.text.strip(),
        qualifier=number.qualifier.value,
        provenance="reported" if told.provenance == "reported" else "typed",
        source=source,
        note=told.note.strip(),
        reason=reason,
        entered_by=by,
        effective_on=last_day(told.year),
        recorded_at=at,
    )
