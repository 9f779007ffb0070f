"""Builds the whole province as `khuyenhoc demo --scale 1` does, checks its totals, its counts and its log.

    python -m bench.province [--scale 1]
    python scripts/throwaway_postgres.py python -m bench.province

Runs the program once in a throwaway data folder, or on the empty database that DATABASE_URL names. Prints a table
and, last, one line of JSON: seconds and processor seconds of the build and of both proofs (of every process of the
program, not of a PostgreSQL server), peak memory of the largest of them, size of the database, the totals. Exit
status 1 when a total is not the plan's, a count not its cases' or the log not whole.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date

from bench.demo import MAIN, commit, engine


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--scale", default="1")
    scale = arguments.parse_args().scale
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        os.environ["KHUYENHOC_DATA_DIR"] = folder
        found = {
            "what": "the whole province",
            "scale": scale,
            "engine": engine(),
            "commit": commit(),
            "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
            **timed("build", "demo", "--scale", scale),
            **timed("counts_verify", "counts", "verify"),
            **timed("audit_verify", "audit", "verify"),
            "peak_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
            "load_when_done": round(os.getloadavg()[0], 1),
            **totals(scale),
        }
    for name, value in found.items():
        print(f"{name:24} {value}")
    print(json.dumps(found, ensure_ascii=False))
    if found["differing"]:
        sys.exit(1)


def timed(name: str, *words: str) -> dict[str, float]:
    """Seconds on the clock and of the processor that one call of the program took. Errors: CalledProcessError."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", MAIN, *words], stdout=subprocess.DEVNULL, check=True)
    seconds, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {f"{name}_s": round(seconds, 1), f"{name}_processor_s": round(used, 1)}


def totals(scale: str) -> dict[str, object]:
    """What the five-title tables of both years say; differing: where that is not what the plan wants."""
    from khuyenhoc.cli import database

    database.ready()
    from django.db import connection

    from khuyenhoc.analytics import five_titles
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.demo import plan as plans

    plan = plans.read(communes=plans.communes_of(float(scale)))
    told: dict[str, object] = {}
    differing = []
    for year, members in plan.members.items():
        table = five_titles.table(places.resolve("Hà Giang", date(year, 12, 31)).pk, year)
        rows = {(row.title, row.level): row for row in table.rows}
        reached: dict[str, int | None] = {"members": table.members.count}
        wanted = {"members": members}
        for race in plans.Race:
            if (year, race) in plan.rounds:
                row, planned = rows[race.of, race.level], plan.rounds[year, race]
                reached |= {f"{race} registered": row.registered, f"{race} recognised": row.recognised}
                wanted |= {f"{race} registered": planned.registered, f"{race} recognised": planned.recognised}
        differing += [f"{year} {name}" for name, number in wanted.items() if reached[name] != number]
        told |= {f"{year} {name}": number for name, number in reached.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database())"
            if connection.vendor == "postgresql"
            else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        )
        size = cursor.fetchone()[0]
    connection.close()
    return {"database_mib": round(size / 2**20), **told, "differing": differing}


if __name__ == "__main__":
    main()
