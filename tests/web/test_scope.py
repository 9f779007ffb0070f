"""People see the lists of their own places and the sums of whatever lies above them, and no more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from tests import scene

SignIn = Callable[[User], Client]


@pytest.fixture
def outsider(shown: scene.Scene, as_user: SignIn) -> Client:
    """Works in the district's other commune."""
    return as_user(scene.stranger(shown.land.other_commune))


def test_a_foreign_case_answers_as_one_that_is_not_there(shown: scene.Scene, outsider: Client) -> None:
    foreign = outsider.get(reverse("case", args=[shown.recognised[0].pk]))
    unknown = outsider.get(reverse("case", args=[10**9]))

    assert foreign.status_code == unknown.status_code == 404
    assert without_tokens(foreign.content) == without_tokens(unknown.content)


def without_tokens(page: bytes) -> list[str]:
    """The page without what is new in every answer, and without its own address."""
    return [
        line
        for line in page.decode().splitlines()
        if "csrfmiddlewaretoken" not in line and 'name="next"' not in line
    ]


@pytest.mark.parametrize("name", ["case", "subject"])
def test_a_foreign_name_is_on_no_page_of_an_outsider(name: str, shown: scene.Scene, outsider: Client) -> None:
    key = shown.returned.pk if name == "case" else shown.returned.subject_id

    response = outsider.get(reverse(name, args=[key]))

    assert response.status_code == 404
    assert "Mẫu Thị Sáng" not in response.content.decode()


@pytest.mark.parametrize("name", ["cases", "subjects"])
def test_a_foreign_list_is_not_found(name: str, shown: scene.Scene, outsider: Client) -> None:
    response = outsider.get(reverse(name), {"place": shown.land.commune.pk, "year": 2023})

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["cases", "subjects"])
def test_the_list_of_a_place_above_ones_own_is_not_found(
    name: str, shown: scene.Scene, outsider: Client
) -> None:
    response = outsider.get(reverse(name), {"place": shown.land.district.pk, "year": 2023})

    assert response.status_code == 404


def test_the_sums_of_a_place_above_ones_own_may_be_seen_without_its_other_communes(
    shown: scene.Scene, outsider: Client
) -> None:
    response = outsider.get(reverse("figures", args=[shown.land.district.pk, 2023]))

    assert response.status_code == 200
    drawn = response.content.decode()
    assert "60 / 72 hộ" in drawn
    assert "xã Mẫu Tây" in drawn
    assert "xã Mẫu Đông" not in drawn
    assert "/cases/?place" not in drawn


def test_the_sums_of_a_sibling_are_not_found(shown: scene.Scene, outsider: Client) -> None:
    assert outsider.get(reverse("figures", args=[shown.land.commune.pk, 2023])).status_code == 404
