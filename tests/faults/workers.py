"""Processes that do an office's requests and can be killed at any moment.

They are forked from a process that has the application loaded, so that a new one is at work within
milliseconds. Whoever wants to send the same requests in another way (through the pages of a served
application, say) writes another `Doer`.
"""

import importlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Protocol

from tests.faults.office import Answer, Request

Database = dict[str, Any]
forking = multiprocessing.get_context("forkserver")
forking.set_forkserver_preload(["tests.faults.started", __name__])


class Doer(Protocol):
    """Takes one request at a time and answers it once it is written for good."""

    def ask(self, request: Request) -> None: ...

    def answer(self, seconds: float) -> Answer | None:
        """The answer to what was asked, None when there is none after so many seconds or ever.

        Errors: Refused with the code of the sentence that a person would read.
        """

    def kill(self) -> None:
        """kill -9; what it had answered before can still be read."""


class Refused(Exception):
    """The request was turned down in a sentence; its code is the first argument."""


def use(database: Database) -> None:
    """Let this process work on another database than the one it was set up for."""
    from django.db import connections

    connections.settings["default"] = connections.configure_settings({"default": database})["default"]
    if hasattr(connections._connections, "default"):  # type: ignore[attr-defined]  # Django's own, untyped
        del connections["default"]


def database_in_use() -> Database:
    """The settings of this process's connection, for another process to work on the same one."""
    from django.db import connection

    return dict(connection.settings_dict)


def _serve(database: Database, pipe: Connection) -> None:
    from django.db import Error, connection

    from khuyenhoc.storing import failures
    from tests.faults import office

    use(database)
    while True:
        request = pipe.recv()
        try:
            pipe.send(office.do(request))
        except Error as error:
            told = failures.told(error)
            if told is None:
                raise
            connection.close_if_unusable_or_obsolete()  # as Django does after every request
            pipe.send(told.code)


class Worker:
    """A Doer on the other end of a pipe."""

    def __init__(self, database: Database) -> None:
        self._pipe, theirs = forking.Pipe()
        self._process = forking.Process(target=_serve, args=(database, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, request: Request) -> None:
        self._pipe.send(request)

    def answer(self, seconds: float) -> Answer | None:
        try:
            told = self._pipe.recv() if self._pipe.poll(seconds) else None
        except (EOFError, ConnectionResetError):
            return None
        if isinstance(told, str):
            raise Refused(told)
        return told

    def kill(self) -> None:
        if self._process.pid is not None and self._process.is_alive():
            os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()


def _called(database: Database, name: str, arguments: tuple[Any, ...], pipe: Connection) -> None:
    use(database)
    module, _, function = name.rpartition(".")
    work: Callable[..., Any] = getattr(importlib.import_module(module), function)
    pipe.send(work(*arguments))


def call(database: Database, name: str, *arguments: Any) -> Any:
    """What the function of that full name returns, called on the database in a process of its own.

    Errors: EOFError when it raised; what it raised stands on standard error.
    """
    ours, theirs = forking.Pipe()
    process = forking.Process(target=_called, args=(database, name, arguments, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()
