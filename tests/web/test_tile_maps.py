"""The map of the places right below one: drawn from our own data, and never without the two archipelagos."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.analytics import tile_map
from khuyenhoc.analytics.tile_map import TileMap
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.figures.models import Base
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.roles import Role
from khuyenhoc.web import tile_maps
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
BEFORE, NOW = date(2024, 12, 31), date(2026, 6, 1)
COUNTRY, DA_NANG, KHANH_HOA, TUYEN_QUANG = 1, 10805, 10808, 10796
HOANG_SA, TRUONG_SA = 12614, 12876


def drawn_of(place: int, day: date) -> TileMap:
    found = tile_map.of(places.version(place, day).place.kind, places.children(place, day), day)
    assert found is not None
    return found


@pytest.mark.parametrize(("day", "provinces"), [(BEFORE, 63), (NOW, 34)])
def test_the_country_shows_every_province_and_both_archipelagos(day: date, provinces: int) -> None:
    found = drawn_of(COUNTRY, day)

    whose = {one.name: str(places.version(one.place_id or 0, day)) for one in found.islands}
    assert len({(one.column, one.row) for one in found.tiles}) == provinces
    assert found.left_out == ()
    assert whose["Hoàng Sa"] == "thành phố Đà Nẵng"
    assert whose["Trường Sa"] == "tỉnh Khánh Hòa"


def test_provinces_lie_as_they_do_on_the_ground() -> None:
    at = {one.name: (one.column, one.row) for one in drawn_of(COUNTRY, NOW).tiles}

    assert at["Cao Bằng"][1] < at["Hà Nội"][1] < at["Huế"][1] < at["Hồ Chí Minh"][1] < at["Cà Mau"][1]
    assert at["Điện Biên"][0] < at["Hà Nội"][0] < at["Quảng Ninh"][0]


def test_their_provinces_show_the_archipelagos_as_places_of_their_own() -> None:
    (hoang_sa,) = drawn_of(DA_NANG, NOW).islands
    (truong_sa,) = drawn_of(KHANH_HOA, NOW).islands

    assert (hoang_sa.place_id, hoang_sa.is_itself) == (HOANG_SA, True)
    assert (truong_sa.place_id, truong_sa.is_itself) == (TRUONG_SA, True)
    assert drawn_of(TUYEN_QUANG, NOW).islands == ()


def test_hamlets_have_no_map_and_what_a_reform_made_is_named_beside_it() -> None:
    province = Place.objects.get(pk=DA_NANG)
    commune = Place.objects.get(pk=12_599)
    for number in range(3):
        make.place("hamlet", f"Bản {number}", commune, "thôn")
    made = make.place("commune", "Xã Mới Lập", province, "xã")

    assert tile_map.of("commune", places.children(commune, NOW), NOW) is None
    assert drawn_of(DA_NANG, NOW).left_out == (str(places.version(made, NOW)),)


def test_the_page_of_the_country_names_them_and_says_each_rate_in_the_table_too(
    as_user: Callable[[User], Client],
) -> None:
    for province, recognised in ((DA_NANG, 60), (TUYEN_QUANG, 10)):
        commune = places.children(province, NOW)[0].place_id
        for state, value in (("registrations", 90), ("held", recognised)):
            Count.objects.create(
                place_id=commune, title="household", level="", year=2026, state=state, value=value
            )
        Base.objects.create(
            place_id=commune,
            year=2026,
            kind="all households",
            value=100,
            provenance="counted",
            source="mẫu",
            effective_on=NOW,
            recorded_at=make.NOON,
        )
    client = as_user(make.user("centre", Role.CENTRE, Place.objects.get(pk=COUNTRY)))
    address = reverse("place", args=[COUNTRY])

    told = client.get(address, {"year": "2026"}).content.decode()
    by_name = client.get(address, {"year": "2026", "sort": "name"}).content.decode()

    assert "Quần đảo Hoàng Sa" in told
    assert "Quần đảo Trường Sa" in told
    assert "<title>Đà Nẵng: 60,00%</title>" in told
    assert told.index("<strong>60,00%</strong>") < told.index("<strong>10,00%</strong>")
    assert told.count('<th scope="row"><span class="quiet number">') == 34  # the others without a number too
    assert by_name.index(">tỉnh An Giang</a>") < by_name.index("<strong>60,00%</strong>")


@pytest.mark.parametrize(
    ("rate", "band"), [(None, None), (0, 0), (1_999, 0), (2_000, 1), (7_999, 3), (8_000, 4), (12_000, 4)]
)
def test_a_rate_has_the_band_it_reaches(rate: int | None, band: int | None) -> None:
    assert tile_maps.band(rate) == band
