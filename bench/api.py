"""Times what programs are answered: lists of 50 and of 1,000 figures, places, and what is known already.

    python -m bench.api [--seconds 4]

The country's places with a made-up reported figure of every commune, in an embedded database of its own; requests go
through the whole application in this process, one after the other. Prints a table and, last, one line of JSON.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from typing import Any

from bench.demo import commit

GOAL_PER_SECOND = 50  # lists of 50
YEAR = 2026


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--seconds", type=float, default=4)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        os.environ |= {"KHUYENHOC_DATA_DIR": folder, "KHUYENHOC_HOSTS": "testserver"}
        os.environ.pop("DATABASE_URL", None)
        from khuyenhoc.cli import database

        database.ready()
        found = measured(*filled(), asked.seconds)
    for name, value in found.items():
        print(f"{name:24} {value}")
    print(json.dumps(found, ensure_ascii=False))


def filled() -> tuple[str, int]:
    """A token of somebody who sees all, and the id of a province; a figure of every commune."""
    from khuyenhoc.api import entrance
    from khuyenhoc.apps.access.models import Grant
    from khuyenhoc.apps.accounts import actions as accounts
    from khuyenhoc.apps.accounts.actions import Limits
    from khuyenhoc.apps.figures.models import Reported
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.places import Kind
    from khuyenhoc.domain.roles import Role

    at, day = datetime.now(UTC), date(YEAR, 12, 31)
    reader = accounts.open_accounts([("reader", "Người đọc mẫu")], is_sample=True, by="bench", at=at)[0]
    Grant.objects.create(
        user=reader,
        role=Role.CENTRE,
        place=places.root(),
        valid_from=date(2020, 1, 1),
        granted_by="bench",
        recorded_at=at,
    )
    communes = places.listed_below(places.root().pk, day, kind=Kind.COMMUNE)
    Reported.objects.bulk_create(
        Reported(
            place_id=place,
            place_written="mẫu",
            indicator="members",
            period_written=str(YEAR),
            period_key=f"{YEAR}-0..{YEAR}-0",
            first=date(YEAR, 1, 1),
            until=day,
            value_text=str(1_000 + place % 7_000),
            value_low=1_000 + place % 7_000,
            value_high=1_000 + place % 7_000,
            value_places=0,
            value_qualifier="exact",
            unit="người",
            source="mẫu",
            effective_on=day,
            recorded_at=at,
        )
        for place in communes
    )
    entrance.REQUESTS = Limits("token", time.time, 10**9)
    made = accounts.make_token(reader, name="bench", days=1, draw=lambda _: 1, at=at)
    province = max(
        places.listed_below(places.root().pk, day, kind=Kind.PROVINCE),
        key=lambda one: len(places.listed_below(one, day)),
    )
    return made.text, province


def measured(token: str, province: int, seconds: float) -> dict[str, Any]:
    from django.test import Client

    client = Client(headers={"Authorization": f"Bearer {token}"})
    figures = f"/api/v1/figures?indicator=members&period={YEAR}"
    requests = {
        "figures_50": f"{figures}&below={province}&limit=50",
        "places_50": f"/api/v1/places/{province}/below?limit=50",
        "figures_1000": f"{figures}&below=1&kind=commune&limit=1000",
        "places_1000": "/api/v1/places/1/below?kind=commune&limit=1000",
        "catalogue": "/api/v1/catalogue",
    }
    found: dict[str, Any] = {"goal_figures_50_per_s": GOAL_PER_SECOND}
    for name, address in requests.items():
        first = client.get(address)
        assert first.status_code == 200, first.content
        rows = next(iter(first.json().values()))
        found[f"{name}_rows"] = len(rows)
        found[f"{name}_kib"] = round(len(first.content) / 1024)
        found |= timed(name, lambda address=address: client.get(address), seconds)
        if name == "figures_50":
            mark = {"If-None-Match": first.headers["ETag"]}
            again = client.get(address, headers=mark)
            assert again.status_code == 304
    found["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    found["load_when_done"] = round(os.getloadavg()[0], 1)
    return found | {"python": platform.python_version(), "commit": commit()}


def timed(name: str, request: Any, seconds: float) -> dict[str, Any]:
    taken: list[float] = []
    until, used = time.perf_counter() + seconds, time.process_time()
    while time.perf_counter() < until or len(taken) < 3:
        begin = time.perf_counter()
        request()
        taken.append(time.perf_counter() - begin)
    used = time.process_time() - used
    return {
        f"{name}_median_ms": round(statistics.median(taken) * 1000, 1),
        f"{name}_per_s": round(1 / statistics.median(taken), 1),
        f"{name}_processor_ms": round(used / len(taken) * 1000, 1),
    }


if __name__ == "__main__":
    main()
