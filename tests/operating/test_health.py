"""What is wrong with a server is found and told to its keeper; anybody else reads one word."""

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.jobs import actions as jobs
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.operating import health
from khuyenhoc.operating.health import Part
from tests import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
Usage = namedtuple("Usage", "total used free")


def wrong(at: datetime) -> list[Part]:
    return [finding.part for finding in health.look(at=at) if not finding.is_well]


def test_a_server_that_just_began_is_well() -> None:
    assert wrong(NOW) == []


def test_deeds_that_nobody_seals_are_found(who: make.People) -> None:
    audit.record("test.deed", by="test", at=NOW, kind="test")
    audit.seal(at=NOW)
    audit.record("test.deed", by="test", at=NOW, kind="test")

    assert wrong(NOW + timedelta(minutes=1)) == []
    assert wrong(NOW + timedelta(minutes=11)) == [Part.LOG]


def test_long_work_that_nobody_does_is_found(land: make.Country, who: make.People) -> None:
    jobs.ask(
        JobKind.DECISION,
        {},
        place=land.commune.pk,
        permission=Permission.SEE,
        language="vi",
        by=who.association,
        at=NOW,
    )
    audit.seal(at=NOW)
    late = NOW + timedelta(minutes=11)

    assert wrong(NOW + timedelta(minutes=9)) == []
    assert wrong(late) == [Part.JOBS]
    jobs.claim("worker", at=late)
    assert wrong(late) == []


def test_a_clock_that_was_set_back_is_found() -> None:
    audit.record("test.deed", by="test", at=NOW, kind="test")
    audit.seal(at=NOW)

    assert wrong(NOW - timedelta(minutes=1)) == []
    assert wrong(NOW - timedelta(hours=1)) == [Part.CLOCK]
    assert wrong(datetime(1970, 1, 1, tzinfo=UTC)) == [Part.CLOCK]


def test_changes_of_tables_that_wait_are_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reform'")

    assert wrong(NOW) == [Part.MIGRATIONS]


def test_a_disk_that_is_nearly_full_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1000))

    assert wrong(NOW) == [Part.DISK]


def test_anybody_reads_one_word_that_no_cache_keeps() -> None:
    response = Client().get("/health/")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]
    assert Client().post("/health/").status_code == 405


def test_a_server_that_is_not_well_says_no_more_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1000))

    response = Client().get("/health/")

    assert (response.status_code, response.content) == (503, b"not ok\n")
