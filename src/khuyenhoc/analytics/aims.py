"""What a place aims at: the nearest target of each indicator, what is reached of it and what is still missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Figure, Wanted
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.indicators import is_below, needed

Key = tuple[str, str, str]  # (indicator, level, base kind)


@dataclass(frozen=True, slots=True)
class Aim:
    """One target held against what is reached. missing: how many more are needed, 0 when reached; None: unknown.

    is_own: the place set it itself, else somebody above it did. is_low: it aims at less than is reached already.
    """

    target: Target
    figure: Figure
    wanted: int | None
    missing: int | None
    is_own: bool
    is_low: bool

    @property
    def is_reached(self) -> bool | None:
        if self.missing is not None:
            return self.missing == 0
        if self.target.percent is None or self.figure.rate is None:
            return None
        return self.figure.rate >= self.target.percent


def table(place: int, year: int, *, known_on: date | None = None) -> list[Aim]:
    """The nearest target of each indicator, level and base that the place or any above it aims at in or after a year.

    In the catalogue's order. What is reached is that of the year. Errors: PlaceUnknownThen.
    """
    day = last_day(year)
    before = None if known_on is None else as_known.end_of(known_on)
    line = places.line(place, day)
    rows = [one for one in figures.targets(line, known_before=before) if one.year >= year]
    special = figures.difficult_area(line, day, known_before=before) is not None
    chosen = nearest(rows, line, special=special)
    order = list(figures.catalogue().indicators)
    keys = sorted(chosen, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key[1:]))
    found = figured.several([Wanted(*key) for key in keys], [place], year, known_on=known_on)
    return [
        _aim(chosen[key], found[Wanted(*key), place], is_own=chosen[key].place_id == place) for key in keys
    ]


def nearest(rows: Iterable[Target], line: Sequence[int], *, special: bool) -> dict[Key, Target]:
    """Of each indicator, level and base the target that holds: of the nearest place the earliest year.

    special: the place lies in a difficult area; a target for those goes before the other of its year, and elsewhere
    it does not count.
    """
    found: dict[Key, Target] = {}
    for one in sorted(
        rows, key=lambda row: (line.index(row.place_id), row.year, not row.for_difficult_areas)
    ):
        if special or not one.for_difficult_areas:
            found.setdefault((one.indicator, one.level, one.base_kind), one)
    return found


def wanted_number(target: Target, base: int | None) -> int | None:
    """How many the target asks for: its amount, else the smallest number whose share of the base is not below it."""
    if target.amount is not None:
        return target.amount
    if target.percent is None or base is None:
        return None
    return needed(0, base, target.percent)


def _aim(target: Target, figure: Figure, *, is_own: bool) -> Aim:
    base = None if figure.base is None else figure.base.value
    wanted = wanted_number(target, base)
    reached = figure.value
    missing = None if wanted is None or reached is None else max(0, wanted - reached)
    return Aim(
        target=target,
        figure=figure,
        wanted=wanted,
        missing=missing,
        is_own=is_own,
        is_low=_is_low(target, figure, base),
    )


def _is_low(target: Target, figure: Figure, base: int | None) -> bool:
    if target.amount is not None and figure.value is not None:
        return target.amount < figure.value
    if target.percent is None:
        return False
    if base and figure.value is not None:
        return is_below(target.percent, figure.value, base)
    return figure.rate is not None and target.percent < figure.rate


# -- do the plans below reach it -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """What one place right below aims at: target None, nobody set one there; wanted None, its base is not known."""

    place_id: int
    name: str
    target: Target | None
    base: int | None
    wanted: int | None


@dataclass(frozen=True, slots=True)
class Cascade:
    """A place's own target beside the sum of the plans right below it, as numbers of their own bases.

    short: how many the plans together lack; None where a base or a plan is missing and nothing can be said.
    at_most: short counted as if those without a plan planned nothing, None where the place's own number is unknown.
    """

    target: Target
    wanted: int | None
    planned: int
    plans: tuple[Plan, ...]

    @property
    def unknown(self) -> tuple[Plan, ...]:
        return tuple(one for one in self.plans if one.wanted is None)

    @property
    def at_most(self) -> int | None:
        return None if self.wanted is None else max(0, self.wanted - self.planned)

    @property
    def short(self) -> int | None:
        if self.wanted is None:
            return None
        if self.planned >= self.wanted:
            return 0
        return None if self.unknown else self.wanted - self.planned


def cascades(place: int, year: int, *, base_year: int, among: Collection[int] | None = None) -> list[Cascade]:
    """Each target that the place set for the year, and whether the plans right below reach it.

    Bases are those of base_year, for nobody knows those of a year ahead; the place's own base is not their sum.
    A plan for the same year, indicator, level and base counts, for difficult areas the one for these. among: only
    those places are named. Errors: PlaceUnknownThen.
    """
    day = last_day(base_year)
    children = places.children(place, day)
    ids = [one.place_id for one in children if among is None or one.place_id in among]
    names = {one.place_id: str(one) for one in children}
    own = [one for one in figures.targets([place], years=[year]) if not one.for_difficult_areas]
    below: dict[tuple[int, Key], list[Target]] = defaultdict(list)
    for one in figures.targets(ids, years=[year]):
        below[one.place_id, _key(one)].append(one)
    difficult = {one.place_id for one in figures.difficult_areas(on=last_day(year))}
    above = bool(difficult & set(places.line(place, day)))
    keys = [Wanted(one.indicator, one.level, one.base_kind) for one in own]
    found = figured.several(keys, [place, *ids], base_year)
    made = []
    for target, key in zip(own, keys, strict=True):
        plans = []
        for child in ids:
            mine = below.get((child, _key(target)), ())
            plan = nearest(mine, [child], special=above or child in difficult).get(_key(target))
            base = _base(found[key, child])
            wanted = None if plan is None else wanted_number(plan, base)
            plans.append(Plan(child, names[child], plan, base, wanted))
        made.append(
            Cascade(
                target=target,
                wanted=wanted_number(target, _base(found[key, place])),
                planned=sum(one.wanted or 0 for one in plans),
                plans=tuple(plans),
            )
        )
    return made


def _key(target: Target) -> Key:
    return target.indicator, target.level, target.base_kind


def _base(figure: Figure) -> int | None:
    return None if figure.base is None else figure.base.value
