"""Times the pages of figures, the recount and the restated figures of one database of many cases.

    python -m bench.dashboards [--cases 1000000] [--times 20] [--folder FOLDER]
    python scripts/throwaway_postgres.py python -m bench.dashboards

The scene is that of bench/pages_million.py: half of the cases of last year, half of this one, in 2,070 hamlets under
the communes of a real province, with targets, bases and reported figures of its communes (made up, no people). The
dashboards of a hamlet, a commune, the province and the country are asked for through Django's test client; then every
roll-up is counted again from its cases, and the province's figures are told on the three bases. Prints a table and,
last, one line of JSON: milliseconds of the pages, on the clock and of this process's processor, and seconds of the
rest. The first call of each is not counted.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.demo import commit, engine

GOAL_MS, RECOUNT_GOAL_S, RESTATE_GOAL_S = 100, 3.0, 5.0


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--cases", type=int, default=20_000)
    arguments.add_argument("--times", type=int, default=20)
    arguments.add_argument("--folder", help="keep the database here, and use what an earlier run left")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as throwaway:
        os.environ["KHUYENHOC_DATA_DIR"] = asked.folder or throwaway
        os.environ["KHUYENHOC_HOSTS"] = "testserver"
        measure(asked.cases, asked.times)


def measure(cases: int, times: int) -> None:
    from bench import million, pages_million
    from khuyenhoc.cli import database

    database.ready()
    begin = time.perf_counter()
    told = million.scene(cases)
    figures_of(told)
    print(f"a database of {cases:,} cases: {time.perf_counter() - begin:.0f} s")
    lines = []
    for name, who, address in pages(told):
        lines.append(line := pages_million.timed(name, who, address, times))
        print(
            f"{line['page']:34} p50 {line['p50_ms']:8.1f}  p95 {line['p95_ms']:8.1f}  "
            f"processor {line['processor_ms']:7.1f} ms  {line['questions']:3} questions"
        )
    works = {name: seconds(work) for name, work in work_of(told).items()}
    for name, (median, used) in works.items():
        print(f"{name:34} {median:8.2f} s  processor {used:7.2f} s")
    result = {
        "what": "dashboards, recount, restatement",
        "cases": cases,
        "calls_each": times,
        "over_goal": [line["page"] for line in lines if line["p95_ms"] > GOAL_MS],
        "goals": {"page_ms": GOAL_MS, "recount_s": RECOUNT_GOAL_S, "restated_s": RESTATE_GOAL_S},
        "pages": lines,
        "work": {name: {"median_s": median, "processor_s": used} for name, (median, used) in works.items()},
        "load_when_done": round(os.getloadavg()[0], 1),
        "engine": engine(),
        "python": platform.python_version(),
        "commit": commit(),
    }
    print(json.dumps(result, ensure_ascii=False))


def figures_of(told: Any) -> None:
    """Bases counted, a target of the province, a deadline, and members as each commune reports them; once."""
    from django.utils import timezone

    from khuyenhoc.apps.figures import actions
    from khuyenhoc.apps.figures.actions import NewDeadline, NewFigure, NewTarget
    from khuyenhoc.apps.figures.models import Target
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.days import day_of
    from khuyenhoc.domain.figures import PeriodKind
    from khuyenhoc.domain.titles import BaseKind, Level, Title

    if Target.objects.filter(place=told.province).exists():
        return
    by, at = told.who["province"], timezone.now()
    for year in (told.year - 1, told.year):
        actions.count_bases(told.province, year, source="Sổ theo dõi (mẫu)", by=by, at=at)
    aim = NewTarget(
        told.province, told.year, Title.HOUSEHOLD, Level.NONE, BaseKind.HOUSEHOLDS, 7_000, "Kế hoạch mẫu"
    )
    actions.set_targets([aim], by=by, at=at)
    actions.set_deadline(NewDeadline(told.province, kind=PeriodKind.YEAR, days_after=15), by=by, at=at)
    communes = places.children(told.province, day_of(at))
    news = [
        NewFigure(one.place_id, str(told.year - 1), "members", "Báo cáo mẫu", value=f"{500 + number}")
        for number, one in enumerate(communes)
    ]
    actions.report_figures(news, by=by, at=at)


def pages(told: Any) -> Iterator[tuple[str, Any, str]]:
    """(name, who asks, address)."""
    from django.urls import reverse

    from khuyenhoc.apps.figures.models import Target

    who, year = told.who, told.year
    target = Target.objects.filter(place=told.province).order_by("pk")[0].pk
    for name, asker, place in (
        ("hamlet", who["branch"], told.hamlet),
        ("commune", who["association"], told.commune),
        ("province", who["province"], told.province),
        ("country", who["centre"], 1),
    ):
        yield f"home: {name}", asker, reverse("home")
        yield f"place: {name}", asker, reverse("place", args=[place])
        yield f"five titles: {name}", asker, reverse("figures", args=[place, year])
        yield f"every indicator: {name}", asker, reverse("indicators_of", args=[place, year])
        yield f"one figure: {name}", asker, reverse("indicator", args=[place, year, "recognised_household"])
        yield f"targets: {name}", asker, reverse("targets", args=[place, year])
        yield f"comparison: {name}", asker, reverse("comparing", args=[place, year])
        if name != "country":  # the target is the province's
            yield f"outlook: {name}", asker, reverse("target_outlook", args=[place, year, target])
            yield f"list of bodies: {name}", asker, reverse("behind", args=[place, year, "branch_coverage"])
    yield "who has not reported: province", who["province"], reverse("returns_below", args=[told.province])


def work_of(told: Any) -> dict[str, Callable[[], object]]:
    from django.utils import timezone

    from khuyenhoc.analytics import indicators, recount
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.days import day_of
    from khuyenhoc.domain.restatement import Basis

    today = day_of(timezone.now())
    communes = [one.place_id for one in places.children(told.province, today)]

    def on(basis: Basis) -> Callable[[], object]:
        return lambda: indicators.values(
            "recognised_household", communes, told.year - 1, basis=basis, on=today
        )

    return {
        "recount every roll-up": recount.recounted,
        "communes, as reported": on(Basis.REPORTED),
        "communes, restated": on(Basis.RESTATED),
        "communes, like for like": on(Basis.LIKE_FOR_LIKE),
    }


def seconds(work: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Medians on the clock and of this process's processor; the first call is not counted."""
    work()
    taken, used = [], []
    for _ in range(times):
        begin, before = time.perf_counter(), time.process_time()
        work()
        taken.append(time.perf_counter() - begin)
        used.append(time.process_time() - before)
    return round(statistics.median(taken), 3), round(statistics.median(used), 3)


if __name__ == "__main__":
    main()
