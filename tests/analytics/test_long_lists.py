"""Lists too long to be gathered are read along an index; they hold the same and stand in the same order."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyenhoc.analytics import decisions
from khuyenhoc.analytics.cases import CaseQuery, CaseRow, find
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.make import NOON, Country, People
from tests.year import Year

TODAY = NOON.date()
DEEDS = 25
ALONG = -1  # every list is longer
SORTS: dict[str, Callable[[CaseRow], Any]] = {  # what of a row must stand in the same order
    "name": lambda row: row.registration_id,
    "place": lambda row: row.registration_id,
    "points": lambda row: -1 if row.points is None else row.points,
    "day": lambda row: row.registered_on,
}
INDEXES = {
    "name": "subject_by_name",
    "points": "assessment_by_points",
    "place": "registration_",  # of the few places of the page, by whichever index
    "day": "registration_by_day",
}
OF_CASES = re.compile(r"FROM .(rounds_registration|assessments_assessment|subjects_subject)\b")
OF_TITLES = re.compile(r"^SELECT .recognition_decisionplace\b")
# A table read from its first row to its last, as SQLite and as PostgreSQL say it.
READ_WHOLE = re.compile(
    r"(SCAN|Seq Scan on) (rounds_registration|assessments_assessment|subjects_subject|recognition_recognition)\b"
    r"(?! USING)"
)


def whole_list(query: CaseQuery, who: User) -> list[CaseRow]:
    """Every page of it."""
    rows: list[CaseRow] = []
    while True:
        page = find(query, seen_by=who, on=TODAY)
        rows += page.rows
        if page.next is None:
            return rows
        assert len(page.rows) == query.limit
        query = make.replace(query, after=page.next)


def lived_through(land: Country, who: People, seed: int) -> None:
    """A year of deeds; points as they might be, some without any."""
    year = Year(land, who, seed)
    for _ in range(DEEDS):
        year.take_a_deed()
    luck = Random(seed)
    for pk in Assessment.objects.values_list("pk", flat=True):
        Assessment.objects.filter(pk=pk).update(points=luck.choice([None, 0, 5_000, 5_050, 9_900]))


@pytest.mark.parametrize("seed", range(2))
def test_a_list_read_along_an_index_is_the_list_gathered_and_sorted(
    seed: int, land: Country, who: People
) -> None:
    lived_through(land, who, seed)
    compared = 0
    held = Count.objects.filter(year=2023, title=Title.HOUSEHOLD, value__gt=0).values_list("state", flat=True)
    for measure in sorted(set(held)):
        for sort, asker in zip(
            sorted(SORTS), (who.centre, who.province, who.branch, who.association), strict=True
        ):
            query = CaseQuery(land.province.pk, 2023, Title.HOUSEHOLD, measure, sort=sort, limit=3)
            gathered = whole_list(query, asker)

            along = whole_list(make.replace(query, wide=ALONG), asker)

            assert {row.registration_id for row in along} == {row.registration_id for row in gathered}
            assert [*map(SORTS[sort], along)] == [*map(SORTS[sort], gathered)]
            compared += len(along)

    assert compared > 0


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("search", ["ho 1", "khong co"])
def test_a_long_list_is_searched_as_a_short_one(sort: str, search: str, land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = [make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name=f"Hộ {n}") for n in range(1, 14)]
    make.registered(opened, homes, by=who.branch)
    query = CaseQuery(
        land.commune.pk, 2023, Title.HOUSEHOLD, Measure.REGISTRATIONS, sort=sort, search=search, limit=2
    )

    along = whole_list(make.replace(query, wide=ALONG), who.centre)

    assert along == whole_list(query, who.centre)
    assert bool(along) == (search == "ho 1")


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_a_title_that_lasts_stands_in_the_long_list_of_each_of_its_years(
    sort: str, land: Country, who: People
) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(3, land.hamlet, by=who.branch)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    Recognition.objects.update(counted_to=2025)
    for row in Count.objects.filter(state=Measure.HELD, year=2023):
        Count.objects.create(
            place_id=row.place_id,
            title=row.title,
            level=row.level,
            year=2025,
            state=row.state,
            value=row.value,
        )
    query = CaseQuery(land.province.pk, 2025, Title.HOUSEHOLD, Measure.HELD, sort=sort, limit=2, wide=ALONG)

    assert {row.subject_id for row in whole_list(query, who.province)} == {home.pk for home in homes}


@contextmanager
def as_if_large() -> Iterator[None]:
    """PostgreSQL reads a handful of rows from the table whatever index there is, and so shows no plan of many."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        yield


