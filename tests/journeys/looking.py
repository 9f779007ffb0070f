"""Pages to be put before the browser without a server: their text as Django answers it.

Hundreds of pages are looked at this way in the time a server would answer a few dozen.
"""

import hashlib
import os
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.recognition.models import Certificate
from tests import ready_made
from tests.scene import Scene
from tests.web.test_addresses import SIGNED_IN

# What may differ between sheets that are judged alike: text, numbers, and attributes that hold text or keys.
BETWEEN = re.compile(r">[^<]+<")
WORDY = re.compile(r'\b(href|action|value|content|title|alt|src|aria-label)="[^"]+"')
SCRIPT_DATA = re.compile(r"<script\b.*?</script>|<!--.*?-->", re.DOTALL)
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Sheet:
    """One page as somebody sees it; name: of its picture, address and state."""

    name: str
    text: str


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sheets(shown: Scene, *, state: str, only: Container[str] = SIGNED_IN) -> Iterator[Sheet]:
    """Every page of those who work there, each as the first who may open it sees it; only: which addresses."""
    clients = [
        signed_in(getattr(shown.who, role))
        for role in ("branch", "association", "committee", "province", "centre")
    ]
    for name, arguments in SIGNED_IN.items():
        if name not in only:
            continue
        try:
            address = reverse(name, args=arguments(shown))
        except (IndexError, ObjectDoesNotExist):
            continue  # nothing of the kind is there yet
        for client in clients:
            answer = client.get(address, follow=True)
            if answer.status_code == 200:
                if is_page(answer):
                    yield Sheet(f"{name}-{state}", answer.content.decode())
                break


def refused(shown: Scene) -> Iterator[Sheet]:
    """What a form answers to whoever sends it empty, and the page for what is not there."""
    clients = [
        signed_in(getattr(shown.who, role)) for role in ("branch", "association", "committee", "centre")
    ]
    for name, arguments in SIGNED_IN.items():
        address = reverse(name, args=arguments(shown))
        for client in clients:
            answer = client.post(address, {"key": "k"})
            if answer.status_code == 400 and is_page(answer):
                yield Sheet(f"{name}-error", answer.content.decode())
            if answer.status_code in (400, 405):
                break  # refused, or a page without a form, whoever sends it
    yield Sheet("not-found", clients[0].get("/cases/999999/").content.decode())


def for_everybody(shown: Scene) -> Iterator[Sheet]:
    """Pages that ask for no sign-in, filled and refused."""
    client, place = Client(), shown.land.commune.pk
    code = Certificate.objects.filter(recognition__place=shown.land.hamlet).order_by("pk")[0].code
    addresses = {
        "sign-in": reverse("sign_in"),
        "join": reverse("join"),
        "card": reverse("card"),
        "certificate-ask": reverse("certificate_ask"),
        "certificate": reverse("certificate_check", args=[code]),
        "certificate-unknown": reverse("certificate_check", args=["0000-0000-0000"]),
        "public": reverse("public") + "?q=mau",
        "public-criteria": reverse("public_criteria"),
        "public-criteria-set": reverse("public_criteria_set", args=["household-mau@2023"]),
        "public-figures": reverse("public_figures", args=[place, 2023]),
        "public-honours": reverse("public_honours", args=[place, 2023]),
        "help": reverse("help"),
    }
    for name, address in addresses.items():
        yield Sheet(name, client.get(address).content.decode())
    for name, what in (
        ("sign_in", {"username": "a", "password": "b"}),
        ("join", {"code": ""}),
        ("card", {"code": ""}),
    ):
        yield Sheet(f"{name}-error", client.post(reverse(name), what).content.decode())


def is_page(answer: Any) -> bool:
    """Not a paper, nor a part that a script puts into a page."""
    return bool(answer.content.lstrip()[:9].lower() == b"<!doctype")


def seen_before(sheet: Sheet) -> bool:
    """Whether a sheet with the same elements, classes and states was taken up in this run, by whichever worker."""
    bones = WORDY.sub(r'\1="…"', BETWEEN.sub(">…<", SCRIPT_DATA.sub("", sheet.text)))
    digest = hashlib.sha256(NUMBER.sub("0", bones).encode()).hexdigest()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = ready_made.of_the_run() / f"sheets-{run}"
    folder.mkdir(exist_ok=True)
    try:
        (folder / digest).touch(exist_ok=False)
    except FileExistsError:
        return True
    return False
