"""Fifty cases verified by keyboard, proposed with one press, on a desk and looked at on a telephone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Attendance
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.web.request import today
from tests import make, scene
from tests.journeys.test_the_pages import NARROW, sign_in, width_of

CASES, MOST_PRESSES = 50, 120


@pytest.fixture
def opened(transactional_db: None) -> tuple[Round, make.Country]:
    """Fifty reviewed households of a round that runs today."""
    land = make.country()
    make.published_sets()
    who = make.people(land)
    who.association.set_password(scene.PASSPHRASE)
    who.association.save()
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=today().year)
    homes = make.households(CASES, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)
    assessments.review_cases(
        land.hamlet.pk,
        {case.pk: make.ALL_AGREE for case in cases},
        attendance=Attendance(today(), invited=30, present=24, chair="Chi hội trưởng", secretary="Thư ký"),
        not_carried="Chưa nhất trí",
        by=who.branch,
        at=timezone.now() - timedelta(minutes=5),
    )
    return opened, land


def test_fifty_cases_are_verified_by_keyboard_and_proposed(
    page: Page,
    live_server: LiveServer,
    opened: tuple[Round, make.Country],
    picture: Callable[[str], None],
) -> None:
    held, land = opened
    at = f"{live_server.url}/work/{held.pk}/{land.commune.pk}"
    sign_in(page, live_server, "association")
    wide = {}
    for name in ("verify/", "verify/visits/", "propose/"):
        page.set_viewport_size({"width": NARROW, "height": 800})
        page.goto(f"{at}/{name}")
        picture(f"{name.strip('/').replace('/', '-')}-filled-{NARROW}")
        if width_of(page) > NARROW:
            wide[name] = width_of(page)
    assert wide == {}

    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{at}/verify/")
    presses = 0

    def press(key: str) -> None:
        nonlocal presses
        presses += 1
        page.keyboard.press(key)

    def tab_to(what: str) -> None:
        while not page.evaluate(f"document.activeElement.matches({what!r})"):
            assert presses <= MOST_PRESSES
            press("Tab")

    tab_to("input[name=case]")  # from the top of the page, as somebody without a mouse comes
    for _ in range(CASES):
        press("x")
    assert page.locator("input[name=case]:checked").count() == CASES
    tab_to("button.main.whole")
    press("Enter")
    page.get_by_text(f"Đã xác minh {CASES} hồ sơ.").wait_for()
    assert presses <= MOST_PRESSES

    page.goto(f"{at}/propose/")
    page.get_by_role("button", name=f"Đề nghị cả {CASES} hồ sơ").click()
    page.get_by_text(f"Đã đề nghị {CASES} hồ sơ.").wait_for()

    assert set(Assessment.objects.values_list("state", flat=True)) == {State.PROPOSED}
