"""What rests on a legal document: by a stored reference, or because it names the document itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.models import Instrument, Reliance
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.models import Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain import instruments
from khuyenhoc.domain.instruments import RestsKind

MOST = 200
Thing: TypeAlias = Round | CriteriaSetVersion | Target | Instrument


@dataclass(frozen=True, slots=True)
class Footing:
    """One thing that rests on a document.

    thing: the round, set, target or document. reliance: the id of the stored reference; None where the thing's own
    text names the document's number. place: whose it is, None for a set of everywhere.
    """

    kind: RestsKind
    thing: Thing
    place: int | None
    reliance: int | None


def on_document(one: Instrument, *, seen_by: User, on: date) -> list[Footing]:
    """As far as the person may see it: sets, rounds, targets, documents, each kind's latest first."""
    found = [*_referred(one, seen_by, on), *_sets(one), *_targets(one, seen_by, on)]
    order = [RestsKind.CRITERIA_SET, RestsKind.ROUND, RestsKind.TARGET, RestsKind.INSTRUMENT]
    known: dict[tuple[RestsKind, int], Footing] = {}
    for footing in found:
        known.setdefault((footing.kind, footing.thing.pk), footing)
    return sorted(known.values(), key=lambda row: (order.index(row.kind), -row.thing.pk))


def under_set(stored: CriteriaSetVersion) -> list[Instrument]:
    """The documents of the register that a set names as its legal basis, or was linked to."""
    told = list(directives.cited_in(criteria.rules(stored).legal_basis).values())
    linked = directives.grounds_of(RestsKind.CRITERIA_SET, [stored.pk]).get(stored.pk, [])
    return _once([*told, *linked])


def under_round(opened: Round, on: date) -> list[tuple[Instrument, bool]]:
    """(document, whether the round itself was linked to it; else its set names it)."""
    own = directives.grounds_of(RestsKind.ROUND, [opened.pk]).get(opened.pk, [])
    by_set = under_set(rounds.set_on(opened, on))
    return [(one, one in own) for one in _once([*own, *by_set])]


def name_of(row: Footing, language: str) -> str:
    """What a set or a target is called; "" for the others, which say it themselves."""
    if isinstance(row.thing, Target):
        known = figures.catalogue().indicators.get(row.thing.indicator)
        return known.name.told(language) if known else row.thing.indicator
    if isinstance(row.thing, CriteriaSetVersion):
        return criteria.rules(row.thing).name.say(language)
    return ""


def rounds_of(place: int, year: int) -> list[Round]:
    """The rounds that the place itself opened or derived in the year or the one before."""
    held = Round.objects.filter(place=place, year__gte=year - 1)
    return list(held.order_by("-year", "title", "level", "pk")[:MOST])


def targets_of(place: int, year: int) -> list[Target]:
    """The targets the place set for the year or later."""
    held = Target.objects.filter(place=place, year__gte=year, superseded_at__isnull=True)
    return list(held.order_by("year", "indicator", "level", "pk")[:MOST])


def _referred(one: Instrument, seen_by: User, on: date) -> Iterable[Footing]:
    rows = directives.reliances(one, seen_by=seen_by, on=on)
    things: dict[str, Mapping[int, Thing]] = {
        RestsKind.ROUND.value: Round.objects.in_bulk(_of(rows, RestsKind.ROUND)),
        RestsKind.CRITERIA_SET.value: CriteriaSetVersion.objects.in_bulk(_of(rows, RestsKind.CRITERIA_SET)),
        RestsKind.TARGET.value: Target.objects.in_bulk(_of(rows, RestsKind.TARGET)),
        RestsKind.INSTRUMENT.value: Instrument.objects.in_bulk(_of(rows, RestsKind.INSTRUMENT)),
    }
    for row in rows:
        if (thing := things[row.kind].get(row.object_id)) is not None:
            yield Footing(RestsKind(row.kind), thing, row.place_id, row.pk)


def _of(rows: Iterable[Reliance], kind: RestsKind) -> list[int]:
    return [row.object_id for row in rows if row.kind == kind]


def _sets(one: Instrument) -> Iterable[Footing]:
    for stored in criteria.everything():
        cited = {key for text in criteria.rules(stored).legal_basis for key in instruments.cited(text)}
        if one.number_key in cited:
            yield Footing(RestsKind.CRITERIA_SET, stored, stored.place_id, None)


def _targets(one: Instrument, seen_by: User, on: date) -> Iterable[Footing]:
    """Targets whose source names the number, of the person's places and of every place above them."""
    held = access.scope(seen_by, on)
    above = {up for where, _ in held.granted for up in places.line(where, on)}
    rows = Target.objects.filter(source__contains=one.number, superseded_at__isnull=True)
    for row in rows.order_by("-year", "-pk")[:MOST]:
        if row.place_id in above or access.sees_rows(seen_by, row.place_id, on):
            yield Footing(RestsKind.TARGET, row, row.place_id, None)


def _once(found: Iterable[Instrument]) -> list[Instrument]:
    return list({one.pk: one for one in found}.values())
