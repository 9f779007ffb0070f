"""Who agreed to stand by name on lists for everybody: the list a branch goes through, and what a subject said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Naming, Subject
from khuyenhoc.domain.naming import ASKED_TOO, OF_AGE, Teller
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import by_name

HeldNaming = Naming  # what pages call it; they touch no models
Channel = Naming.Channel


class Show(StrEnum):
    """Which of the list are shown."""

    EVERYBODY = "everybody"
    NOT_ASKED = "not_asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """said: what holds, None while nobody was asked."""

    subject: Subject
    said: Naming | None


@dataclass(frozen=True, slots=True)
class Page:
    """By name in Vietnamese order; next: the key of the last row, None on the last page."""

    rows: tuple[Row, ...]
    next: tuple[str, int] | None


def find(
    place: int,
    kind: Title,
    *,
    seen_by: User,
    on: date,
    show: Show = Show.EVERYBODY,
    search: str = "",
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> Page:
    """One page of the register at and below the place, of whom the person keeps."""
    kept = access.scope(seen_by, on, Permission.KEEP_REGISTER).matching("place", "kind")
    rows = Subject.objects.filter(
        subjects.existing_on(on), kept, kind=kind, place__in=places.ids_below(place, on, with_custody=True)
    )
    rows = _chosen(with_what_was_said(subjects.named(rows, search), "pk"), show)
    shown, following = by_name(rows, after, limit)
    told = said([row.pk for row in shown])
    return Page(
        rows=tuple(Row(row, told.get(row.pk)) for row in shown),
        next=following,
    )


def _chosen(rows: QuerySet[Any], show: Show) -> QuerySet[Any]:
    match show:
        case Show.NOT_ASKED:
            return rows.filter(says__isnull=True)
        case Show.AGREED:
            return rows.filter(says=True)
        case Show.REFUSED:
            return rows.filter(says=False)
    return rows


def said(subject_ids: Collection[int]) -> dict[int, Naming]:
    """subject → what was said last and not taken back."""
    rows = Naming.objects.filter(subject__in=subject_ids, taken_back_at__isnull=True)
    return {row.subject_id: row for row in rows.select_related("recorded_by").order_by("pk")}


def with_what_was_said(rows: QuerySet[Any], subject: str) -> QuerySet[Any]:
    """With `says` and `said_by`, None while nobody was asked; subject: the way to the subject's id."""
    last = Naming.objects.filter(subject=OuterRef(subject), taken_back_at__isnull=True).order_by("-pk")
    told: QuerySet[Any] = rows.annotate(
        says=Subquery(last.values("agrees")[:1]), said_by=Subquery(last.values("teller")[:1])
    )
    return told


def named(rows: QuerySet[Any], kind: Title, year: int) -> QuerySet[Any]:
    """Of rows with a `subject`, those whose subject may be named in the year, as domain.naming decides."""
    told = with_what_was_said(rows, "subject")
    unless_refused = told.filter(Q(says=True) | Q(says__isnull=True))
    if kind is not Title.CITIZEN:
        return unless_refused
    grown_up = Q(subject__birth_year__lte=year - OF_AGE)
    small = Q(subject__birth_year__gt=year - ASKED_TOO, said_by=Teller.GUARDIAN)
    agreed = Q(says=True) & (Q(said_by=Teller.GUARDIAN_AND_CHILD) | small)
    return unless_refused.filter(grown_up | agreed)
