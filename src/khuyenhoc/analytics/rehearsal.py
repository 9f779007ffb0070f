"""The cases of a year under another set, a draft above all: who would gain or lose; nothing is written."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, TrialForm
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.batch.answer_rows import Scored, score_rows
from khuyenhoc.domain import answers
from khuyenhoc.domain.answers import Answer, Share
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.criteria.carrying import Bridge
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.workflow import State

_ENDED = (State.WITHDRAWN, State.RETURNED)  # no answers that stand


class Outcome(StrEnum):
    """What the rehearsed set would do to a case, against what it has."""

    GAINS = "gains"
    LOSES = "loses"
    STAYS_IN = "stays_in"
    STAYS_OUT = "stays_out"
    UNANSWERED = "unanswered"  # the set asks what nobody was asked, so nothing can be said


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One case. percent_before, percent: hundredths of a percent, None where there is none."""

    registration_id: int
    subject_id: int
    name: str
    place_id: int
    outcome: Outcome
    set_before: str
    rating_before: str
    percent_before: int | None
    rating: str
    percent: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a set would have done to a place's cases of a year.

    unknown: what the set leaves open ("criterion[1].indicator[2].max"); with any of it nothing is scored and
    `outcomes` is empty. against: the sets the cases were assessed by, or the one named. ratings: (before, after) →
    cases, "" for not passing, only of those that could be scored. lacking: code → cases without an answer to it.
    asked_anew: codes that none of the sets before asked alike. cases: only those whose outcome was asked for.
    """

    set_key: str
    set_status: str
    place_id: int
    year: int
    against: tuple[str, ...]
    number: int
    unknown: tuple[str, ...]
    asked_anew: tuple[str, ...]
    outcomes: dict[Outcome, int]
    ratings: dict[tuple[str, str], int]
    lacking: dict[str, int]
    cases: tuple[Rehearsed, ...]

    @property
    def passing_before(self) -> int:
        """Of those that could be scored."""
        return sum(number for (before, _), number in self.ratings.items() if before)


PASSED = "passed"  # stands where a set that passes has no ratings


@dataclass(frozen=True, slots=True)
class _Case:
    registration: int
    subject: int
    name: str
    place: int
    answered_to: int
    percent: int | None
    rating: str
    passed: bool
    given: Mapping[str, object]


def rehearse(
    rules: CriteriaSet,
    place_id: int,
    year: int,
    *,
    on: date,
    against: CriteriaSet | None = None,
    listing: frozenset[Outcome] = frozenset(),
    seen_by: User | None = None,
) -> Rehearsal:
    """The year's cases at and below a place, with the answers they have, under `rules`.

    Answers are carried as between two versions of a set; what they lack is taken from the subject's form in a trial
    of the set, and what the system counts is counted as of `on`. against: score the cases by this set too, instead
    of taking what each has; it must be complete.
    listing: outcomes whose cases are named one by one. seen_by: only the cases that person may see; None is the
    server's own command line. Returned and withdrawn cases are left out. Errors: PlaceUnknownThen,
    CriteriaSetIncomplete for `against`.
    """
    cases = list(_cases(rules, place_id, year, on, seen_by))
    sets = CriteriaSetVersion.objects.in_bulk({case.answered_to for case in cases})
    before = {pk: criteria.rules(one) for pk, one in sets.items()}
    bridges = {pk: Bridge(known, rules) for pk, known in before.items()}
    found = Rehearsal(
        set_key=rules.key,
        set_status=rules.status.value,
        place_id=place_id,
        year=year,
        against=tuple(sorted(one.key for one in before.values())) if against is None else (against.key,),
        number=len(cases),
        unknown=rules.unknown,
        asked_anew=_asked_anew(rules, bridges),
        outcomes={},
        ratings={},
        lacking={},
        cases=(),
    )
    if rules.unknown:
        return found
    stood = _standing(cases, before, against)
    given = _carried(rules, cases, before, bridges, on)
    outcomes: Counter[Outcome] = Counter()
    ratings: Counter[tuple[str, str]] = Counter()
    lacking: Counter[str] = Counter()
    named = []
    for case, scored in zip(cases, score_rows(rules, given), strict=True):
        passed, rating, percent = stood[case.registration]
        missing = [
            reason.removeprefix("MISSING:") for reason in scored.reasons if reason.startswith("MISSING:")
        ]
        lacking.update(missing)
        outcome = _outcome(passed, scored, is_short=bool(missing))
        outcomes[outcome] += 1
        if outcome is not Outcome.UNANSWERED:
            ratings[_grade(passed, rating), _grade(scored.passed, scored.rating)] += 1
        if outcome in listing:
            named.append(
                Rehearsed(
                    registration_id=case.registration,
                    subject_id=case.subject,
                    name=case.name,
                    place_id=case.place,
                    outcome=outcome,
                    set_before=sets[case.answered_to].key if against is None else against.key,
                    rating_before=rating,
                    percent_before=percent,
                    rating=scored.rating,
                    percent=scored.percent,
                    reasons=scored.reasons,
                )
            )
    return replace(
        found,
        outcomes=dict(outcomes),
        ratings=dict(ratings),
        lacking={code: lacking[code] for code in rules.columns_order if lacking[code]},
        cases=tuple(named),
    )


def _cases(rules: CriteriaSet, place_id: int, year: int, on: date, seen_by: User | None) -> Iterator[_Case]:
    rows = Assessment.objects.filter(
        place__in=places.ids_below(place_id, last_day(year), with_custody=True), year=year, title=rules.title
    ).exclude(state__in=_ENDED)
    if rules.subject_levels:
        rows = rows.filter(level__in=rules.subject_levels)
    if seen_by is not None:
        rows = access.visible(rows, seen_by, on)
    columns = (
        *("registration", "subject", "subject__name", "place", "criteria_set"),
        *("percent", "rating", "passed", "answers"),
    )
    for row in rows.order_by("pk").values_list(*columns).iterator(chunk_size=5_000):
        yield _Case(*row)


def _asked_anew(rules: CriteriaSet, bridges: Mapping[int, Bridge]) -> tuple[str, ...]:
    alike = {code for bridge in bridges.values() for code in bridge.same_questions}
    return tuple(code for code in rules.columns_order if code not in alike) if bridges else ()


def _standing(
    cases: list[_Case], before: Mapping[int, CriteriaSet], against: CriteriaSet | None
) -> dict[int, tuple[bool, str, int | None]]:
    """registration → (passed, rating, percent) to compare with."""
    if against is None:
        return {case.registration: (case.passed, case.rating, case.percent) for case in cases}
    bridges = {pk: Bridge(known, against) for pk, known in before.items()}
    given = ((case.registration, _given(case, before, bridges)) for case in cases)
    return {one.case: (one.passed, one.rating, one.percent) for one in score_rows(against, given)}


def _given(
    case: _Case, before: Mapping[int, CriteriaSet], bridges: Mapping[int, Bridge]
) -> dict[str, Answer]:
    kept = answers.from_json(before[case.answered_to], case.given)
    return bridges[case.answered_to].carry(kept).answers


def _carried(
    rules: CriteriaSet,
    cases: list[_Case],
    before: Mapping[int, CriteriaSet],
    bridges: Mapping[int, Bridge],
    on: date,
) -> Iterator[tuple[int, dict[str, Answer]]]:
    measured = _measured(rules, cases, bridges, on)
    tried = _tried(rules)
    for case in cases:
        given = {**tried.get(case.subject, {}), **_given(case, before, bridges)}
        for code, (part, whole) in measured.get(case.subject, {}).items():
            given.setdefault(code, Share(part, whole))
        yield case.registration, given


def _tried(rules: CriteriaSet) -> dict[int, dict[str, Answer]]:
    """subject → what it answered in a trial of this set, the latest form where there are several."""
    forms = TrialForm.objects.filter(
        trial__criteria_set__code=rules.code, trial__criteria_set__version=rules.version
    ).order_by("recorded_at", "pk")
    return {
        subject: answers.from_json(
            rules, {code: v for code, v in kept.items() if code in rules.columns_order}
        )
        for subject, kept in forms.values_list("subject", "answers")
    }


def _measured(
    rules: CriteriaSet, cases: list[_Case], bridges: Mapping[int, Bridge], on: date
) -> dict[int, dict[str, tuple[int, int]]]:
    """What the set counts and the set before did not: subject → code → (part, whole) on the day."""
    counted = {code for code, _, _ in recognitions.counted_codes(rules)}
    asking: dict[int, list[int]] = defaultdict(list)
    for case in cases:
        asking[case.answered_to].append(case.subject)
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for pk, subjects in asking.items():
        if counted - set(bridges[pk].same_questions):
            found.update(recognitions.measure(rules, subjects, on))
    return found


def _outcome(passed: bool, scored: Scored, *, is_short: bool) -> Outcome:
    if is_short:
        return Outcome.UNANSWERED
    if scored.passed:
        return Outcome.STAYS_IN if passed else Outcome.GAINS
    return Outcome.LOSES if passed else Outcome.STAYS_OUT


def _grade(passed: bool, rating: str) -> str:
    return (rating or PASSED) if passed else ""
