"""Finding the registration that a card opens."""

import hmac
from collections.abc import Collection
from datetime import date

from khuyenhoc.apps.accounts.queries import code_digest
from khuyenhoc.apps.cards.models import Card
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.short_codes import CodeUnsound, read_short_code
from khuyenhoc.domain.titles import Title

_NOBODYS = "0" * 64


class CardNotInForce(RuleBroken):
    """No card in force has this code: unknown, revoked, its round over or its registration withdrawn; facts: none."""

    code = "CARD_NOT_IN_FORCE"


def digest_of(code: str) -> str:
    return code_digest("card", code)


def find(typed: str, *, on: date) -> Card:
    """The card in force on the day, with registration, subject and round, by its code as a person typed it.

    Whoever asks limits how often; the answer tells nothing of why a card is not in force.
    Errors: CodeUnsound, CardNotInForce.
    """
    digest = digest_of(read_short_code(typed))
    card = (
        Card.objects.select_related("registration__subject", "registration__round__criteria_set")
        .filter(digest=digest)
        .first()
    )
    if not hmac.compare_digest(card.digest if card else _NOBODYS, digest) or card is None:
        raise CardNotInForce()
    registration = card.registration
    if (
        card.revoked_at is not None
        or registration.withdrawn_at is not None
        or on > registration.round.decide_to
    ):
        raise CardNotInForce()
    return card


def find_or_none(typed: str, *, on: date) -> Card | None:
    """The same for a page that only opens what was found before."""
    try:
        return find(typed, on=on)
    except (CodeUnsound, CardNotInForce):
        return None


def to_be_issued(place: int, *, year: int, on: date, again: bool = False) -> list[int]:
    """Registrations of citizens below the place that may have a card and have none in force; again: all of them."""
    rows = Registration.objects.filter(
        place__in=places.ids_below(place, on, with_custody=True),
        year=year,
        title=Title.CITIZEN,
        withdrawn_at__isnull=True,
        round__decide_to__gte=on,
    )
    if not again:
        rows = rows.exclude(cards__in=Card.objects.filter(revoked_at__isnull=True))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def in_force(registration_ids: Collection[int]) -> dict[int, Card]:
    """registration → its card that nobody revoked; one without such a card is not there."""
    rows = Card.objects.filter(registration__in=registration_ids, revoked_at__isnull=True)
    return {card.registration_id: card for card in rows.order_by("pk")}
