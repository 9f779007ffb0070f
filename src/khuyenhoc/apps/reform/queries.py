"""Questions about reforms: what one touches, which were carried out, which still have something to carry."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from django.db.models import F, Q, QuerySet

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association.models import Membership
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion
from khuyenhoc.apps.recognition.models import HELD_STATES, Decision, Recognition
from khuyenhoc.apps.reform.models import Reform, ReformDay, ReformDeed
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.workflow import State

IN_FLIGHT = (State.SELF_ASSESSED, State.REVIEWED, State.VERIFIED, State.PROPOSED, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Affected:
    """What stands at places and below them on the eve of a reform; each counted once.

    open_registrations: registered, nothing filled in yet. drafts: cases between the form and the decision.
    """

    subjects: int
    open_registrations: int
    drafts: int
    rounds: int
    grants: int
    decisions: int
    recognitions: int
    members: int


def affected(closed: Collection[int], day: date) -> Affected:
    """What stood on the eve of the day at places that end on it, at all below them and at what they answered for."""
    where = set(closed)
    for place in Place.objects.filter(pk__in=where).exclude(kind=Kind.HAMLET).values_list("pk", flat=True):
        where |= set(places.ids_below(place, eve(day)))
    answered = Custody.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=eve(day)), custodian__in=where, valid_from__lte=eve(day)
    )
    where |= set(answered.values_list("place", flat=True))
    ids = sorted(where)
    registered = Registration.objects.filter(place__in=ids, withdrawn_at__isnull=True)
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return Affected(
        subjects=Subject.objects.filter(subjects.existing_on(eve(day)), place__in=ids).count(),
        open_registrations=registered.filter(assessment__isnull=True).count(),
        drafts=Assessment.objects.filter(place__in=ids, state__in=IN_FLIGHT).count(),
        rounds=Round.objects.filter(place__in=ids, decide_to__gte=day).count(),
        grants=Grant.objects.filter(running, place__in=ids).count(),
        decisions=Decision.objects.filter(place__in=ids).count(),
        recognitions=Recognition.objects.filter(
            place__in=ids, state__in=HELD_STATES, valid_to__gt=day
        ).count(),
        members=Membership.objects.filter(
            Q(left__isnull=True) | Q(left__gt=day), joined__lt=day, person__place__in=ids
        )
        .values("person")
        .distinct()
        .count(),
    )


def names(ids: Collection[int], on: date) -> dict[int, str]:
    """Place → unit word and name on the day; of one closed by then its last."""
    held = PlaceVersion.objects.filter(place__in=ids, valid_from__lte=on).order_by("valid_from")
    return {one.place_id: str(one) for one in held}


def of_digest(digest: str) -> Reform | None:
    return Reform.objects.filter(digest=digest).first()


def to_carry(today: date, reform: Reform | None = None) -> list[ReformDay]:
    """Days that have come although subjects and titles have not followed yet; the oldest first."""
    waiting = ReformDay.objects.filter(carried_at__isnull=True, day__lte=today).select_related("reform")
    if reform is not None:
        waiting = waiting.filter(reform=reform)
    return list(waiting.order_by("day", "pk"))


def assumed(
    subject_ids: Collection[int] | None = None, below: "QuerySet[Any, int] | None" = None
) -> list[Relocation]:
    """Who sits in a part of a split place only because nobody has said which part it is, by place and name.

    below: only those who sit at these places.
    """
    rows = Relocation.objects.filter(is_assumed=True, after=F("subject__place")).select_related("subject")
    if subject_ids is not None:
        rows = rows.filter(subject__in=subject_ids)
    if below is not None:
        rows = rows.filter(after__in=below)
    return list(rows.order_by("before", "subject__kind", "subject__sort_key", "subject"))


def eve(day: date) -> date:
    return day - timedelta(days=1)


DoneReform: TypeAlias = Reform  # what pages call a plan that was carried out; they touch no models


def done(limit: int = 100) -> list[Reform]:
    """The plans that were carried out, the latest first."""
    return list(Reform.objects.select_related("recorded_by").order_by("-pk")[:limit])


def get(pk: int) -> Reform:
    """Errors: Reform.DoesNotExist."""
    return Reform.objects.select_related("recorded_by").get(pk=pk)


def deeds_of(reform: Reform) -> list[ReformDeed]:
    """In the order of the plan."""
    return list(reform.deeds.order_by("entry"))
