"""Asking as a program does: with a token, told in JSON."""

from typing import Any

from django.test import Client

from khuyenhoc.apps.accounts.models import User
from tests import make


def program(owner: User, language: str = "") -> Client:
    headers = {"Authorization": f"Bearer {make.token(owner).text}"}
    return Client(headers=headers | ({"Accept-Language": language} if language else {}))


def ask(owner: User, address: str, **query: Any) -> Any:
    """The answer's JSON; the status must be 200."""
    answer = program(owner).get(f"/api/v1/{address}", query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def refused(owner: User, address: str, **query: Any) -> tuple[int, str]:
    """Status and code."""
    answer = program(owner).get(f"/api/v1/{address}", query)
    return answer.status_code, answer.json()["code"]
