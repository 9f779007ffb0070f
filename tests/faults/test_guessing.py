"""Somebody guesses codes of certificates from a hall: no hit, slowed, and the hall goes on checking its own."""

from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.recognition.models import Certificate
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.certificates import views
from khuyenhoc.web.misses import BY_ADDRESS, Misses
from tests import make
from tests.faults.dose import dose

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKS_EVERY = 50  # guesses between two looks at a real certificate from the same address


def guess(chance: Random, right: str) -> str:
    """Any code, or a real one with one letter changed, two swapped or the end cut off."""
    match chance.randrange(4):
        case 0:
            at = chance.choice([position for position, letter in enumerate(right) if letter != "-"])
            other = chance.choice(LETTERS.replace(right[at], ""))
            return right[:at] + other + right[at + 1 :]
        case 1:
            return right[::-1]
        case 2:
            return right[: chance.randrange(4, len(right))]
    return "-".join("".join(chance.choices(LETTERS, k=4)) for _ in range(3))


@pytest.fixture
def certificates(land: make.Country, who: make.People) -> list[Certificate]:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(5, land.hamlet, by=who.branch)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    return list(Certificate.objects.order_by("pk"))


def test_guessing_hits_nothing_is_slowed_and_leaves_the_hall_alone(
    certificates: list[Certificate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MISSES", Misses("mẫu", lambda: 0.0))  # one long minute
    hall, chance = Client(REMOTE_ADDR="10.0.0.7"), Random(20)
    real = {one.code for one in certificates}
    told, looked = [], []

    for number in range(dose(10_000, 1_000_000, small=200)):
        code = guess(chance, chance.choice(certificates).code)
        if code in real:
            continue
        told.append(hall.get(reverse("certificate_check", args=[code])))
        if number % LOOKS_EVERY == 0:
            own = chance.choice(certificates).code
            looked.append(hall.get(reverse("certificate_check", args=[own])).status_code)

    states = [answer.status_code for answer in told]
    assert states[:BY_ADDRESS] == [404] * BY_ADDRESS
    assert set(states[BY_ADDRESS:]) == {429}
    assert told[-1].headers["Retry-After"] == "60"
    assert set(looked) == {200}


def test_a_guess_that_is_nearly_right_answers_as_one_that_is_far_off(
    certificates: list[Certificate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MISSES", Misses("mẫu", lambda: 0.0))
    right = certificates[0].code
    near = right[:-1] + ("0" if right[-1] != "0" else "1")

    pages = [
        Client().get(reverse("certificate_check", args=[code])).content.decode().replace(code, "CODE")
        for code in (near, "0000-0000-0000")
    ]

    assert pages[0] == pages[1]
