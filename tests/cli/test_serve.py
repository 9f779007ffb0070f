"""`khuyenhoc serve`: answers at its address, seals the log, stops cleanly."""

import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.demo import folders
from tests.demo.folders import MAIN, environment, khuyenhoc

PATIENCE = 60  # seconds, on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


def answers(port: int) -> bool:
    """Any answer of the pages counts, a redirect to the sign-in as well as a refusal."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True


def unsealed(folder: Path) -> int:
    connection = sqlite3.connect(folder / "khuyenhoc.sqlite3")
    number = connection.execute("SELECT count(*) FROM audit_event WHERE sequence IS NULL").fetchone()[0]
    connection.close()
    return int(number)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_seals_and_stops_when_told(
    demonstration: Path, tmp_path: Path, sign: signal.Signals
) -> None:
    folder = folders.copy(demonstration, tmp_path / "var")
    with sqlite3.connect(folder / "khuyenhoc.sqlite3") as connection:
        connection.execute("UPDATE audit_event SET sequence = NULL, hash = '' WHERE sequence > 40")
        connection.execute("DELETE FROM audit_seal")
    connection.close()
    port = free_port()

    with subprocess.Popen(
        [sys.executable, "-c", MAIN, "serve", "--port", str(port)],
        env=environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            assert until(lambda: answers(port))
            assert until(lambda: unsealed(folder) == 0)
        finally:
            program.send_signal(sign)
        told, _ = program.communicate(timeout=PATIENCE)

    assert program.returncode == 0
    assert f"http://127.0.0.1:{port}/" in told
    assert "chihoi" in told
    assert told.endswith("Đã dừng.\n")
    assert not answers(port)


def test_a_taken_port_is_told_in_one_sentence(demonstration: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = khuyenhoc(demonstration, "serve", "--port", str(port))

    assert (done.returncode, done.stdout) == (1, "")
    assert str(port) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
