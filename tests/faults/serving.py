"""The server of `khuyenhoc serve`, killed and started again at its address, and somebody's browser before it.

It is forked from a process that has the application loaded, so that a new one answers within a moment.
"""

import ctypes
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from tests.faults.workers import Database, forking, use

HOST = "127.0.0.1"
PATIENCE = 30  # seconds
SIGNAL_WHEN_THE_PARENT_ENDS = 1  # PR_SET_PDEATHSIG: a run of tests that is killed leaves no server behind
START, END = "start", "end"
KEPT = ("sessionid", "csrftoken")  # cookies; what was done is told in another, and is not read here
Fields = Mapping[str, str | list[str]]


def _keep(database: Database, address: str, orders: Connection) -> None:
    """Forks a server whenever it is told to, with everything loaded that a server loads; answers its id."""
    from django.urls import get_resolver

    from khuyenhoc.cli import serve
    from khuyenhoc.config import wsgi  # noqa: F401  (loaded here, so that no server has to)

    use(database)
    get_resolver().check()
    program = import_module("gunicorn.app.wsgiapp")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    while orders.recv() == START:
        pid = os.fork()
        if not pid:
            os.setsid()
            ctypes.CDLL(None).prctl(SIGNAL_WHEN_THE_PARENT_ENDS, signal.SIGKILL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sys.argv = ["gunicorn", *serve.SERVER, "--bind", address, serve.APPLICATION]
            program.run()
        orders.send(pid)


class Server:
    """At work from the beginning, until it is left."""

    def __init__(self, database: Database) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port: int = probe.getsockname()[1]
        self._orders, theirs = forking.Pipe()
        self._keeper = forking.Process(target=_keep, args=(database, f"{HOST}:{self.port}", theirs))
        self._keeper.start()
        theirs.close()
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._orders.send(END)
        self._keeper.join()
        self._orders.close()

    def start(self) -> None:
        """At once; it answers a moment later."""
        self._orders.send(START)
        self._pid: int = self._orders.recv()

    def kill(self) -> None:
        """kill -9 of the server with its workers, and until its address is free again."""
        for end in (os.killpg, os.kill):  # as long as it leads no group it has no workers either
            with suppress(ProcessLookupError):
                end(self._pid, signal.SIGKILL)
        while not self._is_free():
            time.sleep(0.002)

    def kill_workers(self) -> None:
        """kill -9 of every worker; the server itself starts others."""
        children = Path(f"/proc/{self._pid}/task/{self._pid}/children")
        for worker in children.read_text(encoding="ascii").split():
            with suppress(ProcessLookupError):
                os.kill(int(worker), signal.SIGKILL)

    def _is_free(self) -> bool:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError:
                return False
        return True


@dataclass(frozen=True)
class Page:
    """location: where it leads, empty when it is shown itself."""

    status: int
    location: str
    text: str

    def hidden(self) -> dict[str, str]:
        """What the page's forms send without being asked: name → value."""
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text)
        return {name: unescape(value) for name, value in found}


class Browser:
    """Somebody who signed in once, by name and passphrase."""

    def __init__(self, port: int, username: str, passphrase: str) -> None:
        self._port = port
        self._cookies = {"csrftoken": "0" * 32}
        page = self.ask("/sign-in/", {"username": username, "password": passphrase})
        assert page.status == 302, page.text

    def ask(self, path: str, fields: Fields | None = None) -> Page:
        """The very same request as often as it takes until it is answered."""
        while True:
            self.send(path, fields)
            page = self.answer()
            if page is not None:
                return page

    def send(self, path: str, fields: Fields | None = None) -> None:
        """A form when there are fields, else only look; waits for a server that is just starting."""
        end = time.monotonic() + PATIENCE
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": self._cookies["csrftoken"]}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        while True:
            self._connection = HTTPConnection(HOST, self._port, timeout=PATIENCE)
            try:
                self._connection.request("GET" if body is None else "POST", path, body, headers)
                return
            except ConnectionError:
                self._connection.close()
                assert time.monotonic() < end
                time.sleep(0.005)

    def answer(self) -> Page | None:
        """None when the line was cut before the whole of it was here."""
        try:
            response = self._connection.getresponse()
            text = response.read().decode()
        except (ConnectionError, HTTPException):
            return None
        finally:
            self._connection.close()
        for line in response.headers.get_all("Set-Cookie", ()):
            told: SimpleCookie = SimpleCookie(line)
            self._cookies |= {name: one.value for name, one in told.items() if name in KEPT}
        return Page(response.status, response.headers.get("Location", ""), text)
