"""Bases that are counted from the register, and the target a year is held against."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.figures import actions, queries
from khuyenhoc.apps.figures.actions import NewTarget
from khuyenhoc.apps.figures.models import Base, Target
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.apps.subjects.queries import RegisterQuery, register
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import BaseKind, Level, Title
from tests import make
from tests.make import NOON, Country, People

END = last_day(2023)
LATER = NOON + timedelta(days=1)


def count(where: Place, who: People, at: datetime = NOON) -> int:
    return actions.count_bases(where.pk, 2023, source="Sổ theo dõi", by=who.province, at=at)


def bases(where: Place) -> dict[str, int]:
    return {kind: value for kind, (value, _, _) in queries.bases(where.pk, END, 2023).items()}


def aim(where: Place, year: int, percent: int, who: People, kind: str = BaseKind.HOUSEHOLDS) -> None:
    new = NewTarget(where.pk, year, Title.HOUSEHOLD, Level.NONE, kind, percent, f"Kế hoạch {year}")
    actions.set_targets([new], by=who.centre, at=NOON)


def aimed(line: list[Place], year: int = 2023) -> int | None:
    found = queries.target(
        [place.pk for place in line],
        year=year,
        title=Title.HOUSEHOLD,
        level=Level.NONE,
        base_kind=BaseKind.HOUSEHOLDS,
    )
    return found.percent if found else None


def test_a_base_is_what_the_register_holds_on_the_last_day_of_the_year(land: Country, who: People) -> None:
    homes = make.households(5, land.hamlet, by=who.branch)
    make.households(2, land.other_hamlet, by=who.branch)
    make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    make.subject(Title.COMMUNITY, land.hamlet, by=who.branch, level=Level.HAMLET)
    make.subject(Title.COMMUNITY, land.commune, by=who.branch, level=Level.COMMUNE)
    homes[0].until = END  # the first day on which it is no more
    homes[0].save()

    count(land.province, who)

    assert bases(land.hamlet) == {"all households": 4, "population": 1, "all hamlets": 1}
    assert bases(land.commune) == {
        "all households": 6,
        "population": 1,
        "all hamlets": 1,
        "all communes": 1,
    }
    assert bases(land.other_commune) == {}


def test_organisations_of_every_level_are_one_base(land: Country, who: People) -> None:
    for level in (Level.COMMUNE, Level.DISTRICT):
        make.subject(Title.ORGANISATION, land.commune, by=who.branch, level=level)

    (group,) = subjects.enter(
        [
            NewSubject(
                Title.ORGANISATION,
                "Hội đồng hương mẫu",
                land.commune.pk,
                make.BORN,
                level=Level.COMMUNE,
                organisation_kind="hometown_group",
            )
        ],
        by=who.association,
        at=make.NOON,
    )
    count(land.commune, who)

    assert bases(land.commune) == {
        "all organisations": 2
    }  # the group is in the register for its branch alone
    left_out = queries.catalogue().bases["all organisations"].leaves_out
    asked = RegisterQuery(
        Place.objects.filter(pk=land.commune.pk).values_list("pk", flat=True), Title.ORGANISATION, END
    )
    whole, counted = (
        register(replace(asked, without=without), seen_by=who.association, on=END).rows
        for without in ((), left_out)
    )
    assert (set(whole) - set(counted), len(counted)) == ({group}, 2)  # the list behind the number


def test_counting_again_replaces_the_number_and_keeps_the_old_one(land: Country, who: People) -> None:
    make.households(3, land.hamlet, by=who.branch)
    count(land.commune, who)
    make.households(1, land.hamlet, by=who.branch)

    count(land.commune, who, at=LATER)

    assert bases(land.hamlet) == {"all households": 4}
    then = queries.bases(land.hamlet.pk, END, 2023, known_before=LATER)
    assert then["all households"][0] == 3
    assert Base.objects.count() == 2


def test_a_target_is_that_of_the_nearest_place(land: Country, who: People) -> None:
    aim(land.root, 2025, 7_000, who)
    aim(land.province, 2025, 7_500, who)
    line = [land.commune, land.district, land.province, land.root]

    assert aimed(line) == 7_500
    assert aimed([land.root]) == 7_000


def test_a_year_is_held_against_its_own_target_else_the_next_one_ahead(land: Country, who: People) -> None:
    aim(land.root, 2025, 7_000, who)
    aim(land.root, 2030, 8_000, who)
    aim(land.root, 2020, 6_000, who)

    assert [aimed([land.root], year) for year in (2020, 2021, 2025, 2026, 2031)] == [
        6_000,
        7_000,
        7_000,
        8_000,
        None,
    ]


def test_a_target_on_another_base_is_no_target(land: Country, who: People) -> None:
    aim(land.root, 2025, 4_000, who, kind=BaseKind.POPULATION)

    assert aimed([land.root]) is None


def test_a_target_set_anew_supersedes_the_earlier_one(land: Country, who: People) -> None:
    aim(land.root, 2025, 7_000, who)
    aim(land.root, 2025, 7_200, who)

    assert aimed([land.root]) == 7_200
    assert Target.objects.count() == 2


def test_nobody_counts_or_aims_outside_their_places(land: Country, who: People) -> None:
    with pytest.raises(OutsideScope):
        count(land.root, who)
    with pytest.raises(OutsideScope):
        actions.set_targets(
            [NewTarget(land.root.pk, 2025, Title.CLAN, Level.NONE, BaseKind.CLANS, 1, "x")],
            by=who.province,
            at=NOON,
        )


def test_who_works_for_one_title_sets_no_targets_of_another(land: Country, who: People) -> None:
    person = make.user("person", Role.PROVINCE, land.province, titles=[Title.HOUSEHOLD])

    with pytest.raises(OutsideScope):
        actions.set_targets(
            [NewTarget(land.province.pk, 2025, Title.CLAN, Level.NONE, BaseKind.CLANS, 1, "x")],
            by=person,
            at=NOON,
        )


def test_a_difficult_area_is_held_against_the_target_for_such_areas(land: Country, who: People) -> None:
    aim(land.root, 2025, 7_000, who)
    easier = NewTarget(
        land.root.pk, 2025, Title.HOUSEHOLD, Level.NONE, BaseKind.HOUSEHOLDS, 6_000, "Kế hoạch", True
    )
    actions.set_targets([easier], by=who.centre, at=NOON)
    actions.mark_difficult(
        land.commune.pk, valid_from=date(2022, 1, 1), source="Quyết định mẫu", by=who.province, at=NOON
    )

    assert aimed([land.commune, land.district, land.province, land.root]) == 6_000
    assert aimed([land.other_commune, land.district, land.province, land.root]) == 7_000
