"""Questions about jobs: one's own, and what waits for a worker."""

from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.domain.jobs import OF_SUMS, UNFINISHED, JobState
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing.private import Folder

MOST_FILES: Final = 100
SENT: Final = "sent"  # the file that came with the job; the others are its outcome, by number
FOLDER: Final = Folder("jobs", (SENT, *(str(number) for number in range(MOST_FILES))))
KEPT_FOR: Final = timedelta(days=3)  # after it was finished; lists of names are nothing to be kept
LEASE: Final = timedelta(seconds=30)  # without a sign of life a job is somebody else's to do
HeldJob: TypeAlias = Job  # what pages call a job; they touch no models


def of(person: User) -> list[Job]:
    """All that somebody asked for and that is still kept, the latest first."""
    return list(Job.objects.filter(asked_by=person).order_by("-pk"))


def shown_at_home(person: User, *, at: datetime) -> list[Job]:
    """What somebody's jobs are up to: those unfinished and those of the last hours, the latest first."""
    recent = at - timedelta(hours=12)
    return [one for one in of(person) if one.finished_at is None or one.finished_at > recent][:5]


def get(name: str, *, asked_by: User, on: date) -> Job:
    """Of whoever asked for it and still has the right it was asked under. Errors: Job.DoesNotExist, for all others.

    Whoever lost the place meanwhile finds nothing of it any more.
    """
    job = Job.objects.get(name=name, asked_by=asked_by)
    needed = Permission(job.permission)
    if job.place_id is None:
        may = needed in access.permissions_of(asked_by, on)
    elif job.kind in OF_SUMS:
        may = bool(
            access.figures_visible(
                asked_by, [job.place_id], on=on, as_of=date.fromisoformat(job.facts["day"])
            )
        )
    elif needed is Permission.SEE:
        may = access.sees_rows(asked_by, job.place_id, on)
    else:
        may = access.may(asked_by, needed, job.place_id, on=on)
    if not may:
        raise Job.DoesNotExist
    return job


def ahead_of(job: Job) -> int:
    """How many have to be done before it."""
    if job.state != JobState.WAITING:
        return 0
    return Job.objects.filter(state__in=sorted(UNFINISHED), pk__lt=job.pk).count()


def names() -> set[str]:
    return set(Job.objects.values_list("name", flat=True))
