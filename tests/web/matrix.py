"""Who reads what, tried: every viewer opens every address with the arguments of every place."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
from django.test import Client
from django.urls import resolve, reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import ReviewMeeting
from khuyenhoc.apps.recognition.models import Certificate
from khuyenhoc.apps.rounds.models import Registration, Round
from tests.scene import Scene
from tests.web.canaries import Canary, Country, Viewer
from tests.web.test_addresses import SIGNED_IN

WORD = re.compile(r"zq\w+")
# Whoever speaks of a draft speaks to everybody who works with it, under their name.
SPOKEN = {"criteria_comments", "criteria_answer"}
STEPS = ("walk", "meeting", "verify", "propose", "decide", "reconsider")


@dataclass
class Found:
    """checks: foreign words looked for, page by page; leaks: (viewer, address) → what they should not have read.

    read: the words that somebody read rightly, so that one which no page shows is known. broken: what fell over.
    """

    checks: int = 0
    leaks: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    broken: list[tuple[str, str]] = field(default_factory=list)


def addresses(country: Country) -> list[str]:
    """Every address with the arguments of every place, and the lists, steps and rows that pages lead to."""
    return list(dict.fromkeys(one for shown in country.scenes.values() for one in addresses_of(shown)))


def addresses_of(shown: Scene) -> Iterator[str]:
    place, hamlet = shown.land.commune.pk, shown.land.hamlet.pk
    for name, made in SIGNED_IN.items():
        args = made(shown)
        yield reverse(name, args=args)
        if not args:  # a list, as it is asked for a place, a kind, a name
            yield f"{reverse(name)}?place={place}"
            yield f"{reverse(name)}?place={hamlet}&year=2023&kind=household&title=household&measure=registered"
            yield f"{reverse(name)}?q=zq"
    for row in Registration.objects.filter(place__in=[hamlet, shown.land.other_hamlet.pk]).order_by("pk"):
        yield reverse("case", args=[row.pk])
        yield reverse("subject", args=[row.subject_id])
        yield reverse("verify_case", args=[row.round_id, place, row.pk])
    for opened in Round.objects.filter(place=shown.land.province).order_by("pk"):
        for step in STEPS:
            yield reverse(step, args=[opened.pk, place])
        yield reverse("registration_paper", args=[opened.pk, place])
    for meeting in ReviewMeeting.objects.filter(place=hamlet).order_by("pk"):
        yield reverse("minutes", args=[meeting.pk])
        yield reverse("minutes_paper", args=[meeting.pk])


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def look(country: Country, these: list[str], *, every: int = 1, viewers: list[Viewer] | None = None) -> Found:
    """Open them; of all pairs of viewer and address only one in `every`."""
    found = Found()
    spoken = {word(one) for one in country.canaries if one.text.endswith("association")}
    for number, viewer in enumerate(viewers or country.viewers):
        client = signed_in(viewer.user)
        own = {viewer.user.full_name.lower()}
        foreign = {word(one) for one in country.canaries if not viewer.may_read(one)} - own
        for address in these[number % every :: every]:
            answer = client.get(address, follow=True)
            if answer.status_code >= 500:
                found.broken.append((viewer.name, address))
            read = set(WORD.findall(text_of(answer).lower()))
            if resolve(urlsplit(address).path).url_name in SPOKEN:
                read -= spoken
            found.checks += len(foreign)
            found.read |= read - foreign
            if read & foreign:
                found.leaks[viewer.name, address] = sorted(read & foreign)
    return found


def look_from_outside(country: Country) -> Found:
    """What anybody reads who never signed in: the names that were recognised, with their hamlet, and no more."""
    found, client = Found(), Client()
    told = {word(one) for one in country.canaries if one.told}
    for shown in country.scenes.values():
        place = shown.land.commune.pk
        code = Certificate.objects.filter(recognition__place=shown.land.hamlet)[0].code
        for address in (
            reverse("public") + "?q=zq",
            reverse("public_figures", args=[place, 2023]),
            reverse("public_honours", args=[place, 2023]),
            reverse("public_honours", args=[place, 2023]) + "?title=household",
            reverse("certificate_check", args=[code]),
        ):
            read = set(WORD.findall(text_of(client.get(address)).lower()))
            found.checks += len(country.canaries) - len(told)
            found.read |= read & told
            if read - told:
                found.leaks["anybody", address] = sorted(read - told)
    return found


def word(canary: Canary) -> str:
    return canary.text.lower()


def text_of(answer: Any) -> str:
    """What a person reads in it, be it a page, a paper or a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as paper:
            return "".join(page.get_textpage().get_text_bounded() for page in paper)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    return content.decode("utf-8", "ignore")
