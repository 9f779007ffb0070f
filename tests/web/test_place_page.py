"""The page of a place: its table and targets, the years before, those below it ranked, and who has not begun."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khuyenhoc.analytics import idle, trend
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import charts
from khuyenhoc.web.request import today
from tests import make, scene

SignIn = Callable[[User], Client]


def page(client: Client, shown: scene.Scene, **asked: str | int) -> str:
    answer = client.get(reverse("place", args=[shown.land.commune.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_table_stands_on_it_with_targets_and_lists_behind_the_numbers(
    shown: scene.Scene, as_user: SignIn
) -> None:
    told = page(as_user(shown.who.association), shown, year=2023)

    assert "83,33%" in told
    assert "70,00%" in told
    assert f"{reverse('cases')}?place={shown.land.commune.pk}&amp;year=2023&amp;title=household" in told


def test_the_years_are_drawn_with_the_target_and_told_again_as_a_table(
    shown: scene.Scene, as_user: SignIn
) -> None:
    told = page(as_user(shown.who.association), shown, year=2023)

    assert '<svg class="chart"' in told
    assert "household: 2023 83,3%" in told
    assert "Nét đứt: chỉ tiêu 70,00% (năm 2025)." in told
    assert "Xem bằng bảng" in told


def test_places_below_are_ranked_by_the_title_asked_for(shown: scene.Scene, as_user: SignIn) -> None:
    told = page(as_user(shown.who.association), shown, year=2023, by="household.")

    assert "Năm 2023, tỷ lệ được công nhận từ cao đến thấp" in told
    assert 'aria-current="page">Gia đình' in told


def test_who_has_not_begun_is_named_with_who_works_there_and_the_next_step(
    shown: scene.Scene, as_user: SignIn
) -> None:
    branch = make.user("far-branch", Role.BRANCH, shown.land.other_hamlet)
    association.open_branches(
        [(shown.land.other_hamlet.pk, "Chi hội Bản Hai")],
        kind="chi_hoi",
        since=make.BORN,
        by=shown.who.association,
        at=make.NOON,
    )
    year = today().year
    opened = rounds.open_round(
        shown.land.province.pk,
        make.plan(Title.HOUSEHOLD, year=year),
        by=shown.who.province,
        at=make.NOON.replace(year=year),
    )

    told = page(as_user(shown.who.association), shown)

    assert f"2 đơn vị chưa làm gì trong năm {year}" in told
    assert branch.full_name in told
    assert "Chi hội Bản Hai" in told
    assert reverse("walk", args=[opened.pk, shown.land.other_hamlet.pk]) in told


def test_whoever_gives_no_work_reads_no_names_of_who_works_there(shown: scene.Scene, as_user: SignIn) -> None:
    branch = make.user("far-branch", Role.BRANCH, shown.land.other_hamlet)

    told = page(as_user(shown.who.committee), shown)

    assert "2 đơn vị chưa làm gì" in told
    assert branch.full_name not in told


def test_somebody_from_elsewhere_reads_the_names_of_the_place_and_no_figures(
    shown: scene.Scene, as_user: SignIn
) -> None:
    told = page(as_user(scene.stranger(shown.land.other_commune)), shown, year=2023)

    assert "Tên gọi qua các thời kỳ" in told
    assert "83,33%" not in told
    assert "chưa làm gì" not in told
    assert "<svg class=" not in told


def test_a_year_or_a_title_that_makes_no_sense_is_said(shown: scene.Scene, as_user: SignIn) -> None:
    client, address = as_user(shown.who.association), reverse("place", args=[shown.land.commune.pk])

    statuses = [client.get(address, asked).status_code for asked in ({"year": "xx"}, {"by": "household.xx"})]

    assert statuses == [400, 400]


def test_the_page_asks_no_more_when_more_places_lie_below(
    shown: scene.Scene,
    as_user: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = as_user(shown.who.association)
    for number in range(10):
        make.place("hamlet", f"Bản Thêm {number}", shown.land.commune, "thôn")

    with django_assert_max_num_queries(80):
        told = page(client, shown, year=2023)

    assert "12 đơn vị chưa làm gì" in told


def test_a_trend_begins_with_the_first_year_of_which_anything_is_known(shown: scene.Scene) -> None:
    (household,) = [
        one
        for one in trend.of(shown.land.commune.pk, on=make.NOON.date(), until=2024)
        if one.title is Title.HOUSEHOLD
    ]

    assert [(point.year, point.recognised, point.base) for point in household.points] == [
        (2023, 60, 72),
        (2024, None, None),
    ]
    assert household.points[0].percent == 8_333


def test_nobody_is_idle_who_registered(shown: scene.Scene) -> None:
    quiet = idle.below(shown.land.commune.pk, 2023, on=make.NOON.date())

    assert quiet == []  # households in one hamlet, a clan in the other


def test_columns_stand_on_one_ground_and_a_year_unknown_stays_empty() -> None:
    drawn = charts.columns(
        [(2022, 5_000), (2023, None), (2024, 10_000)],
        target=7_000,
        are_shares=True,
        running=2024,
        language="vi",
    )

    ends = [float(one.y) + float(one.height) for one in drawn.columns]
    assert ends == [drawn.ground] * 3
    assert [one.label for one in drawn.columns] == ["50%", "–", "100%"]
    assert [one.is_running for one in drawn.columns] == [False, False, True]
    assert float(drawn.columns[2].y) < float(drawn.target_y) < float(drawn.columns[0].y)


def test_numbers_without_a_base_are_drawn_against_the_largest() -> None:
    drawn = charts.columns(
        [(2022, 1_500), (2023, 3_000)], target=7_000, are_shares=False, running=2026, language="vi"
    )

    assert [one.label for one in drawn.columns] == ["1.500", "3.000"]
    assert float(drawn.columns[0].height) * 2 == float(drawn.columns[1].height)
    assert drawn.target_y == ""
