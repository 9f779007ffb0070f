"""Rules of a round of awards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import awards
from khuyenhoc.domain.awards import (
    Candidate,
    ConsentMissing,
    PrizeTwice,
    SchoolShareExceeded,
    SchoolSizeMissing,
)


def candidate(pk: int, who: str = "", **more: object) -> Candidate:
    told = {"school": "", "amount": 500_000, "birth_year": 2012, "is_teacher": False}
    agreed = {"guardian_agrees": True, "child_agrees": True}
    key = {"school_key": awards.school_key(str(more.get("school", "")))}
    return Candidate(pk=pk, who=who or f"#{pk}", **{**told, **agreed, **key, **more})  # type: ignore[arg-type]  # made above


def ask(*chosen: Candidate, highest: bool = True, share: int | None = None, pupils: int = 0) -> None:
    told = {awards.school_key("THCS Mẫu"): pupils} if pupils else {}
    awards.require_awardable(chosen, year=2026, highest_only=highest, school_percent=share, pupils=told)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5)), max_size=12))
def test_of_each_person_one_highest_prize_is_left(told: list[tuple[str, int]]) -> None:
    found = [candidate(pk, who, amount=amount) for pk, (who, amount) in enumerate(told)]

    left = [one for one in found if one.pk not in awards.lower_prizes(found)]

    assert sorted(one.who for one in left) == sorted({one.who for one in found})
    for one in left:
        assert one.amount == max(other.amount for other in found if other.who == one.who)


@pytest.mark.parametrize(
    ("born", "guardian", "child", "may"),
    [
        (2008, False, False, True),  # 18 in 2026
        (2009, True, True, True),
        (2009, True, False, False),
        (2019, True, False, False),  # seven
        (2020, True, False, True),
        (2020, False, True, False),
        (None, True, False, False),
        (None, True, True, True),
    ],
)
def test_for_a_child_its_guardian_agrees_and_from_seven_on_the_child(
    born: int | None, guardian: bool, child: bool, may: bool
) -> None:
    one = candidate(1, birth_year=born, guardian_agrees=guardian, child_agrees=child)

    assert awards.may_be_awarded(one, 2026) is may
    assert awards.may_be_awarded(one._replace(is_teacher=True), 2026)


def test_a_child_without_consent_is_not_awarded() -> None:
    with pytest.raises(ConsentMissing):
        ask(candidate(1), candidate(2, child_agrees=False))


def test_the_lower_prize_is_refused_only_where_the_round_says_so() -> None:
    both = (candidate(1, "a"), candidate(2, "a", amount=900_000))

    ask(*both, highest=False)
    with pytest.raises(PrizeTwice):
        ask(*both)


def test_a_share_of_a_school_is_of_its_pupils_rounded_down() -> None:
    two = (candidate(1, school="THCS Mẫu"), candidate(2, school="thcs mau"))

    ask(*two, share=1_00, pupils=200)
    with pytest.raises(SchoolShareExceeded) as broken:
        ask(*two, share=1_00, pupils=199)
    assert (broken.value.facts["number"], broken.value.facts["most"]) == (2, 1)
    with pytest.raises(SchoolSizeMissing):
        ask(*two, share=1_00)


def test_one_person_is_known_in_any_spelling() -> None:
    assert awards.person_key("Mẫu Thị  Sáng", 2012) == awards.person_key("MAU THI SANG", 2012)
    assert awards.person_key("Mẫu Thị Sáng", 2012, 7) == awards.person_key("Khác", None, 7)
