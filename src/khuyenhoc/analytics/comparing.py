"""Figures held against each other: over the years, beside those next to it, on three bases, and as once known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.as_known import Correction
from khuyenhoc.analytics.indicators import Carrying, Figure, Wanted
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.figures import days_of, known_period
from khuyenhoc.domain.ranking import ranked
from khuyenhoc.domain.restatement import Basis

SMALL = 30  # of a base below it one more or less moves the rate by more than three points


@dataclass(frozen=True, slots=True)
class Year:
    """change: against the year before it in the row, of the number and of the rate (hundredths of a point)."""

    year: int
    figure: Figure
    change: int | None
    rate_change: int | None


def to_carry(wanted: Wanted, span: Collection[int], on: date) -> Carrying:
    """For `years` and `on_three_bases` of one page: what they ask of the whole country is fetched once for both.

    Errors: IndicatorUnknown, LevelUnknown, BaseKindUnknown.
    """
    return figured.carried_together([wanted], on, years=span)


def years(
    place: int,
    wanted: Wanted,
    span: Sequence[int],
    *,
    basis: Basis = Basis.REPORTED,
    on: date | None = None,
    carrying: Carrying | None = None,
) -> list[Year]:
    """One place over the years, the earliest first; a year of which nothing is known keeps its row.

    Errors: as `indicators.several`.
    """
    found: list[Year] = []
    if carrying is None and on is not None:
        carrying = to_carry(wanted, span, on)
    for year in sorted(span):
        told = figured.several([wanted], [place], year, basis=basis, on=on, carrying=carrying)
        figure = told[wanted, place]
        last = found[-1].figure if found and found[-1].year == year - 1 else None
        found.append(
            Year(
                year=year,
                figure=figure,
                change=_less(figure.value, None if last is None else last.value),
                rate_change=_less(figure.rate, None if last is None else last.rate),
            )
        )
    return found


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


@dataclass(frozen=True, slots=True)
class Ranked:
    """rank: equal ones share it and the next ones are counted on; None where nothing is known, last in the list.

    is_small: its base is below SMALL, so its rate says little. is_difficult: a difficult area, ranked apart if asked.
    """

    rank: int | None
    place_id: int
    name: str
    figure: Figure
    is_small: bool
    is_difficult: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """rows: those ranked, then those of which nothing is known. apart: difficult areas, ranked among themselves."""

    rows: tuple[Ranked, ...]
    apart: tuple[Ranked, ...]
    by_rate: bool

    @property
    def unknown(self) -> tuple[Ranked, ...]:
        """Those that have no rank, because what they would be ranked by is not known."""
        return tuple(row for row in (*self.rows, *self.apart) if row.rank is None)


def siblings(
    place: int,
    wanted: Wanted,
    period: int | str,
    *,
    by_rate: bool = True,
    difficult_apart: bool = False,
    among: Collection[int] | None = None,
) -> Ranking:
    """The places right below on the period's last day, ranked. among: only these.

    Errors: as `indicators.several`, PlaceUnknownThen.
    """
    day = _day(period)
    children = places.children(place, day)
    names = {one.place_id: str(one) for one in children if among is None or one.place_id in among}
    return ranking(names, wanted, period, by_rate=by_rate, difficult_apart=difficult_apart)


def ranking(
    names: Mapping[int, str],
    wanted: Wanted,
    period: int | str,
    *,
    by_rate: bool = True,
    difficult_apart: bool = False,
    basis: Basis = Basis.REPORTED,
    on: date | None = None,
) -> Ranking:
    """Places ranked by the rate or by the number, the highest first; of equals in the order they were given."""
    found = figured.several([wanted], list(names), period, basis=basis, on=on) if names else {}
    marked = {one.place_id for one in figures.difficult_areas(on=_day(period))} if names else set()
    rows = [(place, name, found[wanted, place], place in marked) for place, name in names.items()]
    together = [row for row in rows if not (difficult_apart and row[3])]
    apart = [row for row in rows if difficult_apart and row[3]]
    return Ranking(_ranked(together, by_rate), _ranked(apart, by_rate), by_rate)


def _ranked(rows: Sequence[tuple[int, str, Figure, bool]], by_rate: bool) -> tuple[Ranked, ...]:
    known, unknown = ranked(rows, lambda row: row[2].rate if by_rate else row[2].value)
    return tuple(
        Ranked(
            rank=rank,
            place_id=place,
            name=name,
            figure=figure,
            is_small=by_rate and figure.base is not None and figure.base.high < SMALL,
            is_difficult=difficult,
        )
        for rank, (place, name, figure, difficult) in (*known, *((None, row) for row in unknown))
    )


def _day(period: int | str) -> date:
    return last_day(period) if isinstance(period, int) else days_of(known_period(period))[1]


# -- clusters ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClusterYear:
    """A cluster as its members were on the last day of a year. today: where each member's ground lies now."""

    cluster: str
    year: int
    ranking: Ranking
    today: Mapping[int, tuple[str, ...]]


