"""What a review meeting has before it, and the minutes of one that was held."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, ReviewMeeting, Vote
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.workflow import State

AT_ONCE = 150  # cases of one meeting's page; what is left comes with the next


@dataclass(frozen=True, slots=True)
class Item:
    """One case on the agenda; points and max_points in hundredths, None where a set counts levels."""

    case_id: int
    registration_id: int
    name: str
    place: str
    points: int | None
    max_points: int | None
    rating: str
    passed: bool
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """whole: how many wait in all, of which `items` are the first by name; rounds: case → its round."""

    items: tuple[Item, ...]
    whole: int
    rounds: dict[int, int]


@dataclass(frozen=True, slots=True)
class Before:
    """Who met here the last time: a beginning for the next form."""

    invited: int
    chair: str
    secretary: str


@dataclass(frozen=True, slots=True)
class Voted:
    """What the meeting said of one case."""

    registration_id: int
    name: str
    agree: int
    disagree: int
    abstain: int
    carried: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting with every vote, by name; quorum and majority in hundredths of a percent."""

    meeting_id: int
    round_id: int
    title: str
    level: str
    year: int
    place_id: int
    place: str
    held_on: date
    invited: int
    present: int
    quorum: int
    majority: int
    chair: str
    secretary: str
    recorded_by: str
    voted: tuple[Voted, ...]
    is_sample: bool

    @property
    def carried(self) -> int:
        return sum(one.carried for one in self.voted)

    @property
    def refused(self) -> int:
        return len(self.voted) - self.carried


def agenda(opened: Round, place: int, *, seen_by: User, on: date) -> Agenda:
    """The cases of the round's title and year that wait for a meeting at and below the place."""
    below = places.ids_below(place, on, with_custody=True)
    rows = Assessment.objects.filter(
        place__in=below,
        year=opened.year,
        title=opened.title,
        level=opened.level,
        state=State.SELF_ASSESSED,
    )
    if opened.organisation_id:
        rows = rows.filter(subject=opened.organisation_id)
    rows = access.visible(rows, seen_by, on)
    found = list(rows.select_related("subject").order_by("subject__sort_key", "pk")[:AT_ONCE])
    labels = places.labels({row.place_id for row in found}, on)
    here = places.label(place, on)
    return Agenda(
        items=tuple(
            Item(
                case_id=row.pk,
                registration_id=row.registration_id,
                name=row.subject.name,
                place=labels[row.place_id].removesuffix(here).removesuffix(", "),
                points=row.points,
                max_points=row.max_points,
                rating=row.rating,
                passed=row.passed,
                is_sample=row.subject.is_sample,
            )
            for row in found
        ),
        whole=rows.count(),
        rounds={row.pk: row.round_id for row in found},
    )


def last_here(place: int) -> Before | None:
    """The attendance of the latest meeting held at the place."""
    found = ReviewMeeting.objects.filter(place=place).order_by("-held_on", "-pk").first()
    return None if found is None else Before(found.invited, found.chair, found.secretary)


def held_here(place: int, year: int, *, title: str, level: str) -> list[tuple[int, date]]:
    """(meeting, day) of the meetings at the place on the title that year, the latest first."""
    rows = ReviewMeeting.objects.filter(place=place, round__year=year, round__title=title, round__level=level)
    return list(rows.order_by("-held_on", "-pk").values_list("pk", "held_on"))


def minutes(meeting_id: int, *, seen_by: User, on: date) -> Minutes:
    """Errors: ReviewMeeting.DoesNotExist, the same for what is unknown and what is foreign."""
    rows = access.visible(
        ReviewMeeting.objects.select_related("round", "recorded_by"), seen_by, on, title="round__title"
    )
    held = rows.get(pk=meeting_id)
    votes = Vote.objects.filter(meeting=held).select_related("assessment__subject")
    told = list(votes.order_by("assessment__subject__sort_key", "pk"))
    return Minutes(
        meeting_id=held.pk,
        round_id=held.round_id,
        title=held.round.title,
        level=held.round.level,
        year=held.round.year,
        place_id=held.place_id,
        place=places.label(held.place_id, held.held_on),
        held_on=held.held_on,
        invited=held.invited,
        present=held.present,
        quorum=held.round.quorum,
        majority=held.round.majority,
        chair=held.chair,
        secretary=held.secretary,
        recorded_by=str(held.recorded_by),
        voted=tuple(
            Voted(
                registration_id=vote.assessment.registration_id,
                name=vote.assessment.subject.name,
                agree=vote.agree,
                disagree=vote.disagree,
                abstain=vote.abstain,
                carried=vote.carried,
            )
            for vote in told
        ),
        is_sample=any(vote.assessment.subject.is_sample for vote in told),
    )
