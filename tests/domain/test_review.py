"""Quorum and majority, exactly."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khuyenhoc.domain.review import (
    AttendanceImpossible,
    NoQuorum,
    Votes,
    VotesDoNotAdd,
    carried,
    require_quorum,
)

SHARES = st.integers(min_value=0, max_value=10_000)
PEOPLE = st.integers(min_value=1, max_value=500)


def has_quorum(present: int, invited: int, quorum: int) -> bool:
    try:
        require_quorum(present=present, invited=invited, quorum=quorum)
    except NoQuorum:
        return False
    return True


@given(PEOPLE, PEOPLE, SHARES)
def test_a_quorum_is_reached_exactly_at_its_share_of_the_invited(
    present: int, invited: int, quorum: int
) -> None:
    assume(present <= invited)

    assert has_quorum(present, invited, quorum) == (Fraction(present, invited) >= Fraction(quorum, 10_000))


def test_two_thirds_of_thirty_are_twenty_at_66_67_percent_only_with_one_more() -> None:
    assert not has_quorum(20, 30, 6_667)
    assert has_quorum(20, 30, 6_666)
    assert has_quorum(21, 30, 6_667)


@pytest.mark.parametrize(("present", "invited"), [(31, 30), (-1, 30), (1, 0), (1, -5), (0, 30)])
def test_more_present_than_invited_or_nobody_at_all_cannot_be(present: int, invited: int) -> None:
    with pytest.raises(AttendanceImpossible):
        require_quorum(present=present, invited=invited, quorum=0)


@given(PEOPLE, PEOPLE, SHARES)
def test_a_case_is_carried_exactly_at_the_majority_of_those_present(
    agree: int, present: int, majority: int
) -> None:
    assume(agree <= present)
    found = carried(Votes(agree, present - agree, 0), present=present, majority=majority, case=1)

    assert found == (Fraction(agree, present) >= Fraction(majority, 10_000))


@given(PEOPLE, SHARES, st.integers(0, 500), st.integers(0, 500))
def test_abstaining_weighs_as_much_as_saying_no(
    present: int, majority: int, agree: int, abstain: int
) -> None:
    assume(agree + abstain <= present)
    silent = Votes(agree, present - agree - abstain, abstain)
    against = Votes(agree, present - agree, 0)

    assert carried(silent, present=present, majority=majority, case=1) == carried(
        against, present=present, majority=majority, case=1
    )


@pytest.mark.parametrize("votes", [Votes(20, 5, 0), Votes(-1, 3, 0), Votes(3, -1, 0), Votes(0, 0, -1)])
def test_votes_that_do_not_add_up_are_refused_with_the_case(votes: Votes) -> None:
    with pytest.raises(VotesDoNotAdd) as refused:
        carried(votes, present=24, majority=5_000, case=17)

    assert refused.value.facts["case"] == 17
