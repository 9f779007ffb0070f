"""Carrying out a plan as a whole or not at all, and what waits for a day that has not come."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as people
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.places import actions as places
from khuyenhoc.apps.reform import queries
from khuyenhoc.apps.reform.actions.carrying import carry, endings, follow_at_once
from khuyenhoc.apps.reform.actions.reports import DayReport, Report, told
from khuyenhoc.apps.reform.actions.resolving import Resolver
from khuyenhoc.apps.reform.models import Reform, ReformDay, ReformDeed
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.reform import Deed, Outcome
from khuyenhoc.domain.reform.plan import Plan
from khuyenhoc.domain.roles import Permission

SERVER = "khuyenhoc"  # the account under which the server's own command line acts


def reform(plan: Plan, *, by: User, at: datetime, dry_run: bool = False) -> Report:
    """Carry out the plan, all of it or nothing, in one event; a dry run does the same and takes it back.

    The past stays as it was: only versions from each deed's day on are written. A plan that was carried out
    before changes nothing; what waited for its day and is due by now is carried then.
    Errors: OutsideScope, those of domain.reform and of places.apply_deeds, and of this package.
    """
    return _whole(plan, by=by, at=at, dry_run=dry_run, is_trusted=False)


def reform_on_server(plan: Plan, *, at: datetime, dry_run: bool = False) -> Report:
    """As `reform`, from the server's own command line, where nobody is signed in; the event names the server."""
    with transaction.atomic():
        report = _whole(plan, by=_server(at), at=at, dry_run=dry_run, is_trusted=True)
        if dry_run:
            transaction.set_rollback(True)
        return report


@transaction.atomic
def carry_due(*, by: User, at: datetime) -> int:
    """Let subjects and titles follow where a reform's day has come since it was recorded; returns the days carried.

    It follows from what was decided before and asks for no permission. Safe to repeat.
    """
    due = queries.to_carry(day_of(at))
    for one in due:
        _carry_and_log(one, by, at)
    return len(due)


@transaction.atomic
def carry_due_on_server(*, at: datetime) -> int:
    """As `carry_due`, from the server's own command line; nothing is written when nothing is due."""
    if not queries.to_carry(day_of(at)):
        return 0
    return carry_due(by=_server(at), at=at)


def _server(at: datetime) -> User:
    return people.by_username(SERVER) or accounts.open_accounts([(SERVER, "Máy chủ")], by=SERVER, at=at)[0]


class _TakenBack(Exception):
    """Carries a dry run's report out of the transaction that it undoes."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.title)
        self.report = report


def _whole(plan: Plan, *, by: User, at: datetime, dry_run: bool, is_trusted: bool) -> Report:
    try:
        with transaction.atomic():
            report = _carry_out(plan, by=by, at=at, dry_run=dry_run, is_trusted=is_trusted)
            if dry_run:
                raise _TakenBack(report)
            return report
    except _TakenBack as taken_back:
        return taken_back.report


def _carry_out(plan: Plan, *, by: User, at: datetime, dry_run: bool, is_trusted: bool) -> Report:
    done = queries.of_digest(plan.digest)
    if done is not None:
        for one in queries.to_carry(day_of(at), done):
            _carry_and_log(one, by, at)
        return Report(plan.title, plan.digest, dry_run, day_of(done.recorded_at), ())
    row = Reform.objects.create(
        title=plan.title,
        digest=plan.digest,
        renew_grants=plan.renew_grants,
        report={},
        recorded_by=by,
        recorded_at=at,
    )
    opened: dict[str, int] = {}
    reports, outcomes = [], []
    for day in sorted({one.on for one in plan.deeds}):
        resolver = Resolver(day, opened)
        deeds = resolver.read([one for one in plan.deeds if one.on == day])
        if not is_trusted:
            there = places.named_in(deeds, resolver.new) - set(opened.values())
            access.require(by, Permission.RESHAPE_PLACES, there, at=at)
        outcome, ids = places.apply_deeds(day, deeds, resolver.new, at=at)
        opened |= {key: ids.get(number, number) for key, number in resolver.keys.items()}
        # in a transaction of its own, so that nobody waits for the reform who only adds to a count
        transaction.on_commit(counts.rebundle)
        _record(row, day, deeds, ids)
        reports.append(_one_day(row, deeds, outcome, by=by, at=at, dry_run=dry_run))
        outcomes.append(outcome)
    report = Report(plan.title, plan.digest, dry_run, None, tuple(reports))
    row.report = report.as_json()
    row.save(update_fields=["report"])
    audit.record(
        "places.reformed",
        by=by.username,
        at=at,
        kind="reform",
        object_id=row.pk,
        facts={
            "digest": plan.digest,
            "closed": [place for outcome in outcomes for place in outcome.closed],
            "opened": [place for outcome in outcomes for place in outcome.opened],
            "changed": [place for outcome in outcomes for place in outcome.changed],
            "carried": [place for outcome in outcomes for place in outcome.carried],
        },
    )
    return report


def _record(row: Reform, day: date, deeds: Sequence[Deed], ids: Mapping[int, int]) -> None:
    ReformDeed.objects.bulk_create(
        ReformDeed(
            reform=row,
            entry=deed.entry,
            kind=type(deed).__name__.lower(),
            effective_on=day,
            legal_reference=deed.legal_reference,
            places=sorted(ids.get(place, place) for place in places.named_in([deed], with_new=True)),
        )
        for deed in deeds
    )


def _one_day(
    row: Reform, deeds: Sequence[Deed], outcome: Outcome, *, by: User, at: datetime, dry_run: bool
) -> DayReport:
    tree = told(outcome, is_dry_run=dry_run)
    affected = queries.affected(outcome.closed, outcome.day)
    step = ReformDay.objects.create(
        reform=row, day=outcome.day, ended=endings(outcome, deeds), opened=list(outcome.opened)
    )
    waits = outcome.day > day_of(at)
    carried = follow_at_once(step, by=by, at=at) if waits else carry(step, by=by, at=at)
    return DayReport(**tree, affected=affected, carried=carried, waits=waits)


def _carry_and_log(step: ReformDay, by: User, at: datetime) -> None:
    carried = carry(step, by=by, at=at)
    audit.record(
        "places.reform_carried",
        by=by.username,
        at=at,
        kind="reform",
        object_id=step.reform_id,
        facts={"day": step.day.isoformat(), **asdict(carried)},
    )
