"""A first view on a telephone with a poor connection: few bytes, and none of the look twice."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from tests import scene
from tests.web import wire

MOST = 100_000  # bytes over the wire, cold
FIRST_VIEWS: dict[str, Callable[[scene.Scene], str]] = {
    "home": lambda _: reverse("home"),
    "walk": lambda shown: reverse("walk", args=[shown.recognised[0].round_id, shown.land.hamlet.pk]),
    "form": lambda shown: reverse("assess", args=[shown.waiting[0].pk]),
}
IN_PUBLIC: dict[str, Callable[[scene.Scene], str]] = {
    "sign in": lambda _: reverse("sign_in"),
    "public": lambda _: reverse("public"),
    "public figures": lambda shown: reverse("public_figures", args=[shown.land.commune.pk, 2023]),
    "public honours": lambda shown: reverse("public_honours", args=[shown.land.commune.pk, 2023]),
}


@pytest.mark.parametrize("name", [*FIRST_VIEWS, *IN_PUBLIC])
def test_a_first_view_is_light(name: str, shown: scene.Scene, as_user: Callable[[User], Client]) -> None:
    client = Client() if name in IN_PUBLIC else as_user(shown.who.branch)

    fetched = wire.fetch(client, {**FIRST_VIEWS, **IN_PUBLIC}[name](shown))

    assert any(address.endswith(".css") for address in fetched.sizes)
    assert sum(address.endswith(".woff2") for address in fetched.sizes) == 4
    assert fetched.total <= MOST, fetched.sizes


def test_what_a_page_is_made_of_is_kept_for_ever(shown: scene.Scene) -> None:
    page = reverse("sign_in")

    fetched = wire.fetch(Client(), page)

    parts = {address: kept for address, kept in fetched.kept.items() if address != page}
    assert parts
    assert {kept for kept in parts.values() if "immutable" not in kept} == set(), parts


def test_a_page_is_compressed_and_padded_by_chance(shown: scene.Scene) -> None:
    asked = {"Accept-Encoding": "gzip"}

    answers = [Client().get(reverse("public"), headers=asked) for _ in range(8)]

    assert {answer.headers["Content-Encoding"] for answer in answers} == {"gzip"}
    assert len({len(answer.content) for answer in answers}) > 1  # one page, and its length tells little


def test_the_token_of_a_form_is_another_on_every_page(shown: scene.Scene) -> None:
    client = Client()

    tokens = {client.get(reverse("sign_in")).context["csrf_token"] for _ in range(3)}

    assert len({str(token) for token in tokens}) == 3


def test_a_paper_is_not_compressed_again(shown: scene.Scene, as_user: Callable[[User], Client]) -> None:
    address = reverse("registration_paper", args=[shown.recognised[0].round_id, shown.land.hamlet.pk])

    answer = as_user(shown.who.branch).get(address, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Content-Encoding" not in answer.headers


def test_names_without_a_hash_are_asked_for_again_within_the_hour(db: None) -> None:
    answer = Client().get("/static/css/khuyenhoc.css")
    answer.close()

    assert answer.headers["Cache-Control"] == "max-age=3600, public"
