"""The register's pages: adding with a warning, correcting, moving, ending, joining; and who may."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]
CANARY = "Mẫu Thị Chim Yến"


@pytest.fixture
def land(db: None) -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def branch(who: make.People, as_user: SignIn) -> Client:
    return as_user(who.branch)


def household(land: make.Country, **more: str) -> dict[str, str]:
    return {
        "key": "k",
        "name": "Hộ ông Mẫu Văn Đường",
        "place": str(land.hamlet.pk),
        "since": "1/1/2020",
        "person_1": "Mẫu Văn Đường",
        "born_1": "1970",
        "person_2": "Mẫu Thị Sáng",
        "born_2": "5/3/1972",
        **more,
    }


def person(land: make.Country, **more: str) -> dict[str, str]:
    told = {"key": "p", "name": "Mẫu Thị Sáng", "birth_year": "1972", "place": str(land.hamlet.pk)}
    return told | {"since": "1/1/2020", **more}


def test_a_household_and_its_people_are_added_on_one_screen(
    land: make.Country, branch: Client, who: make.People
) -> None:
    page = branch.post(reverse("subject_add", args=["household"]), household(land), follow=True)

    home = Subject.objects.get(kind=Title.HOUSEHOLD)
    people = list(Subject.objects.filter(kind=Title.CITIZEN).order_by("pk"))
    assert "Đã ghi vào sổ: 3 tên." in page.content.decode()
    assert [(one.name, one.birth_year) for one in people] == [("Mẫu Văn Đường", 1970), ("Mẫu Thị Sáng", 1972)]
    assert set(Affiliation.objects.values_list("group", flat=True)) == {home.pk}
    assert {one.since for one in [home, *people]} == {date(2020, 1, 1)}
    assert home.is_sample == who.branch.is_sample


def test_pressing_twice_adds_once_and_warns_of_nobody(land: make.Country, branch: Client) -> None:
    first = branch.post(reverse("subject_add", args=["household"]), household(land))
    second = branch.post(reverse("subject_add", args=["household"]), household(land))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Subject.objects.count() == 3


def test_who_may_be_there_already_is_shown_first_and_added_on_the_second_press(
    land: make.Country, branch: Client
) -> None:
    address = reverse("subject_add", args=["citizen"])
    branch.post(address, person(land))

    warned = branch.post(address, person(land, key="2", name="mẫu thị  SÁNG"))
    told = warned.content.decode()
    still = Subject.objects.count()
    added = branch.post(address, person(land, key="2", name="mẫu thị  SÁNG", anyway="1"))

    assert warned.status_code == 400
    assert "Trong sổ đã có 1 tên giống như vậy" in told
    assert "Vẫn thêm" in told
    assert 'value="mẫu thị  SÁNG"' in told
    assert (still, added.status_code, Subject.objects.count()) == (1, 302, 2)


def test_a_household_of_the_same_head_in_the_hamlet_is_warned_of_whatever_stands_before_the_name(
    land: make.Country, branch: Client, who: make.People
) -> None:
    make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Mẫu Văn Đường")
    make.subject(Title.HOUSEHOLD, land.other_hamlet, by=who.branch, name="Hộ bà Mẫu Văn Đường")

    asked = {"kind": "household", "name": "Hộ ông Mẫu Văn Đường", "place": str(land.hamlet.pk)}
    piece = branch.get(reverse("subjects_alike"), asked).content.decode()

    assert piece.count("<li>") == 1
    assert "Bản Một" in piece


@pytest.mark.parametrize(
    ("asked", "found"),
    [("1972", 1), ("", 1), ("1973", 0)],
)
def test_a_person_is_alike_unless_the_years_of_birth_differ(
    asked: str, found: int, land: make.Country, branch: Client
) -> None:
    branch.post(reverse("subject_add", args=["citizen"]), person(land))

    query = {"kind": "citizen", "name": "mau thi sang", "birth_year": asked, "place": str(land.hamlet.pk)}

    assert branch.get(reverse("subjects_alike"), query).content.decode().count("<li>") == found


def test_of_another_commune_nothing_is_told_while_typing(
    land: make.Country, branch: Client, as_user: SignIn
) -> None:
    stranger = as_user(make.user("stranger", Role.BRANCH, land.other_commune))
    far = person(land, place=str(land.far_hamlet.pk), name=CANARY)
    assert stranger.post(reverse("subject_add", args=["citizen"]), far).status_code == 302

    query = {"kind": "citizen", "name": CANARY, "birth_year": "1972", "place": str(land.hamlet.pk)}
    own = branch.get(reverse("subjects_alike"), query)
    foreign = branch.get(reverse("subjects_alike"), query | {"place": str(land.far_hamlet.pk)})
    added = branch.post(reverse("subject_add", args=["citizen"]), person(land, name=CANARY))

    assert own.content.decode().strip() == ""
    assert foreign.status_code == 404
    assert added.status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Chưa ghi tên."),
        ({"birth_year": "72"}, "năm sinh"),
        ({"birth_year": "2999"}, "2999"),
        ({"since": "40/1/2020"}, "Ghi ngày như 5/11/2026"),
        ({"place": "1"}, "Chưa ghi được."),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    typed: dict[str, str], said: str, land: make.Country, branch: Client
) -> None:
    response = branch.post(reverse("subject_add", args=["citizen"]), person(land, **typed))

    assert response.status_code == 400
    assert said in response.content.decode()
    assert Subject.objects.count() == 0


def test_a_name_is_corrected_and_the_page_tells_what_stood_before(
    land: make.Country, branch: Client, who: make.People
) -> None:
    found = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    seen = {"held_name": found.name, "held_birth": "", "held_code": ""}

    page = branch.post(
        reverse("subject_correct", args=[found.pk]),
        {"key": "c", "name": "Mẫu Thị Xáng", "birth_year": "1980", **seen},
        follow=True,
    ).content.decode()

    assert "Mẫu Thị Xáng" in page
    assert "Trước ghi là" in page
    assert "Mẫu Thị Sáng" in page


def test_a_household_moves_with_those_ticked_and_the_move_can_be_undone(
    land: make.Country, branch: Client, who: make.People
) -> None:
    home = make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name="Hộ mẫu")
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=f"Mẫu {n}") for n in range(2)]
    make.belongs(Belonging.HOUSEHOLD_MEMBER, people, home, by=who.branch)
    on = f"{today():%d/%m/%Y}"
    sent = {"key": "m", "place": str(land.other_hamlet.pk), "on": on, "member": [people[0].pk, 10**9]}

    page = branch.post(reverse("subject_move", args=[home.pk]), sent, follow=True).content.decode()
    after = [Subject.objects.get(pk=one.pk).place_id for one in (home, *people)]
    branch.post(
        reverse("subject_move_undo", args=[home.pk]), {"key": "u", "subject": [home.pk, people[0].pk]}
    )

    assert "2 tên" in page
    assert after == [land.other_hamlet.pk, land.other_hamlet.pk, land.hamlet.pk]
    assert set(Subject.objects.values_list("place", flat=True)) == {land.hamlet.pk}


def test_ending_is_taken_back_from_the_subjects_page(
    land: make.Country, branch: Client, who: make.People
) -> None:
    found = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)

    page = branch.post(
        reverse("subject_end", args=[found.pk]),
        {"key": "e", "why": "died", "on": f"{today():%d/%m/%Y}"},
        follow=True,
    ).content.decode()
    ended = Subject.objects.get().until
    back = branch.post(reverse("subject_end_undo", args=[found.pk]), {"key": "b"}, follow=True)

    assert "đã mất" in page
    assert reverse("subject_end_undo", args=[found.pk]) in page
    assert ended == today()
    assert "Đã đưa lại vào sổ" in back.content.decode()
    assert Subject.objects.get().until is None


def test_joining_another_household_leaves_the_first_that_day(
    land: make.Country, branch: Client, who: make.People
) -> None:
    found = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    first, second = make.households(2, land.hamlet, by=who.branch)
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [found], first, by=who.branch)
    address = reverse("subject_join", args=[found.pk, "household"])

    shown = branch.get(address).content.decode()
    branch.post(address, {"key": "j", "group": second.pk, "on": f"{today():%d/%m/%Y}"})

    rows = list(Affiliation.objects.order_by("pk").values_list("group", "since", "until"))
    assert second.name in shown
    assert rows == [(first.pk, make.BORN, today()), (second.pk, today(), None)]


def test_leaving_can_be_undone(land: make.Country, branch: Client, who: make.People) -> None:
    found = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    (home,) = make.households(1, land.hamlet, by=who.branch)
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [found], home, by=who.branch)
    row = Affiliation.objects.get()

    page = branch.post(
        reverse("subject_leave", args=[found.pk, row.pk]),
        {"key": "l", "on": f"{today():%d/%m/%Y}"},
        follow=True,
    ).content.decode()
    left = Affiliation.objects.get().until
    branch.post(reverse("subject_leave_undo", args=[found.pk]), {"key": "u", "affiliation": [row.pk]})

    assert reverse("subject_leave_undo", args=[found.pk]) in page
    assert left == today()
    assert Affiliation.objects.get().until is None


def test_nothing_of_the_register_is_changed_or_shown_from_elsewhere(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    found = make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=CANARY)
    stranger = as_user(make.user("stranger", Role.BRANCH, land.other_commune))
    before = Event.objects.count()
    pages = [
        reverse(name, args=[found.pk, *more])
        for name, *more in (
            ("subject_correct",),
            ("subject_move",),
            ("subject_end",),
            ("subject_join", "household"),
        )
    ]
    undo = [
        reverse(name, args=[found.pk])
        for name in ("subject_move_undo", "subject_end_undo", "subject_leave_undo")
    ]

    seen = [stranger.get(address) for address in pages]
    sent = [stranger.post(address, {"key": "x"}) for address in [*pages, *undo]]
    added = stranger.post(reverse("subject_add", args=["citizen"]), person(land))

    assert {one.status_code for one in [*seen, *sent]} == {404}
    assert added.status_code == 400  # the hamlet is none of those offered
    assert all(CANARY not in one.content.decode() for one in [*seen, *sent, added])
    assert Event.objects.count() == before


def test_whoever_only_looks_on_sees_no_buttons_and_is_refused(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    found = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    observer = as_user(make.user("observer", Role.OBSERVER, land.province))

    page = observer.get(reverse("subject", args=[found.pk])).content.decode()

    assert "Ra khỏi sổ" not in page
    assert observer.get(reverse("subject_end", args=[found.pk])).status_code == 404
    assert observer.get(reverse("subject_add", args=["household"])).status_code == 404
