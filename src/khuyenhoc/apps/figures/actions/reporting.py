"""Entering figures as they were published or reported."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.actions.keeping import Kept, keep, lock_of
from khuyenhoc.apps.figures.models import Report, ReportState
from khuyenhoc.apps.figures.queries.reports import ReportUnknown, source_of
from khuyenhoc.apps.figures.queries.reports import report as found_report
from khuyenhoc.apps.figures.queries.told import NewFigure, ReadFigure, read_figures
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission

OPEN_STATES = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class ReportNotOpen(RuleBroken):
    """The return was handed in or approved, and is no longer written in; facts: report, state."""

    code = "REPORT_NOT_OPEN"


class FigureOfAnotherPlace(RuleBroken):
    """A return holds the figures of its own place; facts: report, number."""

    code = "FIGURE_OF_ANOTHER_PLACE"


class TargetNotAFigure(RuleBroken):
    """A target stands in no return, and no figure becomes one: it would count before anybody approved it.

    facts: period.
    """

    code = "TARGET_NOT_A_FIGURE"


@transaction.atomic
def report_figures(
    figures: Sequence[NewFigure],
    *,
    report: int | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> Kept:
    """Keep figures as written, all or none; one told just so before is left as it is.

    report: the open return they belong to, which is their source unless they name another; None: they were
    published, and count at once. A period that is a target sets the target. reason: why published figures of a
    closed period are entered; then the right is asked where it was closed. A return is asked when it is approved.
    Errors: OutsideScope, those of `read_figures`, FiguresContradict, FigureKnown, PeriodLocked, PercentAboveHundred,
    TargetAimsAtNothing, ReportUnknown, ReportNotOpen, FigureOfAnotherPlace, TargetNotAFigure.
    """
    if report is not None:
        source = source_of(found_report(report))
        figures = [replace(one, source=one.source or source) for one in figures]
    read = read_figures(figures)
    require_right(read, with_locks=report is None, by=by, at=at)
    return _report(read, report=report, reason=reason, user=by, by=by.username, at=at)


@transaction.atomic
def report_figures_on_server(
    figures: Sequence[NewFigure], *, reason: str = "", by: str, at: datetime
) -> Kept:
    """The same from the server's own command line. Errors: as `report_figures`, without those of the right."""
    return _report(read_figures(figures), report=None, reason=reason, user=None, by=by, at=at)


def require_right(read: Sequence[ReadFigure], *, with_locks: bool, by: User, at: datetime) -> None:
    """Errors: OutsideScope unless the person sets figures at each place, and where a closed period was closed."""
    wanted = {place for one in read for place in (one.told.places or (one.told.place,))}
    if with_locks:
        wanted |= {lock.place_id for lock in lock_of(read).values() if lock is not None}
    if wanted:
        titles = {one.indicator.title for one in read if one.indicator.title}
        access.require(by, Permission.SET_FIGURES, wanted, at=at, titles=titles)


def open_report_of(pk: int, read: Sequence[ReadFigure]) -> Report:
    """The return, held until the transaction ends. Errors: ReportUnknown, ReportNotOpen, FigureOfAnotherPlace,
    TargetNotAFigure.
    """
    found = held(pk)
    if ReportState(found.state) not in OPEN_STATES:
        raise ReportNotOpen(report=found.pk, state=found.state)
    aim = next((one for one in read if one.period.is_target), None)
    if aim is not None:
        raise TargetNotAFigure(period=aim.told.period)
    others = [one for one in read if one.told.place != found.place_id]
    if others:
        raise FigureOfAnotherPlace(report=found.pk, number=len(others))
    return found


def held(pk: int) -> Report:
    """The return, locked where the database locks rows. Errors: ReportUnknown."""
    found = Report.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise ReportUnknown(report=pk)
    return found


def _report(
    read: Sequence[ReadFigure],
    *,
    report: int | None,
    reason: str,
    user: User | None,
    by: str,
    at: datetime,
) -> Kept:
    within = None if report is None else open_report_of(report, read)
    kept = keep(read, report=within, reason=reason.strip(), by=user, at=at)
    if kept.figures or kept.targets:
        places = {row.place_id for row in kept.figures} | {row.place_id for row in kept.targets}
        audit.record(
            "figures.reported",
            by=by,
            at=at,
            kind="reported",
            place_id=places.pop() if len(places) == 1 else None,
            facts={
                "figures": [row.pk for row in kept.figures],
                "targets": [row.pk for row in kept.targets],
                "report": report,
            },
        )
    return kept
