"""Two processes that build beside each other, each its half of the communes, where two may write at once.

What is of the whole province is done by the first of them while the second waits, and read by the second from its
receipt. So every step is taken once, in the order of the days as far as one step can tell another, and whichever
process is stopped leaves nothing that a build begun anew would not go on from.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from django.db import connection

from khuyenhoc.demo.works import Work
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import forget_all

_FIRST, _SECOND = 0, 1


class HelperStopped(RuleBroken):
    """The second process of a build came to an end before its work did; facts: none."""

    code = "DEMO_HELPER_STOPPED"


class Alone:
    """The only process takes every step."""

    def begins(self, work: Work) -> bool:
        return True

    def ended(self, work: Work) -> None:
        """Nobody waits for it."""


class First:
    """Of the two the one that was started by a person."""

    def __init__(self, other: Connection) -> None:
        self._other = other

    def begins(self, work: Work) -> bool:
        """Whether this process takes the step, once the other has come to it. Errors: HelperStopped."""
        if work.share is None:
            self.wait()
        return work.share != _SECOND

    def ended(self, work: Work) -> None:
        """Errors: HelperStopped."""
        if work.share is None:
            try:
                self._other.send(work.key)
            except OSError as error:
                raise HelperStopped() from error

    def wait(self) -> None:
        """Until the other has taken all its steps up to here. Errors: HelperStopped."""
        try:
            self._other.recv()
        except (EOFError, OSError) as error:
            raise HelperStopped() from error
        forget_all()


class Second:
    """Of the two the one that the other started."""

    def __init__(self, other: Connection) -> None:
        self._other = other

    def begins(self, work: Work) -> bool:
        """As First; what is of the province is there when it begins. Errors: EOFError when the other is gone."""
        if work.share is None:
            self.tell(work.key)
            self._other.recv()
            forget_all()
        return work.share != _FIRST

    def ended(self, work: Work) -> None:
        """The other asks at the next step of the province."""

    def tell(self, where: str) -> None:
        self._other.send(where)


def may_pair() -> bool:
    """Whether two processes can write at once here, and neither stands in a transaction that only it sees."""
    two_may_write = connection.vendor == "postgresql" and not connection.in_atomic_block
    return two_may_write and "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def pair(second: Callable[[Second], None]) -> Iterator[First]:
    """The first process; `second` is what the other one does meanwhile. Errors: HelperStopped."""
    processes = multiprocessing.get_context("fork")  # the plan laid out is shared, not made up twice
    ours, theirs = processes.Pipe()
    connection.close()  # each has one of its own

    def helping() -> None:
        ours.close()
        here = Second(theirs)
        try:
            second(here)
            here.tell("done")
        except (EOFError, BrokenPipeError, KeyboardInterrupt):
            pass  # the first is gone: what was committed stays, and is gone on from
        finally:
            connection.close()

    helper = processes.Process(target=helping, daemon=True)
    helper.start()
    theirs.close()
    try:
        first = First(ours)
        yield first
        first.wait()
    finally:
        ours.close()
        helper.terminate()
        helper.join()
