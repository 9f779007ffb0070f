"""Asking for a job, taking it in hand, telling how far it is, and ending it: each once, whoever is quicker."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.apps.jobs.queries import FOLDER, KEPT_FOR, LEASE, SENT, names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.jobs import UNFINISHED, JobKind, JobState
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing.private import fresh_name, is_forgotten

MOST_UNFINISHED: Final = 5  # of one person
MOST_TRIES: Final = 3  # a job that takes its worker down with it is not begun for ever


class TooManyJobs(RuleBroken):
    """The person already waits for as many as one may; facts: most."""

    code = "TOO_MANY_JOBS"


class JobFinished(RuleBroken):
    """It was done, refused or stopped before; facts: none."""

    code = "JOB_FINISHED"


class JobOfAnother(RuleBroken):
    """Somebody stopped the job or another worker took it over; nothing of this try is kept; facts: none."""

    code = "JOB_OF_ANOTHER"


@transaction.atomic
def ask(
    kind: JobKind,
    facts: Mapping[str, Any],
    *,
    place: int | None,
    permission: Permission,
    language: str,
    sent: bytes | None = None,
    by: User,
    at: datetime,
) -> Job:
    """Put a job at the end of the line. The same asked again while it is unfinished is the same job.

    facts: plain JSON. sent: the file it works on. Whoever calls has checked the permission; the job checks it again
    when it is done and when its outcome is fetched. Errors: TooManyJobs.
    """
    waiting = Job.objects.filter(asked_by=by, state__in=sorted(UNFINISHED))
    if sent is None:
        for one in waiting.filter(kind=kind, place=place):
            if one.facts == dict(facts):
                return one
    if waiting.count() >= MOST_UNFINISHED:
        raise TooManyJobs(most=MOST_UNFINISHED)
    name = fresh_name()
    if sent is not None:
        FOLDER.put(name, SENT, sent, at=at)
    job = Job.objects.create(
        name=name,
        kind=kind,
        asked_by=by,
        asked_at=at,
        place_id=place,
        permission=permission,
        language=language,
        facts=dict(facts),
    )
    audit.record(
        "job.asked",
        by=by.username,
        at=at,
        kind="job",
        object_id=job.pk,
        place_id=place,
        facts={"kind": kind.value},
    )
    return job


def claim(worker: str, *, at: datetime) -> Job | None:
    """Take the first job that nobody works on, one whose worker gave no sign of life too; None when there is none.

    One that took its workers down too often is ended as failed instead.
    """
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, alive_at__lt=at - LEASE)
    for job in Job.objects.filter(free).order_by("pk"):
        mine = Job.objects.filter(free, pk=job.pk, tries=job.tries)
        if job.tries >= MOST_TRIES:
            mine.update(state=JobState.FAILED, worker="", alive_at=None, finished_at=at)
            continue
        if mine.update(
            state=JobState.RUNNING, worker=worker, alive_at=at, tries=F("tries") + 1, done=0, of=0
        ):
            return Job.objects.select_related("asked_by").get(pk=job.pk)
    return None


def is_mine(job: Job, *, at: datetime) -> bool:
    """Give a sign of life; False when the job was stopped or another worker has it."""
    return bool(_held(job).update(alive_at=at))


def tell(job: Job, done: int, of: int, *, at: datetime) -> None:
    """How far it is, which is a sign of life too. Errors: JobOfAnother."""
    if not _held(job).update(done=done, of=of, alive_at=at):
        raise JobOfAnother()


def finish(job: Job, outcome: Mapping[str, Any], files: Sequence[Mapping[str, str]], *, at: datetime) -> None:
    """It is done; a part of the deed's own transaction, so that both are kept or neither. Errors: JobOfAnother."""
    _end(job, JobState.DONE, at, outcome=dict(outcome), files=[dict(one) for one in files])


def refuse(job: Job, told: Mapping[str, str], *, at: datetime) -> None:
    """A rule forbids it. told: the sentence by language. Errors: JobOfAnother."""
    _end(job, JobState.REFUSED, at, told=dict(told))


def fail(job: Job, *, at: datetime) -> None:
    """It met a defect of ours. Errors: JobOfAnother."""
    _end(job, JobState.FAILED, at)


def give_up(job: Job) -> None:
    """Back into the line: the worker is stopped, or the database or the disk gave out. It was no fault of the job."""
    _held(job).update(state=JobState.WAITING, worker="", alive_at=None, tries=F("tries") - 1, done=0, of=0)


@transaction.atomic
def stop(job: Job, *, by: User, at: datetime) -> None:
    """Take one's own job out of the line; what a worker has begun of it is not kept. Errors: JobFinished."""
    unfinished = Job.objects.filter(pk=job.pk, asked_by=by, state__in=sorted(UNFINISHED))
    if not unfinished.update(state=JobState.STOPPED, worker="", alive_at=None, finished_at=at):
        raise JobFinished()
    audit.record("job.stopped", by=by.username, at=at, kind="job", object_id=job.pk, place_id=job.place_id)


def sweep(*, at: datetime) -> int:
    """Let go of what was finished days ago, and of files that no job names; returns how many jobs."""
    old = Job.objects.filter(finished_at__lt=at - KEPT_FOR)
    gone = list(old.values_list("pk", flat=True))
    Job.objects.filter(pk__in=gone).delete()
    known = names()
    for name, files in FOLDER.names():
        if name not in known and is_forgotten(files, at=at):
            for file in files:
                file.unlink(missing_ok=True)
    return len(gone)


def _held(job: Job) -> Any:
    """The job as this very try of this very worker has it, or nothing."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, tries=job.tries)


def _end(job: Job, state: JobState, at: datetime, **outcome: Any) -> None:
    if not _held(job).update(state=state, worker="", alive_at=None, finished_at=at, **outcome):
        raise JobOfAnother()
