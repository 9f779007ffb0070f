"""A trial's forms as a page draws them: whom it could be tried on, and one form being filled in."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics.filling import Filling, as_typed
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Trial, TrialForm
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognition
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain import answers
from khuyenhoc.domain.workflow import State


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a trial could be tried on; is_tried: a form is there already."""

    subject_id: int
    name: str
    place_id: int
    is_tried: bool


def get(trial_id: int, *, seen_by: User, on: date) -> Trial:
    """With its set. Errors: Trial.DoesNotExist, the same for what is unknown and what is foreign."""
    seen = Trial.objects.filter(access.scope(seen_by, on).matching("place", title=None))
    return seen.select_related("criteria_set", "opened_by", "closed_by").get(pk=trial_id)


def candidates(
    trial: Trial, *, seen_by: User, on: date, search: str = "", limit: int = 30
) -> list[Candidate]:
    """Those of the set's kind in the trial's place, by name."""
    rows = Subject.objects.filter(
        subjects.existing_on(on),
        kind=trial.criteria_set.title,
        place__in=places.ids_below(trial.place_id, on),
    )
    levels = [level for level in trial.criteria_set.level.split("|") if level]
    if levels:
        rows = rows.filter(level__in=levels)
    rows = subjects.named(access.visible(rows, seen_by, on, title=None), search, "search_key")
    found = list(rows.order_by("sort_key", "pk")[:limit])
    tried = set(
        TrialForm.objects.filter(trial=trial, subject__in=[one.pk for one in found]).values_list(
            "subject", flat=True
        )
    )
    return [Candidate(one.pk, one.name, one.place_id, one.pk in tried) for one in found]


def filling(trial: Trial, subject_id: int, *, seen_by: User, on: date) -> Filling:
    """The form of one subject in a trial, blank or as it was entered; no registration stands behind it.

    Errors: Subject.DoesNotExist, the same for what is unknown and what is foreign.
    """
    rows = access.visible(Subject.objects.all(), seen_by, on, title=None)
    one = rows.get(
        pk=subject_id, kind=trial.criteria_set.title, place__in=places.ids_below(trial.place_id, on)
    )
    rules = criteria.rules(trial.criteria_set)
    kept = TrialForm.objects.filter(trial=trial, subject=one).first()
    known = (
        {code: value for code, value in kept.answers.items() if code in rules.columns_order} if kept else {}
    )
    counted = recognition.measure(rules, [one.pk], on)
    return Filling(
        registration_id=0,
        subject_id=one.pk,
        name=one.name,
        is_sample=one.is_sample,
        round_id=0,
        place_id=one.place_id,
        place=places.label(one.place_id, on),
        title=one.kind,
        level=one.level,
        year=trial.opened_on.year,
        state=State.REGISTERED,
        rules=rules,
        cells=as_typed(rules, answers.from_json(rules, known)),
        evidence={},
        measured=counted.get(one.pk, {}),
        revision=0,
        can_step_back=False,
        kept_by="",
        reason="",
        indicators=(),
    )
