"""The five titles of an earlier year on the places of today, on its three bases."""

from datetime import UTC, date, datetime

import pytest

from khuyenhoc.analytics import five_titles
from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.figures.models import Base
from khuyenhoc.apps.places import actions, queries
from khuyenhoc.apps.places.models import Succession
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.titles import Title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)
THEN, NOW, YEAR = date(2023, 12, 31), date(2026, 1, 5), 2023


def count(place: int, year: int, registered: int, held: int) -> None:
    for state, value in (("registrations", registered), ("held", held)):
        Count.objects.create(place_id=place, title="household", level="", year=year, state=state, value=value)


def base(place: int, value: int) -> None:
    Base.objects.create(
        place_id=place,
        year=YEAR,
        kind="all households",
        value=value,
        provenance="counted",
        source="mẫu",
        effective_on=THEN,
        recorded_at=NOON,
    )


def households(place: int, basis: Basis) -> five_titles.Row:
    table = five_titles.table_of_today(place, YEAR, basis, on=NOW)
    return next(row for row in table.rows if row.title is Title.HOUSEHOLD)


@pytest.fixture
def whole() -> int:
    """xã Lùng Tám of today, to which three communes went whole; counts stand at two of them and at a hamlet."""
    here, beside = (queries.resolve(f"xã {name}, Quản Bạ", THEN) for name in ("Lùng Tám", "Đông Hà"))
    (hamlet,) = actions.open_hamlets(here, ["Thôn Hòa"], by="lan", at=NOON, source="mẫu")
    for year, held in ((YEAR - 1, 30), (YEAR, 40)):
        count(hamlet.pk, year, 50, held)
        count(beside.pk, year, 20, 10)
    base(hamlet.pk, 100)
    base(beside.pk, 25)
    return queries.resolve("xã Lùng Tám", NOW).pk


@pytest.fixture
def split() -> tuple[int, int]:
    """The two places of today that share a commune which was divided between them alone."""
    for one in Succession.objects.filter(kind="part", is_default=True).order_by("predecessor"):
        heirs = list(Succession.objects.filter(predecessor=one.predecessor).order_by("-is_default"))
        if len(heirs) == 2:
            count(one.predecessor_id, YEAR, 9, 5)
            base(one.predecessor_id, 10)
            return heirs[0].successor_id, heirs[1].successor_id
    raise LookupError


@pytest.mark.parametrize("basis", [Basis.RESTATED, Basis.LIKE_FOR_LIKE])
def test_a_commune_of_whole_mergers_has_all_that_its_origins_had(whole: int, basis: Basis) -> None:
    row = households(whole, basis)

    assert (row.registered, row.recognised, row.base, row.percent) == (70, 50, 125, 4000)
    assert (row.last_year, row.change) == (40, 10)
    assert row.spread is not None
    assert (row.spread.exact, row.spread.estimated, row.spread.unattributed) == (50, 0, 0)


def test_the_province_of_today_has_what_its_communes_have(whole: int) -> None:
    province = queries.resolve("tỉnh Tuyên Quang", NOW).pk

    assert households(province, Basis.RESTATED).recognised == 50
    assert households(queries.root().pk, Basis.RESTATED).recognised == 50


def test_the_reported_table_is_as_ever(whole: int) -> None:
    province = queries.resolve("tỉnh Hà Giang", THEN).pk

    row = next(row for row in five_titles.table(province, YEAR).rows if row.title is Title.HOUSEHOLD)

    assert (row.recognised, row.base, row.spread) == (50, 125, None)


def test_what_may_be_here_or_next_door_is_left_out_and_no_rate_is_worked_out(split: tuple[int, int]) -> None:
    for place in split:
        row = households(place, Basis.RESTATED)

        assert (row.recognised, row.percent) == (0, None)
        assert row.spread is not None
        assert (row.spread.exact, row.spread.unattributed) == (0, 5)


def test_the_province_of_a_split_commune_is_certain_of_it(split: tuple[int, int]) -> None:
    province = queries.ancestors(split[0], NOW)[-1].place_id

    row = households(province, Basis.RESTATED)

    assert (row.recognised, row.base, row.percent) == (5, 10, 5000)
    assert row.spread is not None
    assert row.spread.unattributed == 0


def test_stated_shares_are_estimates_below_and_exact_above(split: tuple[int, int]) -> None:
    for successor, share in zip(split, (6000, 4000), strict=True):
        Succession.objects.filter(
            successor=successor, predecessor__in=Count.objects.filter(year=YEAR).values("place")
        ).update(share=share)
    province = queries.ancestors(split[0], NOW)[-1].place_id

    spreads = [households(place, Basis.RESTATED).spread for place in (*split, province)]

    assert [(one.exact, one.estimated) for one in spreads if one is not None] == [(0, 3), (0, 2), (5, 0)]


def test_a_commune_that_got_a_part_is_left_out_of_like_for_like(split: tuple[int, int]) -> None:
    province = queries.ancestors(split[0], NOW)[-1].place_id

    assert households(province, Basis.LIKE_FOR_LIKE).recognised is None


def test_without_a_base_there_is_no_rate(whole: int) -> None:
    Base.objects.all().delete()

    row = households(whole, Basis.RESTATED)

    assert (row.recognised, row.base, row.percent) == (50, None, None)
