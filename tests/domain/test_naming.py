"""Who stands by name on a list for everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.naming import Teller, may_be_named, tellers
from khuyenhoc.domain.titles import Title

YEAR = 2026
births = st.none() | st.integers(1900, YEAR)


@given(st.sampled_from(Title), births, st.none() | st.sampled_from(Teller))
def test_whoever_refused_is_never_named(kind: Title, birth: int | None, teller: Teller | None) -> None:
    assert not may_be_named(kind, birth, YEAR, agrees=False, teller=teller)


@given(st.none() | st.integers(YEAR - 17, YEAR))
def test_a_child_nobody_was_asked_for_is_not_named(birth: int | None) -> None:
    assert not may_be_named(Title.CITIZEN, birth, YEAR, agrees=None)
    assert not may_be_named(Title.CITIZEN, birth, YEAR, agrees=True, teller=Teller.PERSON)


@pytest.mark.parametrize(
    ("birth", "teller", "named"),
    [
        (YEAR - 6, Teller.GUARDIAN, True),
        (YEAR - 7, Teller.GUARDIAN, False),
        (YEAR - 7, Teller.GUARDIAN_AND_CHILD, True),
        (YEAR - 17, Teller.GUARDIAN_AND_CHILD, True),
        (None, Teller.GUARDIAN, False),
        (None, Teller.GUARDIAN_AND_CHILD, True),
    ],
)
def test_a_child_is_named_when_its_guardian_and_from_seven_the_child_agreed(
    birth: int | None, teller: Teller, named: bool
) -> None:
    assert may_be_named(Title.CITIZEN, birth, YEAR, agrees=True, teller=teller) is named


@pytest.mark.parametrize("kind", [Title.HOUSEHOLD, Title.CLAN, Title.COMMUNITY, Title.ORGANISATION])
def test_bodies_and_grown_ups_are_named_until_they_refuse(kind: Title) -> None:
    assert may_be_named(kind, None, YEAR, agrees=None)
    assert may_be_named(Title.CITIZEN, YEAR - 18, YEAR, agrees=None)


def test_bodies_are_not_asked() -> None:
    assert tellers(Title.CLAN, None, YEAR) == frozenset()
