"""A place's return goes up the tree: opened, handed in, given back or approved."""

from datetime import datetime
from typing import Any

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.actions.above import require_above
from khuyenhoc.apps.figures.actions.keeping import require_reason
from khuyenhoc.apps.figures.actions.reporting import OPEN_STATES, ReportNotOpen, held
from khuyenhoc.apps.figures.models import Report, Reported, ReportState
from khuyenhoc.apps.figures.queries.locks import lock_over
from khuyenhoc.apps.figures.queries.reports import report as found_report
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import reported_period
from khuyenhoc.domain.roles import Permission


class ReportEmpty(RuleBroken):
    """Nothing was entered yet; facts: report."""

    code = "REPORT_EMPTY"


class ReportNotDraft(RuleBroken):
    """Only what was never handed in is discarded; facts: report."""

    code = "REPORT_NOT_DRAFT"


class ReportHoldsFigures(RuleBroken):
    """Only a return without figures is discarded; facts: report, number of figures that stand in it."""

    code = "REPORT_HOLDS_FIGURES"


class ReportChangedMeanwhile(RuleBroken):
    """Somebody was quicker: the return is no longer as it was read; facts: report."""

    code = "REPORT_CHANGED_MEANWHILE"


class ReportNotWaiting(RuleBroken):
    """Only what was handed in is given back or approved; facts: report, state."""

    code = "REPORT_NOT_WAITING"


class ApprovesOwnFigures(RuleBroken):
    """Nobody approves what they entered or handed in; facts: report."""

    code = "APPROVES_OWN_FIGURES"


class ReturnWithoutReason(RuleBroken):
    """Who gives a return back says why; facts: report."""

    code = "RETURN_WITHOUT_REASON"


@transaction.atomic
def open_report(place: int, period: str, *, by: User, at: datetime) -> Report:
    """The place's return for the period: the one there is, a new draft, or one that was discarded as a draft again.

    Errors: OutsideScope, PeriodUnclear (a target is no period to report on).
    """
    access.require(by, Permission.SET_FIGURES, [place], at=at)
    key, first, until = reported_period(period)
    made, fresh = Report.objects.get_or_create(
        place_id=place,
        period_key=key,
        defaults={
            "period_written": " ".join(period.split())[:80],
            "first": first,
            "until": until,
            "opened_by": by,
            "opened_at": at,
        },
    )
    if fresh:
        _tell("report.opened", made, by=by, at=at)
    elif made.state == ReportState.DISCARDED:
        return _move(made, made.revision, "report.opened", by=by, at=at, state=ReportState.DRAFT)
    return made


@transaction.atomic
def discard_report(report: int, *, by: User, at: datetime) -> Report:
    """Put away a draft in which no figure stands; opening its period again brings it back.

    Errors: ReportUnknown, OutsideScope, ReportNotDraft, ReportHoldsFigures.
    """
    found = held(report)
    access.require(by, Permission.SET_FIGURES, [found.place_id], at=at)
    if found.state != ReportState.DRAFT:
        raise ReportNotDraft(report=found.pk)
    standing = Reported.objects.filter(report=found, superseded_at__isnull=True).count()
    if standing:
        raise ReportHoldsFigures(report=found.pk, number=standing)
    return _move(found, found.revision, "report.discarded", by=by, at=at, state=ReportState.DISCARDED)


@transaction.atomic
def submit_report(report: int, *, revision: int, by: User, at: datetime) -> Report:
    """Hand a return in; from then on nobody writes in it. revision: as it was read.

    Errors: ReportUnknown, OutsideScope, ReportNotOpen, ReportEmpty, ReportChangedMeanwhile.
    """
    found = found_report(report)
    access.require(by, Permission.SET_FIGURES, [found.place_id], at=at)
    if ReportState(found.state) not in OPEN_STATES:
        raise ReportNotOpen(report=found.pk, state=found.state)
    if not Reported.objects.filter(report=found, superseded_at__isnull=True).exists():
        raise ReportEmpty(report=found.pk)
    return _move(
        found,
        revision,
        "report.submitted",
        by=by,
        at=at,
        state=ReportState.SUBMITTED,
        submitted_by=by,
        submitted_at=at,
    )


@transaction.atomic
def return_report(report: int, *, reason: str, revision: int, by: User, at: datetime) -> Report:
    """Give a return back to be corrected, by somebody above.

    Errors: ReportUnknown, OutsideScope, ReportNotWaiting, ReturnWithoutReason, ReportChangedMeanwhile.
    """
    found = _waiting(report, by=by, at=at)
    why = reason.strip()[:400]
    if not why:
        raise ReturnWithoutReason(report=found.pk)
    return _move(
        found,
        revision,
        "report.returned",
        by=by,
        at=at,
        state=ReportState.RETURNED,
        returned_by=by,
        returned_at=at,
        return_reason=why,
    )


@transaction.atomic
def approve_report(report: int, *, revision: int, reason: str = "", by: User, at: datetime) -> Report:
    """Approve a return, by somebody above who neither entered nor handed in anything of it; its figures count now.

    reason: why it still comes though its period is closed.
    Errors: ReportUnknown, OutsideScope, ReportNotWaiting, ApprovesOwnFigures, PeriodLocked, ReportChangedMeanwhile.
    """
    found = _waiting(report, by=by, at=at)
    rows = Reported.objects.filter(report=found)
    if by.pk == found.submitted_by_id or rows.filter(entered_by=by).exists():
        raise ApprovesOwnFigures(report=found.pk)
    why = reason.strip()[:400]
    standing = rows.filter(superseded_at__isnull=True)
    for place, until in standing.order_by("place", "until").values_list("place", "until").distinct():
        lock = lock_over(place, until)
        require_reason(lock, why)
        if lock is not None:
            access.require(by, Permission.SET_FIGURES, [lock.place_id], at=at)
            standing.filter(place=place, until=until).update(lock=lock, reason=why)
    return _move(
        found,
        revision,
        "report.approved",
        by=by,
        at=at,
        state=ReportState.APPROVED,
        approved_by=by,
        approved_at=at,
    )


def _waiting(report: int, *, by: User, at: datetime) -> Report:
    found = found_report(report)
    require_above(found.place_id, by=by, at=at)
    if found.state != ReportState.SUBMITTED:
        raise ReportNotWaiting(report=found.pk, state=found.state)
    return found


def _move(found: Report, revision: int, deed: str, *, by: User, at: datetime, **changed: Any) -> Report:
    moved = Report.objects.filter(pk=found.pk, state=found.state, revision=revision).update(
        revision=revision + 1, **changed
    )
    if not moved:
        raise ReportChangedMeanwhile(report=found.pk)
    _tell(deed, found, by=by, at=at)
    found.refresh_from_db()
    return found


def _tell(deed: str, report: Report, *, by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="report", object_id=report.pk, place_id=report.place_id)
