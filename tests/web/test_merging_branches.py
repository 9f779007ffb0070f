"""Branches of closed places on their page: told as a task, looked over, gone over once and for all."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.reform import actions as reform
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make, scene
from tests.apps.test_branches_merged import MERGE

SignIn = Callable[[User], Client]
PAGE = "branches_merge"


@pytest.fixture
def new(land: make.Country, who: make.People) -> Place:
    """The commune after a merger; of the old one a branch with two members goes on."""
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch).pk for _ in range(2)]
    (old,) = association.open_branches(
        [(land.commune.pk, "Hội Một")], kind="hoi", since=make.BORN, by=who.association, at=make.NOON
    )
    association.join(old, people, joined=make.NOON.date(), by=who.association, at=make.NOON)
    reform.reform(plans.read(MERGE), by=who.centre, at=timezone.now())
    return Place.objects.get(versions__name="Mẫu Mới")


@pytest.fixture
def officer(new: Place) -> User:
    return make.user("officer", Role.COMMUNE_ASSOCIATION, new)


def filled_in(into: str, **more: str) -> dict[str, str]:
    old = Branch.objects.get(name="Hội Một")
    return {
        "key": "k",
        "branch": str(old.pk),
        "into": into,
        "name": "",
        "since": "",
        "on": today().strftime("%d/%m/%Y"),
        **more,
    }


def standing(new: Place, by: User) -> Branch:
    (heir,) = association.open_branches(
        [(new.pk, "Hội Mới")], kind="hoi", since=make.NOON.date(), by=by, at=timezone.now()
    )
    return heir


def test_the_page_of_tasks_tells_of_branches_that_wait(new: Place, officer: User, as_user: SignIn) -> None:
    told = as_user(officer).get(reverse("home")).content.decode()

    assert f"{reverse(PAGE)}?place={new.pk}" in told
    assert "Nhập chi hội của nơi đã sắp xếp" in told


def test_a_look_over_writes_nothing_and_says_who_goes_where(
    new: Place, officer: User, as_user: SignIn
) -> None:
    heir = standing(new, officer)

    told = as_user(officer).post(reverse(PAGE), filled_in(str(heir.pk), look="1")).content.decode()

    assert "Sẽ kết thúc" in told
    assert "Hội Một" in told
    assert "2 hội viên" in told
    assert "Hội Mới" in told
    assert not Branch.objects.filter(until__isnull=False).exists()


def test_members_go_over_once_however_often_it_is_pressed(new: Place, officer: User, as_user: SignIn) -> None:
    heir, client = standing(new, officer), as_user(officer)

    answers = [client.post(reverse(PAGE), filled_in(str(heir.pk), do="1")) for _ in range(2)]
    told = client.get(reverse(PAGE)).content.decode()

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Membership.objects.filter(branch=heir, left__isnull=True).count() == 2
    assert "Không có chi hội, ban khuyến học nào chờ nhập." in told


def test_a_new_branch_is_opened_with_it(new: Place, officer: User, as_user: SignIn) -> None:
    sent = filled_in("new", name="Hội Hợp Nhất", since="01/01/2024", do="1")

    as_user(officer).post(reverse(PAGE), sent)

    heir = Branch.objects.get(name="Hội Hợp Nhất")
    assert (heir.place, heir.memberships.count()) == (new, 2)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"branch": ""}, "Chưa đánh dấu chi hội"),
        ({"into": "999999"}, "Hãy chọn một chi hội, ban khuyến học trong danh sách."),
        ({"into": "new"}, "Hãy ghi tên chi hội, ban khuyến học mới."),
        ({"on": "01/01/2000"}, "đã kết thúc hoặc chưa thành lập trước ngày 01/01/2000"),
    ],
)
def test_what_cannot_be_is_said_on_the_form(
    more: dict[str, str], said: str, new: Place, officer: User, as_user: SignIn
) -> None:
    heir = standing(new, officer)
    sent = {name: value for name, value in (filled_in(str(heir.pk), do="1") | more).items() if value}

    answer = as_user(officer).post(reverse(PAGE), sent)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Branch.objects.filter(until__isnull=False).exists()


def test_nobody_from_elsewhere_reads_of_them(new: Place, land: make.Country, as_user: SignIn) -> None:
    other = make.user("elsewhere", Role.BRANCH, land.other_hamlet)

    client = as_user(other)

    assert client.get(reverse(PAGE), {"place": new.pk}).status_code == 404
    assert "Hội Một" not in client.get(reverse(PAGE)).content.decode()


def test_a_form_sent_from_a_page_still_open_leads_to_the_case_that_stands(
    shown: scene.Scene, as_user: SignIn
) -> None:
    done = shown.recognised[0]

    answer = as_user(shown.who.branch).post(
        reverse("assess_look", args=[done.pk]), {"key": "another", "revision": "1"}, follow=True
    )

    assert answer.redirect_chain[-1][0] == reverse("case", args=[done.pk])
    assert "từ trước." in answer.content.decode()
