"""Times one deed among a million cases until the figures above it show it.

    python -m bench.change_seen [--cases 1000000] [--times 20] [--folder FOLDER]
    python scripts/throwaway_postgres.py python -m bench.change_seen

The scene is that of bench/million.py. A case is verified, another is decided; after each the figures are read
anew, in a memory that knows nothing: of the commune, the province, the country; each must have grown by one.
Prints a table and, last, one line of JSON: milliseconds on the clock, the deed alone and the deed with each reading.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

from bench.demo import commit, engine
from bench.spread import p95

GOAL_MS = 100


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--cases", type=int, default=1_000_000)
    arguments.add_argument("--times", type=int, default=20)
    arguments.add_argument("--folder", help="keep the database here, and use what an earlier run left")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as throwaway:
        os.environ["KHUYENHOC_DATA_DIR"] = asked.folder or throwaway
        measure(asked.cases, asked.times)


def measure(cases: int, times: int) -> None:
    from bench import million
    from khuyenhoc.cli import database

    database.ready()
    told = million.scene(cases)
    lines: list[dict[str, Any]] = []
    for name, state, deed in deeds(told):
        taken = [once(told, state, case, deed) for case in waiting(told, name, times + 1)][1:]
        for what in taken[0]:
            values = [one[what] for one in taken]
            line = {
                "what": f"{name}: {what}",
                "p50_ms": round(statistics.median(values), 1),
                "p95_ms": round(p95(values), 1),
            }
            lines.append(line)
            print(f"{line['what']:42} p50 {line['p50_ms']:8.1f}  p95 {line['p95_ms']:8.1f}")
    result = {
        "what": "one change until it is seen",
        "cases": cases,
        "times": times,
        "goal_ms": GOAL_MS,
        "over_goal": [line["what"] for line in lines if line["p95_ms"] > GOAL_MS],
        "lines": lines,
        "load_when_done": round(os.getloadavg()[0], 1),
        "engine": engine(),
        "python": platform.python_version(),
        "commit": commit(),
    }
    print(json.dumps(result, ensure_ascii=False))


def deeds(told: Any) -> list[tuple[str, str, Callable[[int], object]]]:
    """(name, the state that grows, the deed on one case)."""
    from django.utils import timezone

    from khuyenhoc.apps.assessments import actions as assessments
    from khuyenhoc.apps.recognition import actions as recognition
    from khuyenhoc.domain.workflow import State

    def verify(case: int) -> None:
        assessments.verify([case], by=told.who["association"], at=timezone.now())

    def decide(case: int) -> None:
        recognition.decide(
            [case], {}, place=told.commune, signer="Chủ tịch", by=told.who["committee"], at=timezone.now()
        )

    return [("verified", State.VERIFIED, verify), ("decided", State.RECOGNISED, decide)]


def waiting(told: Any, name: str, number: int) -> list[int]:
    """Cases in the commune that the deed may take."""
    from khuyenhoc.apps.assessments.models import Assessment
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.days import last_day
    from khuyenhoc.domain.workflow import State

    rows = Assessment.objects.filter(
        place__in=places.ids_below(told.commune, last_day(told.year)),
        year=told.year,
        title="household",
        state=State.REVIEWED if name == "verified" else State.PROPOSED,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:number])


def once(told: Any, state: str, case: int, deed: Callable[[int], object]) -> dict[str, float]:
    """What was done → milliseconds since the deed began."""
    from khuyenhoc.apps.counts import queries as counts
    from khuyenhoc.domain.days import last_day
    from khuyenhoc.storing import remembering

    where = {"commune": told.commune, "province": told.province, "country": 1}

    def read(place: int) -> int:
        with remembering():
            sums = counts.below(place, last_day(told.year), years=[told.year], states=[state])
            return sum(sums.values())

    before = {name: read(place) for name, place in where.items()}
    begin = time.perf_counter()
    deed(case)
    done = time.perf_counter()
    found = {"the deed": (done - begin) * 1_000}
    for name, place in where.items():
        start = time.perf_counter()
        now = read(place)
        found[f"with the {name}'s figure"] = (done - begin + time.perf_counter() - start) * 1_000
        if now != before[name] + 1:
            raise SystemExit(f"{name}: {before[name]} before, {now} after")
    return found


if __name__ == "__main__":
    main()
