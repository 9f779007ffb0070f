"""Tokens for programs: made by a person for themself, shown once, kept as a hash, revoked."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts.models import Token, User
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.domain.roles import Role
from tests import make
from tests.web.signing_in import real, sign_in

TEXT = re.compile(r"khu_[0-9a-z]{32}")


@pytest.fixture
def officer(land: make.Country) -> User:
    return real("officer", Role.BRANCH, land.hamlet)


def ask_for_one(client: Client, key: str = "t") -> str:
    sent = {"key": key, "name": "Bảng điều hành", "days": "90"}
    return client.post(reverse("token_make"), sent, follow=True).content.decode()


def read(text: str, address: str = "/api/v1/me") -> int:
    return Client().get(address, headers={"Authorization": f"Bearer {text}"}).status_code


def test_a_token_is_shown_once_kept_as_a_hash_and_listed_with_its_last_use(officer: User) -> None:
    client = sign_in()

    text = TEXT.findall(ask_for_one(client))[0]
    pressed_again = ask_for_one(client)
    token = Token.objects.get()
    shown_later = client.get(reverse("token", args=[token.pk])).content.decode()
    unused = client.get(reverse("tokens")).content.decode()
    answered = read(text)
    used = client.get(reverse("tokens")).content.decode()

    assert answered == 200
    assert TEXT.findall(pressed_again + shown_later + unused) == []
    assert token.expires_on == timezone.localdate() + timedelta(days=90)
    assert "chưa dùng" in unused
    assert "chưa dùng" not in used
    assert f"…{text[-4:]}" in used
    kept = "".join(
        json.dumps(row, default=str) for one in (Token, Event, Receipt) for row in one.objects.values()
    )
    assert text not in kept
    assert text[4:] not in kept


def test_a_revoked_token_opens_nothing_and_the_log_tells_both(officer: User) -> None:
    client = sign_in()
    text = TEXT.findall(ask_for_one(client))[0]

    page = client.post(
        reverse("token_revoke", args=[Token.objects.get().pk]), {"key": "r"}, follow=True
    ).content.decode()

    assert "Đã hủy mã “Bảng điều hành”" in page
    assert read(text) == 401
    deeds = Event.objects.filter(kind="account", object_id=officer.pk, deed__startswith="token")
    assert list(deeds.order_by("pk").values_list("deed", "by")) == [
        ("token.made", "officer"),
        ("token.revoked", "officer"),
    ]


def test_another_persons_token_is_neither_seen_nor_revoked(
    officer: User, as_user: Callable[[User], Client], land: make.Country
) -> None:
    made = make.token(officer)
    other = as_user(make.user("other", Role.PROVINCE, land.province))

    seen = [other.get(reverse(name, args=[made.token.pk])).status_code for name in ("token", "token_revoke")]
    pressed = other.post(reverse("token_revoke", args=[made.token.pk]), {"key": "r"}).status_code

    assert (seen, pressed) == ([404, 404], 404)
    assert read(made.text) == 200


@pytest.mark.parametrize("what", ["expired", "locked", "passphrase reset"])
def test_a_token_ends_with_its_day_its_account_and_a_passphrase_set_anew(what: str, officer: User) -> None:
    made, at = make.token(officer), timezone.now()
    if what == "expired":
        Token.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    elif what == "locked":
        accounts.lock(officer, by="server", at=at)
    else:
        accounts.put_passphrase(officer, "nắng vỏ thuyền quạt", given_by="ai đó", by="officer", at=at)

    assert read(made.text) == 401


def test_whoever_must_have_a_second_step_reads_nothing_before_it(land: make.Country) -> None:
    made = make.token(real("leader", Role.PROVINCE, land.province))

    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {made.text}"})

    assert (answer.status_code, answer.json()["code"]) == (403, "SECOND_STEP_FIRST")


def test_a_token_needs_a_name_and_there_are_not_too_many(officer: User) -> None:
    client = sign_in()

    nameless = client.post(reverse("token_make"), {"key": "n", "name": " ", "days": "90"})
    pages = [ask_for_one(client, key=str(number)) for number in range(11)]

    assert (nameless.status_code, Token.objects.count()) == (400, 10)
    assert "Hãy ghi tên chương trình." in nameless.content.decode()
    assert "Mỗi người giữ nhiều nhất 10 mã" in pages[-1]
