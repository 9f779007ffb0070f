"""Danh sách nhận tiền: who gets an award, how much, and where to sign; for who hands it out, never hung up."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.scholarships import queries
from khuyenhoc.apps.scholarships.models import AwardRound
from khuyenhoc.domain.ledger import Purpose
from khuyenhoc.domain.numbers import grouped
from khuyenhoc.papers import press
from khuyenhoc.papers.amounts import Amount, amount
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.papers.lists import NothingToPrint
from khuyenhoc.papers.voucher import SAMPLE
from khuyenhoc.sentences import words


@dataclass(frozen=True, slots=True)
class AwardLine:
    name: str
    birth: str
    school: str
    amount: str


@dataclass(frozen=True, slots=True)
class AwardList:
    head: Letterhead
    name: str
    category: str
    decision: str
    is_for_teachers: bool
    rows: tuple[AwardLine, ...]
    number: Amount
    total: Amount
    signer: str
    marks: tuple[str, ...]


def of(one: AwardRound, *, on: date) -> AwardList:
    """Errors: NothingToPrint while nobody was decided about."""
    found = queries.awarded(one)
    if not found:
        raise NothingToPrint()
    day = f" ngày {one.decision_day:%d/%m/%Y}" if one.decision_day else ""
    return AwardList(
        head=of_association(one.place_id, on),
        name=f"{one.name} năm {one.year}",
        category=words.word("purpose", one.category),
        decision=f"Quyết định số {one.decision_number}{day}",
        is_for_teachers=one.category == Purpose.HARDSHIP_HELP_TEACHERS,
        rows=tuple(
            AwardLine(
                row.name,
                str(row.birth_year or ""),
                " – ".join(part for part in (row.school_class, row.school) if part),
                grouped(row.amount),
            )
            for row in found
        ),
        number=amount(len(found)),
        total=amount(sum(row.amount for row in found)),
        signer=one.signer,
        marks=(SAMPLE,) if one.is_sample else (),
    )


def pdf(paper: AwardList) -> bytes:
    """A4 upright; nothing of it stays in the typesetter's memory."""
    return press.typeset(
        "award_list", paper, dated=paper.head.day, name=f"Danh sách trao {paper.name}", is_secret=True
    )
