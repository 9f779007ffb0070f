"""Figures for programs: the numbers of the pages, part by part, of places that are the owner's and of no others."""

from datetime import date
from typing import Any

from khuyenhoc.analytics import indicators
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.roles import Role
from tests import make, scene
from tests.api.reading import ask, refused

HOUSEHOLDS = "recognised_household"


def test_a_figure_is_that_of_the_page_with_its_base_and_what_was_reported(shown: scene.Scene) -> None:
    commune = shown.land.commune.pk
    told = NewFigure(
        indicator=HOUSEHOLDS,
        period="2023",
        value="gần 70 hộ",
        source="Báo cáo mẫu",
        place=commune,
        kept_with_note="mẫu",
    )
    actions.report_figures([told], by=shown.who.association, at=make.NOON)
    page = indicators.value(HOUSEHOLDS, commune, 2023)

    row = ask(shown.who.association, "figures", place=commune, indicator=HOUSEHOLDS, period=2023)["figures"][
        0
    ]

    assert (row["value"], row["provenance"], row["reported"]) == (page.value, "computed", 70)
    assert row["value"] == 60
    assert row["base"] == (page.base.value if page.base else None)
    assert row["rate_percent"] == f"{(page.rate or 0) / 100:.2f}"
    assert row["difference"] == page.difference == -10
    assert [(one["value_written"], one["value_qualifier"]) for one in row["told"]] == [
        ("gần 70 hộ", "nearly")
    ]
    reported = ask(shown.who.association, "reported", place=commune)["reported"]
    assert [(one["value"], one["source"]) for one in reported] == [(70, "Báo cáo mẫu")]


def parts(owner: Any, limit: int, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        told = ask(owner, "figures", after=after, limit=limit, **query)
        assert len(told["figures"]) <= max(limit, len(query["indicator"]))
        found += told["figures"]
        after = told["next"]
        if not after:
            return found


def test_parts_of_a_list_make_the_whole_whatever_their_length(land: make.Country, who: make.People) -> None:
    query = {
        "below": land.province.pk,
        "kind": "hamlet",
        "indicator": [HOUSEHOLDS, "members"],
        "period": ["2022", "2023"],
    }

    found = [parts(who.centre, limit, **query) for limit in (1, 3, 5, 1000)]

    hamlets = sorted([land.hamlet.pk, land.other_hamlet.pk, land.far_hamlet.pk])
    assert [(one["period"], one["place"], one["indicator"]) for one in found[0]] == [
        (period, place, indicator)
        for period in ("2022", "2023")
        for place in hamlets
        for indicator in (HOUSEHOLDS, "members")
    ]
    assert found == [found[0]] * 4


def test_below_a_place_only_what_the_owner_may_see_is_told(land: make.Country, who: make.People) -> None:
    told = ask(who.association, "figures", below=land.district.pk, indicator=HOUSEHOLDS, period=2023)
    every = ask(who.province, "figures", below=land.district.pk, indicator=HOUSEHOLDS, period=2023)

    assert [one["place"] for one in told["figures"]] == [land.commune.pk]
    assert [one["place"] for one in every["figures"]] == [land.commune.pk, land.other_commune.pk]


OF_A_PLACE = (
    "figures?indicator=members&period=2023&place={}",
    "figures?indicator=members&period=2023&below={}",
    "figures?indicator=members&period=2023&place={}&basis=restated",
    "bases?year=2023&place={}",
    "reported?place={}",
    "targets?place={}",
    "five-titles/{}/2023",
    "five-titles/{}/2023?basis=like-for-like",
    "aims/{}/2023",
    "plans/{}/2023?base_year=2023",
    "outlook/{}/2023/1",
    "comparison/{}/years?indicator=members&first=2022&last=2023",
    "comparison/{}/below?indicator=members&period=2023",
    "comparison/{}/2023/bases?indicator=members",
    "comparison/{}/2023/corrected?indicator=members&known_on=2023-12-31",
)


def test_what_is_foreign_and_what_is_not_there_answer_alike(land: make.Country, who: make.People) -> None:
    foreign, own = land.commune.pk, land.other_commune.pk
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)

    told = {
        (address, place): refused(stranger, address.format(place))
        for address in OF_A_PLACE
        for place in (foreign, 987_654_321, f"{own}&place={foreign}")
    }

    assert {answer for (_, place), answer in told.items() if isinstance(place, int)} == {
        (404, "NOTHING_THERE")
    }
    among_own = [answer for (address, place), answer in told.items() if "place={}" in address]
    assert set(among_own) == {(404, "NOTHING_THERE")}


