"""What waits for verification: the dense list with its doubts, and one case with all that was answered and shown."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from khuyenhoc.analytics.stations import at_station
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Evidence, Return, Revisit, SpotCheck, Vote
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.photos import queries as photos
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain import answers, doubts
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.days import VIETNAM, day_of
from khuyenhoc.domain.doubts import Doubt, Limits, Sheet
from khuyenhoc.domain.explanation import explain
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import by_name, not_leading

LOOKED_THROUGH = 5_000  # waiting cases that are searched for doubts at once
Position = tuple[str, int]


class Show(StrEnum):
    """Which of the waiting cases are shown."""

    EVERYTHING = "everything"
    DOUBTFUL = "doubtful"
    NOT_PASSING = "not_passing"
    TO_VISIT = "to_visit"


@dataclass(frozen=True, slots=True)
class Doubted:
    """number: hundredths of a percentage point, forms or seconds, by the kind of doubt; None where none is told."""

    doubt: Doubt
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case before its verification; points, max_points and percent in hundredths.

    is_own: the person who asks entered answers of it. fails: the first condition that does not hold, in words, ""
    when it passes; more: how many do not hold beside it. votes: (agreed, present) of its meeting. revisit: None when
    it was not drawn, else Revisit.Result or "". returned: how often it was sent back.
    """

    case_id: int
    registration_id: int
    subject_id: int
    name: str
    is_sample: bool
    place_id: int
    entered_by: str
    is_own: bool
    points: int | None
    max_points: int | None
    percent: int | None
    rating: str
    passed: bool
    fails: str
    more: int
    doubts: tuple[Doubted, ...]
    votes: tuple[int, int] | None
    revisit: str | None
    note: str
    is_held_up: bool
    returned: int


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """By name in Vietnamese order; whole: how many wait at the place in all. next: the key of the last row."""

    cases: tuple[Waiting, ...]
    whole: int
    next: Position | None


def waiting(
    opened: Round,
    place: int,
    *,
    seen_by: User,
    on: date,
    language: str,
    show: Show = Show.EVERYTHING,
    search: str = "",
    after: Position | None = None,
    limit: int = 50,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
) -> WaitingPage:
    """One page of what waits for verification at and below the place."""
    all_here = at_station(opened, place, State.REVIEWED, seen_by=seen_by, on=on)
    rows = subjects.named(_chosen(all_here, show), search, "subject__search_key")
    if show is Show.DOUBTFUL:
        looked = list(rows.order_by("subject__sort_key", "pk")[:LOOKED_THROUGH])
        rows = rows.filter(pk__in=list(_doubts(looked, opened, place, on, limits, _rules(looked))))
    told = rows.select_related("subject", "entered_by")
    shown, following = by_name(told, after, limit, name="subject__sort_key")
    return WaitingPage(
        cases=_told(shown, opened, place, limits, seen_by=seen_by, on=on, language=language),
        whole=all_here.count(),
        next=following,
    )


def _chosen(rows: QuerySet[Assessment], show: Show) -> QuerySet[Assessment]:
    match show:
        case Show.NOT_PASSING:
            return rows.filter(passed=False)
        case Show.TO_VISIT:
            return rows.filter(revisit__result="")
    return rows


def _told(
    rows: Sequence[Assessment],
    opened: Round,
    place: int,
    limits: Limits,
    *,
    seen_by: User,
    on: date,
    language: str,
) -> tuple[Waiting, ...]:
    ids = [row.pk for row in rows]
    rules = _rules(rows)
    doubted = _doubts(rows, opened, place, on, limits, rules)
    votes = {
        pk: (agree, present)
        for pk, agree, present in Vote.objects.filter(
            assessment__in=ids, meeting=F("assessment__meeting")
        ).values_list("assessment", "agree", "meeting__present")
    }
    revisits = {row.assessment_id: row for row in Revisit.objects.filter(assessment__in=ids)}
    returned: dict[int, int] = {}
    for pk in Return.objects.filter(assessment__in=ids).values_list("assessment", flat=True):
        returned[pk] = returned.get(pk, 0) + 1
    told = []
    for row in rows:
        fails = _fails(row, rules[row.criteria_set_id], language)
        visit = revisits.get(row.pk)
        told.append(
            Waiting(
                case_id=row.pk,
                registration_id=row.registration_id,
                subject_id=row.subject_id,
                name=row.subject.name,
                is_sample=row.subject.is_sample,
                place_id=row.place_id,
                entered_by=str(row.entered_by),
                is_own=seen_by.pk in row.authors,
                points=row.points,
                max_points=row.max_points,
                percent=row.percent,
                rating=row.rating,
                passed=row.passed,
                fails=fails[0] if fails else "",
                more=max(0, len(fails) - 1),
                doubts=doubted.get(row.pk, ()),
                votes=votes.get(row.pk),
                revisit=visit.result if visit else None,
                note=visit.note if visit else "",
                is_held_up=visit is not None and _holds_up(row, visit),
                returned=returned.get(row.pk, 0),
            )
        )
    return tuple(told)


