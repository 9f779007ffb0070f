"""Who reads what, tried: every viewer opens every address with the arguments of every place."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
from django.test import Client
from django.urls import resolve, reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import ReviewMeeting
from khuyenhoc.apps.recognition.models import Certificate
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.domain.titles import Title
from tests import make
from tests.scene import Scene
from tests.web.canaries import Canary, Country, Viewer
from tests.web.test_addresses import API, SIGNED_IN, of_api

WORD = re.compile(r"zq\w+")
# Whoever speaks of a draft speaks to everybody who works with it, under their name.
SPOKEN = {"criteria_comments", "criteria_answer"}
# What everybody who signed in may open, whatever place the address names: it is not asked, or shown to all.
FOR_ALL = {
    *(
        "home",
        "association",
        "calendar",
        "jobs",
        "figures_mine",
        "indicators",
        "reports_mine",
        "returns",
        "criteria",
        "place",
        "places",
        "subjects_alike",
        "subjects_template",
        "settings",
    ),
    *("settings_passphrase", "second_step", "second_step_authenticator", "second_step_codes"),
    *("second_step_printed", "second_step_remove", "tokens", "token_make", "token", "token_revoke"),
    *("api_me", "api_places", "api_place", "api_places_below", "api_catalogue", "api_clusters"),
}
# A household names the clan it belongs to, in whatever hamlet of the commune that is.
NAMES_GROUPS = {"subject", "subject_join", "subject_leave", "subject_correct"}
# Pages of one place that find people of the register by their names.
SEARCHED = ("award_nominate", "gathering_guests", "commend_propose")
STEPS = ("walk", "meeting", "verify", "propose", "decide", "reconsider")


@dataclass
class Found:
    """checks: foreign words looked for, page by page, and foreign pages that must not open at all.

    leaks: (viewer, address) → the words they should not have read, or how a page answered that is not theirs.
    read: the words that somebody read rightly, so that one which no page shows is known. broken: what fell over.
    """

    checks: int = 0
    leaks: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    broken: list[tuple[str, str]] = field(default_factory=list)


def addresses(country: Country) -> list[str]:
    """Every address with the arguments of every place, and the lists, steps and rows that pages lead to."""
    return list(dict.fromkeys(chain.from_iterable(addresses_by_place(country).values())))


def addresses_by_place(country: Country) -> dict[str, list[str]]:
    """Asked of the database once for a country."""
    if not country.addresses:
        country.addresses = {name: list(addresses_of(shown)) for name, shown in country.scenes.items()}
    return country.addresses


def addresses_of(shown: Scene, only: str = "") -> Iterator[str]:
    """only: of pages of that name, beside the rows that lists lead to."""
    place, hamlet = shown.land.commune.pk, shown.land.hamlet.pk
    for name, made in SIGNED_IN.items():
        if only not in ("", name):
            continue
        args = made(shown)
        yield reverse(name, args=args)
        if not args:  # a list, as it is asked for a place, a kind, a name
            yield f"{reverse(name)}?place={place}"
            yield f"{reverse(name)}?place={hamlet}&year=2023&kind=household&title=household&measure=registered"
            yield f"{reverse(name)}?q=zq"
    for name in SEARCHED:
        if only in ("", name):
            yield f"{reverse(name, args=SIGNED_IN[name](shown))}?q=zq"
    for name in API:
        yield of_api(name, shown)
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


def homes(country: Country) -> dict[str, str]:
    """address → the place whose it is, of those that lead to one place and are not for all."""
    if not country.homes:
        found = {name: set(these) for name, these in addresses_by_place(country).items()}
        country.homes = {
            address: name
            for name, these in found.items()
            for address in these
            if not any(address in others for other, others in found.items() if other != name)
            and resolve(urlsplit(address).path).url_name not in FOR_ALL
        }
    return country.homes


def signed_in(user: User) -> Client:
    """With a session for pages, and a token for what programs ask."""
    client = Client(
        raise_request_exception=False, headers={"Authorization": f"Bearer {make.token(user).text}"}
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def look(
    country: Country,
    these: list[str],
    *,
    every: int = 1,
    viewers: list[Viewer] | None = None,
    until: frozenset[str] = frozenset(),
) -> Found:
    """Open them; of all pairs of viewer and address only one in `every`; no more once all of `until` are read."""
    found = Found()
    for number, viewer in enumerate(viewers or country.viewers):
        client, foreign = signed_in(viewer.user), foreign_to(country, viewer)
        for address in these[number % every :: every]:
            if until and until <= found.read:
                return found
            answer = client.get(address, follow=True)
            home = homes(country).get(address)
            if home and not viewer.works_in(home):
                found.checks += 1
                if answer.status_code not in (403, 404):
                    found.leaks[viewer.name, address] = [f"answers {answer.status_code}"]
            if answer.status_code >= 500:
                found.broken.append((viewer.name, address))
            read = words_of(answer)
            found.checks += len(foreign)
            found.read |= read - foreign
            if wrong := (read & foreign) - rightly_named(country, viewer, address):
                found.leaks[viewer.name, address] = sorted(wrong)
    return found


def foreign_to(country: Country, viewer: Viewer) -> set[str]:
    return {word(one) for one in country.canaries if not viewer.may_read(one)} - {
        viewer.user.full_name.lower()
    }


def rightly_named(country: Country, viewer: Viewer, address: str) -> set[str]:
    """What the page tells though it belongs elsewhere."""
    name = resolve(urlsplit(address).path).url_name
    if name in SPOKEN:
        return {word(one) for one in country.canaries if one.text.endswith("association")}
    if name in NAMES_GROUPS and not viewer.titles:
        groups = [one for one in country.canaries if one.title == Title.CLAN]
        return {word(one) for one in groups if viewer.works_in(one.spot[0])}
    return set()


def words_of(answer: Any) -> set[str]:
    return set(WORD.findall(text_of(answer).lower()))


def named(shown: Scene, name: str) -> list[str]:
    """The addresses of that name, in order."""
    these = dict.fromkeys(addresses_of(shown, only=name))
    return [one for one in these if resolve(urlsplit(one).path).url_name == name]


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
            read = words_of(client.get(address))
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
