"""How long loading the country takes and finding a place: `python bench/places.py`.

Works in a throwaway folder on the embedded database.
"""

import os
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from importlib.resources import files

SAMPLE = 500


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
    from khuyenhoc.apps.places.models import PlaceVersion

    call_command("migrate", verbosity=0)
    data = [file for file in (files("khuyenhoc.data") / "places").iterdir() if file.name.endswith(".gz")]
    print(f"data files: {sum(len(file.read_bytes()) for file in data) / 1024:.0f} KiB")
    for what in ("load", "load again"):
        begin = time.perf_counter()
        rows = actions.load_country(at=datetime.now(UTC))
        print(f"{what}: {time.perf_counter() - begin:.2f} s, {rows} rows")
    versions = random.Random(1).sample(list(PlaceVersion.objects.order_by("pk")), SAMPLE)
    for what, texts in (
        ("find a name", [one.name for one in versions]),
        ("find a name with its parents", [queries.label(one.place_id, one.valid_from) for one in versions]),
    ):
        took = []
        for text in texts:
            begin = time.perf_counter()
            queries.find(text)
            took.append((time.perf_counter() - begin) * 1000)
        print(
            f"{what}: p50 {statistics.median(took):.1f} ms,"
            f" p99 {statistics.quantiles(took, n=100)[98]:.1f} ms ({SAMPLE} texts)"
        )


if __name__ == "__main__":
    main()
