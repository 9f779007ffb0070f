"""Whether the server can be relied on now: database, tables, disk, log, long work, clock."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max, Min

from khuyenhoc.apps.audit.models import Event, Seal
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.apps.jobs.queries import LEASE
from khuyenhoc.domain.jobs import UNFINISHED

LEAST_FREE = 512 * 1024 * 1024  # bytes; a year of a province takes less than that
LONGEST_UNSEALED = timedelta(minutes=10)
LONGEST_UNBEGUN = timedelta(minutes=10)
FARTHEST_BEHIND = timedelta(minutes=5)
BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right says less


class Part(StrEnum):
    """What is looked at, in this order."""

    DATABASE = "database"
    MIGRATIONS = "migrations"
    DISK = "disk"
    LOG = "log"
    JOBS = "jobs"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Finding:
    """facts: numbers for people; without a database nothing is known of migrations, log and clock."""

    part: Part
    is_well: bool
    facts: dict[str, int | str | None]


def look(*, at: datetime) -> list[Finding]:
    """One finding a part, in order; nothing is written and nothing raised."""
    findings = []
    for part, find in _LOOKS.items():
        try:
            findings.append(find(at))
        except (Error, OSError) as error:
            findings.append(Finding(part, False, {"detail": type(error).__name__}))
    return findings


def is_well(*, at: datetime) -> bool:
    return all(finding.is_well for finding in look(at=at))


def _database(_: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Finding(Part.DATABASE, True, {"engine": connection.vendor})


def _migrations(_: datetime) -> Finding:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Finding(Part.MIGRATIONS, waiting == 0, {"waiting": waiting})


def _disk(_: datetime) -> Finding:
    """Of the folder of our own files; a PostgreSQL elsewhere looks after its own."""
    folder = Path(settings.DATA_DIR)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding(Part.DISK, free >= LEAST_FREE, {"free_mebibytes": free // 2**20})


def _log(at: datetime) -> Finding:
    """Deeds wait for their seal only for a moment; when they wait longer nobody seals."""
    oldest = Event.objects.filter(sequence__isnull=True).aggregate(at=Min("at"))["at"]
    waits = max(timedelta(), at - oldest) if oldest is not None else timedelta()
    last = Seal.objects.order_by("-sequence").first()
    return Finding(
        Part.LOG,
        waits <= LONGEST_UNSEALED,
        {
            "sealed": last.sequence if last else 0,
            "sealed_at": last.at.isoformat() if last else None,
            "waiting_seconds": int(waits.total_seconds()),
        },
    )


def _jobs(at: datetime) -> Finding:
    """What waits for long while nobody is at work: then no worker runs."""
    unfinished = Job.objects.filter(state__in=sorted(UNFINISHED))
    is_worked = unfinished.filter(alive_at__gte=at - 2 * LEASE).exists()
    oldest = unfinished.aggregate(at=Min("asked_at"))["at"]
    waits = max(timedelta(), at - oldest) if oldest is not None else timedelta()
    facts: dict[str, int | str | None] = {
        "waiting": unfinished.count(),
        "waiting_seconds": int(waits.total_seconds()),
    }
    return Finding(Part.JOBS, is_worked or waits <= LONGEST_UNBEGUN, facts)


def _clock(at: datetime) -> Finding:
    """Behind the last seal, or behind the day this was written, a clock is wrong."""
    last = Seal.objects.aggregate(at=Max("at"))["at"] or BUILT
    behind = max(last, BUILT) - at
    return Finding(
        Part.CLOCK, behind <= FARTHEST_BEHIND, {"behind_seconds": max(0, int(behind.total_seconds()))}
    )


_LOOKS: dict[Part, Callable[[datetime], Finding]] = {
    Part.DATABASE: _database,
    Part.MIGRATIONS: _migrations,
    Part.DISK: _disk,
    Part.LOG: _log,
    Part.JOBS: _jobs,
    Part.CLOCK: _clock,
}
