"""What waits in the association's books for a second person, and what is decided and not paid yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.commendations.models import Commendation
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.scholarships.models import AwardRound, Nomination
from khuyenhoc.apps.stories.models import Story
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.praise import Standing
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import StoryState

NEAR = frozenset(
    {Kind.COMMUNE.value, Kind.HAMLET.value}
)  # what lies below a province is decided in its communes


class BookWaiting(StrEnum):
    """What there is to do."""

    COMMEND = "commend"
    READ = "read"
    AWARD = "award"
    PAY = "pay"
    COME = "come"


@dataclass(frozen=True, slots=True)
class BookTask:
    """`number` wait at and below a place. of: the year of commendations, the round of awards, else 0."""

    waiting: BookWaiting
    place_id: int
    of: int
    number: int


def of(user: User, on: date) -> list[BookTask]:
    """Only what the person may decide: nothing that they entered themselves."""
    found: list[BookTask] = []
    own = dict.fromkeys(place for place, _ in access.scope(user, on, Permission.APPROVE_BOOKS).granted)
    for place in own:
        here = _near(place, on)
        names = Commendation.objects.filter(here, standing=Standing.PROPOSED).exclude(proposed_by=user)
        by_year = names.values_list("year").annotate(number=Count("pk")).order_by("-year")
        found += [BookTask(BookWaiting.COMMEND, place, year, number) for year, number in by_year]
        hands = Story.objects.filter(here, state=StoryState.WAITING).values_list("hands", flat=True)
        if unread := sum(user.pk not in one for one in hands):
            found.append(BookTask(BookWaiting.READ, place, 0, unread))
        looked_over = Nomination.objects.filter(
            here, state=Nomination.State.REVIEWED, round__state=AwardRound.State.OPEN
        ).exclude(nominated_by=user)
        rounds = looked_over.filter(round__place=place).values_list("round").annotate(number=Count("pk"))
        found += [BookTask(BookWaiting.AWARD, place, of, number) for of, number in rounds.order_by("round")]
    for place in dict.fromkeys(p for p, _ in access.scope(user, on, Permission.KEEP_BOOKS).granted):
        unpaid = AwardRound.objects.filter(place=place, state=AwardRound.State.DECIDED).order_by("pk")
        found += [BookTask(BookWaiting.PAY, place, of, 1) for of in unpaid.values_list("pk", flat=True)]
    offered = association.offered_to(user, on)
    found += [BookTask(BookWaiting.COME, place, 0, number) for place, number in offered]
    return found


def _near(place: int, on: date) -> Q:
    if places.version(place, on).place.kind in NEAR:
        return Q(place__in=places.ids_below(place, on, with_custody=True))
    return Q(place=place)
