"""Whose number is known: by four digits for whoever keeps the register, by its keyed hash to find a second entry."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from khuyenhoc.apps.subjects.models import IdNumber
from khuyenhoc.domain.id_numbers import masked


def shown(subject: int) -> str:
    """The number as it may be shown, "•••• 4321"; "" for none."""
    last = IdNumber.objects.filter(subject=subject).values_list("last", flat=True).first()
    return masked(last) if last else ""


def shown_in(places: Collection[int] | QuerySet[Any, int]) -> dict[int, str]:
    """subject → the same, of everybody in the places."""
    rows = IdNumber.objects.filter(subject__place__in=places)
    return {subject: masked(last) for subject, last in rows.values_list("subject", "last")}


def digests_in(places: Collection[int]) -> dict[int, str]:
    """subject → the hash of its number, of everybody in the places."""
    return dict(IdNumber.objects.filter(subject__place__in=places).values_list("subject", "digest"))


def has_number(digest: str) -> Q:
    """The condition that a subject's number is this one."""
    return Q(id_number__digest=digest)


def has_another(digest: str) -> Q:
    """The condition that a subject's number is known and is another: a namesake."""
    return Q(id_number__isnull=False) & ~Q(id_number__digest=digest)
