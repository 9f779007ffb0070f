"""Attendances are not people, a qualifier stays with its number, and few and many have one line between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.centres import (
    MANY_FROM,
    Activity,
    HeadCount,
    HeadCountUnreadable,
    Office,
    activity,
    in_management,
    read_head_count,
    together,
    turnout,
)
from khuyenhoc.domain.stories import StoryKind, StoryWantsConsent, require_consent
from khuyenhoc.domain.written_numbers import Qualifier

SAID = st.sampled_from([Qualifier.EXACT, Qualifier.NEARLY, Qualifier.MORE_THAN, Qualifier.ABOUT])
COUNTS = st.builds(HeadCount, st.integers(0, 500), SAID)
SESSIONS = st.lists(st.tuples(st.sets(st.integers(1, 30)), COUNTS), max_size=8)


@given(SESSIONS)
def test_everybody_named_is_one_person_and_an_attendance_for_each_session(
    sessions: list[tuple[set[int], HeadCount]],
) -> None:
    found = turnout(sessions)

    named = [person for people, _ in sessions for person in people]
    assert found.people == len(set(named))
    assert found.attendances == len(named) + sum(others.number for _, others in sessions)
    assert found.people <= found.attendances


@given(st.lists(SAID))
def test_a_sum_is_exact_only_when_all_its_parts_are(said: list[Qualifier]) -> None:
    found = together(said)

    assert (found is Qualifier.EXACT) == (set(said) <= {Qualifier.EXACT})
    assert found in {*said, Qualifier.EXACT, Qualifier.ABOUT}


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_classes_are_never_less_activity(one: int, more: int) -> None:
    order = list(Activity)

    assert order.index(activity(one)) <= order.index(activity(one + more))
    assert (activity(one) is Activity.MANY) == (one >= MANY_FROM)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", HeadCount()),
        ("30", HeadCount(30, Qualifier.EXACT, "30")),
        ("hơn 30", HeadCount(30, Qualifier.MORE_THAN, "30")),
        ("gần 1.200", HeadCount(1200, Qualifier.NEARLY, "1200")),
    ],
)
def test_a_head_count_keeps_the_word_before_it(typed: str, read: HeadCount) -> None:
    assert read_head_count(typed) == read


@pytest.mark.parametrize("typed", ["đông lắm", "800 - 1000", "7,5", "1000000"])
def test_what_is_no_one_number_of_people_is_refused(typed: str) -> None:
    with pytest.raises(HeadCountUnreadable):
        read_head_count(typed)


def test_the_chair_or_a_vice_chair_counts_as_helping_to_run_the_centre() -> None:
    assert in_management([Office.NONE, Office.VICE_CHAIR])
    assert not in_management([Office.NONE])
    assert not in_management([])


@pytest.mark.parametrize("kind", StoryKind)
@pytest.mark.parametrize("photos", [0, 2])
def test_whoever_is_told_of_or_shown_has_agreed(kind: StoryKind, photos: int) -> None:
    require_consent(kind, photos=photos, agreed=True)
    if kind is StoryKind.ANNOUNCEMENT and not photos:
        require_consent(kind, photos=photos, agreed=False)
    else:
        with pytest.raises(StoryWantsConsent):
            require_consent(kind, photos=photos, agreed=False)
