"""Handing in filled-in forms, for the first time or again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import (
    CasesUnknown,
    ChangedMeanwhile,
    move,
    read_cases,
    require_open,
    require_reason,
)
from khuyenhoc.apps.assessments.models import AnswerChange, Assessment
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as registrations
from khuyenhoc.apps.rounds.actions import NothingNamed
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain import answers, scoring
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.scoring import Scorecard
from khuyenhoc.domain.tallies import Tally, moved
from khuyenhoc.domain.workflow import State, Step, StepNotAllowed
from khuyenhoc.storing import change_columns, insert, make, objects_among, whole


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled-in form: cells as typed, keyed as the answer file's columns are ("1.1", "P1.part")."""

    registration: int
    cells: Mapping[str, str]


@whole
def self_assess(
    entries: Sequence[Entry],
    *,
    measured: Mapping[int, Mapping[str, tuple[int, int]]],
    consent: Consent,
    by: User,
    at: datetime,
    reason: str = "",
    registered: Sequence[Registration] | None = None,
    asking: Mapping[int, CriteriaSetVersion] | None = None,
) -> list[Assessment]:
    """Submit filled-in forms; they are scored and frozen by the set that asks in their round today.

    A returned form comes back with a reason, and to today's set, too.

    registered, asking: the entries' registrations, and round → the set that asks in it today, when the caller has
        read them in this transaction.
    measured: subject → code → (part, whole) of what the system counts (recognition.actions.assess fills it in).
    Errors: NothingNamed, CasesUnknown, OutsideScope, FeatureNotOpen, FeatureClosed, StepNotAllowed, ReasonMissing,
    ChangedMeanwhile.
    """
    if not entries:
        raise NothingNamed()
    cells = {entry.registration: entry.cells for entry in entries}
    found = registrations.registrations(cells.keys()) if registered is None else registered
    if len(found) < len(entries):
        raise CasesUnknown(number=len(entries) - len(found))
    access.require(
        by,
        Permission.ASSESS,
        {registration.place_id for registration in found},
        at=at,
        titles={registration.title for registration in found},
    )
    require_open(by, {registration.place_id for registration in found}, at)
    withdrawn = [registration.pk for registration in found if registration.withdrawn_at is not None]
    if withdrawn:
        raise StepNotAllowed(step=Step.SELF_ASSESS.value, state=State.WITHDRAWN.value, cases=withdrawn)
    handed_in_before = [registration.pk for registration in found if registration.is_assessed]
    known = objects_among(Assessment, handed_in_before, column="registration")
    before = {assessment.registration_id: assessment for assessment in known}
    if before:
        require_reason(reason)
    standing = read_cases([a.pk for a in before.values()]) if before else []
    fresh: list[Registration] = []
    results: list[_Result] = []
    again: list[tuple[Any, ...]] = []
    reanswered: list[AnswerChange] = []
    if asking is None:
        asking = registrations.sets_on({one.round_id: one.round for one in found}.values(), day_of(at))
    scoring_of = {pk: _scoring(by_set) for pk, by_set in asking.items()}
    for registration in found:
        result = scoring_of[registration.round_id].of(
            cells[registration.pk], measured.get(registration.subject_id, {})
        )
        earlier = before.get(registration.pk)
        if earlier is None:
            fresh.append(registration)
            results.append(result)
        else:
            again.append((earlier.pk, *result, sorted({*earlier.authors, by.pk})))
            reanswered += answers_changed(earlier, result[0], reason=reason, by=by, at=at)
    handed_in: dict[str, Any] = {"entered_by_id": by.pk, "entered_at": at, "consent": consent}
    changes = move(standing, Step.SELF_ASSESS, **handed_in) if standing else Counter()
    change_columns(Assessment, (*_RESULT, "authors"), again)
    insert(reanswered)
    if rounds.hand_in([one.pk for one in fresh]) != len(fresh):
        raise ChangedMeanwhile(cases=[one.pk for one in fresh], number=len(fresh))
    rows = [(*_of_registration(one), *result) for one, result in zip(fresh, results, strict=True)]
    new = {"state": State.SELF_ASSESSED, "revision": 1, "authors": [by.pk], **handed_in}
    made = insert(make(Assessment, (*_FRESH, *_RESULT), rows, **new))
    waiting = Counter(Tally(a.place_id, a.title, a.level, a.year, State.REGISTERED) for a in made)
    changes.update(moved(waiting, to=State.SELF_ASSESSED))
    counts.add(changes)
    returned = objects_among(Assessment, [case.pk for case in standing])
    done = sorted([*made, *returned], key=lambda assessment: assessment.pk)
    audit.record(
        "assessment.self_assessed",
        by=by.username,
        at=at,
        kind="assessment",
        cases=[assessment.pk for assessment in done],
        facts={"consent": str(consent)},
    )
    return done


def read_answers(
    rules: CriteriaSet, cells: Mapping[str, str], measured: Mapping[str, tuple[int, int]]
) -> dict[str, Answer]:
    return answers.read(rules, {**cells, **answers.counted_cells(measured)})


_Result = tuple[Any, ...]
_RESULT = ("answers", "points", "max_points", "percent", "rating", "passed", "reasons", "criteria_set_id")
_FRESH = ("registration_id", "round_id", "subject_id", "place_id", "year", "title", "level", "bucket")
_of_registration = attrgetter("pk", *_FRESH[1:])
MOST_KNOWN = 4_000  # results kept of one set


class _Scoring:
    """One set's scoring: forms filled in alike are read and scored once."""

    def __init__(self, asked_by: CriteriaSetVersion) -> None:
        self._rules = criteria.rules(asked_by)
        self._set = asked_by.pk
        self._known: dict[tuple[Any, ...], tuple[dict[str, Any], dict[str, Any]]] = {}

    def of(self, cells: Mapping[str, str], measured: Mapping[str, tuple[int, int]]) -> _Result:
        """The answers as they are stored and what they come to: the columns of `_RESULT`."""
        key = (*sorted(cells.items()), *sorted(measured.items()))
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            given = read_answers(self._rules, cells, measured)
            self._known[key] = answers.to_json(given), scored(scoring.score(self._rules, given))
        kept, columns = self._known[key]
        return dict(kept), *({**columns, "reasons": list(columns["reasons"])}.values()), self._set


_SCORING: dict[tuple[int, str], _Scoring] = {}


def _scoring(asked_by: CriteriaSetVersion) -> _Scoring:
    """By its rules, which never change: one serves the process."""
    return _SCORING.setdefault((asked_by.pk, asked_by.rules_digest), _Scoring(asked_by))


def scored(card: Scorecard) -> dict[str, Any]:
    return {
        "points": card.total_points,
        "max_points": card.max_points,
        "percent": card.percent,
        "rating": card.rating,
        "passed": card.passed,
        "reasons": list(card.reasons),
    }


def answers_changed(
    known: Assessment, after: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> list[AnswerChange]:
    """What differs from the answers known before, with the earlier ones, still to be saved."""
    return [
        AnswerChange(
            assessment=known,
            indicator=code,
            before=known.answers.get(code),
            after=after.get(code),
            reason=reason,
            changed_by=by,
            recorded_at=at,
        )
        for code in sorted(known.answers.keys() | after.keys())
        if known.answers.get(code) != after.get(code)
    ]
