"""Reported figures of a period: a place's own, or on today's places those of the places of then that lie there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.figure import Told
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.models import Reported
from khuyenhoc.apps.figures.queries.known import known
from khuyenhoc.apps.figures.queries.reported import approved
from khuyenhoc.domain.catalogue import Indicator, Nature
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """told: of the topmost places of then whose figures are known. is_whole: together they are all of the place."""

    told: tuple[Told, ...]
    is_whole: bool


def reported(
    asking: Asking,
    wanted: Sequence[tuple[Indicator, str, str]],
    first: date,
    *,
    known_before: datetime | None,
) -> dict[tuple[str, str, str], dict[int, Parts]]:
    """(indicator, level, base kind) → place → what was reported of the period that begins on `first`.

    Of several reports the one whose period ends last, of two that end together the later recorded; one on the base
    kind asked for goes before others. Only what counts: published, or in a return that was approved.
    """
    codes = sorted({indicator.code for indicator, _, _ in wanted})
    where = asking.where if asking.basis is Basis.REPORTED else None
    begin, until = first, asking.day
    if asking.country.years.issuperset(asking.years):
        begin, until = date(min(asking.country.years), 1, 1), last_day(max(asking.country.years))
    kept: dict[tuple[str, str], list[Reported]] = {}
    for row in asking.country.once(
        ("reported", begin, until, *codes, where),
        partial(_ask_rows, codes, where, begin, until, known_before),
    ):
        if first <= row.until <= asking.day:
            kept.setdefault((row.indicator, row.level), []).append(row)
    found: dict[tuple[str, str, str], dict[int, Parts]] = {}
    for indicator, level, base_kind in wanted:
        latest: dict[int, Reported] = {}
        for row in kept.get((indicator.code, level), ()):
            if indicator.nature is Nature.FLOW and row.first < first:
                continue  # of a longer time than was asked for
            before = latest.get(row.place_id)
            if before is None or _rank(row, base_kind) >= _rank(before, base_kind):
                latest[row.place_id] = row
        found[indicator.code, level, base_kind] = {
            place: Parts(tuple(as_told(row) for row in parts), is_whole)
            for place, (parts, is_whole) in lying_in(asking, latest).items()
        }
    return found


def _ask_rows(
    codes: Sequence[str],
    where: Collection[int] | None,
    begin: date,
    until: date,
    known_before: datetime | None,
) -> list[Reported]:
    """What was reported of periods that end within the time; of those places, of all where none are named."""
    rows = Reported.objects.filter(
        known(known_before),
        approved(known_before),
        several=False,
        indicator__in=codes,
        until__gte=begin,
        until__lte=until,
    )
    if where is not None:
        rows = rows.filter(place__in=where)
    return list(rows.order_by("until", "recorded_at", "pk"))


def _rank(row: Reported, base_kind: str) -> int:
    return 2 if row.base_kind == base_kind else 1 if not row.base_kind else 0


def as_told(row: Reported) -> Told:
    """A stored figure as the pages show it."""
    return Told(
        figure_id=row.pk,
        place_id=row.place_id,
        place=row.place_written,
        period=row.period_written,
        until=row.until,
        base_kind=row.base_kind,
        value=figures.written(row, "value"),
        rate=figures.written(row, "rate"),
        base=figures.written(row, "base"),
        value_text=row.value_text,
        rate_text=row.rate_text,
        base_text=row.base_text,
        unit=row.unit,
        source=row.source,
        note=row.note,
    )


def lying_in(asking: Asking, told: Mapping[int, T]) -> dict[int, tuple[list[T], bool]]:
    """place → (what was told of places that certainly lie in it, whether these are all of it).

    On the reported basis a place's own. What is known of a place is never spread below it, and of a place inside
    another that is there too nothing is added.
    """
    if asking.basis is Basis.REPORTED:
        return {place: ([told[place]], True) for place in asking.where if place in told}
    if not told:
        return {}
    course, tree = asking.course(asking.year), asking.tree
    now = {place: asking.country.where_now(place, course.begin) for place in told if _held(asking, place)}
    lines = {place: set(tree.lineage(place, _day(asking, place))) for place in now}
    found = {}
    for wanted in asking.where:
        inside = [place for place in sorted(now) if wanted in tree.lineage(now[place], asking.on)]
        topmost = [place for place in inside if not any(other in lines[place] - {place} for other in inside)]
        if topmost:
            found[wanted] = ([told[place] for place in topmost], _is_whole(asking, wanted, topmost))
    return found


def _held(asking: Asking, place: int) -> bool:
    return bool(asking.tree.lineage(place, _day(asking, place)))


def _day(asking: Asking, place: int) -> date:
    """The day on which its place in the tree is looked at: the period's last, or the last it was there."""
    ended = asking.tree.last_day(place)
    begin = asking.course(asking.year).begin
    return begin if ended is None or begin < ended else date.fromordinal(ended.toordinal() - 1)


def _is_whole(asking: Asking, wanted: int, parts: Iterable[int]) -> bool:
    """Whether every commune of then whose ground may lie in the place belongs to one of the parts."""
    course, tree = asking.course(asking.year), asking.tree
    if wanted in parts and course.begin == asking.on:
        return True
    mine = set(parts)
    for unit in tree.units(course.begin):
        line = tree.lineage(unit, course.begin)
        if mine.intersection(line):
            continue
        ends = tree.reach(unit, course.begin, asking.on)
        if any(wanted in tree.lineage(end, asking.on) for end in ends):
            return False
    return True
