"""The list behind a number: as many rows as it says, each with its name and the place that counts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import F

from khuyenhoc.analytics.indicators import counting_centres, counting_pilots, rows
from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.insiders import inside
from khuyenhoc.analytics.indicators.rows import Rows
from khuyenhoc.apps.access.queries import Scope
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.bodies import BODIES
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.storing import Column, Key, Order


class Part(StrEnum):
    """Which rows of an indicator: those it counts, those of its base, and what either is made of."""

    COUNTED = "counted"
    WHOLE = "whole"
    WITHOUT = "without"  # bodies that have no branch
    JOINED = "joined"
    LEFT = "left"


LISTED: Final = {  # the catalogue's `query` → the parts it has, the first shown first
    "recognised": (Part.COUNTED, Part.WHOLE),  # on a base inside of titled groups; otherwise cases are listed
    "streak": (Part.COUNTED,),
    "distinguished": (Part.COUNTED,),
    "other_title": (Part.COUNTED,),
    "members": (Part.COUNTED,),
    "members_change": (Part.JOINED, Part.LEFT),
    "branches": (Part.COUNTED,),
    "training_courses": (Part.COUNTED,),
    "coverage": (Part.WITHOUT, Part.COUNTED, Part.WHOLE),
    **dict.fromkeys(counting_centres.WITH_A_LIST, (Part.COUNTED,)),
    **dict.fromkeys(counting_pilots.SOURCES, (Part.COUNTED,)),
}
ORDER: Final = Order([Column("shown_sort")])


@dataclass(frozen=True, slots=True)
class ListQuery:
    """place, year: on the tree of the year's last day. search: part of a name in any spelling."""

    indicator: str
    place: int
    year: int
    part: Part
    level: str = ""
    base_kind: str = ""
    search: str = ""
    after: tuple[str, int] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """home: the place that counts it. subject_id: None for a branch or a hamlet. pk: of the row itself."""

    pk: int
    name: str
    home: int
    subject_id: int | None


@dataclass(frozen=True, slots=True)
class ListPage:
    rows: tuple[Listed, ...]
    next: tuple[str, int] | None


def parts_of(query: str, base_kind: str) -> tuple[Part, ...]:
    """The parts that can be listed; none for an indicator whose list is another page, or that is only reported."""
    if query == "recognised" and not _within(base_kind):
        return ()
    if query == "coverage" and base_kind not in BODIES:
        return ()
    return LISTED.get(query, ())


def number(asked: ListQuery, *, scope: Scope | None = None) -> int:
    """How many rows the list has for whoever may see that; None: on the server itself."""
    return sum(found.found.count() for found in _seen(asked, scope))


def page(asked: ListQuery, *, scope: Scope | None = None) -> ListPage:
    """One page by name. Errors: IndicatorUnknown."""
    sources = _seen(asked, scope)
    lists = [
        ORDER.keys(one.found.annotate(shown_sort=F(one.sort)), asked.after, asked.limit) for one in sources
    ]
    keys = lists[0] if len(lists) == 1 else ORDER.merged(lists, asked.limit)
    shown = keys[: asked.limit]
    told: dict[Key, Listed] = {}
    for one, mine in zip(sources, lists, strict=True):
        wanted = {key[-1]: key for key in mine}
        columns = ["pk", one.name, one.home, *([one.subject] if one.subject else [])]
        found = one.found.filter(pk__in=list(wanted)).order_by("pk").values_list(*columns)
        for pk, name, home, *subject in found:
            told[wanted[pk]] = Listed(pk, name, home, subject[0] if subject else None)
    return ListPage(
        tuple(told[key] for key in shown),
        ORDER.position(shown[-1]) if len(keys) > asked.limit else None,
    )


def _within(base_kind: str) -> bool:
    base = figures.catalogue().bases.get(base_kind)
    return base is not None and bool(base.within)


def _seen(asked: ListQuery, scope: Scope | None) -> list[Rows]:
    """The rows below the place that the scope reaches and the search finds."""
    asking = Asking(
        where=(asked.place,),
        year=asked.year,
        day=last_day(asked.year),
        basis=Basis.REPORTED,
        on=last_day(asked.year),
    )
    seen = []
    for one in _sources(asked, asking):
        found = one.found.filter(asking.reaching(one.home))
        if scope is not None:
            found = found.filter(scope.matching(one.home, one.title or None, named=True))
        if asked.search and one.search:
            found = subjects.named(found, asked.search, one.search)
        seen.append(Rows(found, one.home, one.name, one.sort, one.search, one.subject, one.title))
    return seen


def _sources(asked: ListQuery, asking: Asking) -> Sequence[Rows]:
    known = figures.catalogue()
    indicator = known.indicator(asked.indicator)
    year, part = asked.year, asked.part
    if part not in parts_of(indicator.query, asked.base_kind):
        return []
    match indicator.query:
        case "recognised":
            return [inside(asking, known.bases[asked.base_kind], titled=part is Part.COUNTED)]
        case "streak":
            return [rows.streak(asking, indicator, asked.level)]
        case "distinguished":
            return [rows.distinguished(asking, indicator)]
        case "other_title":
            return [rows.other_title(asking, indicator)]
        case "members":
            return [rows.members(year)]
        case "members_change":
            return [rows.joined(year, year) if part is Part.JOINED else rows.left(year, year)]
        case "branches":
            return [rows.branches(asking, str(indicator.facts["kind"]))]
        case "training_courses":
            return [rows.gatherings_of(asking, GatheringKind.COURSE)]
        case query if query in counting_centres.WITH_A_LIST:
            return [counting_centres.source(asking, query, indicator.facts)]
        case query if query in counting_pilots.SOURCES:
            return [counting_pilots.SOURCES[query](asking)]
        case _:
            having = {Part.COUNTED: True, Part.WITHOUT: False}.get(part)
            return rows.bodies(asking, BODIES[asked.base_kind], with_branch=having)
