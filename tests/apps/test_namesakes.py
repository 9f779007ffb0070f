"""Two hamlets of one name that a merger brings together are told apart by the commune they came from."""

from datetime import date, datetime

import pytest
from django.utils import translation

from khuyenhoc.apps.places import actions as place_actions
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.reform import actions
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.reform import plan as plans
from tests import make
from tests.make import Country, People

DAY, EVE = date(2023, 11, 1), date(2023, 10, 31)
AFTER = datetime(2023, 11, 2, 9, tzinfo=VIETNAM)
MERGE = f"""
title = "Sắp xếp mẫu"
on = {DAY}
legal_reference = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
renew_grants = false
[[deed]]
kind = "merge"
places = ["xã Mẫu Đông", "xã Mẫu Tây"]
into = {{ unit = "xã", name = "Mẫu Mới" }}
"""


@pytest.fixture
def alike(land: Country, who: People) -> list[Place]:
    """A "Thôn 1" of each of two communes that are one by now."""
    found = [
        place_actions.open_hamlets(commune, ["Thôn 1"], by="test", at=make.NOON, source="mẫu")[0]
        for commune in (land.commune, land.other_commune)
    ]
    actions.reform(plans.read(MERGE), by=who.centre, at=AFTER)
    return found


def test_namesakes_are_listed_with_the_commune_they_came_from(alike: list[Place]) -> None:
    assert [(one.place, one.name, one.former) for one in places.namesakes(DAY)] == [
        (alike[0].pk, "thôn 1", "xã Mẫu Đông"),
        (alike[1].pk, "thôn 1", "xã Mẫu Tây"),
    ]
    assert places.namesakes(EVE) == []


def test_a_label_tells_namesakes_apart_and_leaves_the_others_alone(alike: list[Place], land: Country) -> None:
    assert places.label(alike[0], DAY) == (
        "thôn 1 (trước thuộc xã Mẫu Đông), xã Mẫu Mới, huyện Mẫu Hà, tỉnh Mẫu Sơn"
    )
    assert places.label(land.hamlet, DAY) == "thôn Bản Một, xã Mẫu Mới, huyện Mẫu Hà, tỉnh Mẫu Sơn"
    assert places.label(alike[0], EVE) == "thôn 1, xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn"


def test_on_an_english_page_names_of_then_and_today_are_joined_in_english(
    alike: list[Place], land: Country
) -> None:
    with translation.override("en"):
        assert "(formerly in xã Mẫu Tây)" in places.label(alike[1], DAY)
        assert "(now xã Mẫu Mới, huyện Mẫu Hà, tỉnh Mẫu Sơn)" in places.label(land.commune, EVE, now=DAY)
