"""Every press × role × {own, child, parent, sibling, cousin, moved}: refused as if not there, nothing changed.

A press is tried with the body that the page's own form sends to whom it is for, whose press then gets through.
"""

from dataclasses import replace
from datetime import date

import pytest

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.roles import Role
from tests import make
from tests.faults.dose import dose
from tests.web import pressing
from tests.web.canaries import Country, build
from tests.web.pressing import Clients, Outcome
from tests.web.stories import OWN_ACCOUNT, PRESSED, STORIES
from tests.web.tally import keep
from tests.web.test_addresses import POSTED

# What goes on after a merger where it was, under those who answer for it now.
GOES_ON = {
    "walk",
    "assess",
    "case_withdraw",
    "case_send_back",
    "subject_correct",
    "subject_end",
    "subject_move",
    "case_standing",
    "invite",
    "meeting",
    "subject_leave",
}
STORIES_MOVED = tuple(one for one in STORIES if one[0].name in GOES_ON)
CHECKS = 3_000  # at the full dose


@pytest.fixture
def country(db: None) -> Country:
    return build()


def test_whoever_a_press_is_not_for_is_refused_and_changes_nothing(country: Country) -> None:
    clients, found, whole = Clients(country), Outcome(), dose(10, 10) == 10

    for target in ("own", "sibling", "cousin") if whole else ("own",):
        for story in STORIES:
            found.add(pressing.play(country, clients, target, story, every=1 if whole else 10))

    keep("presses", found.checks)
    assert found.wrong == []
    assert found.through == PRESSED  # else refusing would show nothing
    assert found.checks >= dose(CHECKS, CHECKS, small=CHECKS // 40)


def test_what_a_merger_moved_is_pressed_by_the_heirs_and_by_nobody_else(country: Country) -> None:
    moved, heirs = country.scenes["moved"], Place.objects.get(versions__name="Mẫu Mới")
    branch = make.user("heir-branch", Role.BRANCH, heirs)
    committee = make.user("heir-committee", Role.DECIDING_BODY, heirs)
    Grant.objects.filter(user__in=[branch, committee]).update(valid_from=date(2023, 11, 1))
    association = next(one.user for one in country.viewers if one.name == "heir")
    people = replace(moved.who, branch=branch, association=association, committee=committee)
    country.scenes["moved"] = replace(moved, land=replace(moved.land, commune=heirs), who=people)
    clients, found = Clients(country), Outcome()

    for story in STORIES_MOVED[:: 10 // dose(10, 10)]:
        found.add(pressing.play(country, clients, "moved", story))

    keep("presses-moved", found.checks)
    assert found.wrong == []


def test_an_address_that_is_only_pressed_has_its_story() -> None:
    assert set(POSTED) <= PRESSED | OWN_ACCOUNT
