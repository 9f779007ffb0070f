"""Figures of the catalogue: equal to the table, to their lists, to their sums, and to what they once were."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from pytest_django import DjangoAssertNumQueries

from khuyenhoc.analytics import five_titles, honours
from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.cases import CaseQuery, counted
from khuyenhoc.analytics.indicators import Figure, Missing, Provenance
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewBase, NewFigure
from khuyenhoc.apps.figures.models import Base
from khuyenhoc.apps.places import actions as place_actions
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.indicators import Caution
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.tallies import Measure, Tally
from khuyenhoc.domain.titles import FIVE_TITLES, Level, Title
from khuyenhoc.storing import remembering
from tests import make
from tests.faults.dose import dose
from tests.make import NOON, Country, People
from tests.year import Life, Year, lived, lives

LATER = NOON + timedelta(days=800)
LATER_DAY = date(2026, 1, 5)


def everywhere(land: Country) -> list[Place]:
    return [
        *(land.root, land.province, land.district, land.commune, land.other_commune),
        *(land.hamlet, land.other_hamlet, land.far_hamlet),
    ]


def of_title(kind: str, title: Title, level: Level, where: list[Place], **more: object) -> dict[int, Figure]:
    return figured.values(f"{kind}_{title}", [one.pk for one in where], 2023, level=level, **more)  # type: ignore[arg-type]  # what values takes


@settings(max_examples=dose(20, 300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives(15, 30))
def test_after_any_year_figures_agree_with_their_table_their_list_and_those_right_below(
    life: Life, land: Country, who: People
) -> None:
    with lived(land, who, life) as year:
        as_in_the_table(land, who, year)
        as_the_sum_of_those_right_below(land)


def as_in_the_table(land: Country, who: People, year: Year) -> None:
    figures.count_bases(land.province.pk, 2023, source="Sổ", by=who.province, at=year.at)

    tables = {place.pk: five_titles.table(place.pk, 2023).rows for place in everywhere(land)}
    for row in FIVE_TITLES:
        found = of_title("recognised", row.title, row.level, everywhere(land))
        asked = of_title("registered", row.title, row.level, everywhere(land))
        for place in everywhere(land):
            table = next(one for one in tables[place.pk] if (one.title, one.level) == (row.title, row.level))
            one = found[place.pk]
            assert (one.value, one.percent) == (table.recognised, table.percent)
            assert (one.base.value if one.base else None) == table.base
            assert asked[place.pk].value == table.registered
            for figure in (one, asked[place.pk]):
                assert figure.behind is None or figure.value == listed(figure)


def listed(figure: Figure) -> int:
    behind = figure.behind
    assert behind is not None
    query = CaseQuery(behind.place_id, behind.year, Title(behind.title), behind.measure, Level(behind.level))
    return counted(query).count()


def as_the_sum_of_those_right_below(land: Country) -> None:
    for code in ("registered_household", "recognised_household", "members", "members_change"):
        found = figured.values(code, [one.pk for one in everywhere(land)], 2023)
        for place in everywhere(land):
            below = [found[child.place_id].value for child in places.children(place, date(2023, 12, 31))]
            own = [value for value in below if value is not None]
            if own:
                assert found[place.pk].value == sum(own)


@settings(max_examples=dose(20, 300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lives(10, 20), then=lives(0, 15))
@example(before=Life(53, [19, 6, 20, 3, 26, 9, 13, 15, 7, 9, 2, 9]), then=Life(0, [26]))
def test_where_no_place_changed_the_bases_agree_and_what_was_known_is_told_again(
    before: Life, then: Life, land: Country, who: People
) -> None:
    with lived(land, who, before) as year:
        the_bases_agree(land, who, year, then.deeds)


def the_bases_agree(land: Country, who: People, year: Year, later: list[int]) -> None:
    figures.count_bases(land.province.pk, 2023, source="Sổ", by=who.province, at=year.at)
    codes = ("registered_household", "recognised_household", "members")
    where = [one.pk for one in everywhere(land)]
    then = {code: figured.values(code, where, 2023) for code in codes}
    day = day_of(year.at)
    for code in codes:
        restated = figured.values(code, where, 2023, basis=Basis.RESTATED, on=LATER_DAY)
        for place in where:
            one, other = then[code][place], restated[place]
            if one.value:
                assert (one.value, one.percent) == (other.value, other.percent)
    alike = figured.values("members", where[:4], 2023, basis=Basis.LIKE_FOR_LIKE, on=LATER_DAY)
    assert {place: one.value or 0 for place, one in alike.items()} == {
        place: then["members"][place].value or 0 for place in alike
    }
    year.at += timedelta(days=1)

    for first in later:
        year.take_a_deed(first)

    for code in codes:
        again = figured.values(code, where, 2023, known_on=day)
        for place in where:
            one, other = then[code][place], again[place]
            assert (one.value or 0, one.percent or 0) == (other.value or 0, other.percent or 0)


def test_like_for_like_leaves_a_place_with_a_round_in_one_year_alone_without_a_number(
    titled: Country, who: People
) -> None:
    found = figured.value(
        "recognised_household", titled.commune.pk, 2023, basis=Basis.LIKE_FOR_LIKE, on=LATER_DAY
    )

    assert (found.value, found.missing) == (None, Missing.NOT_COMPARABLE)


@pytest.fixture
def titled(land: Country, who: People) -> Country:
    """Four titled households of six in one hamlet, each with an adult and one with a child too."""
    homes = make.households(6, land.hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    make.recognised(opened, homes[:4], land.hamlet, who, commune=land.commune)
    figures.count_bases(land.province.pk, 2023, source="Sổ", by=who.province, at=NOON)
    return land


def tell(where: Place, who: People, value: str, rate: str) -> None:
    new = NewFigure(
        place=where.pk,
        period="2023",
        indicator="recognised_household",
        source="Báo cáo mẫu",
        value=value,
        rate=rate,
        base_kind="all households",
    )
    figures.report_figures([new], by=who.province, at=NOON)


def test_computed_and_reported_stand_side_by_side_with_their_difference(titled: Country, who: People) -> None:
    tell(titled.commune, who, "gần 7", "116%")

    found = figured.value("recognised_household", titled.commune.pk, 2023)

    assert (found.provenance, found.value, found.reported, found.difference) == (
        Provenance.COMPUTED,
        4,
        7,
        -3,
    )
    assert [one.value_text for one in found.told] == ["gần 7"]
    assert Caution.DIFFERS in [remark.code for remark in found.cautions]


def test_a_place_without_a_register_shows_what_it_reported_with_the_qualifier(
    land: Country, who: People
) -> None:
    tell(land.other_commune, who, "gần 1,2 nghìn", "66,6%")

    found = figured.value("recognised_household", land.other_commune.pk, 2023)

    assert (found.provenance, found.value, found.rate, found.qualifier) == (
        Provenance.REPORTED,
        1200,
        6660,
        "nearly",
    )
    assert found.missing is Missing.NO_ROUND
    assert found.sources == ("Báo cáo mẫu",)


def test_places_without_a_register_add_what_they_reported_to_what_the_others_count(
    titled: Country, who: People
) -> None:
    tell(titled.other_commune, who, "20", "50%")
    make.place("commune", "Mẫu Trống", titled.district, "xã")

    found = figured.from_below("recognised_household", titled.district.pk, 2023)

    assert found is not None
    assert (found.counted, found.reported, found.total) == (4, 20, 24)
    assert (found.counting, found.reporting, found.unknown) == (1, 1, ("xã Mẫu Trống",))
    assert figured.from_below("recognised_household", titled.commune.pk, 2023) is None


def test_without_a_base_there_is_no_rate_and_with_two_claims_both_are_shown(
    titled: Country, who: People
) -> None:
    Base.objects.all().delete()
    assert figured.value("recognised_household", titled.commune.pk, 2023).percent is None

    claims = [
        NewBase(titled.commune.pk, 2023, "all households", text, source)
        for text, source in (("12", "Niên giám mẫu"), ("13", "Sổ xã mẫu"))
    ]
    figures.set_bases(claims, by=who.association, at=NOON)

    base = figured.value("recognised_household", titled.commune.pk, 2023).base
    assert base is not None
    assert (base.contradicted, {one.low for one in base.told}) == (True, {12, 13})


def test_levels_of_a_title_are_never_added(titled: Country) -> None:
    found = figured.value("recognised_community", titled.province.pk, 2023)

    assert (found.value, found.missing) == (None, Missing.LEVEL_NEEDED)


def test_a_run_of_years_is_counted_as_its_list_is(titled: Country) -> None:
    first = Recognition.objects.order_by("pk")[:2]
    for one in first:
        Recognition.objects.filter(pk=one.pk).update(year=2021, counted_to=2023)
    counts.add(
        Counter(
            {Tally(first[0].place_id, Title.HOUSEHOLD, "", year, Measure.HELD): 2 for year in (2021, 2022)}
        )
    )

    found = figured.value("kept_3_years_household", titled.province.pk, 2023)

    assert found.value == 2
    assert found.value == len(honours.streaks(titled.province.pk, 2023, at_least=3, title=Title.HOUSEHOLD))


def test_citizens_are_counted_among_the_adults_of_titled_households(titled: Country, who: People) -> None:
    homes = [one.subject for one in Recognition.objects.order_by("pk").select_related("subject")]
    born = (1980, 1990, 2015, None)
    news = [
        NewSubject(Title.CITIZEN, f"Mẫu Văn {at}", titled.hamlet.pk, make.BORN, birth_year=year)
        for at, year in enumerate(born)
    ]
    people = subjects.enter(news, by=who.branch, at=NOON, is_sample=True)
    outside = make.subject(Title.CITIZEN, titled.hamlet, by=who.branch)
    make.belongs(Belonging.HOUSEHOLD_MEMBER, people, homes[0], by=who.branch)
    opened = make.a_round(Title.CITIZEN, titled.province, by=who.province)
    make.recognised(opened, [people[0], outside], titled.hamlet, who, commune=titled.commune)

    found = figured.value(
        "recognised_citizen",
        titled.commune.pk,
        2023,
        base_kind="adults in titled households, clans, communities",
    )

    assert (found.value, found.base.value if found.base else None, found.percent) == (1, 2, 5_000)
    assert [(r.code, r.facts) for r in found.cautions] == [(Caution.AGE_UNKNOWN, {"number": 1})]


@pytest.mark.parametrize(
    "kind", ["workers in titled households", "officials in titled commune-managed organisations"]
)
def test_who_works_is_not_in_the_register_and_nothing_is_made_up(titled: Country, kind: str) -> None:
    found = figured.value("recognised_citizen", titled.commune.pk, 2023, base_kind=kind)

    assert (found.value, found.missing) == (None, Missing.WHO_WORKS)


def test_hamlets_with_a_branch_are_counted_and_other_bodies_only_reported(land: Country, who: People) -> None:
    association.open_branches(
        [(land.hamlet.pk, "Chi hội Một"), (land.hamlet.pk, "Chi hội Hai")],
        kind="chi_hoi",
        since=make.BORN,
        by=who.branch,
        at=NOON,
    )

    covered = figured.value("branch_coverage", land.commune.pk, 2023, base_kind="hamlets and town quarters")
    schools = figured.value("branch_coverage", land.commune.pk, 2023, base_kind="schools")
    branches = figured.value("branches_chi_hoi", land.commune.pk, 2023)

    assert (covered.value, schools.missing, branches.value) == (1, Missing.KIND_OF_BODY, 2)


def test_a_period_within_a_year_counts_what_was_known_on_its_last_day(titled: Country) -> None:
    before = figured.value("recognised_household", titled.province.pk, "2023-01..2023-06")
    after = figured.value("recognised_household", titled.province.pk, "2023-01..2023-11")

    assert (before.value or 0, after.value) == (0, 4)


@pytest.mark.parametrize("number", [4, 12])
def test_many_places_take_as_many_questions_as_a_few(
    titled: Country, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hamlets = [make.place("hamlet", f"Mẫu {at}", titled.other_commune, "thôn").pk for at in range(number)]

    with remembering(), django_assert_max_num_queries(16):
        figured.values("recognised_household", hamlets, 2023)


# -- across the reform ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
def test_what_merged_provinces_reported_adds_up_inside_the_province_of_today() -> None:
    then, now = date(2022, 12, 31), LATER_DAY
    parts = [places.resolve(f"tỉnh {name}", then) for name in ("Vĩnh Phúc", "Hòa Bình", "Phú Thọ")]
    today = places.resolve("tỉnh Phú Thọ", now)
    for place, value in zip(parts[:2], ("100.000", "50.000"), strict=True):
        published(place, value)

    some = figured.value("recognised_household", today.pk, 2022, basis=Basis.RESTATED, on=now)
    published(parts[2], "70.000")
    everything = figured.value("recognised_household", today.pk, 2022, basis=Basis.RESTATED, on=now)

    assert (some.reported, some.told_is_whole) == (150_000, False)
    assert (everything.reported, everything.told_is_whole) == (220_000, True)
    assert len(everything.told) == 3


def published(place: Place, value: str) -> None:
    new = NewFigure(
        place=place.pk, period="2022", indicator="recognised_household", source="Báo cáo mẫu", value=value
    )
    figures.report_figures_on_server([new], by="test", at=LATER)


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
def test_a_commune_of_whole_mergers_has_what_its_origins_counted() -> None:
    then, now = date(2023, 12, 31), LATER_DAY
    here, beside = (places.resolve(f"xã {name}, Quản Bạ", then) for name in ("Lùng Tám", "Đông Hà"))
    (hamlet,) = place_actions.open_hamlets(here, ["Thôn Hòa"], by="lan", at=NOON, source="mẫu")
    for place, held in ((hamlet.pk, 40), (beside.pk, 10)):
        for state, value in (("registrations", 60), ("held", held)):
            Count.objects.create(
                place_id=place, title="household", level="", year=2023, state=state, value=value
            )
    today = places.resolve("xã Lùng Tám", now)

    found = figured.value("recognised_household", today.pk, 2023, basis=Basis.RESTATED, on=now)

    assert found.amount is not None
    assert (found.amount.exact, found.amount.estimated, found.amount.unattributed) == (50, 0, 0)
