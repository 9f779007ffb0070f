"""The five titles of the places right below one, a line each, for comparing them."""

from collections.abc import Collection
from dataclasses import dataclass

from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.indicators import rate
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import FIVE_TITLES, BaseKind, Level, Title, TitleRow


@dataclass(frozen=True, slots=True)
class Cell:
    """One title of one place; None is not known, percent in hundredths."""

    title: Title
    level: Level
    registered: int | None
    recognised: int | None
    base: int | None
    base_kind: BaseKind
    percent: int | None


@dataclass(frozen=True, slots=True)
class Line:
    place_id: int
    name: str
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell.registered is None and cell.base is None for cell in self.cells)


def lines(place_id: int, year: int, among: Collection[int] | None = None) -> list[Line]:
    """The places right below on the year's last day, in Vietnamese order; `among` leaves out the others."""
    day = last_day(year)
    return [
        Line(child.place_id, str(child), _cells(child.place_id, year))
        for child in places.children(place_id, day)
        if among is None or child.place_id in among
    ]


def _cells(place_id: int, year: int) -> tuple[Cell, ...]:
    below = places.ids_below(place_id, last_day(year))
    found = counts.of_year(below, year=year, states=[Measure.REGISTRATIONS, Measure.HELD])
    bases = {kind: value for kind, (value, _, _) in figures.bases(below, year).items()}
    return tuple(_cell(wanted, found, bases) for wanted in FIVE_TITLES)


def _cell(wanted: TitleRow, found: dict[tuple[str, str, str], int], bases: dict[str, int]) -> Cell:
    def number(measure: str) -> int | None:
        values = [
            value
            for (title, level, state), value in found.items()
            if title == wanted.title
            and state == measure
            and (wanted.title is Title.ORGANISATION or level == wanted.level)
        ]
        return sum(values) if values else None

    registered, recognised = number(Measure.REGISTRATIONS), number(Measure.HELD)
    if registered is not None and recognised is None:
        recognised = 0
    of_registered = wanted.base_kind is BaseKind.REGISTERED_CITIZENS
    base = registered if of_registered else bases.get(wanted.base_kind)
    percent = None if recognised is None or not base else rate(recognised, base)
    return Cell(wanted.title, wanted.level, registered, recognised, base, wanted.base_kind, percent)
