"""How many questions a page may ask the database, with its lists full: a new one costs everybody, every time."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.recognition.models import Certificate
from tests import scene
from tests.web.test_addresses import SIGNED_IN

MOST = 30  # of an address that is not named below
# Pages that may ask more: five titles each with base, target and last year; a round with all below it; what is
# printed besides what is shown. The number is what the page asked when it was written, and a few.
MORE = {
    "report": 150,
    "report_file": 155,
    "pack": 56,  # three years of the places below
    "pack_file": 52,
    "figures": 82,
    "public_figures": 56,
    "place": 72,
    "round": 64,
    "comparing": 78,  # five years, three bases and the places below
    "target_outlook": 72,  # four years of the places below
    "target_outlook_file": 64,
    "indicators_of": 90,  # the books of every area are asked
    "indicators_file": 86,
    "figures_file": 70,
    "indicator": 46,  # the places right below it too
    "members_at": 66,  # several years, and the places right below
    "corrected": 46,
    "decision_paper": 56,
    "proposal_paper": 44,
    "propose": 43,
    "decide": 43,
    "meeting": 42,
    "walk": 44,
    "registration_paper": 56,
    "case": 39,
    "subject": 37,
    "verify": 36,
    "verify_visits": 37,
    "reconsider": 37,
    "decision_certificates": 37,
    "cards": 35,
    "round_open": 33,
}
ELSEWHERE = {
    "verify_case",
    "criteria_choose",
    "assess_look",
    "case_send_back",
    "figures_mine",
    "association",
    "outreach_now",
    "class_open",
    "reports_mine",
    "returns",
    "return_decide",
    "decide_sign",
}
ROLES = ("association", "branch", "committee", "province", "centre")
PUBLIC: dict[str, Callable[[scene.Scene], list[int | str]]] = {
    "public": lambda _: [],
    "public_criteria": lambda _: [],
    "public_criteria_set": lambda _: ["household-mau@2023"],
    "public_figures": lambda shown: [shown.land.commune.pk, 2023],
    "public_honours": lambda shown: [shown.land.commune.pk, 2023],
    "certificate_check": lambda _: [Certificate.objects.order_by("pk")[0].code],
    "help": lambda _: [],
}
# Beyond its first page a list is asked for with the place and year it is about.
LISTS = {"cases": "?place={place}&year=2023", "subjects": "?place={place}&year=2023&kind=household"}


def test_no_page_asks_the_database_more_than_its_budget(
    shown: scene.Scene, as_user: Callable[[User], Client]
) -> None:
    clients = [as_user(getattr(shown.who, role)) for role in ROLES]
    asked: dict[str, int] = {}
    for name, arguments in (SIGNED_IN | PUBLIC).items():
        address = reverse(name, args=arguments(shown))
        address += LISTS.get(name, "").format(place=shown.land.commune.pk)
        for client in clients:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            if answer.status_code == 200:
                asked[name] = len(queries)
                break

    # redirected to another page, or a page of another moment of the round: asked for in its area's own tests
    assert set(SIGNED_IN) - set(asked) <= ELSEWHERE
    assert {name: number for name, number in asked.items() if number > MORE.get(name, MOST)} == {}
