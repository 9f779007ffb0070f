"""A draw by lot that anybody can repeat."""

from collections import Counter
from hashlib import sha256
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.drawing import drawn

CASES = st.lists(st.integers(1, 10**9), max_size=60)
SEEDS = st.text(min_size=1, max_size=20)


@given(CASES, st.integers(0, 70), SEEDS, st.randoms())
def test_a_draw_gives_so_many_different_cases_whatever_order_they_are_named_in(
    cases: list[int], number: int, seed: str, luck: Random
) -> None:
    first = drawn(cases, number, seed)
    luck.shuffle(cases)

    assert drawn(cases, number, seed) == first
    assert len(first) == len(set(first)) == min(number, len(set(cases)))
    assert set(first) <= set(cases)


@given(CASES, st.integers(0, 30), st.integers(0, 30), SEEDS)
def test_drawing_more_keeps_what_a_smaller_draw_gave(
    cases: list[int], number: int, more: int, seed: str
) -> None:
    assert drawn(cases, number + more, seed)[:number] == drawn(cases, number, seed)


def test_a_draw_can_be_worked_out_with_any_program_that_knows_sha_256() -> None:
    by_hand = sorted([11, 12, 13, 14], key=lambda case: sha256(b"mau:%d" % case).hexdigest())

    assert drawn([14, 13, 12, 11], 2, "mau") == by_hand[:2]


def test_no_case_is_drawn_much_more_often_than_another() -> None:
    times = Counter(case for seed in range(2_000) for case in drawn(range(10), 3, str(seed)))

    assert set(times) == set(range(10))
    assert all(500 < number < 700 for number in times.values())  # 600 expected, the spread is about 20
