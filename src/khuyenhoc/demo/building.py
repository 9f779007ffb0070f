"""Builds the demonstration step by step; a build that was cut short goes on where it stopped.

Each step is one transaction with a receipt of its own: a step that has one is answered from it, not done again.
"""

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from khuyenhoc import data
from khuyenhoc.apps.accounts import queries as accounts
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.audit.actions import SameKeyOtherRequest
from khuyenhoc.apps.criteria import actions as criteria
from khuyenhoc.demo import pairing
from khuyenhoc.demo.cast import ACTOR
from khuyenhoc.demo.plan import Plan
from khuyenhoc.demo.stage import set_up
from khuyenhoc.demo.timetable import BEGIN, moment
from khuyenhoc.demo.works import Work, in_order
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import remembering, spacious

ROUTE = "demo"
BEGUN, DONE = "begun", "done"

Progress = Callable[[int, int], None]


class BuiltOtherwise(RuleBroken):
    """The database holds a demonstration with another seed or size; facts: none."""

    code = "DEMO_BUILT_OTHERWISE"


class HoldsRealData(RuleBroken):
    """The database has accounts that are no samples: the demonstration never mixes with them; facts: none."""

    code = "DEMO_HOLDS_REAL_DATA"


def built() -> dict[str, Any] | None:
    """Seed and number of communes of the finished demonstration; None while there is none."""
    return log.answer(ACTOR, ROUTE, DONE)


def is_begun() -> bool:
    return log.answer(ACTOR, ROUTE, BEGUN) is not None


def require_samples_only() -> None:
    """Errors: HoldsRealData."""
    if accounts.has_real():
        raise HoldsRealData()


def build(
    plan: Plan, *, now: datetime, progress: Progress | None = None, in_one_process: bool = False
) -> None:
    """Take the plan through the real round, from the register to the counted bases, and seal the log.

    progress: told (steps done, steps in all) after each. The country's places must be loaded. On PostgreSQL two
    processes share the work, unless in_one_process or inside a transaction.
    Errors: HoldsRealData, BuiltOtherwise, HelperStopped.
    """
    require_samples_only()
    _once(plan, BEGUN, dict, at=moment(BEGIN))
    criteria.publish(data.criteria_files(), by=ACTOR, at=moment(BEGIN))
    works = in_order(set_up(plan))
    with _laid_aside(), spacious(), remembering(outlives_transactions=True):
        if pairing.may_pair() and not in_one_process:
            with pairing.pair(lambda second: _take(plan, works, second)) as first:
                _take(plan, works, first, progress)
        else:
            _take(plan, works, pairing.Alone(), progress)
        audit.seal(at=now)
    _once(plan, DONE, lambda: {"seed": plan.seed, "communes": plan.communes_wanted}, at=now)


@contextmanager
def _laid_aside() -> Iterator[None]:
    """What is laid out stays: no cycles are looked for in it again, and a second process shares its memory."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _take(
    plan: Plan,
    works: Sequence[Work],
    side: pairing.Alone | pairing.First | pairing.Second,
    progress: Progress | None = None,
) -> None:
    """One process's way through all the steps."""
    for number, work in enumerate(works, start=1):
        if side.begins(work):
            work.take(_once(plan, work.key, work.do, at=work.at))
            side.ended(work)
        if progress is not None:
            progress(number, len(works))


def _once(plan: Plan, key: str, do: Callable[[], dict[str, Any]], *, at: datetime) -> dict[str, Any]:
    body = {"plan": hashlib.sha256(repr(plan).encode()).hexdigest()}
    try:
        return audit.once(do, actor=ACTOR, route=ROUTE, key=key, body=body, at=at)
    except SameKeyOtherRequest as error:
        raise BuiltOtherwise() from error
