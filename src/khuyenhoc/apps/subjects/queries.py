"""Questions about subjects and their affiliations."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.eligibility import Candidate
from khuyenhoc.domain.titles import Level, Title


def existing_on(day: date) -> Q:
    """The condition that a subject, or an affiliation, holds on the day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def get(pk: int, *, seen_by: User, on: date) -> Subject:
    """Errors: Subject.DoesNotExist, the same for what is unknown and what is foreign."""
    return access.visible(Subject.objects.select_related("place"), seen_by, on, title="kind").get(pk=pk)


def candidates(subject_ids: Collection[int]) -> list[Candidate]:
    """What eligibility asks, in order of id; an unknown id is simply not there."""
    rows = Subject.objects.filter(pk__in=subject_ids).order_by("pk")
    return [
        Candidate(id=pk, kind=Title(kind), level=Level(level), since=since, until=until)
        for pk, kind, level, since, until in rows.values_list("pk", "kind", "level", "since", "until")
    ]


def places_of(subject_ids: Collection[int]) -> dict[int, int]:
    """subject → its place."""
    return dict(Subject.objects.filter(pk__in=subject_ids).order_by("pk").values_list("pk", "place_id"))


def counted_in(places: QuerySet[Any, int], on: date) -> list[tuple[int, str, str, int]]:
    """(place, kind, level, number) of the subjects that exist on the day, from the register itself."""
    rows = (
        Subject.objects.filter(existing_on(on), place__in=places)
        .values_list("place", "kind", "level")
        .annotate(number=Count("pk"))
        .order_by("place", "kind", "level")
    )
    return list(rows)


def members_of(groups: Collection[int], belonging: Belonging, on: date) -> QuerySet[Affiliation]:
    """Affiliations to the groups that hold on the day."""
    return Affiliation.objects.filter(existing_on(on), group__in=groups, kind=belonging.value)


def groups_of(members: Iterable[int], on: date) -> list[tuple[int, str]]:
    """(group, kind of the group) that the members belong to on the day, each once."""
    rows = Affiliation.objects.filter(existing_on(on), member__in=list(members))
    return sorted(set(rows.values_list("group", "group__kind")))


def affiliations_of(subject: Subject) -> list[Affiliation]:
    """All of a subject's affiliations with their groups, the latest first."""
    return list(subject.affiliations.select_related("group").order_by("-since", "-pk"))
