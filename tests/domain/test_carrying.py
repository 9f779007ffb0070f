"""Answers between two versions of a set: carried or left behind, and nothing is lost."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc import data
from khuyenhoc.domain import criteria
from khuyenhoc.domain.answers import Answer, Share, Unreadable, fits
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.criteria.carrying import Anew, Bridge
from khuyenhoc.domain.scoring import score
from tests.domain.sets import answers_to, sets

TEXT = dict(data.criteria_files())["household-mau@2023"]
OLD = criteria.load(TEXT)


def changed(*changes: tuple[str, str]) -> CriteriaSet:
    text = TEXT.replace('version = "2023"', 'version = "2024"')
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return criteria.load(text)


@st.composite
def passages(draw: st.DrawFn) -> tuple[CriteriaSet, CriteriaSet, Mapping[str, Answer]]:
    before = draw(sets())
    return before, draw(sets()), draw(answers_to(before))


@given(passages())
def test_every_answer_is_carried_or_left_and_none_is_both(
    passage: tuple[CriteriaSet, CriteriaSet, Mapping[str, Answer]],
) -> None:
    before, after, given_ = passage

    found = Bridge(before, after).carry(given_)

    assert {**found.answers, **found.left} == given_
    assert not set(found.answers) & set(found.left)


@given(passages())
def test_every_question_a_person_answers_is_carried_or_asked_anew_or_a_blank_exclusion(
    passage: tuple[CriteriaSet, CriteriaSet, Mapping[str, Answer]],
) -> None:
    before, after, given_ = passage

    found = Bridge(before, after).carry(given_)

    by_person = {i.code for i in after.indicators if i.kind is not Kind.DERIVED}
    assert by_person <= set(found.answers) | set(found.anew)
    assert not set(found.answers) & set(found.anew)
    assert set(found.look_again) <= set(found.answers) <= set(after.columns_order)


@given(passages())
def test_what_is_carried_is_an_answer_the_new_set_takes(
    passage: tuple[CriteriaSet, CriteriaSet, Mapping[str, Answer]],
) -> None:
    before, after, given_ = passage

    found = Bridge(before, after).carry(given_).answers

    assert all(fits(i, found[i.code]) for i in after.indicators if i.code in found)
    assert not [reason for reason in score(after, found).reasons if reason.startswith("BAD")]


@given(sets().flatmap(lambda s: st.tuples(st.just(s), answers_to(s, wild=False))))
def test_to_the_same_set_everything_is_carried_and_nothing_is_asked(
    drawn: tuple[CriteriaSet, Mapping[str, Answer]],
) -> None:
    s, given_ = drawn

    found = Bridge(s, s).carry(given_)

    assert (found.answers, found.left, found.look_again, found.anew) == (dict(given_), {}, (), {})


def test_a_yes_and_a_share_outlive_other_points_and_a_number_of_points_does_not() -> None:
    given_: dict[str, Answer] = {"1.2": 500, "1.3": True, "2.1": Share(1, 2)}
    newer = changed(('max = "10.00"', 'max = "20.00"'), ('max = "5.00"', 'max = "6.00"'))

    found = Bridge(OLD, newer).carry(given_)

    assert found.answers == {"1.3": True, "2.1": Share(1, 2)}
    assert found.anew["1.2"] is Anew.OTHER_SCALE
    assert found.left == {"1.2": 500}


def test_other_words_ask_for_a_second_look_in_one_set_and_for_a_new_answer_in_another() -> None:
    words = ("Không có trẻ bỏ học giữa chừng", "Có trẻ bỏ học giữa chừng")
    given_: dict[str, Answer] = {"1.3": True}

    same_set = Bridge(OLD, changed(words)).carry(given_)
    other_set = Bridge(OLD, changed(words, ('code = "household-mau"', 'code = "other"'))).carry(given_)

    assert (same_set.answers, same_set.look_again) == ({"1.3": True}, ("1.3",))
    assert (other_set.answers, other_set.anew["1.3"]) == ({}, Anew.OTHER_QUESTION)


def test_better_help_and_evidence_ask_for_nothing() -> None:
    newer = changed(('evidence = ["Xác nhận của trường"]', 'evidence = ["Giấy xác nhận"]'))

    assert Bridge(OLD, newer).carry({"1.3": True}).look_again == ()


def test_an_unreadable_answer_and_one_not_given_are_asked_anew() -> None:
    found = Bridge(OLD, OLD).carry({"1.2": Unreadable("mười")})

    assert found.anew["1.2"] is Anew.NO_LONGER_ALLOWED
    assert found.anew["1.3"] is Anew.NOT_ANSWERED
    assert found.left == {"1.2": Unreadable("mười")}
    assert "X1" not in found.anew  # an exclusion left blank is no


def test_a_new_exclusion_is_asked_and_the_same_questions_are_named_in_file_order() -> None:
    newer = changed(('code = "X1"', 'code = "X9"'), ('code = "1.3"', 'code = "1.9"'))
    bridge = Bridge(OLD, newer)

    assert bridge.carry({}).anew["X9"] is Anew.NEW_QUESTION
    assert bridge.same_questions == tuple(c for c in newer.columns_order if c not in {"X9", "1.9"})
