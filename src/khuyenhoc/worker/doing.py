"""One job from the line: prepared outside of any transaction, written together with its own end in a single one."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connections, transaction
from django.utils import translation

from khuyenhoc.apps.jobs import actions
from khuyenhoc.apps.jobs.queries import HeldJob
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.sentences import sentence
from khuyenhoc.storing import failures
from khuyenhoc.storing.remembering import remembering
from khuyenhoc.worker.deeds import DEEDS
from khuyenhoc.worker.desk import Clock, Desk

LOG = logging.getLogger(__name__)
ALIVE_EVERY = timedelta(seconds=5)


def do_one(worker: str, clock: Clock, *, signs_of_life: bool = True) -> bool:
    """Do the first job that nobody works on; False when there is none.

    What the deed writes and that the job is done are one transaction: cut short anywhere nothing of it is kept and
    the next worker begins anew; done, it is never done again. signs_of_life: from a thread of their own, as long as
    the deed takes.
    """
    job = actions.claim(worker, at=clock())
    if job is None:
        return False
    if signs_of_life:
        with _Pulse(job, clock):
            _do(job, clock)
    else:
        _do(job, clock)
    return True


def _do(job: HeldJob, clock: Clock) -> None:
    try:
        with remembering(), translation.override(job.language):
            desk = Desk(job, clock)
            finish = DEEDS[JobKind(job.kind)](desk)
            with transaction.atomic():
                at = clock()
                actions.finish(job, finish(at), desk.files, at=at)
    except actions.JobOfAnother:
        LOG.info("%s was stopped or taken over", job.name)
    except RuleBroken as error:
        told = {language: sentence(error, language) for language in ("vi", "en")}
        _end(lambda: actions.refuse(job, told, at=clock()))
    except Exception as error:  # the worker goes on with the next job
        if failures.told(error) is None:
            LOG.exception("job %s (%s)", job.name, job.kind)
            _end(lambda: actions.fail(job, at=clock()))
        else:
            LOG.warning("job %s waits again: %s", job.name, error)
            with suppress(DatabaseError, InterfaceError):
                actions.give_up(job)
            raise
    except BaseException:  # told to stop: the next worker begins anew, at once or when the lease is over
        with suppress(DatabaseError, InterfaceError):
            actions.give_up(job)
        raise


def _end(ending: Callable[[], None]) -> None:
    try:
        ending()
    except actions.JobOfAnother:
        LOG.info("stopped or taken over before it ended")


class _Pulse:
    """Says every few seconds that the job is still in hand, on a connection of its own."""

    def __init__(self, job: HeldJob, clock: Clock) -> None:
        self._job, self._clock = job, clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(ALIVE_EVERY.total_seconds())

    def _beat(self) -> None:
        try:
            while not self._over.wait(ALIVE_EVERY.total_seconds()):
                try:
                    actions.is_mine(self._job, at=self._clock())
                except (
                    Exception
                ) as error:  # while the deed itself writes, SQLite lets nobody else: the next one tells
                    LOG.debug("no sign of life just now: %s", error)
        finally:
            connections.close_all()
