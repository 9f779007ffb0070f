"""Several deeds at the same moment, each in a thread with a database connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(deeds: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """What each deed returned or raised, in the order given; none begins before all are ready.

    The test must be marked `django_db(transaction=True)`: what other connections see has to be committed.
    """
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], T]) -> T | Exception:
        try:
            ready.wait(timeout=30)
            return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))
