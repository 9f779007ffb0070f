"""Times the keeping and the handing in of forms over HTTP: the server of `khuyenhoc serve` on PostgreSQL.

    python scripts/throwaway_postgres.py python -m bench.submitting [--forms 400] [--clients 16]

The database of DATABASE_URL must be empty; the throwaway one waits for no disk (fsync off), which is to be said with
every figure. Each client is a branch's account that fills in forms of its own hamlet, one request after the other, as
the page does without JavaScript: first all answers are kept (the draft), then the forms are handed in (read again,
scored, counted, put into the log, answered once however often it is sent); before all of them, one client alone does
the same; with --minutes all go on keeping and handing in by turns. All hamlets lie in one commune, so that every deed
adds to the same row of its bundle. Prints a table and, last, one line of JSON: requests a second, milliseconds of
each, what failed, and the processor seconds of the web server, of the database and of the clients themselves, which
want the same cores.
"""

import argparse
import http.client
import json
import os
import platform
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.demo import MAIN, commit, engine
from bench.spread import p95

TOKEN = "k" * 32  # of the form and of the cookie
WARMING, FORMS_ALONE = 10, 60  # of the client that works alone
QUEUE, QUEUED, BATCH = "queue", 2_500, 500  # whose forms are handed in many at once
AT_MOST = 10_000  # forms that are kept and handed in within a minute
ALONE = ("a_second", "p50_ms", "p95_ms", "errors")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Client:
    """session: of somebody signed in. forms: registrations of the client's own hamlet."""

    session: str
    forms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    milliseconds: float
    status: int
    where: str


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--forms", type=int, default=400)
    arguments.add_argument("--clients", type=int, default=16)
    arguments.add_argument("--minutes", type=float, default=0)
    arguments.add_argument("--server", default="", help="words for gunicorn to be tried, as one word")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        os.environ |= {"KHUYENHOC_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "khuyenhoc.config.settings"}
        measure(asked.forms, asked.clients, asked.server.split(), asked.minutes)


def measure(forms: int, number: int, tried: Sequence[str], minutes: float) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    (alone, *every), waiting, cells = office(forms + round(minutes * AT_MOST), number)
    clients = [Client(one.session, one.forms[: forms // number]) for one in every]
    lasting = [Client(one.session, one.forms[forms // number :]) for one in every]
    port, server, sealer = started(tried)

    def keep(pk: int) -> tuple[str, dict[str, str]]:
        return f"/registrations/{pk}/assess/", cells

    def hand_in(pk: int) -> tuple[str, dict[str, str]]:
        return f"/registrations/{pk}/assess/look/", {
            "revision": "1",
            "consent": "spoken",
            "incomplete": "on",
            "key": f"bench-{pk}",
        }

    try:
        first = Client(alone.session, alone.forms[:WARMING])  # each worker's first requests read its code
        for request in (keep, hand_in):
            phase(port, server.pid, [first], request)
        rest = Client(alone.session, alone.forms[WARMING:])
        kept_alone = phase(port, server.pid, [rest], keep)
        handed_in_alone = phase(port, server.pid, [rest], hand_in)
        kept = phase(port, server.pid, clients, keep)
        handed_in = phase(port, server.pid, clients, hand_in)
        steady = in_turn(port, lasting, minutes, (keep, hand_in))
    finally:
        for process in (server, sealer):
            process.send_signal(signal.SIGTERM)
            process.wait(20)
    result = {
        "what": "forms kept and handed in over HTTP",
        "forms": forms,
        "clients": number,
        "server": " ".join(tried),
        **{f"keep_alone_{name}": kept_alone[name] for name in ALONE},
        **{f"hand_in_alone_{name}": handed_in_alone[name] for name in ALONE},
        **{f"keep_{name}": value for name, value in kept.items()},
        **{f"hand_in_{name}": value for name, value in handed_in.items()},
        **steady,
        **found_in_the_end(),
        **in_batches(waiting, cells),
        "load_when_done": round(os.getloadavg()[0], 1),
        "engine": engine(),
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "commit": commit(),
    }
    for name, value in result.items():
        print(f"{name:28} {value}")
    print(json.dumps(result, ensure_ascii=False))


def office(forms: int, number: int) -> tuple[list[Client], list[int], dict[str, str]]:
    """Hamlets with a branch each and their registered households (all made up), and the answers of a whole form.

    The first client is the one that works alone; the registrations beside the clients wait for `in_batches`.
    """
    from django.conf import settings
    from django.test import Client as Browser
    from django.utils import timezone

    from khuyenhoc.apps.counts import actions as counts
    from khuyenhoc.apps.criteria import queries as sets
    from khuyenhoc.apps.rounds import actions as rounds
    from khuyenhoc.apps.rounds.models import Consent
    from khuyenhoc.domain.days import day_of
    from khuyenhoc.domain.roles import Role
    from khuyenhoc.domain.titles import Title
    from tests import make

    now = timezone.now()
    today = day_of(now)
    make.published_sets()
    land = make.country()
    province = make.user("province", Role.PROVINCE, land.province)
    plan = make.replace(
        make.plan(Title.HOUSEHOLD, year=today.year),
        registration_to=max(date(today.year, 12, 31), today + timedelta(days=1)),
    )
    opened = rounds.open_round(land.province.pk, plan, by=province, at=now)
    clients = []
    for index in range(number + 1):
        hamlet = make.place("hamlet", f"Thôn mẫu {index}", land.commune, "thôn")
        branch = make.user(f"branch{index}", Role.BRANCH, hamlet)
        homes = make.households(forms // number if index else WARMING + FORMS_ALONE, hamlet, by=branch)
        rows = rounds.register(opened, [home.pk for home in homes], consent=Consent.SPOKEN, by=branch, at=now)
        browser = Browser()
        browser.force_login(branch)
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        clients.append(Client(session, tuple(row.pk for row in rows)))
    hamlet = make.place("hamlet", "Thôn mẫu", land.commune, "thôn")
    branch = make.user(QUEUE, Role.BRANCH, hamlet)
    homes = make.households(QUEUED, hamlet, by=branch)
    queued = rounds.register(opened, [home.pk for home in homes], consent=Consent.SPOKEN, by=branch, at=now)
    counts.rebundle()  # as after every change of the tree: new hamlets are bundled by then
    best = make.best(sets.rules(opened.criteria_set))
    asked = {"revision": "0", "look": "1", **{f"a:{name}": value for name, value in best.items()}}
    return clients, [row.pk for row in queued], asked


def in_batches(waiting: Sequence[int], cells: dict[str, str]) -> dict[str, float]:
    """The same deed with many forms at once, in this process and without HTTP."""
    from django.utils import timezone

    from khuyenhoc.apps.accounts.queries import by_usernames
    from khuyenhoc.apps.assessments.actions import Entry
    from khuyenhoc.apps.recognition import actions
    from khuyenhoc.apps.rounds.models import Consent

    branch = by_usernames([QUEUE])[QUEUE]
    typed = {name[2:]: value for name, value in cells.items() if name.startswith("a:")}
    times, database = [], seconds_of(backends())
    begin = time.process_time()
    for start in range(0, len(waiting), BATCH):
        forms = [Entry(pk, typed) for pk in waiting[start : start + BATCH]]
        before = time.perf_counter()
        actions.assess(forms, consent=Consent.SPOKEN, by=branch, at=timezone.now())
        times.append(time.perf_counter() - before)
    spent = time.process_time() - begin
    return {
        "batch_forms": BATCH,
        "batch_a_second": round(BATCH / sorted(times)[len(times) // 2]),
        "batch_web_ms_a_form": round(spent / len(waiting) * 1_000, 2),
        "batch_database_ms_a_form": round((seconds_of(backends()) - database) / len(waiting) * 1_000, 2),
    }


def started(tried: Sequence[str]) -> tuple[int, "subprocess.Popen[bytes]", "subprocess.Popen[bytes]"]:
    """The port, and what `khuyenhoc serve` starts: the web server, and the sealer of the log beside it."""
    from khuyenhoc.cli import serve

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            *serve.SERVER,
            *tried,
            "--bind",
            f"127.0.0.1:{port}",
            serve.APPLICATION,
        ]
    )
    sealer = subprocess.Popen(
        [sys.executable, "-c", MAIN, "audit", "seal", "--every", serve.SEAL_EVERY], stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            told = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            told.request("GET", "/sign-in/")
            if told.getresponse().status == 200:
                return port, server, sealer
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def phase(
    port: int,
    server: int,
    clients: Sequence[Client],
    request: Callable[[int], tuple[str, dict[str, str]]],
) -> dict[str, Any]:
    """All forms of all clients sent once, each client one after the other."""

    def work(client: Client) -> list[Sent]:
        return [send(port, client.session, *request(form)) for form in client.forms]

    work(Client(clients[0].session, ()))
    web, database = seconds_of(family(server)), seconds_of(backends())
    own, begin = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as threads:
        sent = [one for mine in threads.map(work, clients) for one in mine]
    taken, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF)
    spent_web = seconds_of(family(server)) - web
    spent_database = seconds_of(backends()) - database
    return {
        **told(sent, taken),
        "seconds": round(taken, 1),
        "web_processor_s": round(spent_web, 2),
        "database_processor_s": round(spent_database, 2),
        "clients_processor_s": round(after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime, 2),
        "web_ms_a_form": round(spent_web / len(sent) * 1_000, 1),
        "database_ms_a_form": round(spent_database / len(sent) * 1_000, 1),
        "a_core_second": round(len(sent) / max(spent_web + spent_database, 0.01), 1),
    }


def in_turn(
    port: int,
    clients: Sequence[Client],
    minutes: float,
    requests: Sequence[Callable[[int], tuple[str, dict[str, str]]]],
) -> dict[str, Any]:
    """For so many minutes every client keeps a form and hands it in, then the next one; nothing without minutes."""
    if not minutes:
        return {}
    begin = time.perf_counter()

    def work(client: Client) -> list[list[Sent]]:
        found: list[list[Sent]] = [[] for _ in requests]
        for form in client.forms:
            if time.perf_counter() - begin > minutes * 60:
                break
            for told, request in zip(found, requests, strict=True):
                told.append(send(port, client.session, *request(form)))
        return found

    with ThreadPoolExecutor(len(clients)) as threads:
        sent = [
            [one for mine in told for one in mine] for told in zip(*threads.map(work, clients), strict=True)
        ]
    taken = time.perf_counter() - begin
    found = {"in_turn_minutes": round(taken / 60, 1)}
    for name, told_of in zip(("keep", "hand_in"), sent, strict=True):
        found |= {f"in_turn_{name}_{what}": value for what, value in told(told_of, taken).items()}
    return found


def told(sent: Sequence[Sent], taken: float) -> dict[str, Any]:
    failed = [one for one in sent if one.status != 302]
    for one in failed[:3]:
        print(f"{one.status} {one.where}", file=sys.stderr)
    times = sorted(one.milliseconds for one in sent)
    return {
        "forms": len(sent),
        "a_second": round(len(sent) / taken, 1),
        "p50_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(p95(times), 1),
        "errors": len(failed),
    }


def send(port: int, session: str, address: str, values: dict[str, str]) -> Sent:
    """One form as a browser sends it, on a connection of its own; by hand, for `http.client` takes twice as long."""
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **values})
    request = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
    begin = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        answer = b""
        while some := connection.recv(65_536):
            answer += some
    taken = (time.perf_counter() - begin) * 1_000
    head = answer.decode("latin-1").partition("\r\n\r\n")[0].split("\r\n")
    where = [line.partition(": ")[2] for line in head if line.startswith("Location: ")]
    return Sent(taken, int(head[0].split(" ")[1]) if answer else 0, *where or [""])


def family(head: int) -> set[int]:
    """A process and all that came from it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int(stat(int(entry.name))[1])
            except OSError:
                continue  # it ended meanwhile
    found = {head}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def backends() -> set[int]:
    """The processes of the database's server; none where it is not on this machine, or works in our own."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (mine,) = cursor.fetchone()
    return family(int(stat(mine)[1])) if Path(f"/proc/{mine}").exists() else set()


def seconds_of(processes: set[int]) -> float:
    """What they spent, and those of their children that ended meanwhile."""
    found = 0
    for pid in processes:
        try:
            fields = stat(pid)
        except OSError:
            continue
        found += sum(map(int, fields[11:15]))
    return found / TICKS


def stat(pid: int) -> list[str]:
    """The fields of /proc/…/stat that stand behind the name."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()


def found_in_the_end() -> dict[str, int]:
    """Nothing is lost and nothing is there twice."""
    from django.db import connection

    from khuyenhoc.analytics import recount
    from khuyenhoc.apps.assessments.models import Assessment, Draft
    from khuyenhoc.apps.audit.models import Event

    connection.close()
    return {
        "cases": Assessment.objects.filter(state="self_assessed", passed=True).count(),
        "drafts_left": Draft.objects.count(),
        "events": Event.objects.filter(deed="assessment.self_assessed").count(),
        "counts_differing": len(recount.compare()),
    }


if __name__ == "__main__":
    main()
