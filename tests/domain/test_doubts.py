"""What makes a verifier look twice, and what does not."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import answers
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.doubts import Limits, Sheet, alike, all_most, fast, jumped, told
from khuyenhoc.domain.scoring import score
from tests.domain.sets import answers_to, sets

MORNING = datetime(2023, 10, 10, 1, tzinfo=UTC)
PERCENTS = st.none() | st.integers(0, 10_000)


@st.composite
def sheets(draw: st.DrawFn) -> list[Sheet]:
    rows = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), st.sampled_from("ab")), max_size=25))
    return [
        Sheet(case, author, MORNING + timedelta(seconds=20 * step), text)
        for case, (author, step, text) in enumerate(rows)
    ]


@given(PERCENTS, PERCENTS, st.integers(1, 10_000))
def test_a_jump_is_told_with_its_sign_from_the_limit_on_and_only_when_both_years_are_known(
    now: int | None, before: int | None, limit: int
) -> None:
    found = jumped(now, before, Limits(jump=limit))

    if now is None or before is None:
        assert found is None
    else:
        assert found == (now - before if abs(now - before) >= limit else None)


@given(sheets(), st.integers(2, 4))
def test_forms_are_alike_when_enough_of_one_author_and_day_say_the_same(
    handed_in: list[Sheet], least: int
) -> None:
    found = alike(handed_in, Limits(alike=least))

    for sheet in handed_in:
        same = sum((one.author, one.told) == (sheet.author, sheet.told) for one in handed_in)
        assert found.get(sheet.case) == (same if same >= least else None)


def test_forms_of_two_days_are_not_alike_even_when_they_say_the_same() -> None:
    late = datetime(2023, 10, 10, 16, 59, tzinfo=UTC)  # a minute to midnight in Việt Nam
    two = [Sheet(1, 7, late, "a"), Sheet(2, 7, late + timedelta(minutes=2), "a")]

    assert alike(two, Limits(alike=2)) == {}


@given(sheets(), st.integers(1, 90))
def test_a_form_is_fast_when_it_follows_another_of_its_author_sooner_than_the_limit(
    handed_in: list[Sheet], limit: int
) -> None:
    found = fast(handed_in, Limits(seconds=limit))

    for sheet in handed_in:
        own = [one.at for one in handed_in if one.author == sheet.author]
        gaps = [int((sheet.at - at).total_seconds()) for at in own if at < sheet.at]
        alone = own.count(sheet.at) == 1
        assert found.get(sheet.case) == (min(gaps) if alone and gaps and min(gaps) < limit else None)


@given(sheets(), st.integers(1, 90), st.randoms())
def test_the_order_in_which_forms_are_named_changes_nothing(
    handed_in: list[Sheet], limit: int, luck: Random
) -> None:
    shuffled = list(handed_in)
    luck.shuffle(shuffled)

    assert fast(shuffled, Limits(seconds=limit)) == fast(handed_in, Limits(seconds=limit))
    assert alike(shuffled, Limits(alike=2)) == alike(handed_in, Limits(alike=2))


@given(sets(logic="points").flatmap(lambda one: st.tuples(st.just(one), answers_to(one))))
def test_who_answers_everything_with_the_most_leaves_out_no_point_that_a_person_can_earn(
    drawn: tuple[CriteriaSet, Mapping[str, Answer]],
) -> None:
    rules, given_ = drawn
    asked = {one.code for one in rules.indicators if one.kind is not Kind.DERIVED}
    lines = [
        line for group in score(rules, given_).criteria for line in group.indicators if line.code in asked
    ]

    if all_most(rules, given_):
        assert all(line.points == line.max_points for line in lines)


@given(sets().flatmap(lambda one: st.tuples(st.just(one), answers_to(one), answers_to(one))))
def test_what_was_told_is_alike_exactly_when_what_people_answered_is(
    drawn: tuple[CriteriaSet, Mapping[str, Answer], Mapping[str, Answer]],
) -> None:
    rules, one, other = drawn
    counted = {i.code for i in rules.indicators if i.kind is Kind.DERIVED}
    counted |= {p.code for p in rules.prerequisites}

    def by_people(given_: Mapping[str, Answer]) -> dict[str, object]:
        return answers.to_json({code: answer for code, answer in given_.items() if code not in counted})

    same = repr(sorted(by_people(one).items())) == repr(sorted(by_people(other).items()))
    assert (told(rules, one) == told(rules, other)) == same
