"""Real people signing in, as pages see them."""

import re

from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.roles import Role
from tests import make

PASSPHRASE = "mưa rổ cam thuyền"


def real(name: str, role: Role, place: Place) -> User:
    """Somebody who is nobody's sample, with a passphrase."""
    made = make.user(name, role, place)
    made.is_sample = False
    made.set_password(PASSPHRASE)
    made.save()
    return made


def sign_in(name: str = "officer", client: Client | None = None, **more: str) -> Client:
    client = client or Client()
    client.post(reverse("sign_in"), {"username": name, "password": PASSPHRASE, **more})
    return client


def print_codes(client: Client) -> list[str]:
    page = client.post(reverse("second_step_printed"), {"key": "p"}, follow=True).content.decode()
    return re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", page)


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200
