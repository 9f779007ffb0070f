"""The pages of figures, targets and comparisons: what they show, what they change, and to whom."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewAim, NewFigure
from khuyenhoc.apps.figures.models import Target
from tests import scene
from tests.make import NOON
from tests.scene import RECOGNISED, Scene

Sign = Callable[[User], Client]


def body(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def told(shown: Scene) -> Scene:
    """The commune also reported, and otherwise than it counted."""
    new = NewFigure(
        place=shown.land.commune.pk,
        period="2023",
        indicator="recognised_household",
        source="Báo cáo mẫu của xã",
        value="gần 65",
    )
    figures.report_figures([new], by=shown.who.province, at=NOON)
    return shown


def test_the_page_of_a_figure_shows_number_base_formula_report_and_list(told: Scene, as_user: Sign) -> None:
    client = as_user(told.who.association)
    place = told.land.commune.pk

    page = body(client, "indicator", place, 2023, "recognised_household")

    for text in ("83,33%", "Sổ theo dõi", "gần 65", "Báo cáo mẫu của xã", "trừ danh hiệu đã thu hồi"):
        assert text in page
    assert f"Năm 2023, xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn có {RECOGNISED} hộ" in page
    listed = f"{reverse('cases')}?place={place}&amp;year=2023&amp;title=household&amp;level=&amp;measure=held"
    source = client.get(reverse("indicator", args=[place, 2023, "recognised_household"])).content.decode()
    assert listed in source


def test_the_list_behind_a_number_is_not_offered_to_who_sees_sums_only(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.branch)

    answer = client.get(reverse("indicator", args=[shown.land.province.pk, 2023, "recognised_household"]))

    assert answer.status_code == 200
    assert "measure=held" not in answer.content.decode()


def test_what_cannot_be_counted_says_why_and_is_not_0(shown: Scene, as_user: Sign) -> None:
    page = body(as_user(shown.who.association), "indicator", shown.land.commune.pk, 2023, "drop_out")

    assert "chỉ có số do các nơi báo cáo" in page
    assert "Chưa có số liệu." in page


@pytest.mark.parametrize("name", ["indicators_of", "targets", "comparing", "corrected", "target_plans"])
def test_figures_of_a_place_that_is_not_ones_own_are_not_there(
    name: str, shown: Scene, as_user: Sign
) -> None:
    outsider = as_user(scene.stranger(shown.land.other_commune))

    answer = outsider.get(reverse(name, args=[shown.land.commune.pk, 2023]))

    assert answer.status_code == 404


def test_the_targets_of_a_commune_are_those_above_it_with_what_is_missing(
    shown: Scene, as_user: Sign
) -> None:
    page = body(as_user(shown.who.association), "targets", shown.land.commune.pk, 2023)

    assert "70,00%" in page
    assert "83,33%" in page
    assert "Chỉ tiêu thấp hơn mức đã đạt" in page
    assert "Kế hoạch mẫu (tỉnh Mẫu Sơn)" in page


SENT = {
    "key": "k1",
    "year": "2026",
    "rate": "ít nhất 90%",
    "value": "",
    "base": "all households",
    "source": "Nghị quyết mẫu",
    "kept_with_note": "",
}


def own(shown: Scene) -> list[tuple[str, int | None, int]]:
    rows = Target.objects.filter(place=shown.land.commune, superseded_at__isnull=True).order_by("pk")
    return [(row.percent_text, row.percent, row.year) for row in rows]


def test_a_target_is_looked_over_first_and_kept_as_it_was_written(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.association)
    address = reverse("target_set", args=[shown.land.commune.pk, "recognised_household"])

    looked = client.post(address, SENT)
    before = own(shown)
    done = client.post(address, SENT | {"confirmed": "yes"}, follow=True)
    twice = client.post(address, SENT | {"confirmed": "yes"}, follow=True)

    assert "Xem lại trước khi ghi" in looked.content.decode()
    assert before == []
    assert own(shown) == [("ít nhất 90%", 9_000, 2026)]
    assert "ít nhất 90%" in done.content.decode()
    assert twice.status_code == 200
    assert Target.objects.filter(place=shown.land.commune).count() == 1


def test_a_target_below_what_is_reached_is_kept_only_with_a_reason(told: Scene, as_user: Sign) -> None:
    new = NewFigure(
        place=told.land.commune.pk,
        period="2023",
        indicator="recognised_household",
        source="Báo cáo khác của xã",
        rate="83%",
        base_kind="all households",
    )
    figures.report_figures([new], by=told.who.province, at=NOON)
    client = as_user(told.who.association)
    address = reverse("target_set", args=[told.land.commune.pk, "recognised_household"])
    low = SENT | {"rate": "50%", "confirmed": "yes"}

    refused = client.post(address, low)
    assert refused.status_code == 400
    assert own(told) == []

    client.post(address, low | {"kept_with_note": "Địa bàn vừa chia lại", "key": "k2"})
    assert own(told) == [("50%", 5_000, 2026)]


WORDS = {  # a target below what is reached; what is missing; the shortest list
    "vi": ("Chỉ tiêu thấp hơn mức đã đạt", "Còn thiếu 15 để có 80", "Danh sách ngắn nhất để bù chỗ thiếu"),
    "en": ("target is below what is reached", "15", "shortest list"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_province_commune_and_hamlet_are_warned_of_a_low_target_and_told_what_is_missing(
    language: str, shown: Scene, as_user: Sign
) -> None:
    land, by = shown.land, shown.who.province
    low = NewAim(land.province.pk, 2023, "recognised_household", "Kế hoạch mẫu", "", "all households", 5_000)
    high = NewAim(land.province.pk, 2023, "registered_household", "Kế hoạch mẫu", amount=80)
    figures.set_targets([low, high], by=by, at=NOON)
    aimed = Target.objects.get(indicator="registered_household").pk
    client = as_user(by)
    client.cookies["django_language"] = language
    warning, missing, shortest = WORDS[language]

    tables = [body(client, "targets", one.pk, 2023) for one in (land.province, land.commune, land.hamlet)]
    outlooks = [
        body(client, "target_outlook", one.pk, 2023, aimed)
        for one in (land.province, land.commune, land.hamlet)
    ]

    assert [warning in page for page in tables] == [True] * 3
    assert [" 15 " in page for page in tables] == [True] * 3
    assert [missing in page for page in outlooks] == [True] * 3
    assert [shortest.lower() in page.lower() for page in outlooks] == [True] * 3


def test_a_target_just_set_is_taken_back_and_the_earlier_one_holds_again(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.association)
    address = reverse("target_set", args=[shown.land.commune.pk, "recognised_household"])
    client.post(address, SENT | {"confirmed": "yes"})
    client.post(address, SENT | {"confirmed": "yes", "rate": "95%", "key": "k2"})
    standing = Target.objects.get(place=shown.land.commune, superseded_at__isnull=True)

    undo = reverse("target_undo", args=[shown.land.commune.pk])
    client.post(undo, {"key": "k3", "target": str(standing.pk)})

    assert own(shown) == [("ít nhất 90%", 9_000, 2026)]


def test_a_target_that_is_gone_is_not_taken_back_again(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.province)

    answer = client.post(
        reverse("target_undo", args=[shown.land.commune.pk]), {"key": "k", "target": "999999"}, follow=True
    )

    assert "không còn hiệu lực" in answer.content.decode()


def test_whoever_only_sees_sets_no_targets(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.committee)

    answer = client.post(
        reverse("target_set", args=[shown.land.commune.pk, "recognised_household"]),
        SENT | {"confirmed": "yes"},
    )

    assert answer.status_code == 404
    assert own(shown) == []


def test_the_page_of_plans_adds_numbers_and_says_what_is_missing(shown: Scene, as_user: Sign) -> None:
    page = body(as_user(shown.who.province), "target_plans", shown.land.province.pk, 2025)

    assert "70,00%" in page
    assert "huyện Mẫu Hà" in page
    assert "chưa đặt" in page


def test_the_outlook_of_a_target_names_the_places_and_the_method(shown: Scene, as_user: Sign) -> None:
    target = scene.target(shown).pk

    page = body(as_user(shown.who.province), "target_outlook", shown.land.district.pk, 2023, target)

    assert "xã Mẫu Đông" in page
    assert "kẻ đường thẳng" in page


def test_places_are_compared_over_years_and_beside_each_other(told: Scene, as_user: Sign) -> None:
    client = as_user(told.who.province)

    page = body(client, "comparing", told.land.district.pk, 2023, what="recognised_household.")

    assert "83,33%" in page
    assert "xã Mẫu Đông" in page
    assert "1 nơi chưa xếp hạng được" in page


def test_an_earlier_report_is_run_again_with_its_differences(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.association)

    page = body(client, "corrected", shown.land.commune.pk, 2023, known_on="01/01/2023")

    assert "Như đã biết đến hết 01/01/2023" in page
    assert f"+{RECOGNISED}" in page


def test_an_unknown_indicator_is_not_there_and_a_strange_question_is_refused(
    shown: Scene, as_user: Sign
) -> None:
    client, place = as_user(shown.who.association), shown.land.commune.pk

    assert client.get(reverse("indicator", args=[place, 2023, "nothing_such"])).status_code == 404
    assert client.get(reverse("comparing", args=[place, 2023]), {"what": "x.y"}).status_code == 400
    strange = reverse("indicator", args=[place, 2023, "members"])
    assert client.get(strange, {"basis": "flat"}).status_code == 400
