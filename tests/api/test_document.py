"""The OpenAPI document in the repository is that of the program; whoever changes the API changes it knowingly."""

import json
from pathlib import Path

from django.test import Client

from khuyenhoc.api.interface import described

SNAPSHOT = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_document_in_the_repository_is_the_one_that_is_served(db: None) -> None:
    served = Client().get("/api/v1/openapi.json")

    assert served.json() == json.loads(SNAPSHOT.read_text(encoding="utf-8")), (
        "scripts/openapi.py writes it anew"
    )


def test_every_address_and_parameter_says_in_both_languages_what_it_is_for() -> None:
    operations = [one["get"] for one in described()["paths"].values()]

    assert [one["operationId"] for one in operations if " / " not in one["summary"]] == []
    silent = [
        f"{one['operationId']}: {parameter['name']}"
        for one in operations
        for parameter in one["parameters"]
        if parameter["in"] == "query" and " / " not in parameter.get("description", "")
    ]
    assert silent == []
