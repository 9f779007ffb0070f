"""Lists of names, hamlet by hamlet, each in Vietnamese order and counted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.place_names import place_order
from khuyenhoc.domain.text import clean
from khuyenhoc.papers.amounts import Amount, amount


class NothingToPrint(RuleBroken):
    """The list is empty; facts: none."""

    code = "NOTHING_TO_PRINT"


class PaperNotFound(RuleBroken):
    """What the paper would be made of does not exist; facts: what."""

    code = "PAPER_NOT_FOUND"


@dataclass(frozen=True, slots=True)
class Line:
    """cells: what stands in the columns after the name, as it is printed."""

    name: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one hamlet. place: "" where the whole list is one place's, or its names are those of places."""

    place: str
    number: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    groups: tuple[Group, ...]
    total: Amount


@dataclass(frozen=True, slots=True)
class Named:
    """A line before it has found its group; sort_key: the subject's own."""

    place: int
    sort_key: str
    line: Line


def name_list(rows: Iterable[Named], *, of_place: int, on: date, names_say_place: bool = False) -> NameList:
    """The rows grouped by place, its name as on the day and without what they share with `of_place`.

    Hamlets in Vietnamese order, "Thôn 2" before "Thôn 10". names_say_place: communities need no heads, their names
    are those of the places. Errors: NothingToPrint.
    """
    by_place: dict[int, list[Named]] = defaultdict(list)
    for row in rows:
        by_place[row.place].append(row)
    if not by_place:
        raise NothingToPrint()
    named = places.short_labels({*by_place}, of_place=of_place, on=on)
    order = sorted(by_place, key=lambda place: (place_order(named[place]), place))
    groups = [
        Group(
            named[place],
            amount(len(by_place[place])).figures,
            tuple(_line(row) for row in sorted(by_place[place], key=lambda row: row.sort_key)),
        )
        for place in order
    ]
    total = amount(sum(len(group.lines) for group in groups))
    if names_say_place or by_place.keys() == {of_place}:
        groups = [Group("", total.figures, tuple(line for group in groups for line in group.lines))]
    return NameList(tuple(groups), total)


def _line(row: Named) -> Line:
    return Line(clean(row.line.name), row.line.cells)
