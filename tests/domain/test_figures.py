from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.figures import COLUMNS, Code, Entry, Reader, RowFault, check
from khuyenhoc.domain.figures.period import read_period
from khuyenhoc.sentences.figures import finding as sentence_of

PLACE = "tỉnh Mẫu"


def cells(row: int, **told: str) -> dict[str, str]:
    return {
        **dict.fromkeys(COLUMNS, ""),
        "id": str(row),
        "place_then": PLACE,
        "period": "2023-12",
        "indicator": "recognised_household",
        "base_kind": "all households",
        **told,
    }


def entries(*rows: dict[str, str]) -> list[Entry]:
    reader = Reader("figures.csv")
    return check([reader.row(cells(at, **row), at + 1) for at, row in enumerate(rows, start=1)])


def codes(found: Iterable[Entry]) -> list[list[str]]:
    return [[finding.code.value for finding in entry.findings] for entry in found]


def shared(value: str, rate: str = "", base: str = "", **told: str) -> dict[str, str]:
    return {"value": value, "rate_percent": rate, "base_value_or_range": base, **told}


@pytest.mark.parametrize(
    ("value", "rate", "base", "expected"),
    [
        ("54", "", "53", ["PART_ABOVE_WHOLE"]),
        ("53", "", "53", []),
        ("55", "", "53..60", []),
        ("hơn 500", "", "500", ["PART_ABOVE_WHOLE"]),
        ("gần 500", "", "480", []),
        ("7,5 tỷ", "", "7,4 tỷ", ["PART_ABOVE_WHOLE"]),
        ("105", "105", "", ["PART_ABOVE_WHOLE"]),
        ("54", "101,9", "53", ["PART_ABOVE_WHOLE"]),
        ("1.406", "60,04", "", ["NO_WHOLE_BASE"]),
        ("1.406", "60,04", "2342", ["NO_WHOLE_BASE", "RATE_DISAGREES"]),
        ("0", "0,1", "", ["NO_WHOLE_BASE"]),
        ("2", "66,7", "3", []),
        ("2", "66,6", "3", ["TRUNCATED"]),
        ("2", "66,6", "", []),
        ("2", "66,5", "3", ["NO_WHOLE_BASE", "RATE_DISAGREES"]),
        ("20", "66,6", "31", ["RATE_DISAGREES"]),
        ("125.071", "66,60", "187781..187808", []),
        ("125.071", "66,60", "187808 - 190000", []),
        ("125.071", "66,60", "187809 - 190000", ["RATE_DISAGREES"]),
        ("5", "100", "0", ["PART_ABOVE_WHOLE", "RATE_DISAGREES"]),
        ("0", "0", "12", []),
        ("hơn 1.660", "66,4", "2.500", []),
        ("hơn 1.660", "70", "2.000", ["RATE_DISAGREES"]),
        ("7,4 tỷ", "74,2", "10 tỷ", []),
        ("", "66,60", "187794", []),
        ("-5", "3", "100", []),
    ],
)
def test_a_row_is_held_against_itself(value: str, rate: str, base: str, expected: list[str]) -> None:
    assert codes(entries(shared(value, rate, base))) == [expected]


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 3))
def test_a_rate_rounded_half_up_is_never_found_fault_with(one: int, other: int, places: int) -> None:
    part, whole = min(one, other), max(one, other)
    rate = (200 * 10**places * part + whole) // (2 * whole)

    found = entries(
        shared(str(part), written(rate, places), str(whole)), shared(str(part), written(rate, places))
    )

    assert codes(found) == [[], []]


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 3))
def test_a_rate_cut_off_is_truncated_at_worst(one: int, other: int, places: int) -> None:
    part, whole = min(one, other), max(one, other)
    cut, rounded = 100 * 10**places * part // whole, (200 * 10**places * part + whole) // (2 * whole)

    found = entries(shared(str(part), written(cut, places), str(whole)))

    assert codes(found) == [[] if cut == rounded else ["TRUNCATED"]]


def written(digits: int, places: int) -> str:
    whole, rest = divmod(digits, 10**places)
    return f"{whole},{rest:0{places}d}%" if places else f"{whole}%"


