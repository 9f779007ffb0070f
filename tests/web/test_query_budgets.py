"""Pages that ask for no sign-in keep within their budgets too; those of a role: tests/web/test_addresses.py."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyenhoc.apps.recognition.models import Certificate
from tests import scene
from tests.web import budgets

PUBLIC: dict[str, Callable[[scene.Scene], list[int | str]]] = {
    "public": lambda _: [],
    "public_criteria": lambda _: [],
    "public_criteria_set": lambda _: ["household-mau@2023"],
    "public_figures": lambda shown: [shown.land.commune.pk, 2023],
    "public_honours": lambda shown: [shown.land.commune.pk, 2023],
    "certificate_check": lambda _: [Certificate.objects.order_by("pk")[0].code],
    "help": lambda _: [],
}


def test_no_page_for_everybody_asks_the_database_more_than_its_budget(shown: scene.Scene) -> None:
    asked, told = {}, {}
    for name, arguments in PUBLIC.items():
        with CaptureQueriesContext(connection) as queries:
            told[name] = Client().get(reverse(name, args=arguments(shown))).status_code
        asked[name] = len(queries)

    assert told == dict.fromkeys(PUBLIC, 200)
    assert budgets.exceeded(asked) == {}
