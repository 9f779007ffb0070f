"""Verifying a commune with 2,000 waiting cases: `python -m bench.verifying`.

Works in a throwaway folder, on the embedded database or the one of DATABASE_URL (which must be empty).
"""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

CASES, AT_ONCE, TIMES = 2_000, 50, 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "khuyenhoc.config.settings",
            "KHUYENHOC_DATA_DIR": folder,
            "KHUYENHOC_DEBUG": "no",
        }
        import django

        django.setup()
        _measure()


def _measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from khuyenhoc.analytics import proposing, verifying
    from khuyenhoc.analytics.verifying import Show
    from khuyenhoc.apps.assessments import actions as assessments
    from khuyenhoc.apps.assessments.models import Assessment
    from khuyenhoc.apps.recognition import actions as recognition
    from khuyenhoc.domain.titles import Title
    from tests import make

    call_command("migrate", verbosity=0)
    make.published_sets()
    land = make.country()
    who = make.people(land)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(CASES, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    at = make.NOON + timedelta(days=1)
    on, place = at.date(), land.commune.pk

    def page(show: Show) -> None:
        verifying.waiting(opened, place, seen_by=who.association, on=on, language="vi", show=show)

    ids = list(Assessment.objects.order_by("pk").values_list("pk", flat=True))
    _told(f"{AT_ONCE} of {CASES} waiting cases", lambda: page(Show.EVERYTHING))
    _told(f"the doubtful of {CASES}", lambda: page(Show.DOUBTFUL))
    with CaptureQueriesContext(connection) as asked:
        page(Show.EVERYTHING)
    print(f"questions to the database for a page: {len(asked)}")
    parts = iter(ids[start : start + AT_ONCE] for start in range(0, CASES, AT_ONCE))
    _told(f"verify {AT_ONCE}", lambda: assessments.verify(next(parts), by=who.association, at=at))
    assessments.verify([pk for part in parts for pk in part], by=who.association, at=at)
    _told(
        "the page of what may be proposed",
        lambda: proposing.ready(opened, place, seen_by=who.association, on=on),
    )
    begin = time.perf_counter()
    recognition.propose(ids, place=place, by=who.association, at=at)
    print(f"propose {CASES}: {time.perf_counter() - begin:.2f} s")


def _told(name: str, deed: Callable[[], object]) -> None:
    spent = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        deed()
        spent.append(time.perf_counter() - begin)
    print(f"{name}: {sorted(spent)[TIMES // 2] * 1000:.0f} ms (median of {TIMES})")


if __name__ == "__main__":
    main()
