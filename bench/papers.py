"""Times certificates: one file each as a page of the web asks for them, and many pages in one file for the printer.

    python -m bench.papers [--single 500] [--pages 500]

One process, QR and PDF/A-2b included; prints a table and, last, a line of JSON: what is made in a second by the clock
and in a second of one processor (a busy machine slows the first), and the peak memory of the process.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import django


def rates(work: Callable[[str], int]) -> dict[str, float]:
    """Medians of five runs: what is made in a second by the clock, and in a second of one processor."""
    by_clock, by_core = [], []
    for run in ("An", "Bình", "Cúc", "Dũng", "Én"):  # other names each time, so that nothing set before helps
        begin, used = time.perf_counter(), time.process_time()
        made = work(run)
        by_core.append(made / (time.process_time() - used))
        by_clock.append(made / (time.perf_counter() - begin))
    return {
        "a_second": round(statistics.median(by_clock), 1),
        "a_core_second": round(statistics.median(by_core), 1),
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyenhoc.config.settings")
    django.setup()
    from bench.demo import commit
    from khuyenhoc.papers import certificate, decision
    from tests.papers import sheets

    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--single", type=int, default=500)
    arguments.add_argument("--pages", type=int, default=500)
    asked = arguments.parse_args()

    def names(run: str, number: int) -> list[str]:
        return [f"Hộ ông Mẫu Văn {run} {serial}" for serial in range(number)]

    def singly(run: str) -> int:
        sheet = sheets.certificates(names(run, asked.single))
        for one in sheet.certificates:
            certificate.pdf(replace(sheet, certificates=(one,)))
        return len(sheet.certificates)

    def together(run: str) -> int:
        certificate.pdf(sheets.certificates(names(run, asked.pages)))
        return int(asked.pages)

    def annex(run: str) -> int:
        decision.pdf(sheets.decision(names(run, 300)))
        return 1

    found = {
        "what": "papers",
        "dataset": f"{asked.single} certificates singly, {asked.pages} in one file, a decision of 300",
        "commit": commit(),
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}, one process",
        "certificates_singly": rates(singly),
        "certificates_together": rates(together),
        "decisions_of_300": rates(annex),
        "load_when_done": round(os.getloadavg()[0], 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    for name, value in found.items():
        print(f"{name:32} {value}")
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
