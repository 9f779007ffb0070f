"""Filling a form in bit by bit: kept as it goes, one step back at a time, gone once it is handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import ChangedMeanwhile, require_open
from khuyenhoc.apps.assessments.models import Assessment, Draft, Evidence
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.photos import actions as photos
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.workflow import State, Step, next_state
from khuyenhoc.storing import change_columns, insert, objects_among, remove_among

STEPS_BACK = 30
FIRST = 1  # revision of a case that was never handed in before


class NothingToStepBack(RuleBroken):
    """The draft has no earlier state that is still kept; facts: none."""

    code = "NOTHING_TO_STEP_BACK"


@transaction.atomic
def keep_draft(
    registration_id: int,
    cells: Mapping[str, str],
    evidence: Mapping[str, Mapping[str, Any]],
    *,
    revision: int,
    by: User,
    at: datetime,
) -> Draft:
    """Keep a form as it stands now; nothing is scored or counted, and no event is written.

    cells, evidence: the whole form, as Draft keeps it. revision: the one the page was drawn from, 0 for a new form.
    Errors: OutsideScope, FeatureNotOpen, FeatureClosed, StepNotAllowed, ChangedMeanwhile when somebody else kept
    it since.
    """
    known = open_draft(registration_id, by=by, at=at)
    if known.revision != revision:
        raise ChangedMeanwhile(cases=[registration_id], number=1)
    now = {"cells": {k: v for k, v in cells.items() if v}, "evidence": dict(evidence)}
    before = {"cells": known.cells, "evidence": known.evidence}
    if now != before or not revision:
        if revision:
            known.past = [*known.past, before][-STEPS_BACK:]
        _keep(known, now, by, at)
    return known


@transaction.atomic
def step_back(registration_id: int, *, by: User, at: datetime) -> Draft:
    """Undo the last change of a draft. Errors: NothingToStepBack, as keep_draft."""
    known = open_draft(registration_id, by=by, at=at)
    if not known.past:
        raise NothingToStepBack()
    *known.past, before = known.past
    _keep(known, before, by, at)
    return known


def open_draft(registration_id: int, *, by: User, at: datetime) -> Draft:
    """The draft of a form that is open to the person, a new one where none was kept. Errors: as keep_draft."""
    found = objects_among(Registration, [registration_id])
    if not found:
        raise Registration.DoesNotExist
    row = found[0]
    access.require(by, Permission.ASSESS, [row.place_id], at=at, titles=[row.title])
    require_open(by, [row.place_id], at)
    state = State.WITHDRAWN if row.withdrawn_at is not None else State.REGISTERED
    if row.is_assessed:
        state = State(Assessment.objects.values_list("state", flat=True).get(registration=row))
    next_state(Step.SELF_ASSESS, {registration_id: state})
    known = objects_among(Draft, [row.pk], column="registration", locked=True)
    if not known:
        return Draft(registration=row)
    known[0].registration = row
    return known[0]


def _keep(draft: Draft, now: Mapping[str, Any], by: User, at: datetime) -> None:
    draft.cells, draft.evidence = now["cells"], now["evidence"]
    draft.revision += 1
    draft.edited_by, draft.edited_at = by, at
    if draft._state.adding:
        insert([draft])
        return
    columns = ("cells", "evidence", "past", "revision", "edited_by_id", "edited_at")
    change_columns(Draft, columns, [(draft.pk, *(getattr(draft, column) for column in columns))])


def close_draft(assessment: Assessment, draft: Draft) -> None:
    """The form was handed in: what was shown for it stays with the case, the draft goes.

    A part of recognition.actions.hand_in, inside its transaction. Errors: ChangedMeanwhile when somebody kept it, or
    handed it in, since it was read.
    """
    answered_to = criteria.by_ids({assessment.criteria_set_id})[assessment.criteria_set_id]
    asked = criteria.rules(answered_to).columns_order
    photos.hand_in(assessment.registration_id, frozenset(asked), at=assessment.entered_at)
    if assessment.revision > FIRST:
        Evidence.objects.filter(assessment=assessment).delete()
    insert(
        [
            Evidence(assessment_id=assessment.pk, indicator=code, ticks=shown["ticks"], note=shown["note"])
            for code, shown in sorted(draft.evidence.items())
            if shown["ticks"] or shown["note"]
        ]
    )
    if not remove_among(Draft, [draft.pk], where={"revision": draft.revision}):
        raise ChangedMeanwhile(cases=[assessment.registration_id], number=1)
