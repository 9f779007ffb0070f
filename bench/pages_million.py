"""Times the pages on a million cases, in the embedded database or that of DATABASE_URL (which must be empty).

    python -m bench.pages_million [--cases 1000000] [--times 20] [--only NAME …] [--explain]
    python scripts/throwaway_postgres.py python -m bench.pages_million

Half of the cases are of last year and all recognised, half of this one and at every station; they lie in 2,070
hamlets under the communes of a real province (made-up households, no people). Each page is asked for by whoever works
there, through Django's test client: addresses, views, templates and the database, no network. Prints a table and,
last, one line of JSON: milliseconds on the clock and of this process's processor (SQLite works in it, PostgreSQL does
not) and the number of questions to the database. The first call of each page is not counted. --explain prints the
slowest questions of each page instead, with their plans on PostgreSQL.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Sequence
from typing import Any

from bench.demo import commit, engine
from bench.spread import p95

GOAL_MS = 100


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--cases", type=int, default=1_000_000)
    arguments.add_argument("--times", type=int, default=20)
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--explain", action="store_true")
    arguments.add_argument("--folder", help="keep the database here, and use what an earlier run left")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as throwaway:
        os.environ["KHUYENHOC_DATA_DIR"] = asked.folder or throwaway
        os.environ["KHUYENHOC_HOSTS"] = "testserver"
        measure(asked.cases, asked.times, asked.only, asked.explain)


def measure(cases: int, times: int, only: Sequence[str], explaining: bool) -> None:
    from bench import million
    from khuyenhoc.cli import database

    database.ready()
    begin = time.perf_counter()
    told = million.scene(cases)
    print(f"a database of {cases:,} cases: {time.perf_counter() - begin:.0f} s")
    lines = []
    for name, who, address in million.pages(told):
        if only and not any(name.startswith(one) for one in only):
            continue
        if explaining:
            explain(name, who, address)
            continue
        lines.append(line := timed(name, who, address, times))
        print(
            f"{line['page']:34} p50 {line['p50_ms']:8.1f}  p95 {line['p95_ms']:8.1f}  "
            f"processor {line['processor_ms']:7.1f} ms  {line['questions']:3} questions"
        )
    result = {
        "what": "pages",
        "cases": cases,
        "calls_each": times,
        "over_goal": [line["page"] for line in lines if line["p95_ms"] > GOAL_MS],
        "pages": lines,
        "load_when_done": round(os.getloadavg()[0], 1),
        "engine": engine(),
        "python": platform.python_version(),
        "commit": commit(),
    }
    print(json.dumps(result, ensure_ascii=False))


def asked_for(who: Any, address: str) -> Any:
    """A call that must succeed."""
    from django.test import Client

    client = Client()
    client.force_login(who)

    def call() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")

    return call


def timed(name: str, who: Any, address: str, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call = asked_for(who, address)
    call()
    with CaptureQueriesContext(connection) as captured:
        call()
    questions = len(captured)  # the next call forgets them
    taken, used = [], []
    for _ in range(times):
        begin, before = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - begin) * 1_000)
        used.append((time.process_time() - before) * 1_000)
    return {
        "page": name,
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(p95(taken), 1),
        "processor_ms": round(statistics.median(used), 1),
        "questions": questions,
    }


def explain(name: str, who: Any, address: str) -> None:
    """The five slowest questions of a page, and the plan of each that took longer than 5 ms."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call = asked_for(who, address)
    call()
    with CaptureQueriesContext(connection) as captured:
        call()
    print(f"== {name}: {len(captured)} questions")
    slowest = sorted(captured.captured_queries, key=lambda one: -float(one["time"]))
    for one in slowest[:5]:
        print(f"-- {float(one['time']) * 1_000:.0f} ms: {one['sql'][:1500]}")
        if float(one["time"]) < 0.005 or not one["sql"].startswith("SELECT") or "'" not in one["sql"]:
            continue
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + one["sql"].replace("%", "%%"))
                print("\n".join(str(row[-1]) for row in cursor.fetchall()))


if __name__ == "__main__":
    main()
