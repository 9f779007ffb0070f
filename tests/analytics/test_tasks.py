"""What waits for a person, and in which rounds."""

from datetime import date

import pytest

from khuyenhoc.analytics import tasks
from khuyenhoc.analytics.tasks import Waiting
from khuyenhoc.domain.titles import Title
from tests import make

TODAY = date(2023, 10, 10)


@pytest.fixture
def land(db: None) -> make.Country:
    make.published_sets()
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def test_a_round_for_one_organisation_hides_no_round_for_all(land: make.Country, who: make.People) -> None:
    for_all = make.a_round(Title.ORGANISATION, land.province, by=who.province)
    one = make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường Mẫu")
    make.copy_of(for_all, organisation=one, place=land.commune)

    found = tasks.running(land.commune.pk, TODAY)

    assert [opened.pk for opened in found] == [for_all.pk]


def test_a_branch_is_told_whom_to_assess_before_whom_to_register(
    land: make.Country, who: make.People
) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(3, land.hamlet, by=who.branch)
    make.registered(opened, homes[:2], by=who.branch)

    found = tasks.of(who.branch, TODAY)

    assert [(task.waiting, task.number) for task in found] == [(Waiting.ASSESS, 2), (Waiting.REGISTER, 1)]


def test_a_province_is_not_told_the_work_of_its_communes(land: make.Country, who: make.People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.assessed(
        make.registered(opened, make.households(1, land.hamlet, by=who.branch), by=who.branch), by=who.branch
    )

    assert tasks.of(who.province, TODAY) == []
