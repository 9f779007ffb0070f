"""The country's data files: counts and facts that were published, and that they are sound."""

import csv
import gzip
import io
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files

import pytest

from khuyenhoc.apps.places.models import FIRST_LOCAL_ID
from khuyenhoc.domain.places import (
    DAWN,
    Succession,
    SuccessionKind,
    Version,
    check_successions,
    check_versions,
)

EARLIER, BEFORE, AFTER = date(2022, 8, 1), date(2025, 6, 30), date(2025, 7, 1)
Row = dict[str, str]


def table(name: str) -> list[Row]:
    packed = (files("khuyenhoc.data.places") / f"{name}.csv.gz").read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))


def begin(row: Row) -> date:
    return date.fromisoformat(row["valid_from"]) if row["valid_from"] else DAWN


def end(row: Row) -> date | None:
    return date.fromisoformat(row["valid_to"]) if row["valid_to"] else None


VERSIONS, SUCCESSIONS, CUSTODIES = table("versions"), table("successions"), table("custodies")


def tree(day: date) -> dict[str, Row]:
    return {
        row["id"]: row for row in VERSIONS if begin(row) <= day and ((last := end(row)) is None or day < last)
    }


THEN, OLD, NEW = tree(EARLIER), tree(BEFORE), tree(AFTER)


def went(row: Row) -> list[Row]:
    """Rows of today for a row of the old tree, the default first."""
    heirs = [NEW[one["successor"]] for one in SUCCESSIONS if one["predecessor"] == row["id"]]
    return heirs or [NEW[row["id"]]]


def old(kind: str, name: str, above: str = "") -> Row:
    (found,) = (
        row
        for row in OLD.values()
        if row["kind"] == kind and row["name"] == name and above in ("", OLD[row["parent"]]["name"])
    )
    return found


def test_the_trees_have_the_published_counts() -> None:
    before = Counter(row["kind"] for row in OLD.values())
    after = Counter(row["kind"] for row in NEW.values())
    units = Counter(row["unit"] for row in NEW.values() if row["kind"] == "commune")

    assert before == {"country": 1, "province": 63, "district": 696, "commune": 10_035}
    assert after == {"country": 1, "province": 34, "commune": 3_321}
    assert units == {"xã": 2_621, "phường": 687, "đặc khu": 13}


def test_the_tree_of_2020_to_2024_has_the_published_counts() -> None:
    counted = Counter(row["kind"] for row in THEN.values())
    vinh_phuc = {row["id"] for row in THEN.values() if row["name"] == "Vĩnh Phúc" and row["parent"] == "1"}
    districts = {row["id"] for row in THEN.values() if row["parent"] in vinh_phuc}

    assert counted == {"country": 1, "province": 63, "district": 705, "commune": 10_599}
    assert sum(row["parent"] in districts for row in THEN.values()) == 136


def test_567_communes_ended_unlinked_on_an_assumed_day() -> None:
    linked = {one["predecessor"] for one in SUCCESSIONS}
    ended = [row for row in THEN.values() if row["kind"] == "commune" and row["id"] not in OLD]

    assert len(ended) == 567
    assert {(row["valid_to"], row["to_assumed"]) for row in ended} == {("2025-01-01", "1")}
    assert {row["id"] for row in ended} & linked == set()


def test_every_day_that_is_assumed_is_marked_and_no_other() -> None:
    assert {
        (row["valid_from"] == "2025-01-01", row["valid_to"] == "2025-01-01")
        == (row["from_assumed"] == "1", row["to_assumed"] == "1")
        for row in VERSIONS
    } == {True}


def test_a_place_of_both_trees_has_an_earlier_version_only_where_something_differs() -> None:
    told = ("code", "unit", "name", "parent")
    earlier = [row for row in VERSIONS if row["to_assumed"] and row["id"] in OLD]

    assert [row for row in earlier if all(row[one] == OLD[row["id"]][one] for one in told)] == []
    assert Counter(row["kind"] for row in earlier) == {"commune": 669, "district": 11, "province": 1}


def test_links_that_look_wrong_are_kept_and_marked() -> None:
    doubted = [one for one in SUCCESSIONS if one["doubt"]]
    names = {(OLD[one["predecessor"]]["name"], NEW[one["successor"]]["name"]) for one in doubted}

    assert {(one["kind"], one["doubt"]) for one in doubted} == {("part", "NAMESAKE_NEARER")}
    assert len(doubted) == 28
    assert names >= {
        ("4", "Tân Ninh"),
        ("Thạnh Quới", "Gia Hòa"),
        ("Long Phú", "Long Phú 1"),
        ("6", "Cao Lãnh"),
    }


def test_the_cluster_of_2023_has_its_eight_provinces() -> None:
    members = table("clusters")

    assert [THEN[row["place"]]["name"] for row in members] == [
        *("Hà Nội", "Thái Bình", "Hưng Yên", "Nam Định", "Hà Nam", "Bắc Ninh", "Vĩnh Phúc", "Ninh Bình")
    ]
    assert {row["valid_from"] for row in members} == {"2023-01-01"}
    assert all(row["source"] for row in members)


