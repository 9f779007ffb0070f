"""A pilot gets its goal and its result on a telephone, and says how they stand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.domain.roles import Role
from tests import make, scene
from tests.journeys.test_the_pages import PHONE, sign_in, width_of


@pytest.fixture
def land(transactional_db: None) -> make.Country:
    made = make.country()
    account = make.user("association", Role.COMMUNE_ASSOCIATION, made.commune)
    account.set_password(scene.PASSPHRASE)
    account.save()
    return made


def test_a_goal_is_set_and_measured(
    page: Page, live_server: LiveServer, land: make.Country, picture: Callable[[str], None]
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    sign_in(page, live_server, "association")
    page.goto(f"{live_server.url}/association/{land.commune.pk}/pilots/add/")
    page.fill("#id_name", "Tiếng trống học bài")
    page.fill("#id_first", "6/2026")
    page.get_by_role("button", name="Lập mô hình").click()
    page.get_by_role("link", name="Thêm mục tiêu").click()
    page.fill("#id_whom", "công dân")
    page.fill("#id_aim", "tham gia")
    page.fill("#id_written", "800 – 1.000")
    page.get_by_role("button", name="Ghi lại").click()
    page.get_by_role("link", name="Ghi kết quả").click()
    page.fill("#id_written", "hơn 1.000")
    page.get_by_role("button", name="Ghi lại").click()
    picture("pilot-phone")

    assert "Vượt mục tiêu" in page.inner_text("table")
    assert width_of(page) <= PHONE
