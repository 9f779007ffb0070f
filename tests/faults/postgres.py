"""A PostgreSQL of its own that can be killed and started again; a commit it confirmed is in its log by then.

fsync is off, because the machine itself stays up: what the server handed to the operating system is there again.
"""

import shutil
import subprocess
import time
from pathlib import Path
from typing import Self

import dj_database_url
import psycopg

from scripts import throwaway_postgres as throwaway
from tests.faults.workers import Database, database_in_use

OPTIONS = ("listen_addresses=", "fsync=off", "max_connections=20")
PATIENCE = 30  # seconds


class Postgres:
    """Started when it is entered. Errors: NoPostgres."""

    def __init__(self, folder: Path) -> None:
        programs = throwaway.debian_programs() or throwaway.packaged_programs()
        if programs is None:
            raise throwaway.NoPostgres(throwaway.MISSING)
        self._folder, self._data = folder, folder / "data"
        self._user = throwaway.as_unprivileged()
        self._programs = throwaway.copied(programs, folder) if self._user else programs
        if self._user:
            shutil.chown(folder, "nobody", "nogroup")
        throwaway.run(
            self._programs / "initdb", "-D", self._data, "-U", "khuyenhoc", "-A", "trust", "--no-sync"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def database(self, name: str = "postgres") -> Database:
        """As Django's settings want it, with those of the program."""
        address = f"postgres://khuyenhoc@{str(self._folder).replace('/', '%2F')}/{name}"
        parsed = dict(dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True))
        return {**database_in_use(), "OPTIONS": {}, **parsed}

    def copied(self, name: str) -> Database:
        """The first database again under another name; nobody may be connected to it."""
        with psycopg.connect(
            host=str(self._folder), user="khuyenhoc", dbname="template1", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
            # a copied sequence goes on without a word in the log until the next checkpoint: PostgreSQL 15 would
            # give numbers twice after a crash, as it never does for a database that was filled in itself
            connection.execute("CHECKPOINT")
        return self.database(name)

    def start(self) -> float:
        """Until it answers; seconds that took. What its killed predecessor left running is waited for."""
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:
            words = [word for option in OPTIONS for word in ("-c", option)]
            self._process = subprocess.Popen(
                [*self._user, str(self._programs / "postgres"), "-D", self._data, "-k", self._folder, *words],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
            )
            ready: list[str | Path] = [
                self._programs / "pg_isready",
                "-q",
                "-h",
                self._folder,
                "-U",
                "khuyenhoc",
            ]
            while self._process.poll() is None:
                if subprocess.run(ready, check=False).returncode == 0:
                    return time.monotonic() - begun
                time.sleep(0.02)
            time.sleep(0.05)
        raise throwaway.NoPostgres("it did not come back")

    def kill(self) -> None:
        """kill -9 of the server's main process; those it forked find out and end."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
