"""Giấy khen: one page for each name of a decision; and the list of who was commended in a year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.commendations.models import Commendation, Decision
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.praise import Praised, Standing
from khuyenhoc.domain.text import clean
from khuyenhoc.papers import press
from khuyenhoc.papers.letterhead import (
    Letterhead,
    association,
    in_full,
    of_association,
    of_body,
    signature,
)
from khuyenhoc.papers.lists import Line, Named, NameList, NothingToPrint, PaperNotFound, name_list
from khuyenhoc.papers.marks import marks
from khuyenhoc.papers.naming import Naming
from khuyenhoc.sentences.words import word

EVERYBODY = "tập thể, cá nhân, gia đình"


@dataclass(frozen=True, slots=True)
class One:
    """kind: as the certificate calls it before the name. place: hamlet up to province."""

    kind: str
    name: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """Of one decision, whoever still stands on it."""

    head: Letterhead
    giver: str
    signed_on: date
    signature: tuple[str, ...]
    signer_name: str
    certificates: tuple[One, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """naming: for the table's head and foot, as other lists have it."""

    head: Letterhead
    naming: Naming
    association: str
    heads: tuple[str, ...]
    names: NameList
    marks: tuple[str, ...]


def of(decision_id: int) -> Certificates:
    """What was withdrawn since is left out. Errors: PaperNotFound, NothingToPrint."""
    decision = Decision.objects.filter(pk=decision_id).first()
    if decision is None:
        raise PaperNotFound(what="quyết định khen thưởng")
    found = commendations.granted_by(decision)
    if not found:
        raise NothingToPrint()
    homes = places.labels({one.home_id for one in found}, decision.signed_on)
    return Certificates(
        head=of_body(decision.giver, decision.place_id, decision.signed_on, decision.number),
        giver=in_full(decision.giver),
        signed_on=decision.signed_on,
        signature=signature(decision.giver, decision.signer),
        signer_name=decision.signer_name,
        certificates=tuple(
            One(
                word("praised", one.kind),
                _bare(one.kind, clean(commendations.called(one))),
                homes[one.home_id],
                clean(one.reason),
            )
            for one in found
        ),
        marks=_marks(found),
    )


def _bare(kind: str, name: str) -> str:
    """A household's name after the word for it: "Gia đình: Ông Mẫu A", not "Gia đình: Hộ ông Mẫu A"."""
    first, _, rest = name.partition(" ")
    if kind != Praised.FAMILY or first.lower() != "hộ" or not rest:
        return name
    return rest[0].upper() + rest[1:]


def pdf(paper: Certificates) -> bytes:
    """A4 on its side, a page for each."""
    name = f"Giấy khen, Quyết định số {paper.head.number}"
    return press.typeset("commendation", paper, dated=paper.signed_on, name=name)


def roll(place: int, year: int, among: Collection[int], *, on: date) -> Roll:
    """Those of the commendations that stand, hamlet by hamlet. Errors: NothingToPrint."""
    rows = Commendation.objects.filter(pk__in=among, standing=Standing.GRANTED)
    found = list(rows.select_related("subject", "decision"))
    return Roll(
        head=of_association(place, on),
        naming=Naming("", year, EVERYBODY, "Tên"),
        association=association(place, on),
        heads=("Là", "Thành tích", "Quyết định"),
        names=name_list(
            [
                Named(one.home_id, commendations.order_of(one), Line(commendations.called(one), _cells(one)))
                for one in found
            ],
            of_place=place,
            on=on,
        ),
        marks=_marks(found),
    )


def roll_pdf(paper: Roll) -> bytes:
    """A4 upright."""
    name = f"Danh sách khen thưởng năm {paper.naming.year}"
    return press.typeset("commended", paper, dated=paper.head.day, name=name)


def _cells(one: Commendation) -> tuple[str, ...]:
    number = f"{one.decision.number}, {one.decision.signed_on:%d/%m/%Y}" if one.decision else ""
    return word("praised", one.kind), one.reason, number


def _marks(found: Collection[Commendation]) -> tuple[str, ...]:
    return marks(None, is_sample=any(one.subject.is_sample for one in found if one.subject is not None))
