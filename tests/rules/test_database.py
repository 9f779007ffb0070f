"""The tests run on the database that was asked for, set up as in production."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection


def pragma(name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def show(name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for_and_safe() -> None:
    asked_for = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"

    assert connection.vendor == asked_for
    if asked_for == "sqlite":
        assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
        assert sqlite3.sqlite_version_info >= (3, 51, 3)  # config/sqlite.py has put a newer one in its place
        assert Path(connection.settings_dict["NAME"]).is_relative_to(settings.DATA_DIR)
    else:
        assert show("server_encoding") == "UTF8"
        assert str(connection.settings_dict["NAME"]).startswith("test_")


def test_the_tests_write_into_no_folder_of_the_repository() -> None:
    assert not settings.DATA_DIR.is_relative_to(Path(__file__).parent.parent.parent)
