"""A branch's officer on a telephone: takes two people in, notes who paid, and finds the receipt."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.apps.association import actions
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import life, make, scene
from tests.journeys.test_the_pages import PHONE, sign_in, width_of


@pytest.fixture
def shown(transactional_db: None) -> scene.Scene:
    made = scene.build()
    for name in ("Mẫu Thị Đào", "Mẫu Văn Đức"):
        make.subject(Title.CITIZEN, made.land.hamlet, by=made.who.branch, name=name)
    actions.set_rate(life.branch(made), today().year, 30_000, by=made.who.branch, at=scene.LATER)
    return made


def test_new_members_join_and_pay_in_a_few_presses(
    page: Page, live_server: LiveServer, shown: scene.Scene, picture: Callable[[str], None]
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    sign_in(page, live_server, "branch")
    branch = life.branch(shown)
    page.goto(f"{live_server.url}/association/{branch.place_id}/branches/{branch.pk}/")
    page.get_by_role("link", name="Hội viên", exact=True).click()
    page.get_by_role("link", name="Kết nạp hội viên").click()
    page.get_by_label("Mẫu Thị Đào").check()
    page.get_by_label("Mẫu Văn Đức").check()
    page.get_by_role("button", name="Kết nạp những người được đánh dấu").click()
    told = page.get_by_role("status").inner_text()
    page.get_by_label("Mẫu Văn Đức").check()
    page.get_by_role("button", name=f"Đã nộp hội phí {today().year}").click()
    picture("members-book")
    paid = page.get_by_text("đã nộp, biên lai 1").count()

    assert "Đã kết nạp 2 người" in told
    assert paid == 1
    assert width_of(page) <= PHONE
