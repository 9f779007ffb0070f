"""Returns of places for a period: which there are, who waits for whom, who has not reported."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from khuyenhoc.apps.figures.models import Report, ReportState
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import days_of, known_period


class ReportUnknown(RuleBroken):
    """There is no such return; facts: report."""

    code = "REPORT_UNKNOWN"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one place is with its return. state None: nothing begun."""

    place_id: int
    label: str
    report_id: int | None
    state: ReportState | None
    submitted_at: datetime | None
    return_reason: str

    @property
    def has_reported(self) -> bool:
        return self.state in (ReportState.SUBMITTED, ReportState.APPROVED)


def begun() -> QuerySet[Report]:
    """Every return but those that were discarded."""
    return Report.objects.exclude(state=ReportState.DISCARDED)


def report(pk: int, *, discarded: bool = False) -> Report:
    """Errors: ReportUnknown, also for one that was discarded unless those are looked for too."""
    found = (Report.objects if discarded else begun()).filter(pk=pk).first()
    if found is None:
        raise ReportUnknown(report=pk)
    return found


def report_of(place: int, period: str) -> Report | None:
    """A place's return for a period, however that is spelt. Errors: PeriodUnclear."""
    return begun().filter(place=place, period_key=known_period(period).key).first()


def source_of(found: Report) -> str:
    """What figures of a return name as their source, unless told otherwise."""
    label = places.labels([found.place_id], found.until)[found.place_id]
    label = label or places.labels([found.place_id], places.LATEST)[found.place_id]
    return f"Báo cáo kỳ {found.period_written} của {label}"[:200]


def reports(
    wanted: Iterable[int],
    *,
    states: Collection[ReportState] = (),
    first: date | None = None,
    until: date | None = None,
) -> list[Report]:
    """Returns of the places, the latest period first; first, until: whose period ends in those days."""
    rows = begun().filter(place__in=list(wanted))
    if states:
        rows = rows.filter(state__in=[state.value for state in states])
    if first is not None:
        rows = rows.filter(until__gte=first)
    if until is not None:
        rows = rows.filter(until__lte=until)
    return list(rows.order_by("-until", "-first", "place", "pk"))


def standings(place: int, period: str) -> list[Standing]:
    """How far each place right below is, on the tree of the period's last day, in Vietnamese order of names.

    Errors: PeriodUnclear, PlaceUnknownThen.
    """
    told = known_period(period)
    day = days_of(told)[1]
    below = places.children(place, day)
    names = places.labels([one.place_id for one in below], day)
    found = {
        one.place_id: one
        for one in begun().filter(place__in=[one.place_id for one in below], period_key=told.key)
    }
    return [
        Standing(
            place_id=one.place_id,
            label=names[one.place_id],
            report_id=made.pk if (made := found.get(one.place_id)) else None,
            state=ReportState(made.state) if made else None,
            submitted_at=made.submitted_at if made else None,
            return_reason=made.return_reason if made else "",
        )
        for one in below
    ]


def not_reported(place: int, period: str) -> list[Standing]:
    """Those right below that have handed nothing in, or were given theirs back."""
    return [one for one in standings(place, period) if not one.has_reported]


def periods_below(place: int, on: date) -> list[tuple[str, str, date]]:
    """(key, as written, last day) of every period for which a place right below has a return, the latest first."""
    below = [one.place_id for one in places.children(place, on)]
    rows = begun().filter(place__in=below).order_by("-until", "period_key", "-pk")
    return list(
        {
            key: (key, text, until)
            for key, text, until in rows.values_list("period_key", "period_written", "until")
        }.values()
    )
