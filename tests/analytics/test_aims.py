"""Targets against results, the plans below, who will miss, rankings and corrections."""

from dataclasses import replace
from datetime import timedelta

import pytest

from khuyenhoc.analytics import aims, comparing, outlook
from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewAim, NewBase, NewFigure
from khuyenhoc.apps.figures.models import Target
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.forecast import Outcome
from khuyenhoc.domain.titles import Title
from tests import make
from tests.make import NOON, Country, People

HOUSEHOLDS = Wanted("recognised_household")


def aim(where: Place, year: int, percent: int, by: People, **more: object) -> None:
    new = NewAim(
        where.pk, year, "recognised_household", "Kế hoạch mẫu", base_kind="all households", percent=percent
    )
    figures.set_targets([replace(new, **more)], by=by.centre, at=NOON)  # type: ignore[arg-type]  # fields of it


def bases(who: People, **numbers: tuple[Place, str]) -> None:
    told = [
        NewBase(place.pk, 2023, "all households", text, "Niên giám mẫu") for place, text in numbers.values()
    ]
    figures.set_bases(told, by=who.centre, at=NOON)


def tell(who: People, where: Place, year: int, value: str, base: str) -> None:
    new = NewFigure(
        place=where.pk,
        period=str(year),
        indicator="recognised_household",
        source="Báo cáo mẫu",
        value=value,
        base=base,
        base_kind="all households",
    )
    figures.report_figures([new], by=who.centre, at=NOON)


@pytest.fixture
def reported(land: Country, who: People) -> Country:
    """The two communes report 60 and 20 of 100 each."""
    tell(who, land.commune, 2023, "60", "100")
    tell(who, land.other_commune, 2023, "20", "100")
    return land


def test_the_nearest_target_of_the_nearest_place_holds(reported: Country, who: People) -> None:
    aim(reported.root, 2025, 7_000, who)
    aim(reported.province, 2025, 7_500, who)
    aim(reported.province, 2024, 7_200, who)

    (found,) = aims.table(reported.commune.pk, 2023)

    assert (found.target.year, found.target.percent, found.is_own) == (2024, 7_200, False)
    assert (found.wanted, found.missing, found.is_reached, found.is_low) == (72, 12, False, False)


def test_a_difficult_area_goes_by_its_own_target(reported: Country, who: People) -> None:
    aim(reported.province, 2025, 7_000, who)
    aim(reported.province, 2025, 5_000, who, for_difficult_areas=True)

    (before,) = aims.table(reported.commune.pk, 2023)
    figures.mark_difficult(
        reported.commune.pk, valid_from=make.BORN, source="Danh sách mẫu", by=who.association, at=NOON
    )
    (after,) = aims.table(reported.commune.pk, 2023)

    assert (before.target.percent, after.target.percent) == (7_000, 5_000)
    assert (after.missing, after.is_low) == (0, True)


def test_an_amount_is_held_against_the_number(reported: Country, who: People) -> None:
    new = NewAim(reported.commune.pk, 2024, "recognised_household", "Kế hoạch mẫu", amount=75)
    figures.set_targets([new], by=who.association, at=NOON)

    (found,) = aims.table(reported.commune.pk, 2023)

    assert (found.wanted, found.missing) == (75, 15)


def test_the_plans_below_are_added_as_numbers_and_held_against_the_place_above(
    reported: Country, who: People
) -> None:
    bases(who, own=(reported.district, "200"))
    aim(reported.district, 2025, 7_000, who)
    aim(reported.commune, 2025, 8_000, who)

    (first,) = aims.cascades(reported.district.pk, 2025, base_year=2023)
    aim(reported.other_commune, 2025, 5_000, who)
    (second,) = aims.cascades(reported.district.pk, 2025, base_year=2023)
    aim(reported.other_commune, 2025, 6_000, who)
    (third,) = aims.cascades(reported.district.pk, 2025, base_year=2023)

    assert (first.wanted, first.planned, first.short, first.at_most) == (140, 80, None, 60)
    assert [plan.place_id for plan in first.unknown] == [reported.other_commune.pk]
    assert (second.planned, second.short) == (130, 10)
    assert (third.planned, third.short) == (140, 0)


def test_who_goes_on_as_before_reaches_the_target_or_misses_it(reported: Country, who: People) -> None:
    tell(who, reported.commune, 2022, "50", "100")
    tell(who, reported.other_commune, 2022, "18", "100")
    aim(reported.district, 2025, 7_500, who)
    target = Target.objects.get()

    found = outlook.below(reported.district.pk, target, 2023)

    assert [(one.place_id, one.expected, one.outcome, one.missing) for one in found] == [
        (reported.other_commune.pk, 2_400, Outcome.MISSED, 55),
        (reported.commune.pk, 8_000, Outcome.LIKELY, 15),
    ]


def test_of_one_year_alone_nothing_is_foreseen(reported: Country, who: People) -> None:
    aim(reported.district, 2025, 7_500, who)

    found = outlook.below(reported.district.pk, Target.objects.get(), 2023)

    assert {one.outcome for one in found} == {Outcome.UNKNOWN}


def test_equals_share_a_rank_and_what_is_not_known_comes_last(land: Country, who: People) -> None:
    hamlets = [make.place("hamlet", f"Mẫu {at}", land.other_commune, "thôn") for at in range(4)]
    for hamlet, value in zip(hamlets, ("5", "9", "5"), strict=False):
        tell(who, hamlet, 2023, value, "10")

    found = comparing.siblings(land.other_commune.pk, HOUSEHOLDS, 2023)

    ranks = {row.place_id: row.rank for row in found.rows}
    assert [ranks[one.pk] for one in hamlets] == [2, 1, 2, None]
    assert found.rows[-1].rank is None
    assert all(row.is_small for row in found.rows if row.rank)


def test_difficult_areas_are_ranked_apart_when_asked(reported: Country, who: People) -> None:
    figures.mark_difficult(
        reported.commune.pk, valid_from=make.BORN, source="Danh sách mẫu", by=who.association, at=NOON
    )

    found = comparing.siblings(reported.district.pk, HOUSEHOLDS, 2023, difficult_apart=True)

    assert [(row.place_id, row.rank) for row in found.rows] == [(reported.other_commune.pk, 1)]
    assert [(row.place_id, row.rank) for row in found.apart] == [(reported.commune.pk, 1)]


def test_an_earlier_report_run_again_differs_by_its_cases(land: Country, who: People) -> None:
    homes = make.households(3, land.hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    before, after = day_of(NOON - timedelta(days=1)), day_of(NOON + timedelta(days=9))

    found = comparing.corrected(land.commune.pk, HOUSEHOLDS, 2023, known_on=before, today=after)

    assert (found.then.value, found.now.value) == (None, 3)
    assert len(found.cases) == 3


def test_a_year_against_the_one_before_it(reported: Country, who: People) -> None:
    tell(who, reported.commune, 2022, "50", "100")

    found = comparing.years(reported.commune.pk, HOUSEHOLDS, range(2021, 2024))

    assert [(one.year, one.figure.value, one.change, one.rate_change) for one in found] == [
        (2021, None, None, None),
        (2022, 50, None, None),
        (2023, 60, 10, 1_000),
    ]
