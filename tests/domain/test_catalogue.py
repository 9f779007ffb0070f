"""The catalogue of indicators: sound as it comes, and every fault of a file told by file and entry."""

import csv
import io

import pytest

from khuyenhoc import data
from khuyenhoc.domain.catalogue import (
    BaseKindUnknown,
    Catalogue,
    CatalogueFault,
    CatalogueUnreadable,
    CodeRepeated,
    IndicatorUnknown,
    KeyMissing,
    KeyUnknown,
    LevelUnknown,
    NameUnknown,
    Nature,
    PatternFieldUnknown,
    ValueWrong,
    fill,
    load,
    recognised,
    sentence,
)
from khuyenhoc.domain.titles import FIVE_TITLES, BaseKind, Level, Title

CATALOGUE = load(data.indicator_files())
ROWS = list(csv.DictReader(io.StringIO(data.published_figures())))
WORDS = {
    "place": "tỉnh Mẫu Sơn",
    "period": "Năm 2023",
    "value": "gần 1.500",
    "rate": "66,60%",
    "of": "tổng số hộ",
    "level": "cấp xã",
    "change": "tăng 12",
    "previous": "năm 2022",
}
# of R1-R63 those that speak of numbers; the others are deeds, papers or pages
NUMBERS = {
    *(1, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 18, 19, 20, 23, 27, 28, 29, 30, 31, 32, 33, 40, 42, 43, 44, 45),
    *(46, 47, 48, 49, 50, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62),
}

ENTRY = """
[[indicator]]
code = "gained"
vi = "Điều mới"
en = "Something new"
units = ["cái"]
unit_en = "things"
nature = "stock"
"""
PAGE = (
    'area = "all"\narea_name = { vi = "Tất cả", en = "All" }\nrate_only = { vi = "{rate}", en = "{rate}" }\n'
)


def one(text: str = ENTRY, before: str = PAGE) -> Catalogue:
    return load([("all.toml", before + text)])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row {row['id']}")
def test_every_published_figure_is_in_the_catalogue(row: dict[str, str]) -> None:
    indicator = CATALOGUE.indicator(row["indicator"])
    level = CATALOGUE.level(indicator, row["level"])

    assert level in {"", *indicator.levels}
    assert not row["base_kind"] or CATALOGUE.base(row["base_kind"]).kind in indicator.bases
    assert not row["unit"] or row["unit"] in indicator.units


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", CATALOGUE.indicators)
def test_every_sentence_fills(code: str, language: str) -> None:
    indicator = CATALOGUE.indicators[code]
    whole = sentence(CATALOGUE, indicator, WORDS, language=language)
    bare = sentence(
        CATALOGUE, indicator, {name: WORDS[name] for name in ("place", "period", "rate")}, language=language
    )

    assert whole is not None
    assert whole.endswith(".")
    assert not set("{}[]") & set(whole)
    assert WORDS["value"] in whole or indicator.nature is Nature.SHARE
    assert bare is not None
    assert WORDS["rate"] in bare


def test_without_a_number_there_is_no_sentence() -> None:
    known = {name: WORDS[name] for name in ("place", "period")}

    assert sentence(CATALOGUE, CATALOGUE.indicators["members"], known) is None


@pytest.mark.parametrize(("value", "noun"), [("1", "centre"), ("about 1", "centre"), ("11", "centres")])
def test_an_english_sentence_says_one_as_one(value: str, noun: str) -> None:
    told = sentence(
        CATALOGUE, CATALOGUE.indicators["learning_centres"], WORDS | {"value": value}, language="en"
    )

    assert told is not None
    assert f"had {value} community learning {noun}" in told


def test_what_is_not_known_falls_out_of_the_sentence() -> None:
    assert fill("{place} có {value}[, đạt {rate} {of}].", {"place": "A", "value": "3"}) == "A có 3."


