"""Cards: who gets one, what is kept of its code, and when it opens nothing any more."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.cards import actions, queries
from khuyenhoc.apps.cards.actions import CardIssuedMeanwhile, NoCardFor, RevokedWithoutReason
from khuyenhoc.apps.cards.models import Card
from khuyenhoc.apps.cards.queries import CardNotInForce
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.short_codes import CodeUnsound, short_code
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import Country, People

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)


def counting(first: int = 7) -> Callable[[int], int]:
    """Numbers as a caller draws them, but known beforehand."""
    numbers = iter(range(first * 10**9, 10**12, 10**9))
    return lambda most: next(numbers) % most


def citizens(
    land: Country, who: People, names: Sequence[str] = ("Lý Seo Dín", "Giàng A Páo")
) -> list[Registration]:
    opened = make.a_round(Title.CITIZEN, land.province, by=who.province)
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=name) for name in names]
    return make.registered(opened, people, by=who.branch)


def issue(these: Sequence[Registration], who: People, first: int = 7) -> list[actions.IssuedCard]:
    return actions.issue([one.pk for one in these], draw=counting(first), by=who.branch, at=make.NOON)


def test_a_card_opens_the_registration_it_was_issued_for(land: Country, who: People) -> None:
    these = citizens(land, who)

    issued = issue(these, who)

    opened = [queries.find(one.code.lower().replace("-", ""), on=date(2023, 11, 1)) for one in issued]
    assert [card.registration_id for card in opened] == [one.pk for one in these]
    assert [event.deed for event in Event.objects.order_by("pk")][-1] == "card.issued"


def test_the_code_is_kept_nowhere(land: Country, who: People) -> None:
    (issued, _) = issue(citizens(land, who), who)

    letters = issued.code.replace("-", "")
    stored = [str(value) for card in Card.objects.values() for value in card.values()]
    told = [str(value) for event in Event.objects.values() for value in event.values()]
    assert not [text for text in stored + told if issued.code in text or letters in text]


def test_a_new_card_makes_the_earlier_one_useless(land: Country, who: People) -> None:
    these = citizens(land, who)
    lost, *_ = issue(these, who)

    found, *_ = issue(these, who, first=500)

    assert queries.find(found.code, on=date(2023, 11, 1)).registration_id == these[0].pk
    with pytest.raises(CardNotInForce):
        queries.find(lost.code, on=date(2023, 11, 1))
    assert set(queries.in_force([one.pk for one in these])) == {one.pk for one in these}


def test_a_revoked_card_opens_nothing_and_says_why_it_was_revoked(land: Country, who: People) -> None:
    these = citizens(land, who)
    issued, kept = issue(these, who)

    actions.revoke([these[0].pk], reason="Đánh mất thẻ", by=who.branch, at=LATER)

    with pytest.raises(CardNotInForce):
        queries.find(issued.code, on=date(2023, 11, 1))
    assert queries.find(kept.code, on=date(2023, 11, 1)).registration_id == these[1].pk
    assert Card.objects.get(pk=issued.card).revoked_reason == "Đánh mất thẻ"
    with pytest.raises(CardNotInForce):
        actions.revoke([these[0].pk], reason="Lần nữa", by=who.branch, at=LATER)


def test_a_card_is_good_until_the_last_day_of_its_round(land: Country, who: People) -> None:
    (issued, _) = issue(citizens(land, who), who)

    assert queries.find(issued.code, on=date(2023, 12, 31))
    with pytest.raises(CardNotInForce):
        queries.find(issued.code, on=date(2024, 1, 1))


def test_a_withdrawn_registration_is_not_opened(land: Country, who: People) -> None:
    these = citizens(land, who)
    issued, _ = issue(these, who)

    rounds.withdraw([these[0].pk], reason="Chuyển đi", by=who.branch, at=LATER)

    with pytest.raises(CardNotInForce):
        queries.find(issued.code, on=date(2023, 11, 1))
    with pytest.raises(NoCardFor):
        issue(these, who, first=500)


def test_an_unknown_code_and_an_unsound_one_are_told_apart_only_by_their_letters(
    land: Country, who: People
) -> None:
    issue(citizens(land, who), who)

    with pytest.raises(CardNotInForce):
        queries.find(short_code(3), on=date(2023, 11, 1))
    with pytest.raises(CodeUnsound):
        queries.find("ABCDE", on=date(2023, 11, 1))


def test_only_registered_citizens_get_a_card(land: Country, who: People) -> None:
    homes = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    registered = make.registered(homes, make.households(1, land.hamlet, by=who.branch), by=who.branch)

    with pytest.raises(NoCardFor):
        issue(registered, who)
    assert not Card.objects.exists()


def test_nobody_issues_or_revokes_cards_in_a_place_that_is_not_theirs(land: Country, who: People) -> None:
    these = citizens(land, who)
    issue(these, who)
    stranger = make.user("stranger", Role.BRANCH, land.other_commune)

    with pytest.raises(OutsideScope):
        actions.issue([these[0].pk], draw=counting(500), by=stranger, at=LATER)
    with pytest.raises(OutsideScope):
        actions.revoke([these[0].pk], reason="Mất thẻ", by=stranger, at=LATER)


def test_a_card_is_revoked_with_a_reason(land: Country, who: People) -> None:
    these = citizens(land, who)
    issue(these, who)

    with pytest.raises(RevokedWithoutReason):
        actions.revoke([these[0].pk], reason=" ", by=who.branch, at=LATER)


def test_a_number_drawn_twice_leaves_everything_as_it_was(land: Country, who: People) -> None:
    these = citizens(land, who)
    before = issue(these, who)

    with pytest.raises(CardIssuedMeanwhile), transaction.atomic():
        issue(these, who)  # draws what was drawn before

    assert queries.find(before[0].code, on=date(2023, 11, 1))


def test_the_database_keeps_one_card_in_force_for_each_registration(land: Country, who: People) -> None:
    issue(citizens(land, who), who)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.copy_of(Card.objects.order_by("pk")[0], digest="f" * 64)
