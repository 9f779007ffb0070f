"""Rows of a file of published figures as figures to keep, their places found on the tree of their time."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from khuyenhoc.apps.figures.queries.told import NewFigure
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.figures import PlaceUnclear, RowFault, days_of, known_period, read_period
from khuyenhoc.domain.places import ids_of

_BETWEEN = re.compile(r"\s+(?:and|và|&)\s+|\s*;\s*", re.IGNORECASE)


def published(
    rows: Iterable[tuple[int, Mapping[str, str] | RowFault]], *, file: str, keep: str = ""
) -> list[NewFigure]:
    """One figure a row of (line, cells), as `domain.figures.rows_of` reads them.

    A place is looked for on the last day of the period, or of the source's own year where that ends earlier: a target
    for 2030 was set for the places of its report. "Huyện A and thành phố B" is a figure of both together.
    keep: the note under which figures stay that the checks object to; a row's own `kept_with_note` goes first.
    Errors: RowFault for the first row that cannot be read, PeriodUnclear.
    """
    found: dict[tuple[str, date], tuple[int, tuple[int, ...]]] = {}
    made = []
    for line, cells in rows:
        if isinstance(cells, RowFault):
            raise cells
        source = cells.get("source", "").strip() or file
        day = _day(cells["period"], source)
        named = (cells["place_then"], day)
        if named not in found:
            found[named] = _places(cells["place_then"], day, file=file, line=line)
        place, several = found[named]
        made.append(
            NewFigure(
                place=place,
                places=several,
                place_written=cells["place_then"],
                period=cells["period"],
                indicator=cells["indicator"],
                level=cells["level"],
                base_kind=cells["base_kind"],
                value=cells["value"],
                qualifier=cells["qualifier"],
                rate=cells["rate_percent"],
                base=cells["base_value_or_range"],
                unit=cells.get("unit", ""),
                note=cells.get("note", ""),
                kept_with_note=cells.get("kept_with_note", "") or keep,
                source=source,
                ref=cells["id"],
            )
        )
    return made


def _day(period: str, source: str) -> date:
    until = days_of(known_period(period))[1]
    told = read_period(source)
    return until if told is None else min(until, date(told.until[0], 12, 31))


def _places(text: str, day: date, *, file: str, line: int) -> tuple[int, tuple[int, ...]]:
    """The place, or the smallest that holds all those named, and them."""
    try:
        return places.resolve(text, day).pk, ()
    except (places.PlaceNotFound, places.PlaceAmbiguous) as error:
        names = [name for name in _BETWEEN.split(text) if name]
        if len(names) < 2:
            raise PlaceUnclear(file=file, line=line, column="place_then", text=text, day=day) from error
    several = tuple(sorted({_places(name, day, file=file, line=line)[0] for name in names}))
    lines = [ids_of(places.version(one, day).path) for one in several]
    together = [ids[0] for ids in zip(*lines, strict=False) if len(set(ids)) == 1]
    return together[-1], several