def _holds_up(row: Assessment, visit: Revisit) -> bool:
    return visit.noted_at is None or (
        visit.result == Revisit.Result.DIFFERS and row.entered_at <= visit.noted_at
    )


def _rules(rows: Iterable[Assessment]) -> dict[int, CriteriaSet]:
    sets = CriteriaSetVersion.objects.in_bulk({row.criteria_set_id for row in rows})
    return {pk: criteria.rules(found) for pk, found in sets.items()}


def _fails(row: Assessment, rules: CriteriaSet, language: str) -> list[str]:
    if row.passed:
        return []
    told = explain(rules, answers.from_json(rules, row.answers), language)
    return [check.text for check in told.checks if not check.holds] or [told.outcome]


def doubted(case_ids: Collection[int], opened: Round, place: int, on: date) -> dict[int, tuple[Doubted, ...]]:
    """What makes one look twice at cases that are past verification; those without a doubt are left out."""
    rows = list(Assessment.objects.filter(pk__in=case_ids).order_by("pk"))
    return _doubts(rows, opened, place, on, Limits(), _rules(rows))


def _doubts(
    rows: Sequence[Assessment],
    opened: Round,
    place: int,
    on: date,
    limits: Limits,
    rules: Mapping[int, CriteriaSet],
) -> dict[int, tuple[Doubted, ...]]:
    """case → what makes one look twice; cases without a doubt are left out."""
    if not rows:
        return {}
    before = dict(
        Assessment.objects.filter(
            subject__in=[row.subject_id for row in rows],
            year=opened.year - 1,
            title=opened.title,
            closed_at__isnull=False,
        ).values_list("subject", "percent")
    )
    sheets = _sheets_around(rows, opened, place, on, rules)
    alike, fast = doubts.alike(sheets, limits), doubts.fast(sheets, limits)
    found: dict[int, tuple[Doubted, ...]] = {}
    for row in rows:
        own = []
        jump = doubts.jumped(row.percent, before.get(row.subject_id), limits)
        if jump is not None:
            own.append(Doubted(Doubt.JUMPED, jump))
        given = answers.from_json(rules[row.criteria_set_id], row.answers)
        if doubts.all_most(rules[row.criteria_set_id], given):
            own.append(Doubted(Doubt.ALL_MOST))
        if row.pk in alike:
            own.append(Doubted(Doubt.ALIKE, alike[row.pk]))
        if row.pk in fast:
            own.append(Doubted(Doubt.FAST, fast[row.pk]))
        if own:
            found[row.pk] = tuple(own)
    return found


def _sheets_around(
    rows: Sequence[Assessment], opened: Round, place: int, on: date, rules: Mapping[int, CriteriaSet]
) -> list[Sheet]:
    """Whatever the same people handed in here on the days of these cases, wherever it stands by now.

    By the places, not by the people: one of them may have brought in a whole province out of files.
    SQLite: SEARCH assessments_assessment USING INDEX assessment_list (place_id=? AND year=? AND title=?).
    """
    days = [day_of(row.entered_at) for row in rows]
    first = datetime.combine(min(days), time(), VIETNAM)
    last = datetime.combine(max(days), time(), VIETNAM) + timedelta(days=1)
    around = Assessment.objects.alias(author=not_leading("entered_by_id")).filter(
        year=opened.year,
        title=opened.title,
        criteria_set__in=rules,
        author__in={row.entered_by_id for row in rows},
        entered_at__gte=first,
        entered_at__lt=last,
        place__in=places.ids_below(place, on, with_custody=True),
    )
    asked = {pk: doubts.asked(one) for pk, one in rules.items()}
    told: dict[tuple[int, str], str] = {}  # many forms say the same: each wording is read once
    found = []
    for pk, author, at, kept, answered_to in around.annotate(kept=Cast("answers", TextField())).values_list(
        "pk", "entered_by", "entered_at", "kept", "criteria_set"
    ):
        if (answered_to, kept) not in told:
            told[answered_to, kept] = doubts.told_as_kept(asked[answered_to], json.loads(kept))
        found.append(Sheet(pk, author, at, told[answered_to, kept]))
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown for one answer: numbers of the indicator's list of evidence, and one line."""

    ticks: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Look:
    """One waiting case as a verifier looks at it.

    photos: indicator → the name of the photo handed in with the form. following: the registration that comes
    after it in the list, None at the end.
    """

    waiting: Waiting
    rules: CriteriaSet
    answers: dict[str, Answer]
    evidence: dict[str, Shown]
    photos: dict[str, str]
    following: int | None


