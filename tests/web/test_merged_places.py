"""Who answers today for places that were merged finds them under the year they were in."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion, Succession
from khuyenhoc.domain.places import REFORM
from khuyenhoc.domain.roles import Role
from tests import make, scene

SignIn = Callable[[User], Client]


@pytest.fixture
def heir(shown: scene.Scene) -> Place:
    """Both communes of the scene became one on the day of the reform, right below the province."""
    land = shown.land
    new = make.place("commune", "Mẫu Mới", land.province, "xã")
    PlaceVersion.objects.filter(place=new).update(valid_from=REFORM)
    for old in (land.commune, land.other_commune):
        Succession.objects.create(
            predecessor=old, successor=new, kind="whole", is_default=True, on=REFORM, recorded_at=make.NOON
        )
    communes = [land.commune, land.other_commune]
    hamlets = PlaceVersion.objects.filter(place__in=[land.hamlet, land.other_hamlet, land.far_hamlet])
    line = PlaceVersion.objects.get(place=new).path
    for version in list(hamlets):  # hamlets go on below the new commune
        version.pk, version.parent, version.valid_from = None, new, REFORM
        version.path = f"{line}{version.place_id}."
        version.save(force_insert=True)
    hamlets.filter(valid_from__lt=REFORM).update(valid_to=REFORM)
    PlaceVersion.objects.filter(place__in=communes).update(valid_to=REFORM)
    for old in communes:
        Custody.objects.create(place=old, custodian=new, valid_from=REFORM, recorded_at=make.NOON)
    return new


@pytest.fixture
def client(heir: Place, as_user: SignIn) -> Client:
    account = make.user("heir", Role.COMMUNE_ASSOCIATION, heir)
    account.grants.update(valid_from=date(2025, 7, 1))
    return as_user(account)


def test_the_home_page_offers_the_places_of_then(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "xã Mẫu Mới" in page
    assert "xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn (nay là xã Mẫu Mới, tỉnh Mẫu Sơn)" in page
    assert "xã Mẫu Tây" in page


def test_the_table_of_then_opens_with_its_lists(client: Client, shown: scene.Scene) -> None:
    page = client.get(f"/figures/{shown.land.commune.pk}/2023/").content.decode()

    assert "60 / 72 hộ" in page
    assert "/cases/?place=" in page


def test_a_case_of_then_says_where_its_place_is_today(client: Client, shown: scene.Scene) -> None:
    page = client.get(f"/cases/{shown.recognised[0].pk}/").content.decode()

    assert "nay là" in page
    assert "xã Mẫu Mới" in page


def test_another_place_of_then_can_be_chosen(client: Client, shown: scene.Scene) -> None:
    page = client.get("/", {"place": shown.land.other_commune.pk}).content.decode()

    assert f'?place={shown.land.other_commune.pk}" aria-current="page"' in page
