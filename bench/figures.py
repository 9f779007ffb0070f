"""Times the check of a hundred thousand published figures, as `khuyenhoc figures check` does it.

    python -m bench.figures [--rows 100000] [--times 5]

Rows are made up: places, years and the five titles, parts and rates as people write them, one in twenty wrong.
Prints a table and, last, one line of JSON: seconds of the whole program and of its processor, medians.
"""

import argparse
import csv
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.demo import MAIN, commit

GOAL_SECONDS = 5.0
COLUMNS = (
    *("id", "source", "place_then", "period", "indicator", "level", "value", "qualifier", "unit"),
    *("rate_percent", "base_kind", "base_value_or_range", "note"),
)
INDICATORS = ("recognised_household", "recognised_clan", "recognised_community", "recognised_organisation")
WRITTEN: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n:,}".replace(",", "."),
    str,
    lambda n: f"gần {n:,}".replace(",", "."),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--times", type=int, default=5)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        file = Path(folder) / "figures.csv"
        fill(file, asked.rows)
        taken, used = [], []
        for _ in range(asked.times):
            before, begin = processor(), time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", MAIN, "figures", "check", str(file), "--format", "json"],
                stdout=subprocess.DEVNULL,
                check=False,
            )
            taken.append(time.perf_counter() - begin)
            used.append(processor() - before)
            assert done.returncode == 1  # findings, and nothing unreadable on standard error
    found = {
        "what": "figures check, the whole program",
        "rows": asked.rows,
        "goal_seconds": GOAL_SECONDS,
        "median_s": round(statistics.median(taken), 2),
        "slowest_s": round(max(taken), 2),
        "processor_median_s": round(statistics.median(used), 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        "load_when_done": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "commit": commit(),
    }
    for name, value in found.items():
        print(f"{name:20} {value}")
    print(json.dumps(found, ensure_ascii=False))


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fill(file: Path, rows: int) -> None:
    chance, bases = random.Random(1), dict[tuple[int, str], int]()
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for number in range(rows):
            place, period = number % 4_000, chance.choice(("2021", "2022", "2023-12", "target 2025"))
            base = bases.setdefault((place, period), chance.randint(100, 900_000))
            part = chance.randint(1, base)
            rate = (20_000 * part + base) // (2 * base) + (chance.randrange(20) == 0)
            writer.writerow(
                (
                    number + 1,
                    "mẫu",
                    f"xã Mẫu {place}, tỉnh Mẫu",
                    period,
                    INDICATORS[number % len(INDICATORS)],
                    "",
                    chance.choice(WRITTEN)(part),
                    "",
                    "hộ",
                    f"{rate // 100},{rate % 100:02d}",
                    "all households",
                    f"{base:,}".replace(",", ".") if chance.randrange(2) else "",
                    "",
                )
            )


if __name__ == "__main__":
    main()
