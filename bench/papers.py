"""Times certificates: one file each as a page of the web asks for them, and many pages in one file for the printer.

    python -m bench.papers [--single 1000] [--pages 2000]

One process, one core, QR and PDF/A-2b included; prints a table and, last, one line of JSON: medians of five runs
of each, and the peak memory of the process.
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


def rate(work: Callable[[], int]) -> float:
    """Pages a second."""
    begin = time.perf_counter()
    made = work()
    return made / (time.perf_counter() - begin)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyenhoc.config.settings")
    django.setup()
    from bench.demo import commit
    from khuyenhoc.papers import addresses, certificate, decision, qr
    from tests.papers import sheets

    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--single", type=int, default=1_000)
    arguments.add_argument("--pages", type=int, default=2_000)
    asked = arguments.parse_args()
    names = [f"Hộ ông Mẫu Văn Nghĩa {number}" for number in range(asked.pages)]
    sheet = sheets.certificates(names)

    def singly() -> int:
        for one in sheet.certificates[: asked.single]:
            drawn = replace(one, qr=qr.svg(addresses.certificate(one.code)))
            certificate.pdf(replace(sheet, certificates=(drawn,)))
        return min(int(asked.single), len(sheet.certificates))

    def together() -> int:
        certificate.pdf(sheets.certificates(names))
        return len(names)

    def annex() -> int:
        decision.pdf(sheets.decision(names[:300]))
        return 1

    found = {
        "what": "papers",
        "dataset": f"{asked.single} certificates singly, {asked.pages} in one file, a decision of 300",
        "commit": commit(),
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}, one process",
        "certificates_singly_a_second": round(statistics.median(rate(singly) for _ in range(5)), 1),
        "certificates_together_a_second": round(statistics.median(rate(together) for _ in range(5)), 1),
        "decisions_of_300_a_second": round(statistics.median(rate(annex) for _ in range(5)), 1),
        "load_when_done": round(os.getloadavg()[0], 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    for name, value in found.items():
        print(f"{name:32} {value}")
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