def clusters(today: date) -> list[str]:
    """The names of the clusters, in order."""
    return list(dict.fromkeys(one.cluster for one in places.memberships(today)))


def cluster(
    name: str,
    wanted: Wanted,
    year: int,
    *,
    today: date,
    by_rate: bool = True,
    among: Collection[int] | None = None,
) -> ClusterYear:
    """Its members of the year ranked, under their names of then; empty for a year whose members are not known."""
    held = [one for one in places.memberships(today, last_day(year)) if one.cluster == name]
    mine = {one.place: one for one in held if among is None or one.place in among}
    names = {place: one.label for place, one in mine.items()}
    return ClusterYear(
        cluster=name,
        year=year,
        ranking=ranking(names, wanted, year, by_rate=by_rate),
        today={place: one.today for place, one in mine.items()},
    )


# -- three bases ---------------------------------------------------------------------------------------------------


def on_three_bases(
    place: int, wanted: Wanted, year: int, *, on: date, carrying: Carrying | None = None
) -> dict[Basis, Figure | None]:
    """The year as it was reported, on the places of `on`, and like for like; reported None where it was not yet."""
    found: dict[Basis, Figure | None] = {}
    carrying = carrying or to_carry(wanted, [year], on)
    for basis in Basis:
        try:
            told = figured.several([wanted], [place], year, basis=basis, on=on, carrying=carrying)
            found[basis] = told[wanted, place]
        except places.PlaceUnknownThen:
            found[basis] = None
    return found


# -- as known ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Corrected:
    """then: as known at the end of a day; now: as corrected since. cases: one by one, only those the person may see.

    hidden: by how much the numbers differ beyond the cases shown.
    """

    then: Figure
    now: Figure
    cases: tuple[Correction, ...]

    @property
    def change(self) -> int | None:
        """None where neither is known; of what nobody knew then, all came in since."""
        if self.now.value is None and self.then.value is None:
            return None
        return (self.now.value or 0) - (self.then.value or 0)

    @property
    def hidden(self) -> int:
        return (self.change or 0) - sum(one.change for one in self.cases)


def corrected(
    place: int, wanted: Wanted, year: int, *, known_on: date, today: date, seen_by: User | None = None
) -> Corrected:
    """An earlier report run again, beside what is known today, with the cases that make the difference.

    Cases are named for what counts registrations or titles held. Errors: as `indicators.several`.
    """
    then = figured.several([wanted], [place], year, known_on=known_on)[wanted, place]
    now = figured.several([wanted], [place], year)[wanted, place]
    behind = now.behind
    cases: list[Correction] = []
    if behind is not None and behind.area == "cases":
        cases = [
            one
            for one in as_known.corrections(
                place, year, title=behind.title, known_on=known_on, now_known_on=today, seen_by=seen_by
            )
            if one.measure == behind.measure
        ]
    return Corrected(then, now, tuple(cases))
