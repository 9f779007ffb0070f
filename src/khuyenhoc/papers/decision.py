"""Quyết định công nhận, with the list of those recognised as its annex."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khuyenhoc.apps.assessments.models import Proposal
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition.models import Decision, Recognition
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title
from khuyenhoc.papers import naming, press
from khuyenhoc.papers.letterhead import Letterhead, association, in_full, of_body, signature
from khuyenhoc.papers.lists import Line, Named, NameList, NothingToPrint, PaperNotFound, name_list
from khuyenhoc.papers.marks import marks
from khuyenhoc.papers.naming import Naming

RATING, CERTIFICATE = "Xếp loại", "Số giấy công nhận"
RATED_IN_PUBLIC = frozenset(
    {Title.COMMUNITY, Title.ORGANISATION}
)  # of people a list shows name and hamlet only


class DecisionNotFound(RuleBroken):
    """No decision has this number; facts: number."""

    code = "DECISION_NOT_FOUND"


class DecisionAmbiguous(RuleBroken):
    """Bodies number alike; facts: number, count."""

    code = "DECISION_AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class ProposedBy:
    association: str
    on: date


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """legal_bases: what "Căn cứ" names. valid_to: the last day. signature: lines over the signer's name."""

    head: Letterhead
    naming: Naming
    body: str
    place: str
    legal_bases: tuple[str, ...]
    proposed_by: tuple[ProposedBy, ...]
    association: str
    valid_from: date
    valid_to: date
    signature: tuple[str, ...]
    signer_name: str
    heads: tuple[str, ...]
    names: NameList
    marks: tuple[str, ...]


def find(number: str, *, place: int | None = None) -> int:
    """The decision with this number, of the place that decided when named.

    Errors: DecisionNotFound, DecisionAmbiguous.
    """
    rows = Decision.objects.filter(number=clean(number))
    if place is not None:
        rows = rows.filter(place=place)
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    if not found:
        raise DecisionNotFound(number=number)
    if len(found) > 1:
        raise DecisionAmbiguous(number=number, count=len(found))
    return found[0]


def of(decision_id: int, *, signer_name: str = "", legal_bases: Sequence[str] = ()) -> DecisionPaper:
    """The decision as it was signed: whatever befell a title since is not on it, nor who was refused.

    signer_name: instead of the one that was kept with the signing; room is left without either. legal_bases: go
    before those of the set.
    Errors: PaperNotFound, NothingToPrint when it recognises nobody.
    """
    decision = Decision.objects.select_related("round__criteria_set").filter(pk=decision_id).first()
    if decision is None:
        raise PaperNotFound(what="quyết định")
    given = list(decision.recognitions.select_related("subject", "certificate").order_by("pk"))
    if not given:
        raise NothingToPrint()
    held_in, day, place = decision.round, decision.effective_on, decision.place_id
    rules = criteria.rules(held_in.criteria_set)
    with_rating = Title(held_in.title) in RATED_IN_PUBLIC and bool(rules.ratings)
    proposals = Proposal.objects.filter(assessments__recognition__decision=decision).distinct().order_by("pk")
    called = _called(given)
    return DecisionPaper(
        head=of_body(decision.body, place, day, decision.number),
        naming=naming.of_round(held_in, place, day),
        body=in_full(decision.body),
        place=str(places.version(place, day)),
        legal_bases=tuple(map(clean, (*legal_bases, *rules.legal_basis, _set(rules)))),
        proposed_by=tuple(
            ProposedBy(association(one.place_id, one.effective_on), one.effective_on) for one in proposals
        ),
        association=association(place, day),
        valid_from=given[0].effective_on,
        valid_to=given[0].valid_to - timedelta(days=1),
        signature=signature(decision.body, decision.signer),
        signer_name=clean(signer_name or decision.signer_name),
        heads=(*((RATING,) if with_rating else ()), CERTIFICATE),
        names=name_list(
            [_named(one, called[one.pk], rules, with_rating=with_rating) for one in given],
            of_place=place,
            on=day,
            names_say_place=held_in.title == Title.COMMUNITY,
        ),
        marks=marks(rules, is_sample=any(one.subject.is_sample for one in given)),
    )


def _called(given: Sequence[Recognition]) -> dict[int, str]:
    """Names as they are printed: of two alike in one hamlet each with its year of birth, or a household's code."""
    often = Counter((one.place_id, one.subject.name) for one in given)
    return {
        one.pk: _told_apart(one.subject) if often[one.place_id, one.subject.name] > 1 else one.subject.name
        for one in given
    }


def _told_apart(subject: Subject) -> str:
    if subject.birth_year is not None:
        return f"{subject.name} (sinh năm {subject.birth_year})"
    return f"{subject.name} (mã hộ {subject.code})" if subject.code else subject.name


def _named(one: Recognition, name: str, rules: CriteriaSet, *, with_rating: bool) -> Named:
    ratings = {rating.code: rating.name.say() for rating in rules.ratings}
    rating = (ratings.get(one.rating, ""),) if with_rating else ()
    return Named(one.place_id, one.subject.sort_key, Line(name, (*rating, one.certificate.number)))


def _set(rules: CriteriaSet) -> str:
    return f"Bộ tiêu chí “{rules.name.say()}”, phiên bản {rules.version}"


def pdf(paper: DecisionPaper) -> bytes:
    """A4 upright; the annex begins on a page of its own and is numbered apart."""
    name = f"Quyết định {paper.head.number} công nhận {paper.naming.title} năm {paper.naming.year}"
    return press.typeset("decision", paper, dated=paper.head.day, name=name)
