"""Members' cards: ten on a page to be cut apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import HeldBranch, Line
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.text import clean
from khuyenhoc.papers import letterhead, press
from khuyenhoc.papers.lists import NothingToPrint
from khuyenhoc.papers.marks import marks


@dataclass(frozen=True, slots=True)
class OneCard:
    """born: "" where nobody said. number: of the membership, told apart everywhere."""

    name: str
    born: str
    joined: date
    number: str


@dataclass(frozen=True, slots=True)
class MemberCards:
    """issuer: the branch above, else the association of the place. chair: "" while nobody is."""

    issued_on: date
    issuer: str
    branch: str
    place: str
    chair: str
    cards: tuple[OneCard, ...]
    marks: tuple[str, ...]


def of(branch: HeldBranch, lines: Sequence[Line], *, on: date) -> MemberCards:
    """The members in the order given. Errors: NothingToPrint."""
    if not lines:
        raise NothingToPrint()
    return MemberCards(
        issued_on=on,
        issuer=clean(branch.parent.name) if branch.parent else letterhead.association(branch.place_id, on),
        branch=clean(branch.name),
        place=places.label(branch.place_id, on),
        chair=clean(association.chairs_of([branch.pk], on).get(branch.pk, "")),
        cards=tuple(
            OneCard(
                name=clean(one.membership.person.name),
                born=str(one.membership.person.birth_year or ""),
                joined=one.membership.joined,
                number=f"{one.membership.pk:07d}",
            )
            for one in lines
        ),
        marks=marks(None, is_sample=any(one.membership.person.is_sample for one in lines)),
    )


def pdf(paper: MemberCards) -> bytes:
    """A4 upright, two by five cards of the size of a bank card with lines to cut along."""
    return press.typeset("member_card", paper, dated=paper.issued_on, name="Thẻ hội viên Hội Khuyến học")
