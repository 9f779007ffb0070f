"""PostgreSQL is killed while an office works on it: nothing answered is lost, and work goes on by itself."""

import queue
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.faults.dose import dose
from tests.faults.office import SEAL, Answer, Request
from tests.faults.postgres import Postgres
from tests.faults.workers import Database, Refused, Worker, call

CLIENTS, A_SECOND = 4, 50
BACK_WITHIN = 5  # seconds after the database
KILLS, OF_A_KIND_PER_KILL = dose(30, 1_000, small=2), 20


class Load:
    """Clients that send what is waiting, some requests a second, and send again what was refused."""

    def __init__(self, requests: list[Request], database: Database) -> None:
        self.answers: dict[str, Answer] = {}
        self.refusals: Counter[str] = Counter()
        self.answered_at = 0.0
        self.may_hurry = threading.Event()
        self._database = database
        self._waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
        for request in requests:
            self._waiting.put(request)

    def client(self, _: int) -> None:
        worker = Worker(self._database)
        while True:
            try:
                request = self._waiting.get_nowait()
            except queue.Empty:
                break
            while not self._sent(worker, request):
                time.sleep(0.05)
            if not self.may_hurry.is_set():
                time.sleep(CLIENTS / A_SECOND)
        worker.kill()

    def _sent(self, worker: Worker, request: Request) -> bool:
        worker.ask(request)
        try:
            answer = worker.answer(60)
        except Refused as refused:
            self.refusals[str(refused)] += 1
            return False
        assert answer is not None
        self.answered_at = time.monotonic()
        if request.route != SEAL:
            self.answers[request.key] = answer
        return True


@dataclass(frozen=True)
class Office:
    """A server whose first database holds a prepared office, and its requests."""

    server: Postgres
    requests: list[Request]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """In a folder that another user may enter."""
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-killed-") as folder:
        Path(folder).chmod(0o755)
        with Postgres(Path(folder)) as server:
            number = OF_A_KIND_PER_KILL * KILLS
            yield Office(server, call(server.database(), "tests.faults.history.prepare", number))


@pytest.mark.timeout(14_400)
def test_what_was_answered_outlives_the_database_and_work_goes_on_by_itself(office: Office) -> None:
    luck, database, postgres, requests = (
        Random(30),
        office.server.copied("killed"),
        office.server,
        office.requests,
    )
    load = Load(requests, database)
    longest = 0.0

    with ThreadPoolExecutor(CLIENTS) as clients:
        at_work = [clients.submit(load.client, number) for number in range(CLIENTS)]
        for _ in range(KILLS):
            time.sleep(luck.uniform(0.2, 0.8))
            postgres.kill()
            time.sleep(luck.uniform(0, 0.5))
            postgres.start()
            back = time.monotonic()
            while load.answered_at < back and not all(one.done() for one in at_work):
                time.sleep(0.01)
            longest = max(longest, load.answered_at - back)
        load.may_hurry.set()
        for one in at_work:
            one.result()

    assert longest <= BACK_WITHIN
    assert load.refusals.keys() == {"DATABASE_AWAY"}
    assert call(database, "tests.faults.office.written", requests, load.answers) == ""


def test_a_postgresql_without_space_says_so_and_works_again_when_there_is_some(office: Office) -> None:
    """The server's own word for it, from tables that deeds write."""
    database = office.server.copied("full_up")

    told = call(database, "tests.faults.history.refused_by_the_server", office.requests)

    assert Counter(told).keys() == {"DISK_FULL"}