def test_reported_figures_and_targets_come_part_by_part_too(land: make.Country, who: make.People) -> None:
    both = [land.commune.pk, land.other_commune.pk]
    news = [
        NewFigure(indicator="members", period=period, value=value, source="Báo cáo mẫu", place=place)
        for place in both
        for period, value in (("2022", "700"), ("2023", "800"), ("target 2025", "900"))
    ]
    actions.report_figures(news, by=who.province, at=make.NOON)

    for address, year in (("reported", "until"), ("targets", "year")):
        whole = ask(who.province, address, place=both)[address]
        first = ask(who.province, address, below=land.district.pk, limit=1)
        rest = ask(who.province, address, below=land.district.pk, limit=1, after=first["next"])

        assert {row["place"] for row in first[address]} == {both[0]}
        assert first[address] + rest[address] == whole
        assert rest["next"] is None
        assert len({row[year] for row in whole}) == len(whole) // 2


def test_a_grant_that_ends_takes_its_token_with_it(land: make.Country, who: make.People) -> None:
    before = ask(who.association, "figures", place=land.commune.pk, indicator="members", period=2023)
    who.association.grants.update(valid_to=date(2023, 12, 31))

    after = refused(who.association, "figures", place=land.commune.pk, indicator="members", period=2023)

    assert len(before["figures"]) == 1
    assert after == (404, "NOTHING_THERE")


def test_a_basis_and_a_day_of_knowledge_are_those_of_the_analysis(shown: scene.Scene) -> None:
    commune, on, known_on = shown.land.commune.pk, date(2024, 5, 1), date(2023, 9, 30)

    rows = {
        (basis, known): ask(
            shown.who.association,
            "figures",
            place=commune,
            indicator=HOUSEHOLDS,
            period="2023",
            basis=basis.value,
            **({"on": on} if basis is not Basis.REPORTED else {}),
            **({"known_on": known} if known else {}),
        )["figures"][0]
        for basis in Basis
        for known in (None, known_on)
    }

    assert [row["value"] for row in rows.values()].count(60) == 2  # reported and restated, as known now
    for (basis, known), row in rows.items():
        meant = indicators.value(HOUSEHOLDS, commune, 2023, basis=basis, on=on, known_on=known)
        assert (row["value"], row["basis"]) == (meant.value, basis.value)
        assert row["known_on"] == (known.isoformat() if known else None)


def test_places_are_found_told_with_their_dates_and_listed_part_by_part(land: make.Country) -> None:
    reader = make.user("reader", Role.BRANCH, land.hamlet)
    below = [land.commune.pk, land.other_commune.pk]

    found = ask(reader, "places", q=Place.objects.get(pk=land.commune.pk).versions.get().name)["places"]
    history = ask(reader, f"places/{land.commune.pk}")
    first = ask(reader, f"places/{land.district.pk}/below", limit=1)
    rest = ask(reader, f"places/{land.district.pk}/below", limit=1, after=first["next"])

    assert land.commune.pk in [one["place"] for one in found]
    assert [one["parent"] for one in history["versions"]] == [land.district.pk]
    assert [one["place"] for one in first["places"] + rest["places"]] == below
    assert rest["next"] is None
