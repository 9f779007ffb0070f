"""By which day returns are due: what the places above set, the nearest first, and who is asked for what."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khuyenhoc.apps.figures.models import Deadline, Report, ReportState
from khuyenhoc.apps.figures.queries.reports import begun
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.figures import (
    COMING,
    Period,
    PeriodKind,
    current,
    days_of,
    due_after,
    kind_of,
    known_period,
)
from khuyenhoc.domain.places import Kind

FORGOTTEN = 365  # days after the last one for which somebody is still reminded
_SENT = (ReportState.SUBMITTED.value, ReportState.APPROVED.value)


@dataclass(frozen=True, slots=True)
class Due:
    """A return that a place has not handed in: of which period, by which day. report_id None: nothing begun."""

    place_id: int
    period: str
    day: date
    report_id: int | None
    state: ReportState | None


@dataclass(frozen=True, slots=True)
class DueBelow:
    """Of how many places right below the returns of a period are missing; day: the earliest of their last days."""

    place_id: int
    period: str
    day: date
    number: int
    late: int


def deadlines_at(place: int) -> list[Deadline]:
    """What the place set for those below and what still holds: of single periods the latest first, then of kinds."""
    rows = Deadline.objects.filter(place=place, superseded_at__isnull=True).select_related("set_by")
    return sorted(
        rows, key=lambda one: (bool(one.kind), -(one.until or date.min).toordinal(), one.only_id or 0)
    )


def deadlines_over(place: int, on: date) -> list[Deadline]:
    """What places above set for the place, what goes first of it first."""
    line = places.line(place, on)
    return _rules(line[1:], [place]).get(place, [])


def due_days(below: Collection[int], period: str, parent: int, on: date) -> dict[int, date]:
    """place → the last day for its return of the period, of places right below `parent`. Errors: PeriodUnclear."""
    told = known_period(period)
    rules = _rules(places.line(parent, on), below)
    found = {place: _due(rules.get(place, ()), told) for place in below}
    return {place: day for place, day in found.items() if day is not None}


def due_day(place: int, period: str, on: date) -> date | None:
    """The last day for the place's return of the period; None where nobody above set one, or the place is closed."""
    try:
        rules = deadlines_over(place, on)
    except places.PlaceUnknownThen:
        return None
    return _due(rules, known_period(period))


def due(wanted: Iterable[int], on: date) -> list[Due]:
    """Returns the places have not handed in, whose last day comes soon or has passed; the most pressing first."""
    found: list[Due] = []
    for place in dict.fromkeys(wanted):
        rules = deadlines_over(place, on)
        asked = _asked(rules, on)
        if not asked:
            continue
        reports = {
            (one.first, one.until): one
            for one in begun().filter(place=place, until__in=[days_of(one)[1] for _, one, _ in asked])
        }
        for text, period, day in asked:
            made = reports.get(days_of(period))
            if made is not None and made.state in _SENT:
                continue
            state = None if made is None else ReportState(made.state)
            found.append(Due(place, text, day, None if made is None else made.pk, state))
    return sorted(found, key=lambda one: (one.day, one.place_id))


def due_below(place: int, on: date) -> list[DueBelow]:
    """Periods of which returns of places right below are missing though their last day is near or has passed.

    Hamlets hand nothing in. Two questions where nobody set a deadline.
    """
    line = places.line(place, on)
    rows = _standing(line)
    if not rows:
        return []
    below = [one.place_id for one in places.children(place, on) if one.place.kind != Kind.HAMLET]
    rules = {one: _of(one, line, rows) for one in below}
    asked: dict[tuple[date, date], str] = {}
    days: dict[tuple[date, date], dict[int, date]] = {}
    for child in below:
        for text, period, day in _asked(rules[child], on):
            key = days_of(period)
            asked.setdefault(key, text)
            days.setdefault(key, {})[child] = day
    sent = (
        set(
            Report.objects.filter(
                place__in=below, until__in={until for _, until in asked}, state__in=_SENT
            ).values_list("place", "first", "until")
        )
        if asked
        else set()
    )
    found = []
    for key, by_place in days.items():
        missing = [day for child, day in by_place.items() if (child, *key) not in sent]
        if missing:
            late = sum(day < on for day in missing)
            found.append(DueBelow(place, asked[key], min(missing), len(missing), late))
    return sorted(found, key=lambda one: (one.day, one.period))


def _standing(line: Sequence[int]) -> list[Deadline]:
    return list(
        Deadline.objects.filter(place__in=line, superseded_at__isnull=True).order_by("-recorded_at", "-pk")
    )


def _rules(above: Sequence[int], below: Collection[int]) -> dict[int, list[Deadline]]:
    """place → what those in `above` (the nearest first) set for it."""
    rows = _standing(above)
    return {place: _of(place, above, rows) for place in below} if rows else {}


def _of(place: int, above: Sequence[int], rows: Sequence[Deadline]) -> list[Deadline]:
    """What goes first stands first: the nearest place, one place alone before all, one period before a kind."""
    mine = [one for one in rows if one.only_id in (None, place)]
    return sorted(mine, key=lambda one: (above.index(one.place_id), one.only_id is None, bool(one.kind)))


def _due(rules: Iterable[Deadline], period: Period) -> date | None:
    for rule in rules:
        if rule.kind:
            day = due_after(period, rule.days_after or 0)
            # what was over when the rule was made is not asked for afterwards
            if kind_of(period) == rule.kind and day >= day_of(rule.recorded_at):
                return day
        elif (rule.first, rule.until) == days_of(period):
            return rule.due
    return None


def _asked(rules: Sequence[Deadline], on: date) -> list[tuple[str, Period, date]]:
    """(period as written, period, last day) of every return that is due soon, or was due and is not forgotten."""
    texts = [
        text
        for rule in rules
        for text in (current(PeriodKind(rule.kind), on) if rule.kind else [rule.period_written])
    ]
    found: dict[tuple[date, date], tuple[str, Period, date]] = {}
    for text in texts:
        period = known_period(text)
        day = _due(rules, period)
        if day is not None and on - timedelta(days=FORGOTTEN) <= day <= on + timedelta(days=COMING):
            found.setdefault(days_of(period), (text, period, day))
    return list(found.values())
