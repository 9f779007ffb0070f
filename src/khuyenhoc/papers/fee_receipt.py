"""Receipts of members' fees: numbered, the amount in figures and words, four on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import HeldBranch, HeldFee
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.branches import Post
from khuyenhoc.domain.text import clean
from khuyenhoc.papers import letterhead, press
from khuyenhoc.papers.amounts import Amount, amount
from khuyenhoc.papers.lists import NothingToPrint
from khuyenhoc.papers.marks import marks


@dataclass(frozen=True, slots=True)
class OneReceipt:
    number: str
    name: str
    amount: Amount
    year: int
    on: date


@dataclass(frozen=True, slots=True)
class Receipts:
    """treasurer, chair: "" while nobody is."""

    printed_on: date
    issuer: str
    branch: str
    place: str
    treasurer: str
    chair: str
    receipts: tuple[OneReceipt, ...]
    marks: tuple[str, ...]


def of(branch: HeldBranch, fees: Sequence[HeldFee], *, on: date) -> Receipts:
    """Of those that were paid and not cancelled, by number. Errors: NothingToPrint."""
    paid = [one for one in fees if one.number is not None and one.cancelled_at is None]
    if not paid:
        raise NothingToPrint()
    held = {one.post: association.name_of(one) for one in reversed(association.officers_of(branch, on=on))}
    return Receipts(
        printed_on=on,
        issuer=clean(branch.parent.name) if branch.parent else letterhead.association(branch.place_id, on),
        branch=clean(branch.name),
        place=places.label(branch.place_id, on),
        treasurer=clean(held.get(Post.TREASURER.value, "")),
        chair=clean(held.get(Post.CHAIR.value, "")),
        receipts=tuple(
            OneReceipt(
                number=f"{one.number:03d}/{one.year}",
                name=clean(one.person.name),
                amount=amount(one.amount),
                year=one.year,
                on=one.on,
            )
            for one in paid
        ),
        marks=marks(None, is_sample=any(one.person.is_sample for one in paid)),
    )


def pdf(paper: Receipts) -> bytes:
    """A4 upright, four receipts with lines to cut along."""
    return press.typeset("fee_receipt", paper, dated=paper.printed_on, name="Biên lai thu hội phí")
