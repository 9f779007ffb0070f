"""Titles that are in doubt, what brought the doubt about, and what stands on a title that may be taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.recognition.models import HELD_STATES, Recognition, StandingChange
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import by_name


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a title is in doubt and since when; case: the registration of the title that changed, if it was one.

    name, what: whose title that was, as far as the reader may see it, and where it stands now.
    """

    reason: str
    on: date
    case: int | None
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A title that is held, as whoever may confirm or revoke it sees it."""

    recognition_id: int
    registration_id: int
    name: str
    is_sample: bool
    place_id: int
    title: str
    level: str
    year: int
    rating: str
    state: str
    decision_id: int
    number: str
    on: date
    certificate: str
    cause: Cause | None

    @property
    def is_in_doubt(self) -> bool:
        return self.state == State.TO_BE_REVIEWED

    @property
    def is_held(self) -> bool:
        return self.state in HELD_STATES


@dataclass(frozen=True, slots=True)
class StandingPage:
    """next: the key of the last row, None on the last page."""

    rows: tuple[Standing, ...]
    next: tuple[str, int] | None


def in_doubt(
    opened: Round,
    place: int,
    *,
    seen_by: User,
    on: date,
    search: str = "",
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> StandingPage:
    """One page of the titles of the round's year, title and level that wait to be reviewed, by name."""
    rows = Recognition.objects.filter(
        place__in=places.ids_below(place, on, with_custody=True),
        year=opened.year,
        title=opened.title,
        level=opened.level,
        state=State.TO_BE_REVIEWED,
    )
    rows = subjects.named(access.visible(rows, seen_by, on), search, "subject__search_key")
    rows = rows.select_related("subject", "decision", "certificate", "assessment")
    shown, following = by_name(rows, after, limit, name="subject__sort_key")
    return StandingPage(
        rows=_standings(shown, seen_by, on),
        next=following,
    )


def named(recognition_ids: Collection[int], *, seen_by: User, on: date) -> tuple[Standing, ...]:
    """The titles named that the person may see, by name."""
    rows = access.visible(Recognition.objects.filter(pk__in=recognition_ids), seen_by, on)
    rows = rows.select_related("subject", "decision", "certificate", "assessment")
    return _standings(list(rows.order_by("subject__sort_key", "pk")), seen_by, on)


def of_case(registration_id: int, *, seen_by: User, on: date) -> Standing:
    """The title that a case gave, as it stands now.

    Errors: Recognition.DoesNotExist, the same for what is unknown, foreign or was never recognised.
    """
    rows = access.visible(Recognition.objects.all(), seen_by, on)
    rows = rows.select_related("subject", "decision", "certificate", "assessment")
    return _standings([rows.get(assessment__registration=registration_id)], seen_by, on)[0]


def resting_on(recognition_ids: Collection[int], on: date) -> int:
    """How many other titles stand on these and would be put up for review when these are taken back."""
    rows = Recognition.objects.filter(pk__in=recognition_ids).order_by("pk")
    changed = {row.subject_id: (Title(row.title), row.place_id) for row in rows}
    found = recognitions.standing_on(changed, on)
    return Recognition.objects.filter(pk__in=found, state=State.RECOGNISED).count()


def _standings(rows: list[Recognition], seen_by: User, on: date) -> tuple[Standing, ...]:
    causes = _causes([row.pk for row in rows if row.state == State.TO_BE_REVIEWED], seen_by, on)
    return tuple(
        Standing(
            recognition_id=row.pk,
            registration_id=row.assessment.registration_id,
            name=row.subject.name,
            is_sample=row.subject.is_sample,
            place_id=row.place_id,
            title=row.title,
            level=row.level,
            year=row.year,
            rating=row.rating,
            state=row.state,
            decision_id=row.decision_id,
            number=row.decision.number,
            on=row.decision.effective_on,
            certificate=row.certificate.number,
            cause=causes.get(row.pk),
        )
        for row in rows
    )


def _causes(recognition_ids: Collection[int], seen_by: User, on: date) -> dict[int, Cause]:
    changes = StandingChange.objects.filter(recognition__in=recognition_ids, after=State.TO_BE_REVIEWED)
    rows = list(changes.select_related("cause__assessment", "cause__subject").order_by("pk"))
    named_in = [row.cause_id for row in rows if row.cause_id is not None]
    seen = set(
        access.visible(Recognition.objects.filter(pk__in=named_in), seen_by, on).values_list("pk", flat=True)
    )
    found = {}
    for row in rows:  # of several doubts the last one stays
        cause = row.cause if row.cause_id in seen else None
        found[row.recognition_id] = Cause(
            reason=row.reason,
            on=row.effective_on,
            case=None if cause is None else cause.assessment.registration_id,
            name="" if cause is None else cause.subject.name,
            what="" if cause is None else cause.state,
        )
    return found
