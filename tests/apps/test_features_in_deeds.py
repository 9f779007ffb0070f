"""A part of the work that is not open at a place is refused by the deed itself, whoever asks for it."""

from datetime import date, timedelta

import pytest

from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment, Draft
from khuyenhoc.apps.cards import actions as cards
from khuyenhoc.apps.cards.models import Card
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.domain.features import Feature, FeatureClosed, FeatureNotOpen
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences import sentence
from tests import make
from tests.make import NOON, Country, People

pytestmark = pytest.mark.django_db
OPENS = date(2023, 11, 1)


def held_back(feature: Feature, land: Country, who: People, opens: date | None = OPENS) -> None:
    rounds.open_feature(land.province.pk, feature, opens, by=who.province, at=NOON)


@pytest.fixture
def opened(land: Country, who: People) -> Round:
    return make.a_round(Title.CITIZEN, land.province, by=who.province)


@pytest.fixture
def row(opened: Round, land: Country, who: People) -> Registration:
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    return make.registered(opened, [person], by=who.branch)[0]


def test_registering_before_its_day_is_refused_with_the_day(
    opened: Round, land: Country, who: People
) -> None:
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    held_back(Feature.REGISTRATION, land, who)

    with pytest.raises(FeatureNotOpen) as refused:
        rounds.register(opened, [person.pk], consent=Consent.SPOKEN, by=who.branch, at=NOON)

    assert sentence(refused.value, "vi").startswith("Việc đăng ký ở đây mở từ ngày 01/11/2023")
    assert not Registration.objects.exists()


def test_registering_goes_on_from_the_day_it_opens(opened: Round, land: Country, who: People) -> None:
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    held_back(Feature.REGISTRATION, land, who)

    rounds.register(opened, [person.pk], consent=Consent.SPOKEN, by=who.branch, at=NOON + timedelta(days=22))

    assert Registration.objects.count() == 1


def test_of_several_places_one_that_waits_holds_all_back(opened: Round, land: Country, who: People) -> None:
    near = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    far = make.subject(Title.CITIZEN, land.other_hamlet, by=who.branch)
    rounds.open_feature(land.other_hamlet.pk, Feature.REGISTRATION, None, by=who.association, at=NOON)

    with pytest.raises(FeatureClosed):
        rounds.register(opened, [near.pk, far.pk], consent=Consent.SPOKEN, by=who.branch, at=NOON)
    alone = rounds.register(opened, [near.pk], consent=Consent.SPOKEN, by=who.branch, at=NOON)

    assert [one.subject_id for one in alone] == [near.pk]


def test_a_form_is_neither_kept_nor_handed_in_before_assessing_opens(
    row: Registration, land: Country, who: People
) -> None:
    held_back(Feature.ASSESSMENT, land, who)

    with pytest.raises(FeatureNotOpen) as kept:
        assessments.keep_draft(row.pk, {"1.1": "1"}, {}, revision=0, by=who.branch, at=NOON)
    with pytest.raises(FeatureNotOpen):
        assessments.step_back(row.pk, by=who.branch, at=NOON)
    with pytest.raises(FeatureNotOpen):
        recognition.assess([Entry(row.pk, {})], consent=Consent.SPOKEN, by=who.branch, at=NOON)

    assert sentence(kept.value, "vi").startswith("Việc đánh giá ở đây mở từ ngày 01/11/2023")
    assert (Draft.objects.count(), Assessment.objects.count()) == (0, 0)


def test_no_card_is_issued_while_cards_are_closed(row: Registration, land: Country, who: People) -> None:
    held_back(Feature.CARDS, land, who, None)

    with pytest.raises(FeatureClosed):
        cards.issue([row.pk], draw=lambda most: most - 1, by=who.branch, at=NOON)

    assert not Card.objects.exists()


def test_who_fills_in_by_card_needs_both_cards_and_assessing(
    row: Registration, land: Country, who: People
) -> None:
    holder = cards.holder(land.hamlet.pk, at=NOON)
    held_back(Feature.CARDS, land, who)

    with pytest.raises(FeatureNotOpen) as refused:
        assessments.keep_draft(row.pk, {"1.1": "1"}, {}, revision=0, by=holder, at=NOON)
    assessments.keep_draft(row.pk, {"1.1": "1"}, {}, revision=0, by=who.branch, at=NOON)

    assert refused.value.facts["feature"] == "cards"
    assert Draft.objects.count() == 1
