"""A volunteer on the telephone: somebody gives, it is written down, printed, found to be wrong and corrected."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import scene
from tests.journeys.test_the_pages import PHONE, sign_in, width_of


@pytest.fixture
def shown(transactional_db: None) -> scene.Scene:
    made = scene.build()
    scene.fund(made)
    return made


def test_a_gift_is_written_down_and_corrected(
    page: Page, live_server: LiveServer, shown: scene.Scene
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    sign_in(page, live_server, "branch")
    page.goto(f"{live_server.url}/association/{shown.land.commune.pk}/")
    page.get_by_role("link", name="Quỹ khuyến học", exact=True).click()
    page.get_by_role("link", name="Quỹ khuyến học mẫu").first.click()
    page.get_by_role("link", name="Ghi thu").click()
    page.get_by_label("Số tiền (đồng)").fill("1,2 triệu")
    page.get_by_label("Người nộp (tên người, tên đơn vị)").fill("Cửa hàng Mẫu")
    page.get_by_role("button", name="Xem lại trước khi ghi").click()
    page.get_by_role("button", name="Đúng, ghi vào sổ").click()

    assert "Một triệu hai trăm nghìn đồng" in page.inner_text("#content")
    assert width_of(page) <= PHONE
    page.get_by_role("link", name="Phiếu này ghi sai").click()
    page.get_by_label("Sai ở đâu, vì sao điều chỉnh").fill("Ghi nhầm số tiền")
    page.get_by_role("button", name="Xem lại trước khi ghi").click()
    page.get_by_role("button", name="Đúng, ghi vào sổ").click()
    page.get_by_role("link", name="Ghi lại cho đúng").click()
    assert page.get_by_label("Người nộp (tên người, tên đơn vị)").input_value() == "Cửa hàng Mẫu"
