"""How a place stands in a year: the table with its sentences, how far the rounds have come, the years before, the
places right below on a map and ranked, and who has not begun.

All of it from roll-ups: no page of a place counts cases, however many there are. What each part may ask the database,
whatever the number of places below: table 38 questions, rounds 4, years 8, places below 10, map 3, who has not begun
8; what two of them ask is asked once.
"""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from khuyenhoc.analytics import below, five_titles, idle, tasks, tile_map, trend
from khuyenhoc.analytics.below import Cell, Line
from khuyenhoc.analytics.trend import Trend
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.ranking import ranked
from khuyenhoc.domain.roles import TO_GIVE
from khuyenhoc.domain.titles import FIVE_TITLES, Title
from khuyenhoc.web import charts, funnels, scope, tile_maps
from khuyenhoc.web.figures import lines as table_lines
from khuyenhoc.web.request import SignedInRequest, today

NAMES = tuple(f"{row.title}.{row.level}" for row in FIVE_TITLES)  # "community.hamlet"


def shown(
    request: SignedInRequest, place: int, *, year: int, ranked_by: str, by_name: bool
) -> dict[str, Any]:
    """For the page of a place that stands today and whose sums the person may see.

    ranked_by: one of NAMES, "" for the first title that anything is known of below the place. by_name: the places
    below in the order of their names instead of that of their rates.
    """
    on, as_of = today(), last_day(year)
    sees_rows = access.sees_rows(request.user, place, on)
    children = places.children(place, as_of)
    own = [child.place_id for child in children]
    known = access.figures_visible(request.user, own, on=on, as_of=as_of) if own else set()
    found = five_titles.table(place, year)
    lines = below.lines(place, year, among=known) if known else []
    ranks = {name: _ranked(lines, name) for name in NAMES}
    offered = [name for name, rows in ranks.items() if rows]
    chosen = ranked_by if ranked_by in offered else next(iter(offered), "")
    rows = _in_order(ranks[chosen], lines, chosen, by_name=by_name) if chosen else []
    drawn = tile_map.of(places.version(place, as_of).place.kind, children, as_of) if chosen else None
    return {
        **table_lines.shown(found),
        "opens_lists": sees_rows,
        "years": scope.years(year, place),
        "charts": _charts(trend.of(place, on=on, until=max(year, scope.latest_year())), found, on),
        "funnels": funnels.of(place, year),
        "has_below": bool(children),
        "hidden": len(own) - len(known),
        "ranked": rows,
        "ranked_by": chosen,
        "by_name": by_name,
        "aim": next((row for row in found.rows if f"{row.title}.{row.level}" == chosen), None),
        "map": None
        if drawn is None
        else tile_maps.drawn(
            drawn,
            {line.place_id: cell.percent for _, _, line, cell in rows},
            {line.place_id: number for number, _, line, _ in rows},
            language=_language(),
        ),
        "titles": [(name, *name.split(".")) for name in offered],
        **(_not_begun(request, place, on) if sees_rows else {}),
    }


def _ranked(lines: list[Line], name: str) -> list[tuple[int, Line, Cell]]:
    """(rank, place, its cell) of those with a rate, the highest first; equals share a rank."""
    title, _dot, level = name.partition(".")
    told = [
        (line, cell) for line in lines for cell in line.cells if (cell.title, cell.level) == (title, level)
    ]
    return [(rank, line, cell) for rank, (line, cell) in ranked(told, lambda one: one[1].percent)[0]]


def _in_order(
    told: list[tuple[int, Line, Cell]], lines: list[Line], name: str, *, by_name: bool
) -> list[tuple[int, int | None, Line, Cell]]:
    """(number in the list, rank or None, place, its cell) of every place below, those without a rate too."""
    ranks = {line.place_id: rank for rank, line, _ in told}
    cells = {
        line.place_id: cell for line in lines for cell in line.cells if f"{cell.title}.{cell.level}" == name
    }
    first = [line for _, line, _ in told]
    ordered = lines if by_name else [*first, *(line for line in lines if line.place_id not in ranks)]
    return [
        (number, ranks.get(line.place_id), line, cells[line.place_id])
        for number, line in enumerate(ordered, start=1)
    ]


def _language() -> str:
    return "en" if get_language() == "en" else "vi"


def _charts(trends: list[Trend], found: five_titles.FiveTitles, on: date) -> list[dict[str, Any]]:
    targets = {(row.title, row.level): row for row in found.rows}
    drawn = []
    for one in trends:
        row = targets[one.title, one.level]
        are_shares = any(point.percent is not None for point in one.points)
        drawn.append(
            {
                "trend": one,
                "are_shares": are_shares,
                "row": row,
                "chart": charts.columns(
                    [(point.year, point.percent if are_shares else point.recognised) for point in one.points],
                    target=row.target_percent,
                    are_shares=are_shares,
                    running=on.year,
                    language=_language(),
                ),
            }
        )
    return drawn


def _not_begun(request: SignedInRequest, place: int, on: date) -> dict[str, Any]:
    """The places right below where nobody registered this year, each with who works there and what comes next."""
    quiet = idle.below(place, on.year, on=on)
    if not quiet:
        return {"idle": [], "this_year": on.year}
    gives = access.may_which(request.user, set(TO_GIVE.values()), place, on=on)
    working = access.granted_at([one.place_id for one in quiet], on=on) if gives else {}
    opened = [one for one in tasks.running(place, on) if one.year == on.year and not one.level]
    walked = places.version(quiet[0].place_id, on).place.kind in (Kind.COMMUNE, Kind.HAMLET)
    return {
        "idle": [(one, [(row.user, row.role) for row in working.get(one.place_id, ())]) for one in quiet],
        "this_year": on.year,
        "knows_people": bool(gives),
        "first_round": next(
            (one for one in opened if one.title == Title.HOUSEHOLD), next(iter(opened), None)
        ),
        "is_walked_below": walked,
        "made_up": any(row.user.is_sample for rows in working.values() for row in rows),
    }
