"""Two processes that build beside each other, each its half of the communes.

On PostgreSQL both write into the one database. On SQLite, which has one writer for a file, the second works in a copy
of the file, and its rows are taken over at the end. What is of the whole province is done before and after by the
first alone. Whichever of them is stopped leaves nothing that a build begun anew would not go on from.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import forget_all, side_file

FIRST, SECOND = 0, 1


class HelperStopped(RuleBroken):
    """The second process of a build came to an end before its work did; facts: none."""

    code = "DEMO_HELPER_STOPPED"


def may_pair() -> bool:
    """Whether two processes can build at once here, and neither stands in a transaction that only it sees."""
    if connection.in_atomic_block or "fork" not in multiprocessing.get_all_start_methods():
        return False
    if connection.vendor == "postgresql":
        return True
    return side_file.is_possible() and len(os.sched_getaffinity(0)) > 1


@contextmanager
def helper(work: Callable[[Callable[[], None]], None]) -> Iterator[None]:
    """Let another process do `work` meanwhile; the end waits for it.

    work: is given what it calls after each of its steps, to stop when this process is gone. On SQLite the
    copy it works in stays for `side_file.join`. Errors: HelperStopped.
    """
    processes = multiprocessing.get_context("fork")  # the plan laid out is shared, not made up twice
    if connection.vendor == "sqlite":
        side_file.begin()
    connection.close()  # each has one of its own
    first = os.getpid()

    def go_on() -> None:
        if os.getppid() != first:
            sys.exit(1)  # what was committed stays, and is gone on from

    def helping() -> None:
        if connection.vendor == "sqlite":
            side_file.work_there()
        try:
            work(go_on)
        finally:
            connection.close()

    process = processes.Process(target=helping, daemon=True)
    process.start()
    try:
        yield
        process.join()
    finally:
        process.terminate()
        process.join()
    if process.exitcode != 0:
        raise HelperStopped()
    forget_all()
