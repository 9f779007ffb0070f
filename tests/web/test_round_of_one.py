"""A round for one organisation alone: chosen in the register, opened with the set made for it, worked by itself."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]
EVERYWHERE = 'scope = { place = "", organisation_kind = "" }'
COMMUNE = "Xã Mẫu Đông, Huyện Mẫu Hà, Tỉnh Mẫu Sơn"


@pytest.fixture
def schools(land: make.Country, who: make.People) -> list[Subject]:
    """Two of the commune; a set was made for the first."""
    new = [
        NewSubject(
            Title.ORGANISATION,
            name,
            land.commune.pk,
            make.BORN,
            level=Level.COMMUNE,
            organisation_kind="school",
        )
        for name in ("Trường Mẫu A", "Trường Mẫu B")
    ]
    entered = subjects.enter(new, by=who.association, at=make.NOON, is_sample=True)
    scope = f'scope = {{ place = "{COMMUNE}", organisation = "Trường Mẫu A" }}'
    make.version_of("organisation-mau@2023", "2024", (EVERYWHERE, scope))
    return entered


def filled_in(land: make.Country, school: Subject, **more: str) -> dict[str, str]:
    year = today().year
    return {
        "key": "k",
        "place": str(land.commune.pk),
        "year": str(year),
        "of": "organisation.",
        "organisation": str(school.pk),
        "chosen": "organisation-mau@2024",
        "registration_from": f"01/01/{year}",
        "registration_to": f"31/12/{year}",
        "cut_off": f"01/09/{year}",
        "decide_to": f"31/12/{year}",
        "quorum": "66,67",
        "majority": "50",
        "deciding_body": "UBND xã",
        "decision_suffix": "QĐ-UBND",
        **more,
    }


def test_the_organisation_is_chosen_in_the_register_by_the_words_of_its_kind(
    schools: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.association)

    doors = client.get(reverse("round_open")).content.decode()
    page = client.get(reverse("round_organisation"), {"q": "mau a"}).content.decode()

    assert reverse("round_organisation") in doors
    assert "Trường Mẫu A" in page
    assert "Trường Mẫu B" not in page
    assert "Trường học" in page
    assert f"organisation={schools[0].pk}" in page


def test_its_round_is_opened_with_its_own_set_after_a_look(
    schools: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client, address = as_user(who.association), reverse("round_open")
    asked: dict[str, str | int] = {
        "place": land.commune.pk,
        "of": "organisation.",
        "organisation": schools[0].pk,
    }

    form = client.get(address, asked).content.decode()
    looked = client.post(address, filled_in(land, schools[0], look="1")).content.decode()
    before = Round.objects.count()
    client.post(address, filled_in(land, schools[0], open="1"))

    assert "Đợt này chỉ dành cho Trường Mẫu A." in form
    assert "làm riêng cho đơn vị này" in form
    assert "chỉ cho một đơn vị:" in looked
    assert before == 0
    opened = Round.objects.get()
    assert (opened.organisation, opened.criteria_set.key) == (schools[0], "organisation-mau@2024")


def test_its_list_shows_it_alone_while_the_general_one_shows_all(
    schools: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    as_user(who.association).post(reverse("round_open"), filled_in(land, schools[0], open="1"))
    year = today().year
    rounds.open_round(
        land.province.pk,
        make.plan(Title.ORGANISATION, year=year),
        by=who.province,
        at=make.NOON.replace(year=year),
    )
    alone, general = Round.objects.order_by("pk")

    client = as_user(who.association)
    own, all_of_them = (
        client.get(reverse("walk", args=[one.pk, land.commune.pk])).content.decode()
        for one in (alone, general)
    )

    assert ("Trường Mẫu A" in own, "Trường Mẫu B" in own) == (True, False)
    assert ("Trường Mẫu A" in all_of_them, "Trường Mẫu B" in all_of_them) == (True, True)


def test_an_organisation_elsewhere_and_a_household_are_not_there(
    schools: list[Subject], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    home = make.households(1, land.hamlet, by=who.branch)[0]
    other = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)
    far = make.subject(Title.ORGANISATION, land.other_commune, by=other, name="Trường Xa")
    address, client = reverse("round_open"), as_user(who.association)

    statuses = [
        client.get(address, {"of": "organisation.", "organisation": str(one.pk)}).status_code
        for one in (home, far)
    ]

    assert statuses == [404, 404]
    assert "Trường Xa" not in client.get(reverse("round_organisation")).content.decode()
