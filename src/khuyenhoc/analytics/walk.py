"""The list with which a branch walks from house to house: who could take part in a round, and how far each is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Return
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import by_name


class Show(StrEnum):
    """Which doors of the list are shown."""

    EVERYBODY = "everybody"
    UNREGISTERED = "unregistered"
    TO_ASSESS = "to_assess"
    RETURNED = "returned"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Door:
    """One subject; registration_id and state are None and "" while it is not registered.

    reason: why its form came back. household: of a citizen, "" for others.
    """

    subject_id: int
    name: str
    birth_year: int | None
    place_id: int
    household: str
    is_sample: bool
    registration_id: int | None
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Walk:
    """One page, by name in Vietnamese order; next: the key of the last row, None on the last page."""

    doors: tuple[Door, ...]
    next: tuple[str, int] | None


def walk(
    opened: Round,
    place: int,
    *,
    seen_by: User,
    on: date,
    show: Show = Show.EVERYBODY,
    search: str = "",
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> Walk:
    """One page of those who could register in the round at and below the place; only what the person may see."""
    rows = subjects.named(_chosen(_could(opened, place, on), opened, show), search)
    rows = access.visible(rows, seen_by, on, title="kind")
    shown, following = by_name(rows, after, limit)
    return Walk(
        doors=_doors(shown, opened, on),
        next=following,
    )


def _could(opened: Round, place: int, on: date) -> QuerySet[Subject]:
    rows = Subject.objects.filter(
        subjects.existing_on(opened.cut_off),
        kind=opened.title,
        place__in=places.ids_below(place, on, with_custody=True),
    )
    if opened.level:
        rows = rows.filter(level=opened.level)
    if opened.organisation_kind:
        rows = rows.filter(organisation_kind=opened.organisation_kind)
    if opened.organisation_id:
        rows = rows.filter(pk=opened.organisation_id)
    return rows


def _chosen(rows: QuerySet[Subject], opened: Round, show: Show) -> QuerySet[Subject]:
    mine = Registration.objects.filter(
        subject=OuterRef("pk"), year=opened.year, title=opened.title, withdrawn_at__isnull=True
    )
    match show:
        case Show.UNREGISTERED:
            return rows.filter(~Exists(mine))
        case Show.TO_ASSESS:
            return rows.filter(Exists(mine.filter(is_assessed=False)))
        case Show.RETURNED:
            return rows.filter(Exists(mine.filter(assessment__state=State.RETURNED)))
        case Show.DONE:
            done = mine.filter(is_assessed=True).exclude(assessment__state=State.RETURNED)
            return rows.filter(Exists(done))
    return rows


def _doors(shown: Collection[Subject], opened: Round, on: date) -> tuple[Door, ...]:
    ids = [subject.pk for subject in shown]
    registered = {
        row.subject_id: row
        for row in Registration.objects.filter(
            subject__in=ids, year=opened.year, title=opened.title, withdrawn_at__isnull=True
        ).select_related("assessment")
    }
    back = [
        row.assessment.pk
        for row in registered.values()
        if row.is_assessed and row.assessment.state == State.RETURNED
    ]
    reasons = dict(
        Return.objects.filter(assessment__in=back).order_by("pk").values_list("assessment", "reason")
    )
    at_home = Affiliation.objects.filter(
        subjects.existing_on(on), member__in=ids, kind=Belonging.HOUSEHOLD_MEMBER.value
    )
    households = dict(at_home.values_list("member", "group__name"))
    return tuple(
        _door(subject, registered.get(subject.pk), reasons, households.get(subject.pk, ""))
        for subject in shown
    )


def _door(subject: Subject, row: Registration | None, reasons: dict[int, str], household: str) -> Door:
    case = row.assessment if row is not None and row.is_assessed else None
    return Door(
        subject_id=subject.pk,
        name=subject.name,
        birth_year=subject.birth_year,
        place_id=subject.place_id,
        household=household,
        is_sample=subject.is_sample,
        registration_id=None if row is None else row.pk,
        state="" if row is None else State.REGISTERED.value if case is None else case.state,
        reason="" if case is None else reasons.get(case.pk, ""),
    )
