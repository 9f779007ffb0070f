"""Trying a criteria set out on real subjects, drafts above all; nothing of it ever counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.entering import read_answers
from khuyenhoc.apps.assessments.models import Trial, TrialForm
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.actions import NothingNamed
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.actions import NameMissing
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain import answers
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.eligibility import NotEligible, Why
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class TrialClosed(RuleBroken):
    """The trial has ended; facts: name."""

    code = "TRIAL_CLOSED"


@dataclass(frozen=True, slots=True)
class TrialEntry:
    """One subject's form: cells as typed, keyed as the answer file's columns are ("1.1", "P1.part")."""

    subject: int
    cells: dict[str, str]


@transaction.atomic
def open_trial(criteria_set: CriteriaSetVersion, place: int, name: str, *, by: User, at: datetime) -> Trial:
    """Try a set out in a place and below it. Errors: OutsideScope, NameMissing."""
    access.require(by, Permission.OPEN_ROUND, [place], at=at, titles=[criteria_set.title])
    called = clean(name)
    if not called:
        raise NameMissing(row=1)
    made = Trial.objects.create(
        criteria_set=criteria_set,
        place_id=place,
        name=called,
        opened_by=by,
        opened_on=day_of(at),
        recorded_at=at,
    )
    audit.record(
        "trial.opened",
        by=by.username,
        at=at,
        kind="trial",
        object_id=made.pk,
        place_id=place,
        facts={"set": criteria_set.key},
    )
    return made


@transaction.atomic
def try_out(trial: Trial, entries: Sequence[TrialEntry], *, by: User, at: datetime) -> list[TrialForm]:
    """Enter forms, all or none; a subject's earlier form in the trial is replaced. Nothing is counted.

    What the system would count is typed like every other answer. Errors: NothingNamed, TrialClosed, OutsideScope,
    NotEligible.
    """
    if not entries:
        raise NothingNamed()
    if trial.closed_at is not None:
        raise TrialClosed(name=trial.name)
    wanted = [entry.subject for entry in entries]
    homes = subjects.places_of(wanted)
    title = trial.criteria_set.title
    access.require(by, Permission.ASSESS, homes.values(), at=at, titles=[title])
    inside = set(places.ids_below(trial.place_id, day_of(at)).filter(pk__in=set(homes.values())))
    if len(homes) < len(set(wanted)) or set(homes.values()) - inside:
        raise access.OutsideScope(permission=Permission.ASSESS.value)
    others = list(Subject.objects.filter(pk__in=wanted).exclude(kind=title).values_list("pk", flat=True))
    if others:
        raise NotEligible(subjects=others, why=Why.OTHER_KIND.value, number=len(others))
    rules = criteria.rules(trial.criteria_set)
    made = [
        TrialForm.objects.update_or_create(
            trial=trial,
            subject_id=entry.subject,
            defaults={
                "answers": answers.to_json(read_answers(rules, entry.cells, {})),
                "entered_by": by,
                "recorded_at": at,
            },
        )[0]
        for entry in entries
    ]
    audit.record(
        "trial.tried_out",
        by=by.username,
        at=at,
        kind="trial",
        object_id=trial.pk,
        place_id=trial.place_id,
        facts={"subjects": sorted(set(wanted))},
    )
    return made


@transaction.atomic
def close_trial(trial: Trial, summary: str, *, by: User, at: datetime) -> None:
    """End a trial, with what was learnt. Errors: OutsideScope, TrialClosed."""
    access.require(by, Permission.OPEN_ROUND, [trial.place_id], at=at, titles=[trial.criteria_set.title])
    standing = Trial.objects.filter(pk=trial.pk, closed_at__isnull=True)
    if not standing.update(closed_at=at, closed_by=by, summary=clean(summary)):
        raise TrialClosed(name=trial.name)
    audit.record(
        "trial.closed", by=by.username, at=at, kind="trial", object_id=trial.pk, place_id=trial.place_id
    )
    trial.refresh_from_db()
