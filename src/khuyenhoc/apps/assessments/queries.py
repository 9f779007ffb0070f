"""Questions about forms between two versions of a set, and about sets tried out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Draft, Trial, TrialForm
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.domain import answers, scoring
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.criteria.carrying import Anew, Bridge, Carried
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.scoring import Scorecard
from khuyenhoc.domain.workflow import State

NOT_YET = frozenset({State.REGISTERED, State.RETURNED})


@dataclass(frozen=True, slots=True)
class InFlight:
    """A form that was begun, or came back, and what becomes of its answers. is_returned: it was handed in once."""

    registration_id: int
    subject_id: int
    name: str
    is_returned: bool
    carried: Carried


@dataclass(frozen=True, slots=True)
class Effect:
    """What switching a round to another set does.

    keep: state → cases that keep their set, score and explanation. blank: registered, nothing filled in: they take
    the new one as it is. in_flight: in order of registration, each with what must be answered anew.
    """

    keep: dict[State, int]
    blank: int
    in_flight: tuple[InFlight, ...]


def effect(opened: Round, to: CriteriaSetVersion, on: date) -> Effect:
    """What switching the round, and all local rounds below it, to a set from the day on does; nothing is written."""
    held = [opened, *rounds.local_rounds(opened)]
    ids = [one.pk for one in held]
    keep: Counter[State] = Counter()
    for state, number in (
        Assessment.objects.filter(round__in=ids)
        .exclude(state=State.RETURNED)
        .values_list("state")
        .annotate(number=Count("pk"))
        .order_by("state")
    ):
        keep[State(state)] += number
    begun = _in_flight(held, to, on)
    waiting = Registration.objects.filter(round__in=ids, withdrawn_at__isnull=True, is_assessed=False)
    unbegun = waiting.count() - sum(not one.is_returned for one in begun)
    return Effect(keep=dict(keep), blank=unbegun, in_flight=tuple(begun))


def _in_flight(held: Iterable[Round], to: CriteriaSetVersion, on: date) -> list[InFlight]:
    by_id = {one.pk: one for one in held}
    drafts = Draft.objects.filter(
        registration__round__in=by_id, registration__withdrawn_at__isnull=True
    ).select_related("registration__subject")
    cases = Assessment.objects.filter(round__in=by_id, state=State.RETURNED)
    returned = {one.registration_id: one for one in cases.select_related("subject", "criteria_set")}
    passages = _Passages()
    found = {
        one.registration_id: InFlight(
            one.registration_id, one.subject_id, one.subject.name, True, passages.of_case(one, to)
        )
        for one in returned.values()
    }
    for draft in drafts:
        row = draft.registration
        known = rounds.set_on(by_id[row.round_id], min(day_of(draft.edited_at), on))
        carried = passages.of_cells(draft.cells, known, to)
        found[row.pk] = InFlight(row.pk, row.subject_id, row.subject.name, row.pk in returned, carried)
    return [found[pk] for pk in sorted(found)]


class _Passages:
    """Bridges between stored sets, each built once."""

    def __init__(self) -> None:
        self._built: dict[tuple[int, int], Bridge] = {}

    def between(self, before: CriteriaSetVersion, after: CriteriaSetVersion) -> Bridge:
        key = (before.pk, after.pk)
        if key not in self._built:
            self._built[key] = Bridge(criteria.rules(before), criteria.rules(after))
        return self._built[key]

    def of_case(self, case: Assessment, to: CriteriaSetVersion) -> Carried:
        given = answers.from_json(criteria.rules(case.criteria_set), case.answers)
        return self.between(case.criteria_set, to).carry(given)

    def of_cells(
        self, cells: Mapping[str, str], known: CriteriaSetVersion, to: CriteriaSetVersion
    ) -> Carried:
        return self.between(known, to).carry(answers.read(criteria.rules(known), cells))


@dataclass(frozen=True, slots=True)
class FormToday:
    """A form as today's set asks it. cells: column → as typed, only what is carried.

    left: column → as typed, what is not, so that it can still be read beside the form. look_again, anew: as Carried.
    """

    asked_by: CriteriaSetVersion
    cells: dict[str, str]
    left: dict[str, str]
    look_again: tuple[str, ...]
    anew: dict[str, Anew]


def form_today(draft: Draft, opened: Round, on: date) -> FormToday:
    """A draft for today's set: typed before a switch, it brings along only what the new set asks alike."""
    asked_by = rounds.set_on(opened, on)
    known = rounds.set_on(opened, min(day_of(draft.edited_at), on))
    if known.pk == asked_by.pk:
        return FormToday(asked_by, dict(draft.cells), {}, (), {})
    carried = _Passages().of_cells(draft.cells, known, asked_by)
    columns = answers.columns(criteria.rules(asked_by))
    alike = {name for code in carried.answers for name in columns[code]}
    return FormToday(
        asked_by=asked_by,
        cells={name: text for name, text in draft.cells.items() if name in alike},
        left={name: text for name, text in draft.cells.items() if name not in alike},
        look_again=carried.look_again,
        anew=carried.anew,
    )


def trials(place: int | None = None, *, seen_by: User, on: date) -> list[Trial]:
    """Trials in the person's scope, the latest first; place: only those held there."""
    rows = Trial.objects.filter(access.scope(seen_by, on).matching("place", title=None))
    if place is not None:
        rows = rows.filter(place=place)
    return list(rows.select_related("criteria_set").order_by("-opened_on", "-pk"))


@dataclass(frozen=True, slots=True)
class Tried:
    """One form of a trial. card: None while the set leaves numbers open, so that nothing can be scored."""

    subject_id: int
    name: str
    answers: dict[str, Answer]
    card: Scorecard | None


def tried(trial: Trial) -> list[Tried]:
    """The forms of a trial, scored by the draft as it stands now, in order of entry.

    Answers to what the draft no longer asks are left aside.
    """
    rules = criteria.rules(trial.criteria_set)
    found = []
    for form in TrialForm.objects.filter(trial=trial).select_related("subject").order_by("pk"):
        given = _known(rules, form.answers)
        card = scoring.score(rules, given) if rules.is_complete else None
        found.append(Tried(form.subject_id, form.subject.name, given, card))
    return found


def _known(rules: CriteriaSet, kept: Mapping[str, object]) -> dict[str, Answer]:
    asked = {code: value for code, value in kept.items() if code in rules.columns_order}
    return answers.from_json(rules, asked)
