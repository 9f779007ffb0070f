"""Danh sách đề nghị: the cases that an association puts before the deciding body, with points, rating and votes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from khuyenhoc.apps.assessments.models import Assessment, Proposal, Vote
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.criteria import Status
from khuyenhoc.domain.numbers import grouped, percent, points
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.papers import naming, press
from khuyenhoc.papers.amounts import Amount, amount
from khuyenhoc.papers.letterhead import Letterhead, association, in_full, of_association
from khuyenhoc.papers.lists import Line, Named, NameList, PaperNotFound, name_list
from khuyenhoc.papers.marks import marks
from khuyenhoc.papers.naming import Naming

UNKNOWN = "–"
RATING, VOTES = "Xếp loại", "Phiếu đồng ý"
POINTS = ("Điểm", "Tỷ lệ")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the list have one rating."""

    rating: str
    number: Amount


@dataclass(frozen=True, slots=True)
class ProposalList:
    head: Letterhead
    naming: Naming
    association: str
    body: str
    set_name: str
    heads: tuple[str, ...]
    names: NameList
    shares: tuple[Share, ...]
    marks: tuple[str, ...]


def find(
    place: int, *, year: int, title: Title, level: Level = Level.NONE, proposed_on: date | None = None
) -> int:
    """The place's last list for the title, or that of a day. Errors: PaperNotFound."""
    rows = Proposal.objects.filter(
        place=place, round__year=year, round__title=title, round__level=level
    ).order_by("-effective_on", "-pk")
    if proposed_on is not None:
        rows = rows.filter(effective_on=proposed_on)
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise PaperNotFound(what="danh sách đề nghị")
    return found


def of(proposal_id: int) -> ProposalList:
    """The list as it stands: what was sent back since is no longer on it. Errors: PaperNotFound, NothingToPrint."""
    proposal = Proposal.objects.select_related("round__criteria_set").filter(pk=proposal_id).first()
    if proposal is None:
        raise PaperNotFound(what="danh sách đề nghị")
    cases = list(proposal.assessments.select_related("subject").order_by("pk"))
    votes = {
        vote.assessment_id: f"{grouped(vote.agree)}/{grouped(vote.meeting.present)}"
        for vote in Vote.objects.filter(
            assessment__proposal=proposal, meeting=F("assessment__meeting")
        ).select_related("meeting")
    }
    # a round may have been switched to another set: each case is rated by the one it was answered to
    answered_to = CriteriaSetVersion.objects.filter(pk__in={case.criteria_set_id for case in cases})
    asked = [criteria.rules(one) for one in answered_to.order_by("pk")]
    asked = asked or [criteria.rules(proposal.round.criteria_set)]
    least = min(asked, key=lambda one: (one.status is not Status.SAMPLE, one.checked_against_original))
    day, place = proposal.effective_on, proposal.place_id
    with_points = any(case.points is not None for case in cases)
    counted = Counter(case.rating for case in cases)
    ratings = {rating.code: rating.name.say() for one in asked for rating in one.ratings}
    return ProposalList(
        head=of_association(place, day),
        naming=naming.of_round(proposal.round, place, day),
        association=association(place, day),
        body=in_full(rounds.worked_in(proposal.round, day).deciding_body),
        set_name="; ".join(dict.fromkeys(one.name.say() for one in asked)),
        heads=(*(POINTS if with_points else ()), *((RATING,) if ratings else ()), VOTES),
        names=name_list(
            [
                Named(
                    case.place_id,
                    case.subject.sort_key,
                    Line(
                        case.subject.name,
                        (
                            *(_points(case) if with_points else ()),
                            *((ratings.get(case.rating, UNKNOWN),) if ratings else ()),
                            votes.get(case.pk, UNKNOWN),
                        ),
                    ),
                )
                for case in cases
            ],
            of_place=place,
            on=day,
            names_say_place=proposal.round.title == Title.COMMUNITY,
        ),
        shares=_shares(ratings, counted),
        marks=marks(least, is_sample=any(case.subject.is_sample for case in cases)),
    )


def _points(case: Assessment) -> tuple[str, str]:
    if case.points is None or case.max_points is None or case.percent is None:
        return UNKNOWN, UNKNOWN
    return f"{points(case.points)}/{points(case.max_points)}", percent(case.percent)


def _shares(ratings: Mapping[str, str], counted: Counter[str]) -> tuple[Share, ...]:
    return tuple(Share(name, amount(counted[code])) for code, name in ratings.items() if counted[code])


def pdf(paper: ProposalList) -> bytes:
    """A4 upright."""
    name = f"Danh sách đề nghị công nhận {paper.naming.title} năm {paper.naming.year}"
    return press.typeset("proposal", paper, dated=paper.head.day, name=name)
