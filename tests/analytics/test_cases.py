"""Each number opens the list whose count it is."""

import pytest
from hypothesis import HealthCheck, given, settings

from khuyenhoc.analytics.cases import CaseQuery, CaseRow, find, funnel
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.tallies import MEMBER, Measure
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.faults.dose import dose
from tests.make import NOON, Country, People
from tests.year import Life, lived, lives

TODAY = NOON.date()


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


def all_places(land: Country) -> list[Place]:
    return [land.root, land.province, land.commune, land.hamlet, land.other_hamlet, land.far_hamlet]


@settings(max_examples=dose(30, 300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives(12, 25))
def test_every_number_of_every_place_is_the_length_of_its_list(
    life: Life, land: Country, who: People
) -> None:
    with lived(land, who, life):
        assert listed(land, who) > 0


def listed(land: Country, who: People) -> int:
    """How many rows all lists behind the numbers have; each as many as its number."""
    opened = 0
    for place in all_places(land):
        for on in (2022, 2023, 2024, 2025):
            states = [*Measure, *State]
            sums = counts.below(place.pk, last_day(on), years=[on], states=states)
            for (title, level, _, state), number in sums.items():
                if title == MEMBER:
                    continue
                query = CaseQuery(place.pk, on, Title(title), state, Level(level), limit=4)
                rows = whole_list(query, who.centre)
                assert len({row.registration_id for row in rows}) == len(rows) == number
                opened += number
    return opened


def test_a_number_that_is_nought_opens_an_empty_list(land: Country, who: People) -> None:
    for state in (*Measure, *State):
        if state not in (Measure.JOINED, Measure.LEFT):
            assert whole_list(CaseQuery(land.root.pk, 2023, Title.CLAN, state), who.centre) == []


def test_organisations_are_listed_whoever_manages_them_when_no_level_is_named(
    land: Country, who: People
) -> None:
    opened = make.a_round(Title.ORGANISATION, land.province, by=who.province)
    for level in (Level.COMMUNE, Level.DISTRICT):
        school = make.subject(Title.ORGANISATION, land.commune, by=who.branch, level=level)
        make.registered(opened, [school], by=who.branch)

    query = CaseQuery(land.commune.pk, 2023, Title.ORGANISATION, Measure.REGISTRATIONS)

    assert len(whole_list(query, who.centre)) == 2


NAMES = [
    "Nguyễn Văn Ân",
    "Lê Thị Ái",
    "Trần An",
    "Giàng A Páo",
    "Đỗ Thị Ấm",
    "Đặng Văn An",
    "Nguyễn Thị Ánh",
    "H'Lan Niê",
    "Lý Seo Dín",
    "Vàng Thị Đào",
    "Dương Văn Danh",
    "Trần An",
]
IN_ORDER = [
    "Lê Thị Ái",
    "Trần An",
    "Trần An",
    "Đặng Văn An",
    "Nguyễn Thị Ánh",
    "Đỗ Thị Ấm",
    "Nguyễn Văn Ân",
    "Dương Văn Danh",
    "Lý Seo Dín",
    "Vàng Thị Đào",
    "H'Lan Niê",
    "Giàng A Páo",
]


@pytest.fixture
def citizens(land: Country, who: People) -> list[Registration]:
    opened = make.a_round(Title.CITIZEN, land.province, by=who.province)
    people = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=name) for name in NAMES]
    return make.registered(opened, people, by=who.branch)


def registered(land: Country, search: str = "", limit: int = 50) -> CaseQuery:
    return CaseQuery(land.commune.pk, 2023, Title.CITIZEN, Measure.REGISTRATIONS, search=search, limit=limit)


@pytest.mark.parametrize("limit", [1, 2, 5, 12, 13])
def test_pages_of_any_size_show_everybody_once_in_vietnamese_order(
    limit: int, citizens: list[Registration], land: Country, who: People
) -> None:
    rows = whole_list(registered(land, limit=limit), who.centre)

    assert [row.name for row in rows] == IN_ORDER
    assert len({row.registration_id for row in rows}) == len(NAMES)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("trần an", ["Trần An", "Trần An"]),
        ("tran an", ["Trần An", "Trần An"]),
        ("TRẦN  AN", ["Trần An", "Trần An"]),
        ("traanf an", ["Trần An", "Trần An"]),
        ("đặng", ["Đặng Văn An"]),
        ("ddawngj vawn an", ["Đặng Văn An"]),
        ("dang", ["Đặng Văn An"]),
        ("h’lan", ["H'Lan Niê"]),
        ("Ấm", ["Đỗ Thị Ấm"]),
        ("100%", []),
        ("_", IN_ORDER),
    ],
)
def test_a_name_is_found_in_any_spelling(
    typed: str, names: list[str], citizens: list[Registration], land: Country, who: People
) -> None:
    assert [row.name for row in whole_list(registered(land, typed), who.centre)] == names


@pytest.mark.parametrize("search", ["", "mau", "khong co"])
def test_a_list_read_along_the_names_is_the_list_gathered_and_sorted(
    land: Country, who: People, search: str
) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    far = make.user("far", Role.BRANCH, land.other_commune)
    for where, by in ((land.far_hamlet, far), (land.hamlet, who.branch), (land.other_hamlet, who.branch)):
        make.registered(opened, make.households(3, where, by=by), by=by)
    for place, asker in ((land.commune, who.branch), (land.province, who.province), (land.province, far)):
        query = CaseQuery(place.pk, 2023, Title.HOUSEHOLD, Measure.REGISTRATIONS, search=search, limit=2)
        gathered = whole_list(query, asker)

        assert whole_list(make.replace(query, wide=0), asker) == gathered
        assert bool(gathered) == (search != "khong co")


def test_households_stand_in_the_order_of_the_dictionary(land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    names = ["Hộ Đỗ", "Hộ Dương", "Hộ Ân", "Hộ An", "Hộ Ánh"]
    homes = [make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name=name) for name in names]
    make.registered(opened, homes, by=who.branch)

    rows = whole_list(CaseQuery(land.commune.pk, 2023, Title.HOUSEHOLD, Measure.REGISTRATIONS), who.centre)

    assert [row.name for row in rows] == ["Hộ An", "Hộ Ánh", "Hộ Ân", "Hộ Dương", "Hộ Đỗ"]


def test_a_list_shows_only_what_the_person_may_see(
    citizens: list[Registration], land: Country, who: People
) -> None:
    other = make.user("other", Role.BRANCH, land.other_hamlet)
    clans = make.user("clans", Role.OBSERVER, land.province, titles=[Title.CLAN])

    assert whole_list(registered(land), other) == []
    assert whole_list(registered(land), clans) == []


def test_a_list_can_be_narrowed_to_a_rating(land: Country, who: People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(3, land.hamlet, by=who.branch)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    query = CaseQuery(land.commune.pk, 2023, Title.HOUSEHOLD, Measure.HELD)
    best = whole_list(query, who.centre)[0].rating

    assert best
    assert len(whole_list(make.replace(query, rating=best), who.centre)) == 3
    assert whole_list(make.replace(query, rating="none"), who.centre) == []


def test_the_funnel_tells_how_many_stand_at_each_station(
    citizens: list[Registration], land: Country, who: People
) -> None:
    make.assessed(citizens[:5], by=who.branch)

    (found,) = funnel(land.commune.pk, 2023)

    assert (found.title, found.registrations) == (Title.CITIZEN, 12)
    assert found.standing == {State.REGISTERED: 7, State.SELF_ASSESSED: 5}
