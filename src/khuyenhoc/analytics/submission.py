"""What lies before a deciding body: the lists proposed in a round, their cases, and which of them one may decide."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Proposal, Vote
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import by_name


@dataclass(frozen=True, slots=True)
class Proposed:
    """One list of a commune's association; number: its cases that still wait, by: the name of who proposed."""

    place_id: int
    on: date
    by: str
    number: int


@dataclass(frozen=True, slots=True)
class Submission:
    """cells: (place, rating) → waiting cases. own: those the person verified or entered, whom others decide.

    decidable: assessment → its round, of all that the person may decide. earliest: no decision on the whole can
    be dated before it; None when nothing waits.
    """

    proposals: tuple[Proposed, ...]
    cells: dict[tuple[int, str], int]
    own: frozenset[int]
    decidable: dict[int, int]
    earliest: date | None

    @property
    def number(self) -> int:
        return sum(self.cells.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case. points, max_points in hundredths, None for sets of levels; votes: agree, disagree, abstain."""

    assessment_id: int
    registration_id: int
    name: str
    is_sample: bool
    place_id: int
    rating: str
    points: int | None
    max_points: int | None
    votes: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page, by name in Vietnamese order; next: the key of its last row, None on the last page."""

    rows: tuple[Waiting, ...]
    next: tuple[str, int] | None


def of(opened: Round, place: int, *, seen_by: User, on: date) -> Submission:
    """Everything proposed at and below the place that was not decided yet, in the round and in those it took over."""
    rows = _waiting(opened, place, seen_by, on)
    grouped = rows.values_list("proposal", "place", "rating").annotate(n=Count("pk"))
    cells: Counter[tuple[int, str]] = Counter()
    lists: Counter[int] = Counter()
    for proposal, where, rating, number in grouped.order_by("proposal", "place", "rating"):
        cells[where, rating] += number
        lists[proposal] += number
    proposals = list(
        Proposal.objects.filter(pk__in=lists).select_related("proposed_by").order_by("effective_on", "pk")
    )
    mine = access.scope(seen_by, on, Permission.DECIDE)
    standing = rows.filter(mine.matching()).order_by("pk")
    own, decidable = set(), {}
    for pk, held_in, verified_by, authors in standing.values_list("pk", "round", "verified_by", "authors"):
        if verified_by == seen_by.pk or seen_by.pk in authors:
            own.add(pk)
        else:
            decidable[pk] = held_in
    return Submission(
        proposals=tuple(
            Proposed(one.place_id, one.effective_on, str(one.proposed_by), lists[one.pk]) for one in proposals
        ),
        cells=dict(cells),
        own=frozenset(own),
        decidable=decidable,
        earliest=max((one.effective_on for one in proposals), default=None),
    )


def listing(
    opened: Round,
    place: int,
    *,
    seen_by: User,
    on: date,
    search: str = "",
    rating: str = "",
    home: int | None = None,
    among: Collection[int] | None = None,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> Listing:
    """One page of the cases that wait. home: only those of this hamlet; among: only these assessments."""
    rows = subjects.named(_waiting(opened, place, seen_by, on), search, "subject__search_key")
    if rating:
        rows = rows.filter(rating=rating)
    if home is not None:
        rows = rows.filter(place=home)
    if among is not None:
        rows = rows.filter(pk__in=among)
    shown, following = by_name(rows.select_related("subject"), after, limit, name="subject__sort_key")
    return Listing(rows=_rows(shown), next=following)


def named(assessment_ids: Collection[int], *, seen_by: User, on: date) -> list[Waiting]:
    """The cases named that the person may see, by name; for saying who a deed is about."""
    rows = access.visible(Assessment.objects.filter(pk__in=assessment_ids), seen_by, on)
    return list(_rows(list(rows.select_related("subject").order_by("subject__sort_key", "pk"))))


def _waiting(opened: Round, place: int, seen_by: User, on: date) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(
        place__in=places.ids_below(place, on, with_custody=True),
        year=opened.year,
        title=opened.title,
        level=opened.level,
        state=State.PROPOSED,
    )
    if (
        opened.title == Title.ORGANISATION
    ):  # rounds of other titles have no kind: no join leads away from the places
        rows = rows.filter(round__organisation_kind=opened.organisation_kind)
    if opened.organisation_id:
        rows = rows.filter(subject=opened.organisation_id)
    return access.visible(rows, seen_by, on)


def _rows(cases: list[Assessment]) -> tuple[Waiting, ...]:
    votes = {
        assessment: (agree, disagree, abstain)
        for assessment, agree, disagree, abstain in Vote.objects.filter(
            assessment__in=[case.pk for case in cases]
        )
        .order_by("pk")  # of several meetings the last one stays
        .values_list("assessment", "agree", "disagree", "abstain")
    }
    return tuple(
        Waiting(
            assessment_id=case.pk,
            registration_id=case.registration_id,
            name=case.subject.name,
            is_sample=case.subject.is_sample,
            place_id=case.place_id,
            rating=case.rating,
            points=case.points,
            max_points=case.max_points,
            votes=votes.get(case.pk),
        )
        for case in cases
    )
