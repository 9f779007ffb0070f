"""A reform's plan tried or carried out, with the line of whatever is wrong in it."""

from datetime import datetime
from typing import Any

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.reform import actions
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.sentences import sentence
from khuyenhoc.worker.desk import Desk, Finish


class PlanLineRefused(RuleBroken):
    """A deed of the plan cannot be done; facts: line, told (the sentence without its full stop)."""

    code = "PLAN_LINE_REFUSED"


def attempt(desk: Desk) -> Finish:
    """facts: plan, its text."""
    found = _run(desk, desk.now(), dry_run=True)
    return lambda _at: found


def carry_out(desk: Desk) -> Finish:
    """facts: plan, its text."""
    return lambda at: _run(desk, at, dry_run=False)


def _run(desk: Desk, at: datetime, *, dry_run: bool) -> dict[str, Any]:
    return run(desk.facts["plan"], by=desk.by, at=at, dry_run=dry_run, language=desk.language)


def run(text: str, *, by: Account, at: datetime, dry_run: bool, language: str) -> dict[str, Any]:
    """The report as plain JSON, with `references`: the papers that the plan rests on.

    Errors: PlanLineRefused, those of domain.reform.plan.read, OutsideScope.
    """
    plan = plans.read(text)
    try:
        report = actions.reform(plan, by=by, at=at, dry_run=dry_run)
    except RuleBroken as error:
        if "entry" not in error.facts:
            raise
        told = sentence(error, language).rstrip(".")
        raise PlanLineRefused(line=plan.line_of(error.facts["entry"]), told=told) from error
    return report.as_json() | {"references": sorted({deed.legal_reference for deed in plan.deeds})}


def references(text: str) -> list[str]:
    """The papers a plan rests on; none in a text that is no plan."""
    try:
        return sorted({deed.legal_reference for deed in plans.read(text).deeds})
    except RuleBroken:
        return []
