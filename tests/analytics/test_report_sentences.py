"""What a report says of one number: more, fewer, as many, none, unknown, roughly, and how far from the target."""

from dataclasses import replace

import pytest

from khuyenhoc.analytics.reports import Length, ReportTooLong, Span, read_span
from khuyenhoc.domain.figures import PeriodUnclear
from khuyenhoc.sentences.reports import Earlier, Goal, Reached, leaders, reached, unranked

HOUSEHOLDS = Reached(
    when="Năm 2023",
    place="toàn tỉnh",
    name="Gia đình học tập",
    unit="hộ",
    deed="được công nhận Gia đình học tập",
    value="125.071",
    number=125_071,
    base="187.794",
    base_unit="hộ",
    rate="66,60%",
)
HEAD = "Năm 2023, toàn tỉnh có 125.071/187.794 hộ (66,60%) được công nhận Gia đình học tập"


@pytest.mark.parametrize(
    ("number", "tail"),
    [
        (112_726, ", tăng 12.345 hộ so với năm 2022."),
        (125_072, ", giảm 1 hộ so với năm 2022."),
        (125_071, ", bằng năm 2022."),
        (0, " (năm 2022 chưa có hộ nào)."),
        (None, "; năm 2022 chưa có số liệu để so sánh."),
    ],
)
def test_a_number_is_held_against_the_year_before(number: int | None, tail: str) -> None:
    said = reached(replace(HOUSEHOLDS, before=Earlier("năm 2022", number)), "vi")

    assert said == HEAD + tail


@pytest.mark.parametrize(
    ("goal", "tail"),
    [
        (Goal("70%", 2024, 6_385), "; còn thiếu 6.385 hộ để đạt chỉ tiêu 70% năm 2024."),
        (Goal("60%", 2025, 0, is_exceeded=True), ", vượt chỉ tiêu 60% năm 2025."),
        (Goal("66,6%", 2025, 0), ", đạt chỉ tiêu 66,6% năm 2025."),
        (Goal("70%", 2024, None), "; không tính được còn thiếu bao nhiêu so với chỉ tiêu 70% năm 2024."),
    ],
)
def test_a_number_is_held_against_its_target(goal: Goal, tail: str) -> None:
    assert reached(replace(HOUSEHOLDS, goal=goal), "vi") == HEAD + tail


def test_change_and_target_stand_in_one_sentence() -> None:
    one = replace(HOUSEHOLDS, before=Earlier("năm 2022", 112_726), goal=Goal("70%", 2024, 6_385))

    assert reached(one, "vi") == (
        f"{HEAD}, tăng 12.345 hộ so với năm 2022; còn thiếu 6.385 hộ để đạt chỉ tiêu 70% năm 2024."
    )


def test_without_a_base_the_rate_is_said_to_be_missing() -> None:
    assert reached(replace(HOUSEHOLDS, base="", rate=""), "vi") == (
        "Năm 2023, toàn tỉnh có 125.071 hộ được công nhận Gia đình học tập "
        "(không tính được tỷ lệ vì chưa có tổng số hộ)."
    )


def test_none_and_not_known_are_two_things() -> None:
    none = replace(HOUSEHOLDS, value="0", number=0, rate="0,00%", before=Earlier("năm 2022", 0))
    unknown = replace(HOUSEHOLDS, value="", number=None, base="", rate="")

    assert reached(none, "vi") == (
        "Năm 2023, toàn tỉnh chưa có hộ nào được công nhận Gia đình học tập trong tổng số 187.794 hộ, "
        "năm 2022 cũng vậy."
    )
    assert reached(unknown, "vi") == "Năm 2023, toàn tỉnh chưa có số liệu về Gia đình học tập."


def test_a_rough_number_keeps_its_qualifier_and_so_does_its_change() -> None:
    one = replace(
        HOUSEHOLDS,
        value="gần 125.000",
        number=125_000,
        is_rough=True,
        before=Earlier("năm 2022", 120_000, is_rough=True),
    )

    assert reached(one, "vi") == (
        "Năm 2023, toàn tỉnh có gần 125.000 hộ được công nhận Gia đình học tập (66,60% của 187.794 hộ), "
        "tăng khoảng 5.000 hộ so với năm 2022."
    )


def test_the_same_in_english() -> None:
    one = replace(
        HOUSEHOLDS,
        when="In 2023",
        place="tỉnh Mẫu",
        unit="households",
        deed="recognised as Learning family",
        value="125,071",
        base="187,794",
        base_unit="households",
        rate="66.60%",
        before=Earlier("2022", 125_072),
        goal=Goal("70%", 2024, 1),
    )

    assert reached(one, "en") == (
        "In 2023, tỉnh Mẫu had 125,071 of 187,794 households (66.60%) recognised as Learning family, "
        "1 fewer than in 2022; 1 more is needed for the target of 70% for 2024."
    )


def test_those_with_the_same_rate_lead_together() -> None:
    first, last = [("xã A", "90,00%"), ("xã B", "90,00%")], [("xã C", "12,00%")]

    assert leaders("Gia đình học tập", first, last, "vi") == (
        "Về tỷ lệ Gia đình học tập, dẫn đầu là xã A, xã B (90,00%); thấp nhất là xã C (12,00%)."
    )
    assert leaders("Gia đình học tập", first, [], "vi") == (
        "Tỷ lệ Gia đình học tập của các nơi bằng nhau: xã A, xã B (90,00%)."
    )
    assert unranked(9, "xã D", 8, "vi").endswith("xã D và 8 đơn vị khác.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023", Span(Length.YEAR, 2023, 2023)),
        ("2023-H1", Span(Length.HALF, 2023, 2023)),
        ("6 tháng đầu năm 2023", Span(Length.HALF, 2023, 2023)),
        ("2021..2025", Span(Length.YEARS, 2021, 2025)),
        ("2021–2025", Span(Length.YEARS, 2021, 2025)),
        ("2023..2023", Span(Length.YEAR, 2023, 2023)),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, found: Span) -> None:
    assert read_span(text) == found


def test_a_time_that_ends_before_it_begins_or_is_too_long_is_refused() -> None:
    for text in ("2025..2021", "năm ngoái", "2023-13"):
        with pytest.raises(PeriodUnclear):
            read_span(text)
    with pytest.raises(ReportTooLong):
        read_span("2010..2025")


def test_a_half_year_is_compared_with_the_same_half_and_several_years_with_their_first() -> None:
    assert read_span("2023-H1").compared == Span(Length.HALF, 2022, 2022)
    assert read_span("2021..2025").compared == Span(Length.YEAR, 2021, 2021)