@pytest.mark.parametrize(
    ("result", "target", "is_below"),
    [
        ({"rate_percent": "71,7"}, {"rate_percent": "60"}, True),
        ({"rate_percent": "71,7"}, {"rate_percent": "71,70"}, False),
        ({"rate_percent": "71,7"}, {"rate_percent": "72"}, False),
        ({"rate_percent": "gần 37"}, {"rate_percent": "35"}, True),
        ({"rate_percent": "gần 37"}, {"rate_percent": "36,9"}, False),
        ({"rate_percent": "trên 60"}, {"rate_percent": "60"}, True),
        ({"rate_percent": "62"}, {"rate_percent": "trên 60"}, True),
        ({"rate_percent": "62"}, {"rate_percent": "60 - 65"}, False),
        ({"rate_percent": "1,5"}, {"rate_percent": "dưới 1"}, False),
        (shared("1.406", "", "2.342"), {"rate_percent": "60,03"}, True),
        (shared("1.406", "", "2.342"), {"rate_percent": "60,04"}, False),
        (shared("1.406"), {"rate_percent": "1"}, False),
        ({"value": "330.909"}, {"value": "330.908"}, True),
        ({"value": "330.909"}, {"value": "346.208"}, False),
        ({"value": "7,5 tỷ", "unit": "đồng"}, {"value": "7,4 tỷ đồng"}, True),
        ({"value": "75", "unit": "suất"}, {"value": "74", "unit": "hộ"}, False),
        ({"rate_percent": "90", "base_kind": "adults"}, {"rate_percent": "60"}, False),
        ({"rate_percent": "90", "base_kind": ""}, {"rate_percent": "60"}, True),
        ({"rate_percent": "90", "period": "2024-06"}, {"rate_percent": "60"}, False),
        ({"rate_percent": "90", "level": "commune"}, {"rate_percent": "60"}, False),
        ({"rate_percent": "90", "place_then": "tỉnh Khác"}, {"rate_percent": "60"}, False),
        ({"rate_percent": "90", "place_then": "Tỉnh Mẫu "}, {"rate_percent": "60"}, True),
    ],
)
def test_a_target_is_held_against_the_result(
    result: dict[str, str], target: dict[str, str], is_below: bool
) -> None:
    found = entries(result, {"period": "target 2024", **target})

    assert codes(found) == [[], ["TARGET_BELOW_RESULT"] if is_below else []]
    assert [finding.other for finding in found[1].findings] == ["1"] * is_below


def test_only_the_latest_result_before_the_target_counts() -> None:
    found = entries(
        {"period": "2021", "rate_percent": "90"},
        {"period": "chỉ tiêu 2024", "rate_percent": "70"},
        {"period": "2016..2022", "rate_percent": "65"},
        {"period": "2023", "value": "5"},
        {"period": "mục tiêu năm 2022", "rate_percent": "70"},
    )

    assert codes(found) == [[], [], [], [], ["TARGET_BELOW_RESULT"]]


def test_two_bases_of_one_kind_conflict_and_the_later_names_the_earlier() -> None:
    found = entries(
        shared("330.909", "35,36", base_kind="population", indicator="members"),
        shared("10", "", "936.000", base_kind="Population", indicator="learners"),
        shared("10", "", "935.700..940.000", base_kind="population", indicator="others"),
        shared("10", "", "936.000", base_kind="adults"),
        shared("10", "", "937.000", base_kind="population", period="2022-12"),
        shared("10", "", "937.000", base_kind="population", place_then="tỉnh Khác"),
        shared("10", "", "937.000", base_kind=""),
    )

    assert codes(found) == [[], ["BASE_CONFLICT"], [], [], [], [], []]
    assert [finding.other for finding in found[1].findings] == ["1"]


def test_what_is_stated_and_what_the_rate_allows_narrow_each_other() -> None:
    found = entries(
        shared("821", "98,44", "800..900", base_kind="all organisations"),
        shared("10", "", "835", base_kind="all organisations"),
    )

    assert codes(found) == [[], ["BASE_CONFLICT"]]


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 5)), max_size=8))
def test_a_conflict_is_found_exactly_where_an_earlier_base_is_disjoint(spans: list[tuple[int, int]]) -> None:
    found = entries(*(shared("1", "", f"{low}..{low + more}") for low, more in spans))

    for at, (entry, (low, more)) in enumerate(zip(found, spans, strict=True)):
        disjoint = {
            str(number)
            for number, (other, its) in enumerate(spans[:at], start=1)
            if other > low + more or low > other + its
        }
        named = [finding.other for finding in entry.findings if finding.code is Code.BASE_CONFLICT]
        assert len(named) == bool(disjoint)
        assert set(named) <= disjoint


