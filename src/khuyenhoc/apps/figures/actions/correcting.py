"""Correcting a figure: the earlier one stays, with why it was changed."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.actions.above import require_above
from khuyenhoc.apps.figures.actions.keeping import (
    FigureKnown,
    as_row,
    require_reason,
    require_sound,
    standing_at,
)
from khuyenhoc.apps.figures.actions.reporting import (
    OPEN_STATES,
    FigureOfAnotherPlace,
    ReportNotOpen,
    TargetNotAFigure,
)
from khuyenhoc.apps.figures.models import Reported, ReportedPlace, ReportState
from khuyenhoc.apps.figures.queries.catalogue import catalogue
from khuyenhoc.apps.figures.queries.locks import lock_over
from khuyenhoc.apps.figures.queries.told import NewFigure, examine, read_figures
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import days_of
from khuyenhoc.domain.roles import Permission


class FigureUnknown(RuleBroken):
    """There is no such figure; facts: figure."""

    code = "FIGURE_UNKNOWN"


class FigureChangedMeanwhile(RuleBroken):
    """Somebody was quicker: the figure was replaced already; facts: figure."""

    code = "FIGURE_CHANGED_MEANWHILE"


class CorrectionWithoutReason(RuleBroken):
    """What counts already is corrected with a reason only; facts: figure."""

    code = "CORRECTION_WITHOUT_REASON"


class FigureIsClosed(RuleBroken):
    """What counts in a closed period, or in an approved return, is corrected and not taken away; facts: figure."""

    code = "FIGURE_IS_CLOSED"


@transaction.atomic
def correct_figure(figure: int, told: NewFigure, *, reason: str, by: User, at: datetime) -> Reported:
    """Put another figure of the same place in its stead; in a closed period the difference stays listed.

    What stands in an open return needs no reason. What was approved is corrected by somebody above, what was closed
    by who sets figures where it was closed.
    Errors: FigureUnknown, OutsideScope, FigureChangedMeanwhile, CorrectionWithoutReason, ReportNotOpen (handed in and
    not decided), FigureOfAnotherPlace, TargetNotAFigure, FigureKnown (the source told that one apart),
    FiguresContradict, those of `read_figures`.
    """
    before = _found(figure)
    why = reason.strip()
    (new,) = read_figures([replace(told, source=told.source or before.source)])
    if new.told.place != before.place_id:
        raise FigureOfAnotherPlace(report=before.report_id, number=1)
    if new.period.is_target:
        raise TargetNotAFigure(period=told.period)
    _require_right(before, by=by, at=at)
    state = None if before.report is None else ReportState(before.report.state)
    if state is ReportState.SUBMITTED:
        raise ReportNotOpen(report=before.report_id, state=state.value)
    lock = None
    if state not in OPEN_STATES:
        lock = lock_over(before.place_id, before.until) or lock_over(before.place_id, days_of(new.period)[1])
    if lock is not None:
        access.require(by, Permission.SET_FIGURES, [lock.place_id], at=at)
        require_reason(lock, why)
    if state not in OPEN_STATES and not why:
        raise CorrectionWithoutReason(figure=before.pk)
    if before.superseded_at is not None:
        raise FigureChangedMeanwhile(figure=before.pk)
    there = standing_at([new]).get(new.key)
    if there is not None and there.pk != before.pk:
        raise FigureKnown(
            indicator=new.indicator.name.vi,
            period=told.period,
            known=there.value_text or there.rate_text or there.base_text,
            figure=there.pk,
        )
    require_sound(examine([new], report=before.report_id, replacing=[before.pk]), [new])
    if not Reported.objects.filter(pk=before.pk, superseded_at__isnull=True).update(superseded_at=at):
        raise FigureChangedMeanwhile(figure=before.pk)
    row = as_row(new, report=before.report, by=by, at=at)
    row.replaces, row.reason, row.lock = before, why, lock
    row.several = before.several
    row.save()
    ReportedPlace.objects.bulk_create(
        ReportedPlace(reported=row, place_id=place)
        for place in before.places.order_by("place").values_list("place", flat=True)
    )
    audit.record(
        "figures.corrected",
        by=by.username,
        at=at,
        kind="reported",
        object_id=row.pk,
        place_id=row.place_id,
        facts={"replaces": before.pk, "lock": None if lock is None else lock.pk},
    )
    return row


@transaction.atomic
def take_figure_away(figure: int, *, by: User, at: datetime) -> None:
    """Take a figure that was entered by mistake out of an open return, or out of what was typed from a publication.

    Errors: FigureUnknown, OutsideScope, FigureIsClosed, FigureChangedMeanwhile.
    """
    row = _found(figure)
    _require_right(row, by=by, at=at)
    if row.report is None:
        is_open = lock_over(row.place_id, row.until) is None
    else:
        is_open = ReportState(row.report.state) in OPEN_STATES
    if not is_open:
        raise FigureIsClosed(figure=row.pk)
    if not Reported.objects.filter(pk=row.pk, superseded_at__isnull=True).update(superseded_at=at):
        raise FigureChangedMeanwhile(figure=row.pk)
    audit.record(
        "figures.taken_away",
        by=by.username,
        at=at,
        kind="reported",
        object_id=row.pk,
        place_id=row.place_id,
    )


def _found(figure: int) -> Reported:
    found = Reported.objects.select_related("report").filter(pk=figure).first()
    if found is None:
        raise FigureUnknown(figure=figure)
    return found


def _require_right(row: Reported, *, by: User, at: datetime) -> None:
    title = catalogue().indicators[row.indicator].title if row.indicator in catalogue().indicators else ""
    titles = [title] if title else []
    wanted = list(row.places.values_list("place", flat=True)) or [row.place_id]
    access.require(by, Permission.SET_FIGURES, wanted, at=at, titles=titles)
    if row.report is not None and row.report.state == ReportState.APPROVED:
        require_above(row.place_id, by=by, at=at)