def plans_of(asking: Callable[[], object], of: re.Pattern[str] = OF_CASES) -> list[str]:
    """How the database answers each question about many rows that is asked. of: what such a question says."""
    with CaptureQueriesContext(connection) as captured:
        asking()
    plans = []
    how = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with as_if_large(), connection.cursor() as cursor:
        for asked in captured.captured_queries:
            if asked["sql"].startswith("SELECT") and of.search(asked["sql"]):
                cursor.execute(how + asked["sql"].replace("%", "%%"), [])
                plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
    return plans


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize(
    "measure", [Measure.REGISTRATIONS, Measure.HELD, State.SELF_ASSESSED, State.RECOGNISED]
)
def test_no_page_of_a_long_list_reads_a_whole_table(
    measure: str, sort: str, land: Country, who: People
) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(
        opened, make.households(4, land.hamlet, by=who.branch), land.hamlet, who, commune=land.commune
    )
    homes = make.registered(opened, make.households(6, land.hamlet, by=who.branch), by=who.branch)
    make.assessed(homes[:3], by=who.branch)
    query = CaseQuery(land.province.pk, 2023, Title.HOUSEHOLD, measure, sort=sort, limit=2, wide=ALONG)

    plans = plans_of(lambda: whole_list(query, who.province))

    assert [plan for plan in plans if READ_WHOLE.search(plan)] == []
    assert any(re.search(INDEXES[sort], plan) for plan in plans), plans


@pytest.mark.parametrize("sort", ["name", "points", "day"])
def test_the_places_of_a_long_list_are_not_asked_for_in_its_own_question(
    sort: str, land: Country, who: People
) -> None:
    """PostgreSQL takes such a question for one asked at every row, and gathers and sorts all rows instead."""
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.registered(opened, make.households(4, land.hamlet, by=who.branch), by=who.branch)
    query = CaseQuery(
        land.province.pk, 2023, Title.HOUSEHOLD, Measure.REGISTRATIONS, sort=sort, limit=2, wide=ALONG
    )

    plans = plans_of(lambda: whole_list(query, who.province))

    assert plans
    assert [plan for plan in plans if "placeversion" in plan or "custody" in plan] == []


def test_the_titles_of_decisions_are_counted_without_asking_for_their_places(
    land: Country, who: People
) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(
        opened, make.households(3, land.hamlet, by=who.branch), land.hamlet, who, commune=land.commune
    )

    plans = plans_of(
        lambda: decisions.find(land.province.pk, seen_by=who.province, on=TODAY, wide=0), OF_TITLES
    )

    assert plans
    assert [plan for plan in plans if "placeversion" in plan or "custody" in plan] == []


def test_decisions_are_the_same_whether_titles_are_gathered_or_looked_at(land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(
        opened, make.households(3, land.hamlet, by=who.branch), land.hamlet, who, commune=land.commune
    )

    for asker in (who.centre, who.province, who.association, who.branch):
        few = decisions.find(land.province.pk, seen_by=asker, on=TODAY)
        many = decisions.find(land.province.pk, seen_by=asker, on=TODAY, wide=0)

        assert few == many
        assert [one.recognised for one in few.rows] == [3]
