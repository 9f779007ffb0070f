"""Parts of the work opened by place and day: the sentence before it, the buttons after it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import FeatureStart, Registration, Round
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]


@pytest.fixture
def land(db: None) -> make.Country:
    land = make.country()
    make.published_sets()
    return land


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def opened(land: make.Country, who: make.People) -> Round:
    year = today().year
    plan = make.plan(Title.HOUSEHOLD, year=year)
    return rounds.open_round(land.province.pk, plan, by=who.province, at=make.NOON.replace(year=year))


def closed(land: make.Country, who: make.People, feature: Feature) -> None:
    rounds.open_feature(
        land.province.pk, feature, today() + timedelta(days=30), by=who.province, at=make.NOON
    )


def test_assessing_waits_for_its_day_with_a_sentence_while_registering_goes_on(
    land: make.Country, who: make.People, opened: Round, as_user: SignIn
) -> None:
    home = make.households(1, land.hamlet, by=who.branch)[0]
    row = make.registered(opened, [home], by=who.branch)[0]
    client, walk = as_user(who.branch), reverse("walk", args=[opened.pk, land.hamlet.pk])
    before = client.get(walk).content.decode()
    closed(land, who, Feature.ASSESSMENT)

    after = client.get(walk).content.decode()
    form = client.get(reverse("assess", args=[row.pk]))

    assert reverse("assess", args=[row.pk]) in before
    assert reverse("assess", args=[row.pk]) not in after
    assert "Việc đánh giá ở đây mở từ ngày" in after
    assert form.status_code == 400
    assert "Việc đánh giá ở đây mở từ ngày" in form.content.decode()


def test_registering_before_its_day_is_refused_also_by_a_page_that_was_open_already(
    land: make.Country, who: make.People, opened: Round, as_user: SignIn
) -> None:
    home = make.households(1, land.hamlet, by=who.branch)[0]
    closed(land, who, Feature.REGISTRATION)

    page = as_user(who.branch).post(
        reverse("walk", args=[opened.pk, land.hamlet.pk]),
        {"key": "k", "subject": home.pk, "consent": "spoken"},
    )

    assert "Việc đăng ký ở đây mở từ ngày" in page.content.decode()
    assert Registration.objects.count() == 0


def test_a_commune_may_hold_back_longer_and_never_shorter_than_the_province(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    closed(land, who, Feature.ASSESSMENT)
    client, address = as_user(who.association), reverse("features", args=[land.commune.pk])
    sooner = today().strftime("%d/%m/%Y")

    client.post(address, {"key": "k", "feature": "assessment", "opens_on": sooner})
    page = client.get(address).content.decode()

    day = (today() + timedelta(days=30)).strftime("%d/%m/%Y")
    assert FeatureStart.objects.filter(place=land.commune).count() == 1
    assert f"mở từ {day}" in page
    assert "do cấp trên định" in page


def test_closing_and_opening_are_written_down_and_need_a_day(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client, address = as_user(who.association), reverse("features", args=[land.commune.pk])

    without_a_day = client.post(address, {"key": "a", "feature": "cards", "opens_on": ""})
    client.post(address, {"key": "b", "feature": "cards", "opens_on": "", "closed": "1"})
    page = client.get(address).content.decode()

    assert without_a_day.status_code == 400
    assert "đang đóng" in page
    assert [one.deed for one in Event.objects.filter(kind="feature")] == ["feature.closed"]


def test_whoever_opens_no_rounds_finds_no_such_page(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    assert as_user(who.branch).get(reverse("features", args=[land.commune.pk])).status_code == 404
    assert as_user(who.association).get(reverse("features", args=[land.province.pk])).status_code == 404


def test_the_public_roll_waits_for_its_day(
    land: make.Country, who: make.People, opened: Round, as_user: SignIn
) -> None:
    make.registered(opened, make.households(1, land.hamlet, by=who.branch), by=who.branch)
    address = reverse("public_honours", args=[land.commune.pk, today().year])
    before = Client().get(address).status_code
    closed(land, who, Feature.PUBLIC_HONOURS)

    page = Client().get(address)

    assert before == 200
    assert page.status_code == 400
    assert "Việc công bố danh sách vinh danh ở đây mở từ ngày" in page.content.decode()