def look(
    registration_id: int,
    opened: Round,
    place: int,
    *,
    seen_by: User,
    on: date,
    language: str,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
) -> Look | None:
    """None for what does not wait for verification there: unknown, foreign, or somebody was quicker."""
    here = at_station(opened, place, State.REVIEWED, seen_by=seen_by, on=on).select_related(
        "subject", "entered_by"
    )
    row = here.filter(registration=registration_id).first()
    if row is None:
        return None
    rules = criteria.rules(CriteriaSetVersion.objects.get(pk=row.criteria_set_id))
    shown = Evidence.objects.filter(assessment=row)
    name = row.subject.sort_key
    after = here.filter(Q(subject__sort_key__gt=name) | Q(subject__sort_key=name, pk__gt=row.pk))
    return Look(
        waiting=_told([row], opened, place, limits, seen_by=seen_by, on=on, language=language)[0],
        rules=rules,
        answers=answers.from_json(rules, row.answers),
        evidence={one.indicator: Shown(tuple(one.ticks), one.note) for one in shown},
        photos={code: one.name for code, one in photos.handed_in(registration_id, row.entered_at).items()},
        following=after.order_by("subject__sort_key", "pk").values_list("registration", flat=True).first(),
    )


def named(
    case_ids: Collection[int], opened: Round, place: int, *, seen_by: User, on: date
) -> list[tuple[int, int, str]]:
    """(case, registration, name) of those named that wait for verification there, by name."""
    rows = at_station(opened, place, State.REVIEWED, seen_by=seen_by, on=on).filter(pk__in=case_ids)
    return list(rows.order_by("subject__sort_key", "pk").values_list("pk", "registration", "subject__name"))


def held_up(case_ids: Collection[int]) -> list[int]:
    """Those of the cases that were drawn by lot and cannot be verified yet, in order of id."""
    rows = Revisit.objects.filter(assessment__in=case_ids).select_related("assessment")
    return sorted(row.assessment_id for row in rows if _holds_up(row.assessment, row))


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw that was made: of how many, by what, and what became of it; number: how many were drawn."""

    pk: int
    on: date
    by: str
    seed: str
    candidates: int
    number: int
    noted: int
    differing: int


def draws(opened: Round, place: int, *, seen_by: User, on: date) -> list[Draw]:
    """The draws made for the place and title that year, the latest first."""
    rows = SpotCheck.objects.filter(
        place=place, round__year=opened.year, round__title=opened.title, round__level=opened.level
    )
    seen = access.visible(rows, seen_by, on, title="round__title").select_related("drawn_by")
    found = []
    for check in seen.prefetch_related("revisits").order_by("-pk"):
        visits = list(check.revisits.all())
        found.append(
            Draw(
                pk=check.pk,
                on=day_of(check.recorded_at),
                by=str(check.drawn_by),
                seed=check.seed,
                candidates=len(check.candidates),
                number=len(visits),
                noted=sum(bool(one.result) for one in visits),
                differing=sum(one.result == Revisit.Result.DIFFERS for one in visits),
            )
        )
    return found


def drawn_here(
    opened: Round, place: int, *, seen_by: User, on: date, language: str, limit: int = 200
) -> tuple[Waiting, ...]:
    """The drawn cases that still wait for verification, by hamlet and name: a round of visits."""
    here = at_station(opened, place, State.REVIEWED, seen_by=seen_by, on=on).filter(revisit__isnull=False)
    rows = here.select_related("subject", "entered_by").order_by("place", "subject__sort_key", "pk")
    return _told(list(rows[:limit]), opened, place, Limits(), seen_by=seen_by, on=on, language=language)