def test_471_communes_were_split_and_each_has_one_default() -> None:
    parts: dict[str, list[Row]] = defaultdict(list)
    for one in SUCCESSIONS:
        if one["kind"] == "part":
            parts[one["predecessor"]].append(one)

    assert len(parts) == 471
    assert {OLD[place]["kind"] for place in parts} == {"commune"}
    assert {sum(one["is_default"] == "1" for one in mine) for mine in parts.values()} == {1}


def test_the_dated_tree_and_the_successions_are_sound() -> None:
    check_versions(
        Version(int(row["id"]), int(row["parent"]) if row["parent"] else None, begin(row), end(row))
        for row in VERSIONS
    )
    check_successions(
        Succession(
            int(one["predecessor"]),
            int(one["successor"]),
            SuccessionKind(one["kind"]),
            date.fromisoformat(one["on"]),
            None,
            one["is_default"] == "1",
        )
        for one in SUCCESSIONS
    )


def test_every_old_commune_and_province_is_somewhere_today() -> None:
    gone = {one["predecessor"] for one in SUCCESSIONS}

    lost = [row for row in OLD.values() if row["kind"] != "district" and row["id"] not in gone | NEW.keys()]

    assert lost == []


def test_a_place_keeps_its_id_only_when_nothing_joined_it_and_nothing_left() -> None:
    both = OLD.keys() & NEW.keys()
    touched = {one[end] for one in SUCCESSIONS for end in ("predecessor", "successor")}

    assert both & touched == set()
    assert Counter(OLD[place]["kind"] for place in both) == {"country": 1, "province": 11, "commune": 132}


def test_every_closed_place_has_one_custodian_that_holds_today() -> None:
    closed = {row["id"] for row in VERSIONS} - NEW.keys()
    lasting = [row for row in CUSTODIES if not row["valid_to"]]

    assert sorted(row["place"] for row in lasting) == sorted(closed)
    assert {row["custodian"] for row in lasting} <= NEW.keys()


def test_what_ended_before_the_reform_had_its_province_as_custodian_until_then() -> None:
    before = [row for row in CUSTODIES if row["valid_to"]]

    assert {(row["valid_from"], row["valid_to"]) for row in before} == {("2025-01-01", "2025-07-01")}
    assert {OLD[row["custodian"]]["kind"] for row in before} == {"province"}


def test_ids_stay_below_those_that_are_opened_here() -> None:
    assert max(int(row["id"]) for row in VERSIONS) < FIRST_LOCAL_ID


@pytest.mark.parametrize(
    ("olds", "now", "codes", "code"),
    [
        (["Hà Giang", "Tuyên Quang"], "Tuyên Quang", ["02", "08"], "08"),
        (["Yên Bái", "Lào Cai"], "Lào Cai", ["15", "10"], "15"),
        (["Vĩnh Phúc", "Hòa Bình", "Phú Thọ"], "Phú Thọ", ["26", "17", "25"], "25"),
        (["Bình Thuận", "Đắk Nông", "Lâm Đồng"], "Lâm Đồng", ["60", "67", "68"], "68"),
        (["Thái Bình", "Hưng Yên"], "Hưng Yên", ["34", "33"], "33"),
        (["Hà Nam", "Nam Định", "Ninh Bình"], "Ninh Bình", ["35", "36", "37"], "37"),
        (["Bắc Giang", "Bắc Ninh"], "Bắc Ninh", ["24", "27"], "24"),
        (["Hà Nội"], "Hà Nội", ["01"], "01"),
    ],
)
def test_provinces_became_what_was_published(olds: list[str], now: str, codes: list[str], code: str) -> None:
    before = [old("province", name) for name in olds]
    after = {row["id"]: row for one in before for row in went(one)}

    assert [row["code"] for row in before] == codes
    assert [(row["name"], row["code"]) for row in after.values()] == [(now, code)]


def test_seven_province_codes_mean_another_province_today() -> None:
    names = [
        {row["code"]: row["name"] for row in day.values() if row["kind"] == "province"} for day in (OLD, NEW)
    ]

    changed = {code for code in names[0].keys() & names[1].keys() if names[0][code] != names[1][code]}

    assert changed == {"15", "24", "44", "52", "80", "82", "91"}


@pytest.mark.parametrize(
    ("name", "above", "now"),
    [("Hán Đà", "Yên Bình", "xã Thác Bà"), ("Khai Quang", "Vĩnh Yên", "phường Vĩnh Phúc")],
)
def test_communes_of_the_known_reports_are_where_they_went(name: str, above: str, now: str) -> None:
    heirs = went(old("commune", name, above))

    assert [f"{row['unit']} {row['name']}" for row in heirs] == [now]


@pytest.mark.parametrize(("name", "province"), [("Hoàng Sa", "Đà Nẵng"), ("Trường Sa", "Khánh Hòa")])
def test_the_archipelagos_are_special_zones_of_their_provinces(name: str, province: str) -> None:
    (zone,) = (row for row in NEW.values() if row["unit"] == "đặc khu" and row["name"] == name)

    assert NEW[zone["parent"]]["name"] == province


def test_the_files_carry_their_licence() -> None:
    notice = (files("khuyenhoc.data.places") / "NOTICE.txt").read_text(encoding="utf-8")

    assert notice.count("MIT License") == 2
    assert "Copyright (c)" in notice