def test_a_sentence_reads_as_a_report_prints_it() -> None:
    told = sentence(CATALOGUE, CATALOGUE.indicators["recognised_household"], WORDS | {"level": ""})

    assert told == (
        "Năm 2023, tỉnh Mẫu Sơn có gần 1.500 hộ được công nhận danh hiệu Gia đình học tập, đạt 66,60% tổng số hộ."
    )


def test_every_requirement_that_is_a_number_has_an_indicator() -> None:
    told = {text for indicator in CATALOGUE.indicators.values() for text in indicator.requirements}

    assert {f"R{number}" for number in NUMBERS} == told


def test_the_five_titles_stand_on_bases_of_the_catalogue() -> None:
    for row in FIVE_TITLES:
        indicator = CATALOGUE.indicators[recognised(row.title)]
        assert row.base_kind in indicator.bases
        assert not row.level or row.level in indicator.levels


def test_bases_that_the_register_counts_say_whom_they_count() -> None:
    assert set(BaseKind) <= set(CATALOGUE.bases)
    assert {one.title for one in CATALOGUE.bases.values()} <= {"", *Title}
    assert {one.level for one in CATALOGUE.bases.values()} <= set(Level)


def test_every_indicator_says_why_it_is_there_and_in_what_unit() -> None:
    for indicator in CATALOGUE.indicators.values():
        assert indicator.requirements
        assert indicator.units
        assert indicator.unit_en


def test_names_in_either_language_find_indicators_and_bases() -> None:
    assert CATALOGUE.indicator("Hội viên Hội Khuyến học").code == "members"
    assert CATALOGUE.base("TỔNG SỐ HỘ").kind == "all households"
    organisations = CATALOGUE.indicators["recognised_organisation"]
    assert CATALOGUE.level(organisations, "commune-managed") == Level.COMMUNE
    assert CATALOGUE.level_name(organisations, Level.COMMUNE) == "do cấp xã quản lý"


def test_what_nobody_called_so_is_refused() -> None:
    with pytest.raises(IndicatorUnknown):
        CATALOGUE.indicator("happiness")
    with pytest.raises(BaseKindUnknown):
        CATALOGUE.base("all dreams")
    with pytest.raises(LevelUnknown):
        CATALOGUE.level(CATALOGUE.indicators["members"], "hamlet")


@pytest.mark.parametrize(
    ("text", "fault", "entry"),
    [
        (ENTRY.replace('nature = "stock"\n', ""), KeyMissing, "gained"),
        (ENTRY.replace('"stock"', '"gas"'), ValueWrong, "gained"),
        (ENTRY + "colour = 3\n", KeyUnknown, "gained"),
        (ENTRY + 'bases = ["all dreams"]\n', NameUnknown, "gained"),
        (ENTRY + 'levels = ["moon"]\n', NameUnknown, "gained"),
        (ENTRY + "units = 3\n".replace("units", "bases"), ValueWrong, "gained"),
        (ENTRY + ENTRY, CodeRepeated, "gained"),
        (ENTRY + ENTRY.replace('"gained"', '"other"'), CodeRepeated, "other"),
        (ENTRY + 'sentence = { vi = "{colour}", en = "{value}" }\n', PatternFieldUnknown, "gained"),
        (ENTRY + 'sentence = { vi = "{value} [", en = "{value}" }\n', PatternFieldUnknown, "gained"),
        ("[[indicator]\n", CatalogueUnreadable, ""),
    ],
)
def test_a_fault_is_told_with_its_file_and_entry(text: str, fault: type[CatalogueFault], entry: str) -> None:
    with pytest.raises(fault) as told:
        one(text)

    assert (told.value.facts["file"], told.value.facts["entry"]) == ("all.toml", entry)


def test_a_new_indicator_is_a_few_lines() -> None:
    made = one().indicators["gained"]

    assert (made.area, made.levels, made.query, made.adds_up) == ("all", ("",), "", True)
