"""What programs are answered: the shapes of the document, what is not sent twice, refusals in two languages."""

from typing import Any, get_args

import pytest
from django.test import Client
from pydantic import BaseModel

from khuyenhoc.api import entrance
from khuyenhoc.api.interface import api
from khuyenhoc.apps.accounts.actions import Limits, count_asked
from khuyenhoc.apps.accounts.models import Asked
from tests import make, scene
from tests.api.reading import ask, program
from tests.at_once import at_once
from tests.web.test_addresses import API, of_api


def shapes() -> dict[str, type[BaseModel]]:
    """Address name → what the document says of its answer."""
    found = {}
    for part in api._get_bound_routers():
        for view in part.path_operations.values():
            for one in view.operations:
                model = one.response_models[200]
                found[str(one.url_name)] = model.model_fields["response"].annotation
    return found


def differing(told: Any, shape: Any, at: str = "") -> list[str]:
    """Where the fields of an answer are not those of its shape."""
    if told is None:
        return []
    inner = [one for one in get_args(shape) if one is not type(None)]
    if isinstance(told, list):
        return [found for one in told for found in differing(one, inner[0], f"{at}[]")]
    model = shape if isinstance(shape, type) else next((one for one in inner if isinstance(one, type)), None)
    if not isinstance(told, dict) or model is None or not issubclass(model, BaseModel):
        return []
    wrong = sorted(set(told) ^ set(model.model_fields))
    found = [f"{at}.{name}" for name in wrong]
    for name in set(told) & set(model.model_fields):
        found += differing(told[name], model.model_fields[name].annotation, f"{at}.{name}")
    return found


def test_every_answer_has_the_fields_and_types_that_the_document_names(shown: scene.Scene) -> None:
    client, document = program(shown.who.province), shapes()

    answers = {name: client.get(of_api(name, shown)) for name in API}

    assert {name: one.status_code for name, one in answers.items()} == dict.fromkeys(API, 200)
    for name, one in answers.items():
        document[name].model_validate(one.json(), strict=True)
        assert differing(one.json(), document[name], name) == []


def test_what_is_known_already_is_not_sent_again(land: make.Country, who: make.People) -> None:
    client, query = program(who.association), "indicator=members&period=2023"
    address = f"/api/v1/figures?{query}&place={land.commune.pk}"

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(address, headers={"If-None-Match": '"another"'})

    assert (again.status_code, again.content) == (304, b"")
    assert (other.status_code, other.content) == (200, first.content)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "max-age" in client.get("/api/v1/catalogue").headers["Cache-Control"]


def test_a_refusal_has_a_code_and_a_sentence_in_the_language_asked_for(
    land: make.Country, who: make.People
) -> None:
    query = {"place": str(land.commune.pk), "period": "2023", "indicator": "xyz"}

    answers = [
        program(who.association, language).get("/api/v1/figures", query)
        for language in ("", "vi-VN,en;q=0.5", "en-GB")
    ]

    assert [one.status_code for one in answers] == [400, 400, 400]
    assert {one.json()["code"] for one in answers} == {"INDICATOR_UNKNOWN"}
    assert [one.json()["sentence"] for one in answers] == [
        "Không có chỉ số nào tên là “xyz”.",
        "Không có chỉ số nào tên là “xyz”.",
        "There is no indicator called “xyz”.",
    ]
    assert [one.headers["Content-Language"] for one in answers] == ["vi", "vi", "en"]


def test_a_program_only_reads_and_finds_no_page_below_the_address(who: make.People) -> None:
    client = program(who.association)

    told = [
        client.post("/api/v1/me", {"name": "x"}),
        client.delete("/api/v1/me"),
        client.get("/api/v1/nothing"),
        client.get("/api/"),
    ]

    assert [(one.status_code, one.json()["code"]) for one in told] == [
        (405, "ONLY_READS"),
        (405, "ONLY_READS"),
        (404, "NOTHING_THERE"),
        (404, "NOTHING_THERE"),
    ]


def test_without_a_good_token_nothing_is_told(db: None) -> None:
    sent = ("", "Basic eDp5", "Bearer", "Bearer khu_", "Bearer " + "x" * 5_000, "Bearer ạ\x00")

    answers = [Client().get("/api/v1/catalogue", headers={"Authorization": one}) for one in sent]

    assert {(one.status_code, one.json()["code"]) for one in answers} == {(401, "TOKEN_NOT_GOOD")}
    assert {one.headers["WWW-Authenticate"] for one in answers} == {"Bearer"}


def test_a_token_and_a_guessing_address_are_slowed_and_told_how_long(
    who: make.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "REQUESTS", Limits("token", lambda: 20.0, 2))
    monkeypatch.setattr(entrance, "WRONG", Limits("wrong token", lambda: 20.0, 2))
    one, other = program(who.association), program(who.province)
    wrong = Client(headers={"Authorization": "Bearer khu_" + "0" * 32})

    told = [one.get("/api/v1/me").status_code for _ in range(3)]
    guessed = [wrong.get("/api/v1/me") for _ in range(3)]

    assert told == [200, 200, 429]
    assert other.get("/api/v1/me").status_code == 200
    assert [answer.status_code for answer in guessed] == [401, 401, 429]
    assert (guessed[-1].headers["Retry-After"], guessed[-1].json()["seconds"]) == ("40", 40)


def test_two_processes_count_together_and_a_new_minute_counts_anew(db: None) -> None:
    now = [59.0]
    one, other = (Limits("token", lambda: now[0], 3) for _ in range(2))

    told = [limits.wait("7") for limits in (one, other, one, other)]
    told.append(Limits("wrong token", lambda: now[0], 3).wait("7"))
    now[0] = 180.0
    told.append(other.wait("7"))

    assert told == [0, 0, 0, 1, 0, 0]
    assert [asked.number for asked in Asked.objects.all()] == [1]  # the minutes before are thrown away


@pytest.mark.django_db(transaction=True)
def test_of_many_requests_at_once_none_is_lost_or_counted_twice() -> None:
    told = at_once([lambda: count_asked("a" * 64, window=5) for _ in range(8)])

    assert sorted(told, key=str) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_defect_of_ours_answers_in_the_same_shape_and_leaks_nothing(
    who: make.People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> float:
        raise ZeroDivisionError("secret detail")

    client = program(who.association, "en")
    monkeypatch.setattr(entrance, "REQUESTS", Limits("token", broken, 2))

    answer = client.get("/api/v1/me")

    told = answer.json()
    assert (answer.status_code, told["code"], set(told)) == (
        500,
        "SERVER_FAILED",
        {"code", "sentence", "incident"},
    )
    assert told["incident"] in told["sentence"]
    assert "secret" not in answer.content.decode()
    assert told["incident"] in caplog.text
    assert "secret detail" in caplog.text


def test_an_absurd_request_is_refused_and_no_defect(who: make.People) -> None:
    answer = program(who.association).get("/api/v1/figures?" + "&".join(f"a{n}=1" for n in range(1_100)))

    assert (answer.status_code, answer.json()["code"]) == (400, "PARAMETER_UNREADABLE")


def test_a_token_says_whose_it_is_and_what_it_reaches(land: make.Country, who: make.People) -> None:
    told = ask(who.association, "me")

    assert (told["username"], told["token"]) == ("association", "Bảng điều hành mẫu")
    assert [one["place"] for one in told["places"]] == [land.commune.pk]
    assert program(who.association).get("/api/v1/me").cookies == {}
