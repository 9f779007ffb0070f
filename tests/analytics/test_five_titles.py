"""The five-title table of a small country, number by number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from khuyenhoc.analytics import below
from khuyenhoc.analytics.five_titles import FiveTitles, Row, table
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewTarget
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.indicators import Caution
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import FIVE_TITLES, BaseKind, Level, Title
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(days=30)


@pytest.fixture
def who(land: Country) -> People:
    """People who work in the whole district, so that both communes have titles."""
    make.published_sets()
    return People(
        centre=make.user("centre", Role.CENTRE, land.root),
        province=make.user("province", Role.PROVINCE, land.province),
        branch=make.user("branch", Role.BRANCH, land.district),
        association=make.user("association", Role.COMMUNE_ASSOCIATION, land.district),
        committee=make.user("committee", Role.DECIDING_BODY, land.district),
    )


@dataclass
class Small:
    """Households: 8 of 12 titled in one hamlet, 3 of 3 in the far one; 7 of them still to register."""

    land: Country
    who: People
    near: list[Subject]
    far: list[Subject]


@pytest.fixture
def small(land: Country, who: People) -> Small:
    near = make.households(12, land.hamlet, by=who.branch)
    far = make.households(3, land.far_hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, near[:8], land.hamlet, who, commune=land.commune)
    make.recognised(opened, far, land.far_hamlet, who, commune=land.other_commune)
    make.registered(opened, near[8:10], by=who.branch)
    figures.count_bases(land.province.pk, 2023, source="Sổ theo dõi", by=who.province, at=NOON)
    return Small(land, who, near, far)


def row(found: FiveTitles, title: Title, level: Level = Level.NONE) -> Row:
    return next(one for one in found.rows if (one.title, one.level) == (title, level))


def households(where: Place, year: int = 2023) -> Row:
    return row(table(where.pk, year), Title.HOUSEHOLD)


def codes(found: Row) -> list[Caution]:
    return [remark.code for remark in found.warnings]


def aim(where: Place, year: int, percent: int, who: People) -> None:
    new = NewTarget(where.pk, year, Title.HOUSEHOLD, Level.NONE, BaseKind.HOUSEHOLDS, percent, "Kế hoạch mẫu")
    figures.set_targets([new], by=who.centre, at=NOON)


def test_the_table_has_a_row_for_each_title_and_level_in_the_reports_order(small: Small) -> None:
    found = table(small.land.commune.pk, 2023)

    assert [(one.title, one.level, one.base_kind) for one in found.rows] == [
        (one.title, one.level, one.base_kind) for one in FIVE_TITLES
    ]
    assert found.label == "xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn"


def test_registered_recognised_base_and_rate_of_one_commune(small: Small) -> None:
    found = households(small.land.commune)

    assert (found.registered, found.recognised, found.base, found.percent) == (10, 8, 12, 6_667)
    assert found.base_source == "Sổ theo dõi"


def test_the_district_is_rated_on_its_sums_and_never_on_its_communes_rates(small: Small) -> None:
    found = households(small.land.district)

    assert (found.registered, found.recognised, found.base, found.percent) == (13, 11, 15, 7_333)


NUMBERS: tuple[Callable[[Row], int | None], ...] = (
    lambda one: one.registered,
    lambda one: one.recognised,
    lambda one: one.base,
)


@pytest.mark.parametrize("number", NUMBERS, ids=["registered", "recognised", "base"])
def test_every_number_of_a_place_is_the_sum_of_those_below(
    number: Callable[[Row], int | None], small: Small
) -> None:
    land = small.land
    lower = {
        land.root: [land.province],
        land.province: [land.district],
        land.district: [land.commune, land.other_commune],
        land.commune: [land.hamlet, land.other_hamlet],
        land.other_commune: [land.far_hamlet],
    }

    for where, parts in lower.items():
        of_parts = [table(part.pk, 2023).rows for part in parts]
        for position, whole in enumerate(table(where.pk, 2023).rows):
            assert (number(whole) or 0) == sum(number(rows[position]) or 0 for rows in of_parts)


def test_what_is_still_needed_is_told_in_households(small: Small) -> None:
    aim(small.land.root, 2025, 7_000, small.who)

    found = households(small.land.commune)

    assert (found.target_percent, found.target_year, found.needed) == (7_000, 2025, 1)
    assert found.target_source == "Kế hoạch mẫu"
    assert codes(found) == []


def test_a_target_below_what_is_reached_is_warned_of(small: Small) -> None:
    aim(small.land.root, 2024, 6_600, small.who)

    found = households(small.land.commune)

    assert codes(found) == [Caution.TARGET_BELOW_RESULT]
    assert found.needed == 0


def test_a_title_under_doubt_still_counts_and_is_warned_of(small: Small) -> None:
    clan = make.subject(Title.CLAN, small.land.hamlet, by=small.who.branch)
    make.belongs(Belonging.CLAN_HOUSEHOLD, small.near, clan, by=small.who.branch)
    clans = make.a_round(Title.CLAN, small.land.province, by=small.who.province)
    make.recognised(clans, [clan], small.land.hamlet, small.who, commune=small.land.commune)
    lost = Recognition.objects.get(subject=small.near[0])

    recognition.revoke([lost.pk], reason="Khai sai", by=small.who.committee, at=LATER)

    found = row(table(small.land.commune.pk, 2023), Title.CLAN)
    assert found.recognised == 1
    assert Caution.TO_BE_REVIEWED in codes(found)
    assert households(small.land.commune).recognised == 7


def test_what_was_never_held_there_is_not_known_rather_than_nought(small: Small) -> None:
    found = row(table(small.land.commune.pk, 2023), Title.CITIZEN)

    assert (found.registered, found.recognised, found.base, found.percent) == (None, None, None, None)
    assert found.warnings == ()


def test_a_round_that_has_not_decided_yet_has_recognised_nobody(small: Small) -> None:
    citizens = make.a_round(Title.CITIZEN, small.land.province, by=small.who.province)
    person = make.subject(Title.CITIZEN, small.land.hamlet, by=small.who.branch)
    make.registered(citizens, [person], by=small.who.branch)

    found = row(table(small.land.commune.pk, 2023), Title.CITIZEN)

    assert (found.registered, found.recognised, found.base, found.percent) == (1, 0, 1, 0)
    assert found.base_source == "registrations"


def test_a_result_without_a_counted_base_has_no_rate_and_says_so(small: Small) -> None:
    far = make.a_round(Title.HOUSEHOLD, small.land.province, by=small.who.province, year=2022)
    make.recognised(far, small.far, small.land.far_hamlet, small.who, commune=small.land.other_commune)

    found = households(small.land.other_commune, 2022)

    assert (found.recognised, found.base, found.percent) == (3, None, None)
    assert codes(found) == [Caution.NO_BASE]


def test_the_change_is_counted_against_the_year_before(small: Small) -> None:
    earlier = make.a_round(Title.HOUSEHOLD, small.land.province, by=small.who.province, year=2022)
    make.recognised(earlier, small.near[:5], small.land.hamlet, small.who, commune=small.land.commune)

    found = households(small.land.commune)

    assert (found.last_year, found.change) == (5, 3)
    assert households(small.land.other_commune).change is None


def test_a_commune_title_counts_in_each_of_its_three_years(small: Small) -> None:
    land, who = small.land, small.who
    for level, where in ((Level.HAMLET, land.hamlet), (Level.COMMUNE, land.commune)):
        community = make.subject(Title.COMMUNITY, where, by=who.branch, level=level)
        opened = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=level)
        make.recognised(opened, [community], where, who, commune=land.commune)

    def recognised(level: Level) -> list[int | None]:
        years = (2022, 2023, 2024, 2025, 2026)
        return [row(table(land.commune.pk, year), Title.COMMUNITY, level).recognised for year in years]

    assert recognised(Level.COMMUNE) == [None, 1, 1, 1, None]
    assert recognised(Level.HAMLET) == [None, 1, None, None, None]


def test_members_in_two_branches_are_counted_once_and_shared_by_the_population(small: Small) -> None:
    land, who = small.land, small.who
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch) for _ in range(4)]
    figures.count_bases(land.province.pk, 2023, source="Sổ", by=who.province, at=LATER)
    branches = association.open_branches(
        [(land.hamlet.pk, "Chi hội"), (land.commune.pk, "Ban")],
        kind="chi_hoi",
        since=make.BORN,
        by=who.branch,
        at=NOON,
    )
    association.join(
        branches[0], [people[0].pk], joined=NOON.date().replace(year=2022), by=who.branch, at=NOON
    )
    for branch in branches:
        there = [one.pk for one in people[:3] if branch is branches[1] or one is not people[0]]
        association.join(branch, there, joined=NOON.date(), by=who.branch, at=NOON)

    found = table(land.province.pk, 2023).members

    assert (found.count, found.base, found.percent) == (3, 4, 7_500)
    assert (found.last_year, found.change) == (1, 2)


def test_a_hamlet_where_nobody_registered_counts_as_none_of_its_base(small: Small) -> None:
    make.households(4, small.land.other_hamlet, by=small.who.branch)
    figures.count_bases(small.land.province.pk, 2023, source="Sổ", by=small.who.province, at=LATER)

    lines = below.lines(small.land.commune.pk, 2023)
    cells = [next(c for c in line.cells if c.title is Title.HOUSEHOLD) for line in lines]

    total = households(small.land.commune)
    assert sum(cell.recognised or 0 for cell in cells) == total.recognised
    assert sum(cell.base or 0 for cell in cells) == total.base
    assert [cell.recognised for cell in cells if cell.registered is None] == [0]
