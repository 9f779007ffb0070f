"""Bases: what rates are shares of, counted or told, and where they contradict each other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import QuerySet, Sum

from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.figures.models import Base, Reported
from khuyenhoc.apps.figures.queries.known import known
from khuyenhoc.apps.figures.queries.reported import approved
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.storing import among

MANY = 500  # places below: of more than these the sums are made in the database


def bases(
    place: int, on: date, year: int, *, known_before: datetime | None = None
) -> dict[str, tuple[int, str, str]]:
    """kind → (sum at and below the place on the day's tree, provenance, source), of counted bases."""
    found: dict[str, tuple[int, str, str]] = {}
    for kind, source, value in counted_below(place, on, year, known_before=known_before):
        before = found.get(kind)
        found[kind] = (value + (before[0] if before else 0), "counted", source)
    return found


def bases_by_child(place: int, on: date, year: int) -> dict[int, dict[str, int]]:
    """child → kind → counted base at and below each place right below on the tree of the day."""
    found: dict[int, dict[str, int]] = {}
    children = [one.place_id for one in places.children(place, on)]
    for child, kind, _, value in counted_for_each(children, on, year):
        of_child = found.setdefault(child, {})
        of_child[kind] = of_child.get(kind, 0) + value
    return found


def counted_below(
    place: int,
    on: date,
    year: int,
    *,
    kinds: Collection[str] = (),
    known_before: datetime | None = None,
) -> list[tuple[str, str, int]]:
    """(kind, source, sum at and below the place on the day's tree) of bases that were counted, by kind and source.

    kinds: only those. Errors: PlaceUnknownThen.
    """
    below = places.lying_below([place], on, with_custody=False)
    rows = _counted_rows(year, kinds, known_before).filter(below).values_list("kind", "source")
    told = rows.annotate(sum=Sum("value")).order_by("kind", "source")
    return [(str(kind), str(source), value) for kind, source, value in told]


def counted_for_each(
    where: Collection[int],
    on: date,
    year: int,
    *,
    kinds: Collection[str] = (),
    known_before: datetime | None = None,
) -> Iterator[tuple[int, str, str, int]]:
    """(place, kind, source, sum at and below it) for each of the places; a key may come several times.

    Otherwise as `counted_below`.
    """
    rows, columns = _counted_rows(year, kinds, known_before), ("kind", "source")
    known = places.bundles()
    above = known.above(where, on, with_custody=False)
    standing = places.paths(where, on)
    reaching = (at for at, lead in known.leads.items() if lead in above)
    if any(True for _ in islice(reaching, MANY, None)) and counts.is_bundled():
        yield from rows.filter(among("place", standing)).values_list("place", *columns, "value")
        for lead, *line in counts.added_up_by_bundle(rows, *columns):
            yield from ((place, *line) for place in above.get(lead, ()))
        return
    reached = {at: above[lead] for at, lead in known.leads.items() if lead in above}
    told = rows.filter(among("place", reached.keys() | standing.keys()))
    for at, *line in told.values_list("place", *columns, "value").order_by("place", *columns):
        yield from ((place, *line) for place in reached.get(at, ()))
        if at in standing:
            yield at, *line


def _counted_rows(year: int, kinds: Collection[str], known_before: datetime | None) -> "QuerySet[Base]":
    rows = Base.objects.filter(known(known_before), year=year, provenance="counted")
    return rows.filter(kind__in=list(kinds)) if kinds else rows


def bases_where_counted(year: int, *, known_before: datetime | None = None) -> dict[str, dict[int, int]]:
    """kind → the place where it was counted → value, of the whole country."""
    return bases_where_counted_in([year], known_before=known_before).get(year, {})


def bases_where_counted_in(
    years: Collection[int], *, kinds: Collection[str] = (), known_before: datetime | None = None
) -> dict[int, dict[str, dict[int, int]]]:
    """year → kind → the place where it was counted → value, of the whole country; kinds: only of those."""
    found: dict[int, dict[str, dict[int, int]]] = {}
    rows = Base.objects.filter(known(known_before), year__in=list(years), provenance="counted")
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    for year, kind, place, value in rows.values_list("year", "kind", "place", "value").order_by("place"):
        found.setdefault(year, {}).setdefault(kind, {})[place] = value
    return found


def source_of_bases(year: int, kind: str, *, known_before: datetime | None = None) -> str:
    """Where the counted bases of a kind come from; one of several sources, empty where there is none."""
    rows = Base.objects.filter(known(known_before), year=year, provenance="counted", kind=kind)
    return rows.order_by("source").values_list("source", flat=True).last() or ""


@dataclass(frozen=True, slots=True)
class ToldBase:
    """One base as somebody tells it. low, high: both ends, alike unless it is a range; text "" where it was counted.

    provenance: counted, reported or typed. figure: the reported figure that names it, None for a base of its own.
    """

    place_id: int
    year: int
    kind: str
    low: int
    high: int
    text: str
    qualifier: str
    provenance: str
    source: str
    base_id: int | None = None
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Bases of one place, year and kind that cannot be one number."""

    place_id: int
    year: int
    kind: str
    told: tuple[ToldBase, ...]


def told_bases(
    wanted: Iterable[int],
    *,
    years: Collection[int],
    kinds: Collection[str] = (),
    known_before: datetime | None = None,
) -> list[ToldBase]:
    """Every base the places themselves are told to have: typed, reported, named by a figure, and counted below.

    A counted one is the sum at and below the place on the tree of the year's last day. By place, year, kind, and
    provenance: reported, typed, counted.
    """
    places_wanted = list(wanted)
    kept = kept_bases(years, known_before=known_before).filter(place__in=places_wanted)
    named = naming_bases(years, known_before=known_before).filter(place__in=places_wanted)
    found = [base_as_told(one) for one in kept.order_by("pk")]
    found += [base_named_by(one) for one in named.order_by("pk")]
    for place in places_wanted:
        for year in years:
            found += _counted(place, year, known_before)
    order = {"reported": 0, "typed": 1, "counted": 2}
    return sorted(
        (one for one in found if not kinds or one.kind in kinds),
        key=lambda one: (one.place_id, one.year, one.kind, order[one.provenance], one.source, one.low),
    )


def conflicts(told: Iterable[ToldBase]) -> list[Conflict]:
    """Where the bases of one place, year and kind have no number in common."""
    together: dict[tuple[int, int, str], list[ToldBase]] = defaultdict(list)
    for one in told:
        together[one.place_id, one.year, one.kind].append(one)
    return [
        Conflict(place, year, kind, tuple(ones))
        for (place, year, kind), ones in sorted(together.items())
        if contradict(ones)
    ]


def contradict(told: Sequence[ToldBase]) -> bool:
    """Whether they have no number in common."""
    return max(one.low for one in told) > min(one.high for one in told)


def told_before(place: int, year: int) -> list[Base]:
    """Every base ever told of the place and year, also those that stand no more; the latest told first."""
    rows = Base.objects.filter(place=place, year=year).exclude(provenance="counted")
    return list(rows.select_related("entered_by").order_by("-recorded_at", "-pk"))


def kept_bases(years: Collection[int], *, known_before: datetime | None = None) -> "QuerySet[Base]":
    """Bases that somebody told, on their own."""
    rows = Base.objects.filter(known(known_before), year__in=list(years))
    return rows.exclude(provenance="counted")


def naming_bases(years: Collection[int], *, known_before: datetime | None = None) -> "QuerySet[Reported]":
    """Reported figures that count and name the base they are a share of."""
    return Reported.objects.filter(
        known(known_before),
        approved(known_before),
        several=False,
        until__year__in=list(years),
        base_places=0,
        base_low__isnull=False,
        base_high__isnull=False,
    ).exclude(base_kind="")


def base_as_told(one: Base) -> ToldBase:
    """A base of its own."""
    return ToldBase(
        place_id=one.place_id,
        year=one.year,
        kind=one.kind,
        low=one.value,
        high=one.value if one.high is None else one.high,
        text=one.text,
        qualifier=one.qualifier,
        provenance=one.provenance,
        source=one.source,
        base_id=one.pk,
    )


def base_named_by(one: Reported) -> ToldBase:
    """That of a figure out of `naming_bases`."""
    return ToldBase(
        place_id=one.place_id,
        year=one.until.year,
        kind=one.base_kind,
        low=one.base_low or 0,
        high=one.base_high or 0,
        text=one.base_text,
        qualifier=one.base_qualifier,
        provenance="reported",
        source=one.source,
        figure=one.pk,
    )


def _counted(place: int, year: int, before: datetime | None) -> list[ToldBase]:
    return [
        ToldBase(place, year, kind, value, value, "", "exact", provenance, source)
        for kind, (value, provenance, source) in bases(
            place, last_day(year), year, known_before=before
        ).items()
    ]
