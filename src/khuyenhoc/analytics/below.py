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
    """The places right below on the year's last day, in Vietnamese order; `among` leaves out the others.

    Three questions to the database, however many places there are.
    """
    day = last_day(year)
    sums = counts.by_child(place_id, day, year=year, states=[Measure.REGISTRATIONS, Measure.HELD])
    bases = figures.bases_by_child(place_id, day, year)
    # where anybody registered for a title, the others recognised nobody: 0 of their base, not unknown
    held = {
        row
        for row in FIVE_TITLES
        if any(_number(row, found, Measure.REGISTRATIONS) is not None for found in sums.values())
    }
    return [
        Line(
            child.place_id,
            str(child),
            tuple(
                _cell(row, sums.get(child.place_id, {}), bases.get(child.place_id, {}), row in held)
                for row in FIVE_TITLES
            ),
        )
        for child in places.children(place_id, day)
        if among is None or child.place_id in among
    ]


def _cell(
    row: TitleRow, sums: dict[tuple[str, str, str], int], bases: dict[str, int], was_held: bool
) -> Cell:
    registered, recognised = _number(row, sums, Measure.REGISTRATIONS), _number(row, sums, Measure.HELD)
    if recognised is None and (registered is not None or (was_held and row.base_kind in bases)):
        recognised = 0
    of_registered = row.base_kind is BaseKind.REGISTERED_CITIZENS
    base = registered if of_registered else bases.get(row.base_kind)
    percent = None if recognised is None or not base else rate(recognised, base)
    return Cell(row.title, row.level, registered, recognised, base, row.base_kind, percent)


def _number(row: TitleRow, sums: dict[tuple[str, str, str], int], measure: str) -> int | None:
    values = [v for (title, level, state), v in sums.items() if state == measure and row.takes(title, level)]
    return sum(values) if values else None
