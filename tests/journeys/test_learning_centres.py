"""A volunteer writes down on a telephone who came to a class, and reads what it came to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import scene
from tests.journeys.test_the_pages import NARROW, sign_in, width_of


@pytest.fixture
def shown(transactional_db: None) -> scene.Scene:
    made = scene.build()
    scene.learning_class(made)
    return made


def test_who_came_is_ticked_and_counted(
    page: Page, live_server: LiveServer, shown: scene.Scene, picture: Callable[[str], None]
) -> None:
    page.set_viewport_size({"width": NARROW, "height": 800})
    sign_in(page, live_server, "branch")
    page.goto(f"{live_server.url}/association/{shown.land.commune.pk}/centres/?year=2023")
    page.get_by_role("link", name="Trồng chè (mẫu)").click()
    page.get_by_label("Tìm theo tên").fill("mau thi sang")
    page.get_by_role("button", name="Tìm, giữ người đã đánh dấu").click()
    page.get_by_label("Mẫu Thị Sáng").check()
    page.get_by_label("Người khác").fill("hơn 30")
    page.get_by_role("button", name="Lưu buổi học").click()
    picture("centre-class-ticked")

    assert "Đã ghi buổi học: 1 người" in page.inner_text("main")
    assert "hơn 31" in page.inner_text("main")
    assert width_of(page) <= NARROW
