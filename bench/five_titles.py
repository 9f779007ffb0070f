"""Times the five-title table of a province, from the roll-ups of the demonstration.

    python bench/five_titles.py [--times 50] [--folder DIR]

DIR is a data folder with a demonstration in it; without one ten communes are built in a throwaway folder (or on
the database that DATABASE_URL names). Prints a table and, last, one line of JSON: median and slowest in ms.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.demo import MAIN, commit, engine

YEAR = 2023


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--times", type=int, default=50)
    arguments.add_argument("--folder", type=Path)
    asked = arguments.parse_args()
    if asked.folder is not None:
        measure(asked.folder, asked.times)
        return
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        subprocess.run(
            [sys.executable, "-c", MAIN, "demo"],
            env={**os.environ, "KHUYENHOC_DATA_DIR": folder},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        measure(Path(folder), asked.times)


def measure(folder: Path, times: int) -> None:
    os.environ |= {"KHUYENHOC_DATA_DIR": str(folder)}
    from khuyenhoc.cli import database

    database.ready()
    from khuyenhoc.analytics import five_titles
    from khuyenhoc.apps.audit import queries as log
    from khuyenhoc.apps.places import queries as places

    province = places.resolve("Hà Giang", date(YEAR, 12, 31))
    five_titles.table(province.pk, YEAR)  # the first run warms up and is not counted
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        table = five_titles.table(province.pk, YEAR)
        taken.append((time.perf_counter() - begin) * 1000)
    built = log.answer("trinh-dien", "demo", "done") or {}
    found = {
        "what": "five-title table of a province and a year",
        "dataset": f"demonstration of {built.get('communes')} communes, {len(table.rows)} rows",
        "engine": engine(),
        "commit": commit(),
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "times": times,
        "median_ms": round(statistics.median(taken), 1),
        "slowest_ms": round(max(taken), 1),
        "load_when_done": round(os.getloadavg()[0], 1),
    }
    for name, value in found.items():
        print(f"{name:16} {value}")
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
