"""Files beside pages of figures: the rows of the page, for whom the page is."""

import csv
import io
import json
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.domain.roles import Role
from tests import make, scene

NAMES = (
    "figures_file",
    "indicators_file",
    "targets_file",
    "comparing_file",
    "bases_file",
    "target_plans_file",
)


def rows(client: Client, name: str, place: int, query: str = "") -> list[dict[str, str]]:
    answer = client.get(reverse(name, args=[place, 2023, "csv"]) + query)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_file_holds_the_rows_of_its_page(shown: scene.Scene, as_user: Callable[[User], Client]) -> None:
    client, land = as_user(shown.who.association), shown.land
    district = as_user(shown.who.province)

    figures = rows(client, "indicators_file", land.commune.pk)
    page = client.get(reverse("indicators_of", args=[land.commune.pk, 2023])).content.decode()
    titles = rows(client, "figures_file", land.commune.pk)
    aims = rows(client, "targets_file", land.commune.pk)
    bases = rows(client, "bases_file", land.commune.pk)
    ranks = rows(district, "comparing_file", land.district.pk, "?what=recognised_household.&by=number")

    assert page.count('<th scope="row"><a') == len(figures)
    held = next(row for row in figures if row["Mã chỉ số"] == "recognised_household")
    assert (held["Số liệu"], held["Từ đâu"]) == ("60", "hệ thống đếm")
    households = [row for row in titles if row["Danh hiệu"] == "Gia đình học tập"]
    assert sorted(row["Được công nhận"] for row in households) == ["", "60", "60"]  # the commune, its hamlets
    assert len(aims) == page_rows(client, "targets", land.commune.pk)
    assert {row["Từ đâu"] for row in bases} == {"đếm từ sổ theo dõi"}
    assert (ranks[0]["Hạng"], ranks[0]["Mã nơi trong hệ thống"]) == ("1", str(land.commune.pk))


def test_plans_and_outlook_are_taken_away_as_they_are_shown(
    shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    client, target = as_user(shown.who.province), scene.target(shown)
    names = {
        "target_plans_file": [target.place_id, target.year],
        "target_outlook_file": [target.place_id, 2023, target.pk],
    }

    plans, outlook = (
        list(
            csv.DictReader(
                io.StringIO(client.get(reverse(name, args=[*args, "csv"])).content.decode("utf-8-sig"))
            )
        )
        for name, args in names.items()
    )
    pages = [client.get(reverse(name.removesuffix("_file"), args=args)) for name, args in names.items()]

    assert [(row["Nơi"], row["Chỉ tiêu cấp trên"], row["Chỉ tiêu của nơi này"]) for row in plans] == [
        ("huyện Mẫu Hà", "70,00%", "")
    ]
    assert [row["Nơi"] for row in outlook] == [one.name for one, _ in pages[1].context["rows"]]
    assert all('href="list.xlsx"' in page.content.decode() for page in pages)


def page_rows(client: Client, name: str, place: int) -> int:
    return len(client.get(reverse(name, args=[place, 2023])).context["rows"])


def test_dhis2_and_json_tell_the_same_number(shown: scene.Scene, as_user: Callable[[User], Client]) -> None:
    client, place = as_user(shown.who.association), shown.land.commune.pk

    told = {
        form: json.loads(client.get(reverse("indicators_file", args=[place, 2023, form])).content)
        for form in ("json", "dhis2")
    }

    value = next(row for row in told["json"]["figures"] if row["indicator"] == "recognised_household")[
        "value"
    ]
    sent = {one["dataElement"]: one["value"] for one in told["dhis2"]["dataValues"]}
    assert sent["KH_RECOGNISED_HOUSEHOLD"] == str(value) == "60"


def test_a_file_is_only_for_whom_the_page_is_and_of_a_known_kind(
    shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    stranger = as_user(make.user("stranger", Role.COMMUNE_ASSOCIATION, shown.land.other_commune))
    own, place = as_user(shown.who.association), shown.land.commune.pk

    foreign = {name: stranger.get(reverse(name, args=[place, 2023, "csv"])).status_code for name in NAMES}
    unknown = {name: own.get(reverse(name, args=[place, 2023, "exe"])).status_code for name in NAMES}

    assert foreign == unknown == dict.fromkeys(NAMES, 404)
