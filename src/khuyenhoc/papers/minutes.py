"""Biên bản họp bình xét: who came, what was voted of each case, and what followed."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.assessments.models import ReviewMeeting, Vote
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.numbers import grouped, percent, percent_of, points
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.papers import naming, press
from khuyenhoc.papers.amounts import Amount, amount
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.papers.lists import Line, Named, NameList, PaperNotFound, name_list
from khuyenhoc.papers.marks import marks
from khuyenhoc.papers.naming import Naming

CARRIED, NOT_CARRIED = "Đạt", "Không đạt"


@dataclass(frozen=True, slots=True)
class Minutes:
    """attendance, quorum and majority as percents for people; invited, present: figures and words."""

    head: Letterhead
    naming: Naming
    place: str
    held_on: date
    invited: Amount
    present: Amount
    attendance: str
    quorum: str
    majority: str
    chair: str
    secretary: str
    names: NameList
    carried: Amount
    not_carried: Amount
    marks: tuple[str, ...]


def find(
    place: int, *, year: int, title: Title, level: Level = Level.NONE, held_on: date | None = None
) -> int:
    """The place's last meeting about the title, or that of a day. Errors: PaperNotFound."""
    rows = ReviewMeeting.objects.filter(
        place=place, round__year=year, round__title=title, round__level=level
    ).order_by("-held_on", "-pk")
    if held_on is not None:
        rows = rows.filter(held_on=held_on)
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise PaperNotFound(what="biên bản")
    return found


def of(meeting_id: int) -> Minutes:
    """Errors: PaperNotFound, NothingToPrint."""
    meeting = ReviewMeeting.objects.select_related("round__criteria_set").filter(pk=meeting_id).first()
    if meeting is None:
        raise PaperNotFound(what="biên bản")
    votes = list(Vote.objects.filter(meeting=meeting).select_related("assessment__subject").order_by("pk"))
    held_in, day = meeting.round, meeting.held_on
    carried = sum(vote.carried for vote in votes)
    return Minutes(
        head=of_association(meeting.place_id, day),
        naming=naming.of_round(held_in, meeting.place_id, day),
        place=places.label(meeting.place_id, day),
        held_on=day,
        invited=amount(meeting.invited),
        present=amount(meeting.present),
        attendance=percent(percent_of(meeting.present, meeting.invited)),
        quorum=f"{points(held_in.quorum)}%",
        majority=f"{points(held_in.majority)}%",
        chair=clean(meeting.chair),
        secretary=clean(meeting.secretary),
        names=name_list(
            [
                Named(vote.assessment.place_id, vote.assessment.subject.sort_key, _line(vote))
                for vote in votes
            ],
            of_place=meeting.place_id,
            on=day,
            names_say_place=held_in.title == Title.COMMUNITY,
        ),
        carried=amount(carried),
        not_carried=amount(len(votes) - carried),
        marks=marks(
            criteria.rules(held_in.criteria_set),
            is_sample=any(vote.assessment.subject.is_sample for vote in votes),
        ),
    )


def _line(vote: Vote) -> Line:
    told = (grouped(vote.agree), grouped(vote.disagree), grouped(vote.abstain))
    return Line(vote.assessment.subject.name, (*told, CARRIED if vote.carried else NOT_CARRIED))


def pdf(paper: Minutes) -> bytes:
    """A4 upright."""
    name = f"Biên bản họp bình xét {paper.naming.title} năm {paper.naming.year}"
    return press.typeset("minutes", paper, dated=paper.held_on, name=name)
