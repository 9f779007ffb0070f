"""Figures of real reports inside the places of today, with qualifiers, never spread below where they are known."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc import data
from khuyenhoc.analytics import comparing
from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Figure, Wanted
from khuyenhoc.analytics.indicators.carrying import spread
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.figures import rows_of
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.restatement import Basis, Course
from tests.domain.histories import BEGIN, COUNTRY, END, History, counts, histories

AT = datetime(2026, 1, 5, 5, tzinfo=UTC)
NOW = date(2026, 1, 5)


@pytest.fixture
def published(db: None, country: None) -> None:
    lines = [(line, cells) for line, _, cells in rows_of(data.published_figures().encode(), "figures.csv")]
    news = queries.published(lines, file="figures.csv", keep="Giữ nguyên như báo cáo đã công bố")
    actions.report_figures_on_server(news, by="test", at=AT)


def today(indicator: str, where: str, period: int | str) -> Figure:
    place = places.resolve(where, NOW).pk
    return figured.value(indicator, place, period, basis=Basis.RESTATED, on=NOW)


@pytest.mark.usefixtures("published")
def test_what_a_merged_province_reported_stands_inside_todays_with_its_qualifier() -> None:
    found = today("members", "tỉnh Phú Thọ", 2022)

    assert (found.reported, found.qualifier, found.told_is_whole) == (300_000, "more than", False)
    assert [one.place for one in found.told] == ["tỉnh Vĩnh Phúc"]


@pytest.mark.usefixtures("published")
def test_what_a_district_reported_stands_inside_todays_province_and_in_no_commune_of_it() -> None:
    province = places.resolve("tỉnh Lâm Đồng", NOW).pk
    below = [one.place_id for one in places.children(province, NOW)]

    whole = today("recognised_household", "tỉnh Lâm Đồng", "2016..2020")
    parts = figured.values("recognised_household", below, "2016..2020", basis=Basis.RESTATED, on=NOW)

    assert (whole.reported, [one.period for one in whole.told]) == (19_671, ["2020"])
    assert {one.reported for one in parts.values()} == {None}


@pytest.mark.usefixtures("published")
def test_the_cluster_of_2023_is_ranked_by_the_share_of_members() -> None:
    (name,) = comparing.clusters(NOW)

    found = comparing.cluster(name, Wanted("members"), 2023, today=NOW)

    rows = [(row.rank, row.name, row.figure.rate) for row in found.ranking.rows]
    assert rows[:2] == [(1, "tỉnh Hà Nam", 3_700), (2, "tỉnh Ninh Bình", 3_500)]
    assert {rank for rank, _, _ in rows[2:]} == {None}
    assert len(rows) == 8


@given(st.data())
def test_over_any_history_a_place_has_at_least_what_those_below_it_have(drawn: st.DataObject) -> None:
    made: History = drawn.draw(histories())
    numbers = drawn.draw(counts(made))
    tree = made.ground()
    course = Course(tree, BEGIN, END)
    standing = [place for place in made.kinds if tree.lineage(place, END)]

    found = spread(course, course.carry(numbers), standing)

    assert (found[COUNTRY].exact if COUNTRY in found else 0) == sum(numbers.values())
    for place in standing:
        below = [one for one in standing if tree.lineage(one, END)[-2:-1] == (place,)]
        lower = sum(found[one].value for one in below if one in found)
        own = found[place].value if place in found else 0
        assert own >= lower
        if tree.kinds[place] is Kind.HAMLET:
            assert not below
