"""A bad network: answers get lost, people press again, and everything is entered exactly once."""

from functools import partial
from random import Random

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit.actions import SameKeyOtherRequest
from khuyenhoc.apps.audit.models import Receipt
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.titles import Title
from tests import make
from tests.at_once import at_once
from tests.faults.dose import dose
from tests.make import NOON, People

DROPPED = 0.3
CLIENTS = 4


def register(opened: Round, subject: int, who: People) -> dict[str, list[int]]:
    """What a page does with one click: the key was made with the form."""

    def deed() -> dict[str, list[int]]:
        made = rounds.register(opened, [subject], consent=Consent.SPOKEN, by=who.branch, at=NOON)
        return {"registrations": [one.pk for one in made]}

    return audit.once(
        deed, actor="branch", route="register", key=f"form-{subject}", body={"subject": subject}, at=NOON
    )


def client(opened: Round, subjects: list[Subject], who: People, luck: Random) -> dict[int, list[list[int]]]:
    """Sends each request until an answer comes through; gives every answer that it ever got."""
    answers: dict[int, list[list[int]]] = {}
    for subject in subjects:
        while True:
            answer = register(opened, subject.pk, who)["registrations"]
            if luck.random() >= DROPPED:
                answers.setdefault(subject.pk, []).append(answer)
                break
    return answers


@pytest.mark.django_db(transaction=True)
def test_every_request_is_done_once_however_often_it_is_sent() -> None:
    land = make.country()
    make.published_sets()
    who = make.people(land)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(dose(1_000, 10_000), land.hamlet, by=who.branch)
    # every list is sent by two people's phones at once
    half = CLIENTS // 2
    shares = [homes[n % half :: half] for n in range(CLIENTS)]

    found = at_once([partial(client, opened, share, who, Random(n)) for n, share in enumerate(shares)])

    registered = dict(Registration.objects.values_list("subject", "pk"))
    assert [one for one in found if isinstance(one, Exception)] == []
    assert len(registered) == Registration.objects.count() == Receipt.objects.count() == len(homes)
    for answers in found:
        assert isinstance(answers, dict)
        assert {subject: [[registered[subject]]] for subject in answers} == answers
    assert recount.compare() == []
    with pytest.raises(SameKeyOtherRequest):
        audit.once(
            dict, actor="branch", route="register", key=f"form-{homes[0].pk}", body={"subject": 0}, at=NOON
        )
