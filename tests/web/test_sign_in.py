"""Signing in, by passphrase and into the demonstration."""

from collections.abc import Callable

import pytest
from django.test import Client

from khuyenhoc.apps.accounts.models import User
from tests import make, scene


def test_the_right_passphrase_leads_home(shown: scene.Scene) -> None:
    response = Client().post("/sign-in/", {"username": "Branch", "password": scene.PASSPHRASE})

    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_a_wrong_passphrase_is_told_in_plain_words(shown: scene.Scene) -> None:
    response = Client().post("/sign-in/", {"username": "branch", "password": "sai"})

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in response.content.decode()


def test_too_many_wrong_passphrases_lock_the_name_and_say_for_how_long(shown: scene.Scene) -> None:
    client = Client()
    for _ in range(10):
        response = client.post("/sign-in/", {"username": "branch", "password": "sai"})

    assert response.status_code == 429
    assert "Đợi 15 phút" in response.content.decode()


def test_the_lock_of_one_name_leaves_the_others_free(shown: scene.Scene) -> None:
    client = Client()
    for _ in range(10):
        client.post("/sign-in/", {"username": "branch", "password": "sai"})

    response = client.post("/sign-in/", {"username": "province", "password": scene.PASSPHRASE})

    assert response.status_code == 302


def test_the_demonstration_offers_one_account_a_role(shown: scene.Scene) -> None:
    page = Client().get("/sign-in/").content.decode()

    assert page.count('name="username" value=') == 5
    assert "Chi hội Khuyến học" in page


@pytest.mark.parametrize("username", ["branch", "association", "committee", "province", "centre"])
def test_a_button_of_the_demonstration_signs_in(username: str, shown: scene.Scene) -> None:
    client = Client()

    response = client.post("/sign-in/sample/", {"username": username}, follow=True)

    assert response.status_code == 200
    assert "Bạn làm việc với tư cách" in response.content.decode()


def test_a_real_account_cannot_be_entered_without_its_passphrase(shown: scene.Scene) -> None:
    User.objects.filter(username="branch").update(is_sample=False)

    assert Client().post("/sign-in/sample/", {"username": "branch"}).status_code == 404


def test_a_sample_account_without_a_passphrase_is_not_offered(shown: scene.Scene) -> None:
    make.user("machine", None)

    assert "machine" not in Client().get("/sign-in/").content.decode()
    assert Client().post("/sign-in/sample/", {"username": "machine"}).status_code == 404


def test_signing_out_ends_it(shown: scene.Scene, as_user: Callable[[User], Client]) -> None:
    client = as_user(shown.who.branch)

    client.post("/sign-out/")

    assert client.get("/").status_code == 302
