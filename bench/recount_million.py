"""Times the recount of every roll-up from a million cases, in the embedded database or that of DATABASE_URL.

    python -m bench.recount_million [--cases 1000000] [--times 5]

Cases are written straight into the tables of a throwaway folder (made-up numbers, no people). Prints a table and,
last, one line of JSON: seconds of the recount, median of the runs.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
import time

from bench.demo import commit, engine

HAMLETS = 2_070


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--cases", type=int, default=1_000_000)
    arguments.add_argument("--times", type=int, default=5)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        os.environ["KHUYENHOC_DATA_DIR"] = folder
        measure(asked.cases, asked.times)


def measure(cases: int, times: int) -> None:
    from khuyenhoc.cli import database

    database.ready()
    fill(cases)
    from khuyenhoc.analytics import recount

    taken, used = [], []
    for _ in range(times):
        begin, before = time.perf_counter(), time.process_time()
        counted = recount.recounted()
        taken.append(time.perf_counter() - begin)
        used.append(time.process_time() - before)
    result = {
        "what": "recount every roll-up",
        "cases": cases,
        "counts": len(counted),
        "median_s": round(statistics.median(taken), 3),
        "slowest_s": round(max(taken), 3),
        "processor_median_s": round(statistics.median(used), 3),  # of this process: SQLite works in it
        "load_when_done": round(os.getloadavg()[0], 1),
        "engine": engine(),
        "python": platform.python_version(),
        "commit": commit(),
    }
    for name, value in result.items():
        print(f"{name:12} {value}")
    print(json.dumps(result, ensure_ascii=False))


def fill(cases: int) -> None:
    """Half of the cases are self-assessed, the rest recognised; spread evenly over the hamlets."""
    from django.db import connection

    with connection.cursor() as cursor:
        on_sqlite = connection.vendor == "sqlite"
        # the cases hang in the air: nothing they point at is counted
        cursor.execute("PRAGMA foreign_keys=OFF" if on_sqlite else "SET session_replication_role = replica")
        numbered = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "  # 1 … cases
        )
        place = f"1000000 + i %% {HAMLETS}"
        cursor.execute(
            "INSERT INTO rounds_registration (id, round_id, subject_id, place_id, year, title, level, consent, "
            "registered_by_id, effective_on, recorded_at, withdrawn_reason, is_assessed, bucket) "
            f"{numbered} SELECT i, 1, i, {place}, 2023, 'household', '', 'spoken', 1, '2023-03-01', "
            "'2023-03-01 00:00:00Z', '', TRUE, i %% 1024 FROM n",
            [cases],
        )
        cursor.execute(
            "INSERT INTO assessments_assessment (id, registration_id, round_id, criteria_set_id, subject_id, "
            "place_id, year, title, level, state, revision, answers, rating, passed, reasons, authors, "
            "entered_by_id, entered_at, consent, closed_reason, bucket) "
            f"{numbered} SELECT i, i, 1, 1, i, {place}, 2023, 'household', '', "
            "CASE WHEN i %% 2 = 1 THEN 'self_assessed' ELSE 'recognised' END, 1, '{}', 'kha', TRUE, '[]', '[1]', 1, "
            "'2023-10-01 00:00:00Z', 'spoken', '', i %% 1024 FROM n",
            [cases],
        )
        cursor.execute(
            "INSERT INTO recognition_recognition (id, assessment_id, decision_id, subject_id, place_id, year, title, "
            "level, rating, effective_on, valid_to, counted_to, recorded_at, state, bucket) "
            f"{numbered} SELECT i, i, 1, i, {place}, 2023, 'household', '', 'kha', '2023-12-05', '2024-12-05', 2023, "
            "'2023-12-05 00:00:00Z', 'recognised', i %% 1024 FROM n WHERE i %% 2 = 0",
            [cases],
        )


if __name__ == "__main__":
    main()
