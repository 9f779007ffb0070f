"""The citizen's card: a code that opens their own form, eight on a page to be cut apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.cards.actions import IssuedCard
from khuyenhoc.apps.cards.queries import CardNotInForce
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.place_names import place_order
from khuyenhoc.domain.text import clean
from khuyenhoc.papers import addresses, naming, press, qr
from khuyenhoc.papers.marks import marks
from khuyenhoc.papers.naming import Naming


@dataclass(frozen=True, slots=True)
class OneCard:
    """good_to: the last day on which it opens anything."""

    name: str
    place: str
    code: str
    good_to: date
    address: str
    qr: str


@dataclass(frozen=True, slots=True)
class CardSheet:
    issued_on: date
    place: str
    naming: Naming
    cards: tuple[OneCard, ...]
    marks: tuple[str, ...]


def of(issued: Sequence[IssuedCard], *, place: int, on: date) -> CardSheet:
    """The cards just issued, hamlet by hamlet; place: where they are given out.

    Their codes are known only now: what is not printed must be issued anew. Errors: CardNotInForce for none.
    """
    codes = {one.registration: one.code for one in issued}
    rows = list(Registration.objects.filter(pk__in=codes).select_related("subject", "round"))
    if not rows:
        raise CardNotInForce()
    homes = places.short_labels({row.place_id for row in rows}, of_place=place, on=on)
    rows.sort(key=lambda row: (place_order(homes[row.place_id]), row.subject.sort_key, row.pk))
    return CardSheet(
        issued_on=on,
        place=places.label(place, on),
        naming=naming.of_round(rows[0].round, place, on),
        cards=tuple(
            OneCard(
                name=clean(row.subject.name),
                place=homes[row.place_id],
                code=codes[row.pk],
                good_to=row.round.decide_to,
                address=addresses.shown(addresses.card("")),
                qr=qr.svg(addresses.card(codes[row.pk])),
            )
            for row in rows
        ),
        marks=marks(None, is_sample=any(row.subject.is_sample for row in rows)),
    )


def pdf(paper: CardSheet) -> bytes:
    """A4 upright, two by four cards with lines to cut along."""
    return press.typeset("card", paper, dated=paper.issued_on, name="Thẻ tự đánh giá công dân học tập")
