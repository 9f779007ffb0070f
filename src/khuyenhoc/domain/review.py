"""Quorum and majority of a review meeting; both are configuration of the round."""

from dataclasses import dataclass

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.numbers import points


class NoQuorum(RuleBroken):
    """Too few came; facts: present, invited, quorum_percent (text)."""

    code = "NO_QUORUM"


class VotesDoNotAdd(RuleBroken):
    """Votes negative, or more than were present; facts: case, votes, present."""

    code = "VOTES_DO_NOT_ADD"


class AttendanceImpossible(RuleBroken):
    """More present than invited, or nobody came; facts: present, invited."""

    code = "ATTENDANCE_IMPOSSIBLE"


@dataclass(frozen=True, slots=True)
class Votes:
    agree: int
    disagree: int
    abstain: int

    @property
    def cast(self) -> int:
        return self.agree + self.disagree + self.abstain


def require_quorum(*, present: int, invited: int, quorum: int) -> None:
    """`quorum`: hundredths of a percent of the invited. Errors: AttendanceImpossible, NoQuorum."""
    if not 0 < present <= invited:
        raise AttendanceImpossible(present=present, invited=invited)
    if present * 10_000 < invited * quorum:
        raise NoQuorum(present=present, invited=invited, quorum_percent=points(quorum))


def carried(votes: Votes, *, present: int, majority: int, case: int) -> bool:
    """Whether at least `majority` (hundredths of a percent) of those present agreed.

    Errors: VotesDoNotAdd.
    """
    if min(votes.agree, votes.disagree, votes.abstain) < 0 or votes.cast > present:
        raise VotesDoNotAdd(case=case, votes=votes.cast, present=present)
    return votes.agree * 10_000 >= present * majority