@pytest.mark.parametrize(
    ("told", "code", "column"),
    [
        ({"id": " "}, "FIGURES_ID_MISSING", "id"),
        ({"value": "nhiều"}, "FIGURES_NUMBER_UNREADABLE", "value"),
        ({"rate_percent": "-3"}, "FIGURES_NUMBER_UNREADABLE", "rate_percent"),
        ({"base_value_or_range": "900..800"}, "FIGURES_NUMBER_UNREADABLE", "base_value_or_range"),
        ({"value": "5", "qualifier": "maybe"}, "FIGURES_QUALIFIER_UNKNOWN", "qualifier"),
        ({"value": "gần 5", "qualifier": "more than"}, "FIGURES_QUALIFIERS_DIFFER", "qualifier"),
        ({"value": "800", "qualifier": "range"}, "FIGURES_QUALIFIERS_DIFFER", "qualifier"),
        ({"period": "năm ngoái"}, "FIGURES_PERIOD_UNREADABLE", "period"),
    ],
)
def test_an_unreadable_cell_is_told_by_line_and_column(told: dict[str, str], code: str, column: str) -> None:
    with pytest.raises(RowFault) as refused:
        Reader("figures.csv").row(cells(1, **told), 7)

    fault = refused.value
    assert (fault.code, fault.facts["line"], fault.facts["column"]) == (code, 7, column)


def test_an_id_names_one_row() -> None:
    reader = Reader("figures.csv")
    reader.row(cells(1), 2)

    with pytest.raises(RowFault) as refused:
        reader.row(cells(1), 3)

    assert refused.value.facts["first_line"] == 2


def test_a_qualifier_in_its_own_column_belongs_to_the_value_or_else_to_the_rate() -> None:
    (both, rate_only) = (
        Reader("figures.csv").row(cells(1, **shared("200.000", "26"), qualifier=word), 2)
        for word in ("nearly", "gần")
    )
    lone = Reader("figures.csv").row(cells(1, rate_percent="37", qualifier="nearly"), 2)

    assert both.value is not None
    assert both.rate is not None
    assert lone.rate is not None
    assert [both.value.qualifier.value, both.rate.qualifier.value, lone.rate.qualifier.value] == [
        *("nearly", "exact", "nearly")
    ]
    assert rate_only.value == both.value


@pytest.mark.parametrize(
    ("text", "until", "is_target"),
    [
        ("2023", (2023, 12), False),
        ("2022-08", (2022, 8), False),
        ("8/2022", (2022, 8), False),
        ("2016..2021", (2021, 12), False),
        ("2016-2020", (2020, 12), False),
        ("2020-06..2021-12", (2021, 12), False),
        ("nhiệm kỳ 2020-2025", (2025, 12), False),
        ("quý IV năm 2023", (2023, 12), False),
        ("target 2024", (2024, 12), True),
        ("Chỉ tiêu năm 2030", (2030, 12), True),
    ],
)
def test_a_period_ends_in_its_last_month(text: str, until: tuple[int, int], is_target: bool) -> None:
    found = read_period(text)

    assert found is not None
    assert (found.until, found.is_target) == (until, is_target)


def test_two_spellings_are_one_period_and_a_target_is_another() -> None:
    keys = [
        found.key for text in ("2022-08", "08/2022", "2022", "target 2022") if (found := read_period(text))
    ]

    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


odd_numbers = st.sampled_from(
    [
        *("", "0", "1", "07", "-3", "0,5", "gần 0", "hơn 0", "dưới 0", "ít nhất 0", "tối đa 0", "khoảng 1"),
        *("0 - 0", "0 - 7", "800 - 1000", "gần 7,4 tỷ", "12%", "1.000.000.000.000", "0,0", "99,999", "250"),
    ]
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "value": odd_numbers,
                "rate_percent": odd_numbers.filter(lambda text: text not in ("-3", "gần 7,4 tỷ")),
                "base_value_or_range": odd_numbers.filter(lambda text: text != "-3"),
                "period": st.sampled_from(["", "2023", "target 2024", "2016..2021", "target 2022"]),
                "base_kind": st.sampled_from(["", "adults"]),
            }
        ),
        max_size=4,
    )
)
def test_every_mixture_of_odd_numbers_is_decided_and_told(rows: list[dict[str, str]]) -> None:
    for entry in entries(*rows):
        for finding in entry.findings:
            for language in ("vi", "en"):
                assert sentence_of(finding, language)
