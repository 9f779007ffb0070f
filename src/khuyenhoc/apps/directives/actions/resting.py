"""What rests on a document."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.directives import queries
from khuyenhoc.apps.directives.models import Reliance
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.instruments import RestsKind
from khuyenhoc.domain.roles import Permission


class RestsAlready(RuleBroken):
    """It rests on the document by another link; facts: number."""

    code = "RESTS_ALREADY"


class RestsOnItself(RuleBroken):
    """A document does not rest on itself; facts: number."""

    code = "RESTS_ON_ITSELF"


@transaction.atomic
def rest_on(
    instrument: int, kind: RestsKind, objects: Sequence[tuple[int, int]], *, by: User, at: datetime
) -> list[Reliance]:
    """Say that objects, as (id, the place whose it is), rest on a document the person may read.

    The caller vouches that each is there and that place's.
    Errors: Instrument.DoesNotExist, OutsideScope, RestsAlready, RestsOnItself.
    """
    known = queries.instrument(instrument, seen_by=by, on=day_of(at))
    access.require(by, Permission.KEEP_BOOKS, {place for _, place in objects}, at=at)
    wanted = dict(objects)
    if kind is RestsKind.INSTRUMENT and known.pk in wanted:
        raise RestsOnItself(number=known.number)
    if Reliance.objects.filter(instrument=known, kind=kind, object_id__in=list(wanted)).exists():
        raise RestsAlready(number=known.number)
    made = Reliance.objects.bulk_create(
        Reliance(
            instrument=known,
            kind=kind.value,
            object_id=pk,
            place_id=place,
            recorded_by=by.username,
            recorded_at=at,
        )
        for pk, place in sorted(wanted.items())
    )
    for row in made:
        _tell("directive.rested_on", row, by=by, at=at)
    return made


@transaction.atomic
def let_go(reliance: int, *, by: User, at: datetime) -> Reliance:
    """It rests on it no more; the link can be made anew. Errors: Reliance.DoesNotExist, OutsideScope."""
    row = Reliance.objects.get(pk=reliance)
    access.require(by, Permission.KEEP_BOOKS, [row.place_id], at=at)
    _tell("directive.let_go", row, by=by, at=at)
    Reliance.objects.filter(pk=row.pk).delete()
    return row


def _tell(deed: str, row: Reliance, *, by: User, at: datetime) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="instrument",
        object_id=row.instrument_id,
        place_id=row.place_id,
        facts={"kind": row.kind, "object": row.object_id},
    )
