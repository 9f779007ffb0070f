"""The table of steps a case goes through, from registration to recognition and what may follow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken


class State(StrEnum):
    REGISTERED = "registered"
    SELF_ASSESSED = "self_assessed"
    REVIEWED = "reviewed"
    VERIFIED = "verified"
    PROPOSED = "proposed"
    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    TO_BE_REVIEWED = "to_be_reviewed"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Step(StrEnum):
    SELF_ASSESS = "self_assess"
    REVIEW = "review"
    VERIFY = "verify"
    PROPOSE = "propose"
    UNVERIFY = "unverify"
    UNPROPOSE = "unpropose"
    RECOGNISE = "recognise"
    REFUSE = "refuse"
    RETURN = "return"
    WITHDRAW = "withdraw"
    DOUBT = "doubt"
    CONFIRM = "confirm"
    EXPIRE = "expire"
    REVOKE = "revoke"


class StepNotAllowed(RuleBroken):
    """The case stands where this step cannot be taken; facts: step, state, cases."""

    code = "STEP_NOT_ALLOWED"


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a step may start and where it leads."""

    before: frozenset[State]
    after: State


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


_HELD = _from(State.RECOGNISED, State.TO_BE_REVIEWED)
RULES: dict[Step, Rule] = {
    Step.SELF_ASSESS: Rule(_from(State.REGISTERED, State.RETURNED), State.SELF_ASSESSED),
    Step.REVIEW: Rule(_from(State.SELF_ASSESSED), State.REVIEWED),
    Step.VERIFY: Rule(_from(State.REVIEWED), State.VERIFIED),
    Step.PROPOSE: Rule(_from(State.VERIFIED), State.PROPOSED),
    # What was pressed by mistake goes back to the station before, as long as the next one has not taken it.
    Step.UNVERIFY: Rule(_from(State.VERIFIED), State.REVIEWED),
    Step.UNPROPOSE: Rule(_from(State.PROPOSED), State.VERIFIED),
    Step.RECOGNISE: Rule(_from(State.PROPOSED), State.RECOGNISED),
    # What was verified and found short need not be proposed to be refused.
    Step.REFUSE: Rule(_from(State.VERIFIED, State.PROPOSED), State.NOT_RECOGNISED),
    Step.RETURN: Rule(
        _from(State.SELF_ASSESSED, State.REVIEWED, State.VERIFIED, State.PROPOSED), State.RETURNED
    ),
    Step.WITHDRAW: Rule(
        _from(
            State.REGISTERED,
            State.RETURNED,
            State.SELF_ASSESSED,
            State.REVIEWED,
            State.VERIFIED,
            State.PROPOSED,
        ),
        State.WITHDRAWN,
    ),
    Step.DOUBT: Rule(_from(State.RECOGNISED), State.TO_BE_REVIEWED),
    Step.CONFIRM: Rule(_from(State.TO_BE_REVIEWED), State.RECOGNISED),
    Step.EXPIRE: Rule(_HELD, State.EXPIRED),
    Step.REVOKE: Rule(_HELD, State.REVOKED),
}

ENDED = frozenset(
    {State.NOT_RECOGNISED, State.WITHDRAWN, State.EXPIRED, State.REVOKED}
)  # no step leads out of these


def next_state(step: Step, standing: Mapping[int, State]) -> State:
    """Where the step leads every case of `standing` (case → where it stands now).

    Errors: StepNotAllowed, naming each case from which the step cannot be taken and where the first of them stands.
    """
    rule = RULES[step]
    wrong = [case for case, state in standing.items() if state not in rule.before]
    if wrong:
        raise StepNotAllowed(step=step.value, state=standing[wrong[0]].value, cases=wrong)
    return rule.after
