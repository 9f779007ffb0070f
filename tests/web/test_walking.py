"""From house to house: registering many at once, taking it back, and who may."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]


@pytest.fixture
def land(db: None) -> make.Country:
    make.published_sets()
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def homes(land: make.Country, who: make.People) -> list[Subject]:
    return make.households(4, land.hamlet, by=who.branch)


@pytest.fixture
def opened(land: make.Country, who: make.People) -> Round:
    """A round that runs today, whenever that is."""
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=today().year)


def address(opened: Round, place: Place, name: str = "walk") -> str:
    return reverse(name, args=[opened.pk, place.pk])


def ticked(homes: list[Subject], **more: object) -> dict[str, object]:
    return {"key": "k1", "consent": "spoken", "subject": [str(home.pk) for home in homes], **more}


def test_the_list_shows_everybody_of_the_hamlet_and_what_is_done(
    opened: Round, homes: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    make.registered(opened, homes[:1], by=who.branch)

    page = as_user(who.branch).get(address(opened, land.hamlet)).content.decode()

    assert [home.name in page for home in homes] == [True] * 4
    assert page.count("Chưa đăng ký</span>") == 3


def test_two_households_of_one_name_are_told_apart_by_who_lives_there_and_others_are_not(
    opened: Round, homes: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    namesake = make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name=homes[0].name)
    for home, person in ((namesake, "Mẫu Thị Lan"), (homes[1], "Mẫu Thị Cúc")):
        member = make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=person)
        make.belongs(Belonging.HOUSEHOLD_MEMBER, [member], home, by=who.branch)

    page = as_user(who.branch).get(address(opened, land.hamlet)).content.decode()

    assert page.count("trong hộ có Mẫu Thị Lan") == 1
    assert "Mẫu Thị Cúc" not in page


def test_many_are_registered_with_one_press(
    opened: Round, homes: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    response = as_user(who.branch).post(address(opened, land.hamlet), ticked(homes[:3]), follow=True)

    assert "Đã đăng ký 3 tên." in response.content.decode()
    assert set(Registration.objects.values_list("subject", flat=True)) == {home.pk for home in homes[:3]}
    assert Event.objects.filter(deed="round.registered").count() == 1


def test_pressing_twice_registers_once_and_answers_alike(
    opened: Round, homes: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.branch)

    first = client.post(address(opened, land.hamlet), ticked(homes))
    second = client.post(address(opened, land.hamlet), ticked(homes))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Registration.objects.count() == 4


def test_everybody_on_the_page_needs_no_ticks(
    opened: Round, homes: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    sent = {"key": "k", "consent": "signed", "everybody": "1", "listed": [str(home.pk) for home in homes]}

    as_user(who.branch).post(address(opened, land.hamlet), sent)

    assert Registration.objects.count() == 4


def test_what_was_just_registered_can_be_taken_back_from_the_next_page(
    opened: Round, homes: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.branch)
    page = client.post(address(opened, land.hamlet), ticked(homes[:2]), follow=True).content.decode()
    made = [str(pk) for pk in Registration.objects.values_list("pk", flat=True)]
    assert address(opened, land.hamlet, "walk_undo") in page

    response = client.post(
        address(opened, land.hamlet, "walk_undo"), {"key": "u", "registration": made}, follow=True
    )

    assert "Đã hoàn tác" in response.content.decode()
    assert Registration.objects.filter(withdrawn_at__isnull=True).count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"consent": "spoken"}, "Chưa đánh dấu ai."),
        ({"subject": ["1"], "consent": ""}, "Hãy chọn các hộ, các người này đã đồng ý bằng cách nào."),
        ({"subject": ["một"], "consent": "spoken"}, "Danh sách gửi lên không đọc được."),
    ],
)
def test_a_form_that_cannot_be_read_says_what_is_missing_and_writes_nothing(
    sent: dict[str, object],
    said: str,
    opened: Round,
    land: make.Country,
    who: make.People,
    as_user: SignIn,
) -> None:
    response = as_user(who.branch).post(address(opened, land.hamlet), {"key": "k", **sent})

    assert response.status_code == 400
    assert said in response.content.decode()
    assert Registration.objects.count() == 0


def test_a_rule_that_forbids_stands_on_the_page_and_the_ticks_stay(
    opened: Round, homes: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    Round.objects.filter(pk=opened.pk).update(registration_to=date(opened.year, 1, 1))

    page = as_user(who.branch).post(address(opened, land.hamlet), ticked(homes[:1])).content.decode()

    assert "Chưa ghi được." in page
    assert f'value="{homes[0].pk}" checked' in page


def test_a_name_is_found_in_any_spelling(
    opened: Round, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Hộ ông Mẫu Văn Đường")
    make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Hộ bà Mẫu Thị Sáng")

    page = as_user(who.branch).get(address(opened, land.hamlet), {"q": "mau van duong"}).content.decode()

    assert "Mẫu Văn Đường" in page
    assert "Mẫu Thị Sáng" not in page


@pytest.mark.parametrize(
    ("show", "names"), [("unregistered", 3), ("to_assess", 1), ("returned", 0), ("done", 0)]
)
def test_the_list_can_be_narrowed_to_what_is_left(
    show: str,
    names: int,
    opened: Round,
    homes: list[Subject],
    land: make.Country,
    who: make.People,
    as_user: SignIn,
) -> None:
    make.registered(opened, homes[:1], by=who.branch)

    page = as_user(who.branch).get(address(opened, land.hamlet), {"show": show}).content.decode()

    assert sum(home.name in page for home in homes) == names


def test_another_communes_branch_finds_no_such_page(
    opened: Round, homes: list[Subject], land: make.Country, as_user: SignIn
) -> None:
    stranger = as_user(make.user("stranger", Role.BRANCH, land.other_commune))

    seen = stranger.get(address(opened, land.hamlet))
    sent = stranger.post(address(opened, land.hamlet), ticked(homes))

    assert (seen.status_code, sent.status_code) == (404, 404)
    assert homes[0].name not in seen.content.decode()
    assert Registration.objects.count() == 0


def test_whoever_only_looks_on_gets_no_boxes_and_is_refused(
    opened: Round, homes: list[Subject], land: make.Country, as_user: SignIn
) -> None:
    observer = as_user(make.user("observer", Role.OBSERVER, land.province))

    page = observer.get(address(opened, land.hamlet)).content.decode()
    sent = observer.post(address(opened, land.hamlet), ticked(homes))

    assert 'name="subject"' not in page
    assert sent.status_code == 404
    assert Registration.objects.count() == 0


def test_a_page_of_fifty_doors_asks_few_questions(
    opened: Round,
    land: make.Country,
    who: make.People,
    as_user: SignIn,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    make.households(60, land.other_hamlet, by=who.branch)
    client = as_user(who.branch)

    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]  # a context manager
        client.get(address(opened, land.other_hamlet))
