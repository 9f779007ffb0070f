"""What is verified and may be put before the deciding body, and the lists that were."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from khuyenhoc.analytics.stations import at_station
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Proposal, Return, TakenBack
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognition
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain import answers, scoring
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.explanation import explain
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import by_name

Position = tuple[str, int]
MOST_SHORT = 200  # not passing cases shown beside the list


@dataclass(frozen=True, slots=True)
class Ready:
    """One verified case; points and max_points in hundredths. fails: why it does not pass, "" when it does."""

    case_id: int
    registration_id: int
    name: str
    is_sample: bool
    place_id: int
    points: int | None
    max_points: int | None
    rating: str
    fails: str


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """Those that pass, by name in Vietnamese order; whole: how many in all. next: the key of the last row."""

    cases: tuple[Ready, ...]
    whole: int
    next: Position | None


def ready(
    opened: Round,
    place: int,
    *,
    seen_by: User,
    on: date,
    search: str = "",
    after: Position | None = None,
    limit: int = 50,
) -> ReadyPage:
    """One page of the verified cases that pass, at and below the place."""
    passing = at_station(opened, place, State.VERIFIED, seen_by=seen_by, on=on).filter(passed=True)
    rows = subjects.named(passing, search, "subject__search_key")
    shown, following = by_name(rows.select_related("subject"), after, limit, name="subject__sort_key")
    return ReadyPage(
        cases=tuple(_ready(row, "") for row in shown),
        whole=passing.count(),
        next=following,
    )


def short(opened: Round, place: int, *, seen_by: User, on: date, language: str) -> tuple[Ready, ...]:
    """The verified cases that do not pass, by name, with what does not hold: to be refused or sent back."""
    rows = at_station(opened, place, State.VERIFIED, seen_by=seen_by, on=on).filter(passed=False)
    found = list(rows.select_related("subject").order_by("subject__sort_key", "pk")[:MOST_SHORT])
    rules = _rules(row.criteria_set_id for row in found)
    return tuple(_ready(row, _fails(row, rules[row.criteria_set_id], language)) for row in found)


def _ready(row: Assessment, fails: str) -> Ready:
    return Ready(
        case_id=row.pk,
        registration_id=row.registration_id,
        name=row.subject.name,
        is_sample=row.subject.is_sample,
        place_id=row.place_id,
        points=row.points,
        max_points=row.max_points,
        rating=row.rating,
        fails=fails,
    )


def _fails(row: Assessment, rules: CriteriaSet, language: str) -> str:
    told = explain(rules, answers.from_json(rules, row.answers), language)
    return next((check.text for check in told.checks if not check.holds), told.outcome)


def _rules(sets: Iterable[int]) -> dict[int, CriteriaSet]:
    found = CriteriaSetVersion.objects.in_bulk(set(sets))
    return {pk: criteria.rules(one) for pk, one in found.items()}


def passing(
    opened: Round, place: int, *, seen_by: User, on: date, among: Collection[int] | None = None
) -> dict[int, int]:
    """case → its round, of the verified cases that pass; among: only of these."""
    rows = at_station(opened, place, State.VERIFIED, seen_by=seen_by, on=on).filter(passed=True)
    if among is not None:
        rows = rows.filter(pk__in=among)
    return dict(rows.order_by("pk").values_list("pk", "round"))


def no_longer_passing(cases: Collection[int], on: date) -> list[tuple[int, str]]:
    """(case, name) of those that would not pass with what the system counts on the day, as it does when proposing."""
    codes = (
        Assessment.objects.filter(pk__in=cases).order_by().values_list("criteria_set", flat=True).distinct()
    )
    rules = {pk: one for pk, one in _rules(codes).items() if recognition.counted_codes(one)}
    if not rules:
        return []
    groups: dict[tuple[int, int], list[Assessment]] = defaultdict(list)
    rows = Assessment.objects.filter(pk__in=cases, criteria_set__in=rules).select_related("subject")
    for row in rows.order_by("subject__sort_key", "pk"):
        groups[row.round_id, row.criteria_set_id].append(row)
    rounds = Round.objects.in_bulk({held_in for held_in, _ in groups})
    found = []
    for (held_in, answered_to), rows_here in groups.items():
        asked = rules[answered_to]
        counted = recognition.measure_in(rounds[held_in], asked, [row.subject_id for row in rows_here], on)
        for row in rows_here:
            cells = answers.counted_cells(counted[row.subject_id])
            given = {**answers.from_json(asked, row.answers), **answers.read(asked, cells)}
            if not scoring.score(asked, given).passed:
                found.append((row.pk, row.subject.name))
    return found


@dataclass(frozen=True, slots=True)
class Listed:
    """One case of a list. state: where it stands now; is_open: nothing was decided on it and it is on the list."""

    case_id: int
    registration_id: int
    name: str
    is_sample: bool
    place_id: int
    points: int | None
    max_points: int | None
    rating: str
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == State.PROPOSED


@dataclass(frozen=True, slots=True)
class Gone:
    """A case that was on the list and was taken off it, when and why."""

    registration_id: int
    name: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalList:
    pk: int
    round_id: int
    place_id: int
    place: str
    title: str
    level: str
    year: int
    on: date
    by: str
    cases: tuple[Listed, ...]
    gone: tuple[Gone, ...]

    @property
    def still_open(self) -> int:
        return sum(case.is_open for case in self.cases)


def proposal(pk: int, *, seen_by: User, on: date) -> ProposalList:
    """Errors: Proposal.DoesNotExist, the same for what is unknown and what is foreign."""
    listed = _seen(seen_by, on).select_related("round", "proposed_by").get(pk=pk)
    rows = listed.assessments.select_related("subject").order_by("subject__sort_key", "pk")
    off = [
        (row, row.recorded_at)
        for model in (Return, TakenBack)
        for row in model.objects.filter(proposal=listed).select_related("assessment__subject")
    ]
    return ProposalList(
        pk=listed.pk,
        round_id=listed.round_id,
        place_id=listed.place_id,
        place=places.label(listed.place_id, listed.effective_on, now=on),
        title=listed.round.title,
        level=listed.round.level,
        year=listed.round.year,
        on=listed.effective_on,
        by=str(listed.proposed_by),
        cases=tuple(
            Listed(
                case_id=row.pk,
                registration_id=row.registration_id,
                name=row.subject.name,
                is_sample=row.subject.is_sample,
                place_id=row.place_id,
                points=row.points,
                max_points=row.max_points,
                rating=row.rating,
                state=row.state,
            )
            for row in rows
        ),
        gone=tuple(
            Gone(
                registration_id=row.assessment.registration_id,
                name=row.assessment.subject.name,
                on=day_of(at),
                reason=row.reason,
            )
            for row, at in sorted(off, key=lambda one: one[1])
        ),
    )


def _seen(seen_by: User, on: date) -> QuerySet[Proposal]:
    return access.visible(Proposal.objects.all(), seen_by, on, title="round__title")


def still_proposed(proposals: Collection[int], *, seen_by: User, on: date) -> list[int]:
    """The cases of these lists on which nothing was decided yet."""
    lists = _seen(seen_by, on).filter(pk__in=proposals)
    rows = Assessment.objects.filter(proposal__in=lists, state=State.PROPOSED)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Made:
    """A list in short; number: the cases on it, waiting: those not decided yet."""

    pk: int
    on: date
    number: int
    waiting: int


def made_here(opened: Round, place: int, *, seen_by: User, on: date) -> list[Made]:
    """The lists made at the place for the title that year, the latest first; empty ones are left out."""
    rows = _seen(seen_by, on).filter(
        place=place, round__year=opened.year, round__title=opened.title, round__level=opened.level
    )
    told = rows.annotate(
        number=Count("assessments"), waiting=Count("assessments", filter=Q(assessments__state=State.PROPOSED))
    )
    return [
        Made(pk, day, number, waiting)
        for pk, day, number, waiting in told.filter(number__gt=0)
        .order_by("-pk")
        .values_list("pk", "effective_on", "number", "waiting")
    ]
