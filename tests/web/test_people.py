"""Giving work by a code read aloud: invite, take up, hand over, end; and who may."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.models import Grant, Invitation
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.domain.roles import Role
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]
PASSPHRASE = "mưa rổ cam thuyền"


@pytest.fixture
def land(db: None) -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def day() -> str:
    return today().strftime("%d/%m/%Y")


def invite(client: Client, place: int, **more: str) -> str:
    """Invite, and read the code off the page."""
    sent = {"key": "k", "full_name": "Mẫu Thị Sáng", "role": "branch", "valid_from": day(), **more}
    page = client.post(reverse("invite", args=[place]), sent, follow=True).content.decode()
    found = re.search(r'class="code"[^>]*>([^<]+)<', page)
    assert found is not None
    return found[1]


def take_up(code: str, **more: str) -> tuple[Client, str]:
    newcomer = Client()
    newcomer.post(reverse("join"), {"code": code})
    sent = {"key": "j", "username": "sang.banmot", "passphrase": PASSPHRASE, "again": PASSPHRASE, **more}
    return newcomer, newcomer.post(reverse("join_account"), sent, follow=True).content.decode()


def test_somebody_invited_types_the_code_chooses_a_passphrase_and_works(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    code = invite(as_user(who.association), land.hamlet.pk)

    _, page = take_up(code.lower().replace("-", " "))

    assert "Chào Mẫu Thị Sáng" in page
    user = User.objects.get(username="sang.banmot")
    assert access.roles_of(user, today()) == [(Role.BRANCH, land.hamlet.pk)]
    assert user.check_password(PASSPHRASE)


def test_the_code_is_shown_once_and_kept_nowhere(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.association)
    code = invite(client, land.hamlet.pk)

    again = client.get(reverse("invited", args=[Invitation.objects.get().pk])).content.decode()

    assert code not in again
    kept = [
        str(row) for row in (*Receipt.objects.values(), *Event.objects.values(), *Invitation.objects.values())
    ]
    kept += [str(session.get_decoded()) for session in Session.objects.all()]
    assert [row for row in kept if code in row] == []


def test_pressing_twice_makes_one_account(land: make.Country, who: make.People, as_user: SignIn) -> None:
    code = invite(as_user(who.association), land.hamlet.pk)
    newcomer = Client()
    newcomer.post(reverse("join"), {"code": code})
    cookie = newcomer.cookies["sessionid"].value
    sent = {"key": "j", "username": "sang.banmot", "passphrase": PASSPHRASE, "again": PASSPHRASE}

    newcomer.post(reverse("join_account"), sent)
    newcomer.cookies["sessionid"] = cookie  # the second press left before the first was answered
    newcomer.post(reverse("join_account"), sent)

    assert User.objects.filter(username="sang.banmot").count() == 1
    assert Grant.objects.filter(user__username="sang.banmot").count() == 1


def test_a_passphrase_leaves_no_trace_but_its_hash(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    take_up(invite(as_user(who.association), land.hamlet.pk))

    kept = [str(row) for row in (*Receipt.objects.values(), *Event.objects.values())]
    assert [row for row in kept if PASSPHRASE in row] == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"again": "khác hẳn câu trước"}, "Hai lần gõ mật khẩu không giống nhau."),
        ({"passphrase": "ngắn", "again": "ngắn"}, "12"),
        ({"username": "chị sáng"}, "Tên đăng nhập gồm chữ không dấu"),
        ({"username": "branch"}, "đã có người dùng"),
    ],
)
def test_an_account_that_cannot_be_says_why_and_the_code_stays_good(
    more: dict[str, str], said: str, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    code = invite(as_user(who.association), land.hamlet.pk)

    _, page = take_up(code, **more)

    assert said in page
    assert Invitation.objects.get().used_at is None


def test_a_wrong_code_is_told_and_guessing_is_stopped_after_a_while(
    land: make.Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    guesser = Client(REMOTE_ADDR="203.0.113.9")

    statuses = [guesser.post(reverse("join"), {"code": "7KD4P-XM2WA"}).status_code for _ in range(31)]

    assert statuses == [400] * 30 + [429]


def test_work_is_handed_over_by_a_code(land: make.Country, who: make.People, as_user: SignIn) -> None:
    before = make.user("before", Role.BRANCH, land.hamlet)
    client = as_user(who.association)
    address = reverse("hand_over", args=[Grant.objects.get(user=before).pk])
    page = client.post(
        address, {"key": "h", "full_name": "Mẫu Thị Sáng", "valid_from": day()}, follow=True
    ).content.decode()
    code = re.search(r'class="code"[^>]*>([^<]+)<', page)
    assert code is not None

    take_up(code[1])

    assert access.roles_of(before, today()) == []
    assert access.roles_of(User.objects.get(username="sang.banmot"), today()) == [
        (Role.BRANCH, land.hamlet.pk)
    ]


def test_somebodys_work_is_ended_with_a_reason(land: make.Country, who: make.People, as_user: SignIn) -> None:
    before = make.user("before", Role.BRANCH, land.hamlet)
    client = as_user(who.association)
    address = reverse("grant_end", args=[Grant.objects.get(user=before).pk])

    silent = client.post(address, {"key": "e", "on": day(), "reason": ""})
    client.post(address, {"key": "e", "on": day(), "reason": "Chuyển nơi ở"})

    assert silent.status_code == 400
    assert access.roles_of(before, today()) == []


def test_a_branch_finds_no_people_to_manage(land: make.Country, who: make.People, as_user: SignIn) -> None:
    client = as_user(who.branch)

    assert client.get(reverse("people")).status_code == 404
    assert client.get(reverse("invite", args=[land.hamlet.pk])).status_code == 404


def test_a_neighbouring_association_finds_nobody_here(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    neighbour = as_user(make.user("neighbour", Role.COMMUNE_ASSOCIATION, land.other_commune))
    held = Grant.objects.get(user=who.branch)

    pages = [
        neighbour.get(reverse("people"), {"place": land.commune.pk}),
        neighbour.get(reverse("grant_end", args=[held.pk])),
        neighbour.get(reverse("hand_over", args=[held.pk])),
        neighbour.get(reverse("invite", args=[land.hamlet.pk])),
    ]

    assert [page.status_code for page in pages] == [404] * 4


def test_a_commune_offers_only_what_it_may_give(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    page = as_user(who.association).get(reverse("invite", args=[land.commune.pk])).content.decode()

    assert 'value="branch"' in page
    assert 'value="commune_association"' not in page
    assert 'value="deciding_body"' not in page


def test_with_an_account_of_ones_own_it_is_one_press(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    code = invite(as_user(who.association), land.other_hamlet.pk)
    helper = make.user("helper", Role.BRANCH, land.hamlet)
    client = as_user(helper)

    client.post(reverse("join"), {"code": code})
    client.post(reverse("join_account"), {"key": "j"})

    assert set(access.roles_of(helper, today())) == {
        (Role.BRANCH, land.hamlet.pk),
        (Role.BRANCH, land.other_hamlet.pk),
    }
