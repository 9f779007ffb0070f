"""Programs send nonsense: every answer is told in a sentence, none falls over."""

from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from khuyenhoc.api import entrance
from khuyenhoc.api.interface import described
from khuyenhoc.apps.accounts.actions import Limits
from tests import make, scene
from tests.faults.dose import dose
from tests.web.test_addresses import API

# A line each of what is no number, no day or period, no text of ours, and of what is right elsewhere.
ODD = (
    *["0", "-1", "1.5", "1e9", "٣", "999999999999999999999999999999", "NaN", "null", "true", "[]", "{}", "%"],
    *[
        "2023",
        "1899",
        "2101",
        "20230101",
        "2023-13-40",
        "0001-01-01",
        "9999-12-31",
        "2023-06..2022",
        "chỉ-tiêu-2025",
    ],
    *("", " ", "\x00", "\u202e", "'; DROP TABLE x; --", "../../etc", "<b>", "x" * 300, "=1+1", "1.2.3"),
    *["members", "members.commune", "recognised_community.commune", "hamlet", "restated", "like-for-like"],
)


@pytest.mark.django_db
def test_no_nonsense_makes_an_address_fall_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "REQUESTS", Limits("token", lambda: 0.0, 10**9))
    shown, chance = scene.build(), Random(8)
    token = make.token(shown.who.centre).text
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token}"})
    names = {one["get"]["operationId"]: one["get"]["parameters"] for one in described()["paths"].values()}
    wrong = []

    for number in range(dose(1_000, 20_000, small=200)):
        name = sorted(API)[number % len(API)]
        args, query = API[name](shown)
        asked: dict[str, Any] = dict(query)
        told = [one for one in names[name.removeprefix("api_")] if one["in"] == "query"]
        for parameter in chance.sample(told, k=min(len(told), chance.randint(0, 2))):
            asked[parameter["name"]] = [chance.choice(ODD) for _ in range(chance.randint(1, 2))]
        if args and chance.randrange(3) == 0:
            args = [chance.choice((0, 1, 10**17, shown.land.hamlet.pk, 10**18, 10**30)) for _ in args]
        address = f"{reverse(name, args=args)}?{urlencode(asked, doseq=True)}"
        answer = client.get(address)
        if answer.status_code >= 500 or (answer.status_code >= 400 and not answer.json()["sentence"]):
            wrong.append((answer.status_code, address))

    assert wrong == []
