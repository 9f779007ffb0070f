"""The program, started hundreds of times: what every start loads is loaded once, and each start is a fork of that.

Nothing that reads settings is loaded before the fork, so every start reads its own environment, database and
language as a person's does. A start from nothing is tested too: tests/cli/test_serve.py,
tests/faults/test_disk_full.py.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

LOADED = (
    *("django.core.handlers.wsgi", "django.core.management", "django.db.backends.sqlite3.base"),
    *("django.db.migrations.executor", "django.db.models", "django.forms", "django.template.engine"),
    *("django.template.response", "django.urls", "logging.config", "docx"),
    *(
        "khuyenhoc.cli.main",
        "khuyenhoc.domain.catalogue",
        "khuyenhoc.domain.reform.plan",
        "khuyenhoc.sentences",
    ),
)
ROOT = Path(__file__).resolve().parent.parent


def started(
    *words: str, environment: Mapping[str, str], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """What `khuyenhoc WORDS…` says and with which status it ends, called in that folder with nobody to ask."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        asked = {"words": words, "environment": dict(environment), "folder": str(folder or Path.cwd())}
        status = _waiting().ask(asked, out, err)
        for file in (out, err):
            file.seek(0)
        said, complained = out.read().decode(), err.read().decode()
    return subprocess.CompletedProcess(words, status, said, complained)


class _Waiting:
    """A process that has loaded what every start needs, and forks itself when it is asked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.starting"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        atexit.register(self._process.kill)

    def ask(self, asked: dict[str, Any], out: IO[bytes], err: IO[bytes]) -> int:
        # opened anew by the other process: an unnamed file of ours is to be found among our open ones
        files = {
            name: f"/proc/{os.getpid()}/fd/{file.fileno()}" for name, file in (("out", out), ("err", err))
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked | files) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@cache
def _waiting() -> _Waiting:
    """One for each worker of the tests."""
    return _Waiting()


def _start(asked: dict[str, Any]) -> None:
    """In the fork: become the program that was asked for."""
    for number, file in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        opened = os.open(file, os.O_RDONLY if number == 0 else os.O_WRONLY)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = ["khuyenhoc", *asked["words"]]
    from khuyenhoc.cli.main import main

    main()


def _serve() -> None:
    for name in LOADED:
        import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _start(json.loads(line))  # ends as every program does, leaving the loop by its exit
            sys.exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
