"""Issuing cards for a whole list of citizens, and revoking them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import actions as access_actions
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.cards.models import Card
from khuyenhoc.apps.cards.queries import CardNotInForce, digest_of
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.actions import NothingNamed
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.short_codes import POSSIBLE, short_code
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import insert_columns

ISSUED_ANEW = "Cấp thẻ mới"
HOLDER = "cong-dan-dung-the"
HOLDER_NAME = "Công dân tự trả lời bằng thẻ"


class NoCardFor(RuleBroken):
    """Some are no citizens, are withdrawn or unknown, or their round is over; facts: number."""

    code = "NO_CARD_FOR"


class CardIssuedMeanwhile(RuleBroken):
    """Somebody was quicker to issue cards to the same people; facts: none."""

    code = "CARD_ISSUED_MEANWHILE"


class RevokedWithoutReason(RuleBroken):
    """A card is to be revoked and nobody said why; facts: none."""

    code = "CARD_REVOKED_WITHOUT_REASON"


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """code: to be printed now; it cannot be read back later."""

    card: int
    registration: int
    code: str


@transaction.atomic
def issue(
    registration_ids: Collection[int], *, draw: Callable[[int], int], by: User, at: datetime
) -> list[IssuedCard]:
    """A card for each registered citizen, all or none, in order of registration; an earlier card is revoked.

    draw: a number at random from 0 up to the one it is given, `secrets.randbelow`.
    Errors: NothingNamed, OutsideScope, FeatureNotOpen, FeatureClosed, NoCardFor, CardIssuedMeanwhile.
    """
    wanted = sorted(set(registration_ids))
    if not wanted:
        raise NothingNamed()
    rows = list(Registration.objects.filter(pk__in=wanted).order_by("pk").select_related("round"))
    access.require(
        by, Permission.ASSESS, {row.place_id for row in rows}, at=at, titles={row.title for row in rows}
    )
    rounds.require_features(Feature.CARDS, {row.place_id for row in rows}, day_of(at))
    may = {row.pk for row in rows if _may_have_one(row, at)}
    if len(may) < len(wanted):
        raise NoCardFor(number=len(wanted) - len(may))
    Card.objects.filter(registration__in=wanted, revoked_at__isnull=True).update(
        revoked_at=at, revoked_by=by, revoked_reason=ISSUED_ANEW
    )
    codes = [short_code(draw(POSSIBLE)) for _ in wanted]
    try:
        with transaction.atomic():
            ids = insert_columns(
                Card,
                ("registration_id", "digest"),
                [(pk, digest_of(code)) for pk, code in zip(wanted, codes, strict=True)],
                issued_by_id=by.pk,
                issued_at=at,
            )
    except IntegrityError as error:
        raise CardIssuedMeanwhile() from error
    _log("card.issued", wanted, by, at)
    return [IssuedCard(*told) for told in zip(ids, wanted, codes, strict=True)]


def _may_have_one(row: Registration, at: datetime) -> bool:
    return row.title == Title.CITIZEN and row.withdrawn_at is None and day_of(at) <= row.round.decide_to


@transaction.atomic
def revoke(registration_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """Make the cards of these registrations useless: lost, given to the wrong person.

    Errors: NothingNamed, RevokedWithoutReason, OutsideScope, CardNotInForce when one of them has no card in force.
    """
    wanted = sorted(set(registration_ids))
    if not wanted:
        raise NothingNamed()
    told = clean(reason)
    if not told:
        raise RevokedWithoutReason()
    rows = Registration.objects.filter(pk__in=wanted)
    access.require(
        by,
        Permission.ASSESS,
        set(rows.values_list("place", flat=True)),
        at=at,
        titles=set(rows.values_list("title", flat=True)),
    )
    held = Card.objects.filter(registration__in=wanted, revoked_at__isnull=True)
    if held.update(revoked_at=at, revoked_by=by, revoked_reason=told) != len(wanted):
        raise CardNotInForce()
    _log("card.revoked", wanted, by, at)


def _log(deed: str, registration_ids: Collection[int], by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="registration", cases=list(registration_ids))


@transaction.atomic
def holder(place: int, *, at: datetime) -> User:
    """The account in whose name citizens fill in the form that their card opens; made when it is first needed.

    place: any of the country.

    It cannot sign in. Its grant reaches every place, so whoever uses it opens nothing but the card's registration.
    """
    known = User.objects.filter(username=HOLDER).first()
    if known is not None:
        return known
    made = accounts.open_accounts([(HOLDER, HOLDER_NAME)], by=HOLDER, at=at)[0]
    above = places.ancestors(place, day_of(at))
    access_actions.grant_card_holder(made, above[0].place_id if above else place, by=HOLDER, at=at)
    return made
