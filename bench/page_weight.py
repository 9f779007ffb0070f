"""Times pages on a telephone with a poor connection: Chromium, 360 wide, 400 kbit/s, 400 ms there and back.

    python -m bench.page_weight [--kbits 400] [--latency 400] [--times 5]

Serves a throwaway database: a small country with 60 households waiting for verification, 60 recognised, a citizen
with a card. Each page is asked for by whoever works there, in a browser that has never been here and once more in one
that has. Prints a table and, last, one line of JSON: bytes over the wire, milliseconds until the first words stand on
the screen and until everything is there and can be pressed, medians. The emulation is Chromium's own: every request
waits the latency, all share the rate; the connection's own setting up is not slowed.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from typing import Any

from bench.demo import MAIN, commit

MOST_BYTES, MOST_MS = 100_000, 5_000
FIRST_WORDS = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
ALL_THERE = "performance.getEntriesByType('navigation')[0].loadEventEnd"
View = tuple[str, str, str]  # name, path, session


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--kbits", type=int, default=400)
    arguments.add_argument("--latency", type=int, default=400)
    arguments.add_argument("--times", type=int, default=5)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "khuyenhoc.config.settings", "KHUYENHOC_DATA_DIR": folder}
        views = prepared()
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-c", MAIN, "serve", "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/health/")
            lines = measured(address, views, asked.kbits, asked.latency, asked.times)
        finally:
            server.terminate()
            server.wait(30)
    result = {
        "what": "page_weight",
        "kbits": asked.kbits,
        "latency_ms": asked.latency,
        "over_goal": [
            line["page"] for line in lines if line["bytes"] > MOST_BYTES or line["all_there_ms"] > MOST_MS
        ],
        "pages": lines,
        "load_when_done": round(os.getloadavg()[0], 1),
        "commit": commit(),
    }
    print(json.dumps(result, ensure_ascii=False))


def prepared() -> list[View]:
    """A database with work in it, and who opens which page."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from khuyenhoc.apps.cards import actions as cards
    from khuyenhoc.domain.titles import Title
    from tests import make, scene

    call_command("migrate", verbosity=0)
    shown = scene.build()
    who, land, year = shown.who, shown.land, timezone.now().year
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=year)
    homes = make.households(60, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    citizens = make.a_round(Title.CITIZEN, land.province, by=who.province, year=year)
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name="Mẫu Thị Sáng")
    row = make.registered(citizens, [person], by=who.branch)[0]
    code = cards.issue([row.pk], draw=lambda _: 12345, by=who.branch, at=timezone.now())[0].code

    def session(user: Any) -> str:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return str(client.cookies["sessionid"].value)

    branch, association = session(who.branch), session(who.association)
    by_card = Client()
    by_card.post(reverse("card"), {"code": code}, HTTP_HOST="localhost")
    commune, hamlet = land.commune.pk, land.hamlet.pk
    views = [
        ("sign in", reverse("sign_in"), ""),
        ("public", reverse("public"), ""),
        ("help", reverse("help"), ""),
        ("criteria", reverse("public_criteria"), ""),
        ("home", reverse("home"), branch),
        ("walk", reverse("walk", args=[shown.recognised[0].round_id, hamlet]), branch),
        ("assess", reverse("assess", args=[shown.waiting[0].pk]), branch),
        ("verify", reverse("verify", args=[opened.pk, commune]), association),
        ("place page", reverse("place", args=[commune]), association),
        ("five titles", reverse("figures", args=[commune, 2023]), association),
        ("register", reverse("subjects"), association),
        ("card", reverse("card"), ""),
        ("form by card", reverse("card_form"), str(by_card.cookies["sessionid"].value)),
    ]
    connections.close_all()
    return views


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """At most three minutes: the places are loaded first."""
    for _ in range(360):
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310  (our own server)
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.5)
    sys.exit("the server did not answer")


def measured(address: str, views: list[View], kbits: int, latency: int, times: int) -> list[dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    lines = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, path, session in views:
            told = []
            for _ in range(times):
                context = browser.new_context(viewport={"width": 360, "height": 740})
                if session:
                    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
                told.append([view(context, address + path, kbits, latency) for _ in range(2)])
                context.close()
            first = [cold for cold, _ in told]
            line = {
                "page": name,
                "bytes": first[0][0],
                "first_words_ms": round(statistics.median(one[1] for one in first)),
                "all_there_ms": round(statistics.median(one[2] for one in first)),
                "bytes_again": told[0][1][0],
                "all_there_again_ms": round(statistics.median(again[2] for _, again in told)),
            }
            lines.append(line)
            print(
                f"{name:14} {line['bytes']:7,} bytes  first words {line['first_words_ms']:5} ms  all there "
                f"{line['all_there_ms']:5} ms; again {line['bytes_again']:6,} bytes "
                f"{line['all_there_again_ms']:5} ms",
                flush=True,
            )
        browser.close()
    return lines


def view(context: Any, address: str, kbits: int, latency: int) -> tuple[int, float, float]:
    """Bytes over the wire, first words, everything there; a context keeps what the views before it fetched."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    fetched: list[float] = []
    wire.on("Network.loadingFinished", lambda told: fetched.append(told["encodedDataLength"]))
    wire.send("Network.enable")
    rate = kbits * 1_000 / 8
    wire.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": rate, "uploadThroughput": rate},
    )
    answer = page.goto(address, wait_until="networkidle", timeout=60_000)
    if answer is None or answer.status != 200 or page.url != address:
        sys.exit(f"{address}: {answer and answer.status} {page.url}")
    told = int(sum(fetched)), page.evaluate(FIRST_WORDS), page.evaluate(ALL_THERE)
    page.close()
    return told


if __name__ == "__main__":
    main()
