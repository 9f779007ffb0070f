"""The OpenAPI document in the repository is that of the program; whoever changes the API changes it knowingly."""

import importlib
import json
import pkgutil
from collections import Counter
from pathlib import Path

from django.test import Client

from khuyenhoc.api import shapes
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


def test_no_two_shapes_share_a_name() -> None:
    """The document holds one shape a name, so that of two the second would stand for both."""
    modules = [
        importlib.import_module(f"khuyenhoc.api.shapes.{one.name}")
        for one in pkgutil.iter_modules(shapes.__path__)
    ]

    named = Counter(
        name
        for module in modules
        for name, one in vars(module).items()
        if isinstance(one, type) and one.__module__ == module.__name__
    )

    assert [name for name, times in named.items() if times > 1] == []
    assert set(named) - {"Named"} <= set(described()["components"]["schemas"])
