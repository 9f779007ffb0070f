"""Builds the demonstration step by step; a build that was cut short goes on where it stopped.

Each step is one transaction with a receipt of its own: a step that has one is answered from it, not done again.
"""

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from khuyenhoc import data
from khuyenhoc.apps.accounts import queries as accounts
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.audit.actions import SameKeyOtherRequest
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.criteria import actions as criteria
from khuyenhoc.demo import pairing
from khuyenhoc.demo.cast import ACTOR
from khuyenhoc.demo.plan import Plan
from khuyenhoc.demo.stage import set_up
from khuyenhoc.demo.timetable import BEGIN, moment
from khuyenhoc.demo.works import Work, Works, in_order
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import remembering, side_file, spacious

ROUTE = "demo"
BEGUN, JOINED, DONE = "begun", "joined", "done"

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

    progress: told (steps done, steps in all) after each. The country's places must be loaded. Two processes share
    the work where they can (`pairing.may_pair`), unless in_one_process.
    Errors: HoldsRealData, BuiltOtherwise, HelperStopped.
    """
    require_samples_only()
    if not is_begun():
        side_file.drop()  # of another database that was here
    _once(plan, BEGUN, dict, at=moment(BEGIN))
    criteria.publish(data.criteria_files(), by=ACTOR, at=moment(BEGIN))
    works = in_order(set_up(plan))
    told = _Told(progress, len(works.all))
    with _laid_aside(), remembering(outlives_transactions=True):
        if _is_for_two(works) and not in_one_process:
            _take(plan, works.before, told)
            with pairing.helper(lambda go_on: _take(plan, works.beside, go_on, share=pairing.SECOND)):
                _take(plan, works.beside, told, share=pairing.FIRST)
            _join(plan, now)
            _take(plan, works.after, told)
        else:
            _take(plan, works.all, told)
        audit.seal(at=now)
    counts.rebundle()
    _once(plan, DONE, lambda: {"seed": plan.seed, "communes": plan.communes_wanted}, at=now)
    side_file.drop()


def _is_for_two(works: Works) -> bool:
    """Whether there are two halves, and the second is not taken over yet."""
    halves = any(work.share == pairing.SECOND for work in works.beside)
    return halves and pairing.may_pair() and log.answer(ACTOR, ROUTE, JOINED) is None


@contextmanager
def _laid_aside() -> Iterator[None]:
    """What is laid out stays: no cycles are looked for in it again, and a second process shares its memory."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Told:
    """Counts the steps and tells the progress."""

    def __init__(self, progress: Progress | None, steps: int) -> None:
        self._progress, self._steps, self._done = progress, steps, 0

    def __call__(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._steps)


def _take(
    plan: Plan, works: Sequence[Work], after_each: Callable[[], None], *, share: int | None = None
) -> None:
    """Take the steps, all of them or those of one half; after those of the other `after_each` is called too."""
    with spacious():
        for work in works:
            if share is None or work.share == share:
                work.take(_once(plan, work.key, work.do, at=work.at))
            after_each()


def _join(plan: Plan, at: datetime) -> None:
    """On SQLite, take over what the second process wrote."""
    if connection.vendor == "sqlite":
        with spacious(), side_file.attached():
            _once(plan, JOINED, lambda: {"rows": side_file.join()}, at=at)


def _once(plan: Plan, key: str, do: Callable[[], dict[str, Any]], *, at: datetime) -> dict[str, Any]:
    body = {"plan": hashlib.sha256(repr(plan).encode()).hexdigest()}
    try:
        return audit.once(do, actor=ACTOR, route=ROUTE, key=key, body=body, at=at)
    except SameKeyOtherRequest as error:
        raise BuiltOtherwise() from error
