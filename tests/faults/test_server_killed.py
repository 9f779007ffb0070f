"""kill -9 of the server while pages are sent: what was answered is there, the same form sent again is done once."""

import time
from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.audit.models import Receipt
from khuyenhoc.apps.criteria import queries as sets
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.models import Registration, Round
from tests import make
from tests.faults import office
from tests.faults.dose import dose
from tests.faults.office import EVENTS, SEAL, SUBMIT, VERIFY, Answer, Request
from tests.faults.serving import Browser, Fields, Page, Server
from tests.faults.workers import database_in_use
from tests.make import NOON, Country, People

ACTORS, PASSPHRASE = ("branch", "association", "committee"), "mau-mat-khau-dai"


@dataclass(frozen=True)
class Form:
    """A form that is filled in, with the key that was made when it was drawn."""

    address: str
    fields: Fields


def filled_in(request: Request, browser: Browser, who: People) -> Form:
    """Ready to be sent; of a decision the page is asked what it is that would be signed."""
    here = [Round.objects.get().pk, request.place]
    ids = [str(pk) for pk in request.ids]
    if request.route == SUBMIT:
        fields = {"key": request.key, "revision": "1", "consent": "spoken", "incomplete": "on"}
        return Form(reverse("assess_look", args=ids), fields)
    if request.route == VERIFY:
        return Form(reverse("verify", args=here), {"key": request.key, "case": ids})
    recognition.propose(list(request.ids), place=request.place, by=who.association, at=NOON)
    address = reverse("decide_sign", args=here)
    return Form(address, browser.ask(f"{address}?signer=UBND&effective_on=12/10/2023").hidden())


def told_by(request: Request, page: Page) -> Answer:
    """What the answer says, as the office's own answers do."""
    assert page.status == 302, page.text
    if request.route == SUBMIT:
        return {"cases": [Assessment.objects.get(registration__in=request.ids).pk]}
    if request.route == VERIFY:
        return {"cases": list(request.ids)}
    signed = int(page.location.rstrip("/").rpartition("/")[2])
    number = Receipt.objects.get(result__decisions=[signed]).result["numbers"]
    return {"decision": signed, "number": number, "cases": list(request.ids)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(14_400)
def test_what_the_server_answered_stays_and_a_form_sent_again_is_done_once(
    land: Country, who: People
) -> None:
    kills = dose(300, 10_000, small=12)
    luck = Random(301)
    requests = office.prepare(1 + -(-kills // len(EVENTS)), land, who, is_proposed=False)
    draft_all([request for request in requests if request.route == SUBMIT], who)
    User.objects.filter(username__in=ACTORS).update(password=make_password(PASSPHRASE))
    answers: dict[str, Answer] = {}
    lengths = dict.fromkeys(EVENTS, 0.0)  # seconds that requests of the kind take
    seen: Counter[str] = Counter()

    with Server(database_in_use()) as server:
        browsers = {name: Browser(server.port, name, PASSPHRASE) for name in ACTORS}
        for request in requests:
            if request.route == SEAL:
                office.do(request)
                continue
            browser = browsers[request.actor]
            form = filled_in(request, browser, who)
            heard = None
            if lengths[request.route] and seen.total() < kills:
                browser.send(form.address, form.fields)
                time.sleep(luck.uniform(0, 1.2 * lengths[request.route]))
                if luck.random() < 0.5:
                    server.kill_workers()
                    heard = browser.answer()
                else:
                    server.kill()
                    heard = browser.answer()
                    server.start()
                seen["answered" if heard else "cut"] += 1
            begun = time.monotonic()
            page = browser.ask(form.address, form.fields)
            lengths[request.route] = time.monotonic() - begun
            answers[request.key] = told_by(request, page)
            assert heard is None or told_by(request, heard) == answers[request.key]

    assert seen.total() == kills
    assert seen["cut"] > 0
    office.require_all_written(requests, answers)


def draft_all(requests: list[Request], who: People) -> None:
    for one in Registration.objects.filter(pk__in=[request.ids[0] for request in requests]):
        answers = make.best(sets.rules(one.round.criteria_set))
        assessments.keep_draft(one.pk, answers, {}, revision=0, by=who.branch, at=NOON)
