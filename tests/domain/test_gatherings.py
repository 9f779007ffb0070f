"""Terms, numbers and days of gatherings; who was reached; documents and tasks of plans."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import gatherings, instruments, plan_tasks
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.gatherings import Came, Coverage, Term
from khuyenhoc.domain.instruments import ReplacesItself, Standing
from khuyenhoc.domain.plan_tasks import CLOSED, OUTCOMES, SOON, Outcome, Review, Stage, TaskState

DAY = date(2026, 6, 1)
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
ROWS = st.lists(
    st.builds(Came, st.sampled_from("abcd"), st.integers(1, 3), st.booleans(), st.booleans()), max_size=20
)


@pytest.mark.parametrize("written", ["2021–2026", "2021-2026", " 2021 — 2026 ", "2021/2026"])
def test_a_term_is_read_however_its_dash_is_written(written: str) -> None:
    assert gatherings.term(written) == Term(2021, 2026)


@pytest.mark.parametrize("written", ["2021", "2026-2021", "2021-2041", "1890-1895", "khóa V"])
def test_what_is_no_term_is_refused(written: str) -> None:
    with pytest.raises(RuleBroken, match="TERM_UNREADABLE"):
        gatherings.term(written)


def test_a_number_needs_its_term_and_a_day_within_it() -> None:
    gatherings.check_number(5, Term(2021, 2026), date(2026, 12, 31))
    with pytest.raises(RuleBroken, match="NUMBER_NEEDS_TERM"):
        gatherings.check_number(5, None, DAY)
    with pytest.raises(RuleBroken, match="OUTSIDE_TERM"):
        gatherings.check_number(None, Term(2021, 2026), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("7:30", time(7, 30)),
        ("7h30", time(7, 30)),
        ("19 giờ", time(19)),
        (" 7 giờ 05 phút ", time(7, 5)),
        ("", None),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(written: str, hour: time | None) -> None:
    assert gatherings.hour(written) == hour


@pytest.mark.parametrize("written", ["24:00", "7:60", "sáng", "7:30:00"])
def test_what_is_no_time_of_day_is_refused(written: str) -> None:
    with pytest.raises(gatherings.HourUnreadable):
        gatherings.hour(written)


def test_hours_stand_in_order_on_one_day_and_the_end_never_alone() -> None:
    gatherings.check_hours(time(13), time(9), one_day=False)
    with pytest.raises(gatherings.EndsBeforeItsHour):
        gatherings.check_hours(time(13), time(9), one_day=True)
    with pytest.raises(gatherings.EndHourAlone):
        gatherings.check_hours(None, time(9), one_day=True)


@given(DAYS, st.integers(-400, 800))
def test_days_lie_in_order_and_within_a_year(first: date, days: int) -> None:
    try:
        gatherings.check_days(first, first + timedelta(days=days))
    except RuleBroken:
        assert not 0 <= days <= gatherings.MOST_DAYS
    else:
        assert 0 <= days <= gatherings.MOST_DAYS


@given(ROWS, st.randoms(use_true_random=False))
def test_whoever_came_twice_is_reached_once_in_any_order(rows: list[Came], luck: object) -> None:
    found = gatherings.reached(rows)

    assert found == gatherings.reached([*reversed(rows), *rows])
    assert sum(map(len, found.values())) <= sum(row.is_present and row.is_cadre for row in rows)


@given(st.integers(0, 50), st.integers(0, 50), st.none() | st.integers(0, 50))
def test_no_rate_of_coverage_is_above_the_whole(known: int, reached: int, base: int | None) -> None:
    assert Coverage(known, reached, base).whole >= max(known, reached)


def test_the_numbers_a_text_names_are_found() -> None:
    told = "Theo Quyết định 387/QĐ-TTg ngày 25/3/2022, Thông tư số 24/2023/TT-BGDĐT và Luật 91/2025/QH15."

    assert instruments.cited(told) == ["387/QĐ-TTG", "24/2023/TT-BGDĐT", "91/2025/QH15"]
    assert instruments.number_key(" 387 / qđ-ttg") == "387/QĐ-TTG"


@given(st.none() | DAYS, st.none() | DAYS, st.booleans(), DAYS)
def test_a_document_never_holds_before_it_begins_or_after_it_ends(
    first: date | None, until: date | None, is_replaced: bool, on: date
) -> None:
    told = instruments.standing(first, until, is_replaced=is_replaced, on=on)

    if told is Standing.IN_FORCE:
        assert first is None or first <= on
        assert until is None or on < until
    assert (told is Standing.UNKNOWN) <= (first is None and until is None and not is_replaced)


def test_what_replaced_what_never_leads_back() -> None:
    instruments.check_replaced(1, 2, {2: 3, 3: None}, "1/QĐ-MAU")
    with pytest.raises(ReplacesItself):
        instruments.check_replaced(1, 2, {2: 3, 3: 1}, "1/QĐ-MAU")


def test_a_task_stands_by_its_final_review_else_by_its_deadline() -> None:
    behind = Review(Stage.INTERIM, Outcome.BEHIND, DAY)
    states = [
        plan_tasks.state(DAY + SOON + timedelta(days=1), [], DAY),
        plan_tasks.state(DAY + SOON + timedelta(days=1), [behind], DAY),
        plan_tasks.state(DAY + SOON, [behind], DAY),
        plan_tasks.state(DAY - timedelta(days=1), [], DAY),
        plan_tasks.state(DAY - timedelta(days=1), [Review(Stage.FINAL, Outcome.PARTLY, DAY)], DAY),
    ]

    assert states == [
        TaskState.OPEN,
        TaskState.BEHIND,
        TaskState.SOON,
        TaskState.LATE,
        TaskState.PARTLY,
    ]


@given(st.lists(st.tuples(st.sampled_from(Stage), st.sampled_from(Outcome), DAYS), max_size=6), DAYS)
def test_a_task_is_closed_by_one_final_review_and_by_nothing_else(
    told: list[tuple[Stage, Outcome, date]], deadline: date
) -> None:
    kept: list[Review] = []
    for stage, outcome, on in told:
        new = Review(stage, outcome, on)
        try:
            plan_tasks.check_review(new, kept)
        except RuleBroken:
            assert outcome not in OUTCOMES[stage] or kept
        else:
            kept.append(new)

    finals = [one for one in kept if one.stage is Stage.FINAL]
    assert len(finals) <= 1
    assert (plan_tasks.state(deadline, kept, DAY) in CLOSED) == bool(finals)
