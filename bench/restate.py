"""How long restating ten years of the whole country takes: `python bench/restate.py`.

Figures are made up: every commune of the tree of 2020-2024, five titles, 2016 to 2025, carried to 1/7/2025. Works in
a throwaway folder on the embedded database; loading the country is measured by bench/places.py.
"""

import json
import os
import platform
import random
import statistics
import tempfile
import time
from datetime import UTC, date, datetime

TITLES, YEARS, RUNS = 5, range(2016, 2026), 5
END = date(2025, 7, 1)
GOAL_SECONDS = 5.0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "khuyenhoc.config.settings", "KHUYENHOC_DATA_DIR": folder}
        os.environ.pop("DATABASE_URL", None)
        measure()


def measure() -> None:
    import django

    django.setup()

    from django.core.management import call_command

    from khuyenhoc.apps.places import actions, queries
    from khuyenhoc.domain.restatement import comparable

    call_command("migrate", verbosity=0)
    actions.load_country(at=datetime.now(UTC))
    communes = sorted(queries.ground().units(date(2022, 8, 1)))
    chance = random.Random(1)
    figures = {
        (title, year): {commune: chance.randrange(2_000) for commune in communes}
        for title in range(TITLES)
        for year in YEARS
    }
    took, compared = [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        tree = queries.ground()
        courses = {year: queries.course(tree, min(date(year, 12, 31), END), END) for year in YEARS}
        carried = {key: courses[key[1]].carry(found) for key, found in figures.items()}
        took.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        comparable(queries.ground(), date(2022, 12, 31), END)
        compared.append(time.perf_counter() - begin)
    wrong = [key for key, found in carried.items() if found.total != sum(figures[key].values())]
    told = {
        "figures": len(communes) * TITLES * len(YEARS),
        "restate_seconds_median": round(statistics.median(took), 2),
        "goal_seconds": GOAL_SECONDS,
        "comparable_seconds_median": round(statistics.median(compared), 2),
        "runs": RUNS,
        "totals_that_differ": len(wrong),
        "engine": f"SQLite, Python {platform.python_version()}",
    }
    for name, value in told.items():
        print(f"{name:28} {value}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
