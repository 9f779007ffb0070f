"""kill -9 in the middle of any deed: what was answered is there, what was not can be sent again."""

import time
from random import Random

import pytest

from tests.faults import office
from tests.faults.dose import dose
from tests.faults.office import SEAL, Answer, Request
from tests.faults.workers import Doer, Worker, database_in_use
from tests.make import Country, People

BETWEEN = 2  # at most so many requests go through before the next kill
PATIENCE = 30  # seconds


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(7_200)
def test_what_was_answered_stays_and_what_was_not_is_done_once(land: Country, who: People) -> None:
    kills = dose(300, 10_000)
    requests = office.prepare(kills, land, who)
    database, luck = database_in_use(), Random(300)
    answers: dict[str, Answer] = {}
    waiting = list(reversed(requests))
    worker: Doer = Worker(database)
    lengths = [0.05]  # seconds that requests took, newest last

    for _ in range(kills):
        lengths += [ask(worker, waiting.pop(), answers) for _ in range(luck.randint(0, BETWEEN))]
        request = waiting[-1]
        worker.ask(request)
        time.sleep(luck.uniform(0, 1.2 * max(lengths[-5:])))
        worker.kill()
        heard = worker.answer(0)
        worker = Worker(database)
        if heard is not None:
            answers[request.key] = heard
        ask(worker, request, answers)
        waiting.pop()
    while waiting:
        ask(worker, waiting.pop(), answers)
    worker.kill()

    office.require_all_written(requests, {k: v for k, v in answers.items() if not k.startswith("l")})


def ask(worker: Doer, request: Request, answers: dict[str, Answer]) -> float:
    """Seconds until the answer; the answer to a request that was answered before is the same."""
    begun = time.monotonic()
    worker.ask(request)
    answer = worker.answer(PATIENCE)
    assert answer is not None
    if request.route != SEAL:
        assert answers.setdefault(request.key, answer) == answer
    return time.monotonic() - begun
