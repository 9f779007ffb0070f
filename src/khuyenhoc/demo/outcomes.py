"""What should become of each subject in a year, so that the real rules arrive at the plan's numbers."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import cycle, islice

from khuyenhoc.demo.plan import Wanted


class Outcome(StrEnum):
    """The end of a case; `reason` is what the decision, or whoever sent it back, writes."""

    RECOGNISED = "recognised"
    REVOKED = "revoked"
    POINTS = "points"
    MISSING = "missing"
    EXCLUSION = "exclusion"
    PREREQUISITE = "prerequisite"
    LEFT = "left"
    WITHDRAWN_EARLY = "withdrawn_early"
    WITHDRAWN = "withdrawn"
    NOT_REGISTERED = "not_registered"

    @property
    def passes(self) -> bool:
        return self in (Outcome.RECOGNISED, Outcome.REVOKED)

    @property
    def reason(self) -> str:
        return _REASONS.get(self, "")


_REASONS = {
    Outcome.POINTS: "Chưa đạt mức điểm của bộ tiêu chí",
    Outcome.MISSING: "Còn tiêu chí chưa trả lời",
    Outcome.EXCLUSION: "Vướng trường hợp không xét công nhận",
    Outcome.PREREQUISITE: "Chưa đủ tỷ lệ danh hiệu làm điều kiện",
    Outcome.LEFT: "Đề nghị bổ sung tiêu chí còn thiếu",
    Outcome.WITHDRAWN_EARLY: "Đi làm ăn xa, xin rút đăng ký",
    Outcome.WITHDRAWN: "Xin rút để chuẩn bị thêm cho năm sau",
}
_WITHDRAWALS = (Outcome.WITHDRAWN_EARLY, Outcome.WITHDRAWN)
# How those who register and do not pass are turned down, in turn.
_FAILS_OF_MANY = (Outcome.POINTS,) * 7 + (Outcome.MISSING, Outcome.EXCLUSION, Outcome.LEFT)
_FAILS_OF_FEW = (Outcome.POINTS, Outcome.MISSING, Outcome.POINTS)


def by_rank(number: int, wanted: Wanted, *, revoked: int = 0, from_turn: int = 0) -> list[Outcome]:
    """Outcomes of people and households from the most to the least able, where nothing is counted inside them.

    revoked: how many pass first and lose the title again; they are not among the recognised of the plan.
    from_turn: where to begin in the turns of failing, so that not every hamlet begins with the same.
    """
    failing = wanted.registered - wanted.recognised - revoked
    ended = [Outcome.RECOGNISED] * wanted.recognised + [Outcome.REVOKED] * revoked
    ended += islice(cycle(_FAILS_OF_MANY), from_turn, from_turn + max(0, failing))
    ended += islice(cycle(_WITHDRAWALS), from_turn, from_turn + wanted.withdrawn)
    return (ended + [Outcome.NOT_REGISTERED] * number)[:number]


def poor_of(number: int, recognised: int) -> int:
    """How many of those never recognised are too poor inside to meet a prerequisite."""
    return -(-(number - recognised) // 3)


def by_standing(number: int, wanted: Wanted, *, poor: int, excludable: bool) -> list[Outcome]:
    """Outcomes of what is counted inside, from the best; the last `poor` do not meet the prerequisite.

    excludable: the set has exclusions.
    """
    failing = wanted.registered - wanted.recognised
    short = min(poor, failing)
    others = number - wanted.recognised - poor
    turns = (*_FAILS_OF_FEW, Outcome.EXCLUSION) if excludable else _FAILS_OF_FEW
    middle = list(islice(cycle(turns), failing - short))
    middle += list(islice(cycle(_WITHDRAWALS), wanted.withdrawn))
    middle += [Outcome.NOT_REGISTERED] * max(0, others - len(middle))
    last = [Outcome.PREREQUISITE] * short + [Outcome.NOT_REGISTERED] * (poor - short)
    return ([Outcome.RECOGNISED] * wanted.recognised + middle[:others] + last)[:number]


def told(outcomes: Sequence[Outcome]) -> Wanted:
    """What a list of outcomes comes to."""
    withdrawn = sum(one in _WITHDRAWALS for one in outcomes)
    away = outcomes.count(Outcome.NOT_REGISTERED)
    return Wanted(len(outcomes) - withdrawn - away, outcomes.count(Outcome.RECOGNISED), withdrawn)
