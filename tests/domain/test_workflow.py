"""The table of steps: where each may start and where it leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.workflow import ENDED, RULES, State, Step, StepNotAllowed, next_state

UNDONE = {Step.UNVERIFY: Step.VERIFY, Step.UNPROPOSE: Step.PROPOSE}
STATES, STEPS = st.sampled_from(list(State)), st.sampled_from(list(Step))


def reachable(start: State) -> set[State]:
    found, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        for rule in RULES.values():
            if state in rule.before and rule.after not in found:
                found.add(rule.after)
                waiting.append(rule.after)
    return found


def test_every_step_has_its_rule() -> None:
    assert set(RULES) == set(Step)


def test_every_state_is_reached_from_registration() -> None:
    assert reachable(State.REGISTERED) == set(State)


def test_no_step_leads_out_of_what_has_ended() -> None:
    assert {state: reachable(state) for state in ENDED} == {state: {state} for state in ENDED}


def test_every_other_state_can_still_come_to_an_end() -> None:
    assert {state for state in State if not reachable(state) & ENDED} == set()


@given(STATES, STEPS)
def test_a_step_is_taken_where_its_rule_allows_and_refused_everywhere_else(before: State, step: Step) -> None:
    if before in RULES[step].before:
        assert next_state(step, {7: before}) == RULES[step].after
    else:
        with pytest.raises(StepNotAllowed) as refused:
            next_state(step, {7: before})
        assert refused.value.facts == {"step": step.value, "state": before.value, "cases": [7]}


@given(st.lists(STEPS, max_size=30))
def test_no_title_is_held_that_was_not_reviewed_verified_and_proposed_since_it_was_last_sent_back(
    steps: list[Step],
) -> None:
    state, taken = State.REGISTERED, list[Step]()
    for step in steps:
        if state in RULES[step].before:
            state = next_state(step, {1: state})
            if step in UNDONE:
                taken.remove(UNDONE[step])
            else:
                taken = [] if step is Step.RETURN else [*taken, step]
    if state is State.RECOGNISED:
        needed = [Step.SELF_ASSESS, Step.REVIEW, Step.VERIFY, Step.PROPOSE, Step.RECOGNISE]
        assert [step for step in taken if step in needed] == needed


def test_only_what_was_verified_can_be_refused() -> None:
    assert RULES[Step.REFUSE].before == {State.VERIFIED, State.PROPOSED}


def test_a_decision_that_was_signed_is_never_withdrawn() -> None:
    assert not RULES[Step.WITHDRAW].before & {State.RECOGNISED, State.TO_BE_REVIEWED, *ENDED}


def test_what_is_undone_stands_where_it_stood_before_the_step() -> None:
    for undoing, step in UNDONE.items():
        assert RULES[undoing].before == {RULES[step].after}
        assert {RULES[undoing].after} == RULES[step].before
