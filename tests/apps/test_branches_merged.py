"""Branches of closed places go over into the branch of the place after them; nobody is counted twice or lost."""

from datetime import date, datetime

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions, queries
from khuyenhoc.apps.association.actions import BranchEnded, MembersJoinLater, MergesIntoItself
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.reform import actions as reform
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import BORN, NOON, Country, People

DAY = date(2023, 11, 15)
AFTER = datetime(2023, 11, 16, 9, tzinfo=VIETNAM)
MERGE = """
title = "Sắp xếp mẫu"
on = 2023-11-01
legal_reference = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
renew_grants = true
[[deed]]
kind = "merge"
places = ["xã Mẫu Đông", "xã Mẫu Tây"]
into = { unit = "xã", name = "Mẫu Mới" }
"""


@pytest.fixture
def crowd(land: Country, who: People) -> list[Subject]:
    return [make.subject(Title.CITIZEN, land.hamlet, by=who.branch) for _ in range(3)]


@pytest.fixture
def branches(land: Country, who: People, crowd: list[Subject]) -> tuple[Branch, Branch, Branch]:
    """Two of the commune that is closed by now, with a member in both; the third is the new commune's."""
    first, second = actions.open_branches(
        [(land.commune.pk, "Hội Một"), (land.commune.pk, "Hội Hai")],
        kind="hoi",
        since=BORN,
        by=who.branch,
        at=NOON,
    )
    for branch, people in ((first, crowd[:2]), (second, crowd[1:])):
        actions.join(branch, [one.pk for one in people], joined=date(2022, 5, 1), by=who.branch, at=NOON)
    reform.reform(plans.read(MERGE), by=who.centre, at=AFTER)
    new = Place.objects.get(versions__name="Mẫu Mới")
    (heir,) = actions.open_branches(
        [(new.pk, "Hội Mới")], kind="hoi", since=date(2023, 11, 1), by=who.branch, at=AFTER
    )
    return first, second, heir


def test_branches_that_go_on_at_closed_places_are_listed_at_the_heir(
    branches: tuple[Branch, Branch, Branch],
) -> None:
    first, second, heir = branches

    assert [one.pk for one in queries.of_closed_places(heir.place_id, DAY)] == [second.pk, first.pk]


def test_all_members_come_over_once_and_the_count_stays(
    branches: tuple[Branch, Branch, Branch], land: Country, who: People
) -> None:
    first, second, heir = branches

    assert actions.merge([first, second], heir, on=DAY, by=who.association, at=AFTER) == 3

    assert Membership.objects.filter(branch=heir, left__isnull=True).count() == 3
    assert queries.members(land.province.pk, date(2023, 12, 31), [2022, 2023]) == {2022: 3, 2023: 3}
    assert queries.of_closed_places(heir.place_id, DAY) == []
    assert recount.compare() == []


def test_who_is_a_member_there_already_does_not_come_twice(
    branches: tuple[Branch, Branch, Branch], crowd: list[Subject], who: People
) -> None:
    first, _, heir = branches
    actions.join(heir, [crowd[0].pk], joined=date(2023, 11, 2), by=who.branch, at=AFTER)

    assert actions.merge([first], heir, on=DAY, by=who.association, at=AFTER) == 1


def test_a_branch_is_merged_once_and_never_into_itself(
    branches: tuple[Branch, Branch, Branch], who: People
) -> None:
    first, _, heir = branches
    actions.merge([first], heir, on=DAY, by=who.association, at=AFTER)

    with pytest.raises(BranchEnded):
        actions.merge([first], heir, on=DAY, by=who.association, at=AFTER)
    with pytest.raises(MergesIntoItself):
        actions.merge([heir], heir, on=DAY, by=who.association, at=AFTER)


def test_nobody_comes_over_before_they_joined(
    branches: tuple[Branch, Branch, Branch], crowd: list[Subject], who: People
) -> None:
    first, _, heir = branches
    with pytest.raises(BranchEnded):
        actions.merge([first], heir, on=date(2023, 11, 1), by=who.association, at=AFTER)
    actions.join(first, [crowd[2].pk], joined=DAY, by=who.branch, at=AFTER)
    with pytest.raises(MembersJoinLater):
        actions.merge([first], heir, on=DAY, by=who.association, at=AFTER)


def test_only_the_heirs_officer_accepts_them(
    branches: tuple[Branch, Branch, Branch], land: Country, who: People
) -> None:
    first, _, heir = branches
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.hamlet)

    with pytest.raises(OutsideScope):
        actions.merge([first], heir, on=DAY, by=stranger, at=AFTER)
    actions.merge([first], heir, on=DAY, by=who.association, at=AFTER)

    assert Event.objects.latest("pk").deed == "branches.merged"
