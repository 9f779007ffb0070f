"""A course is written down, people are put on its list and ticked, all on a telephone."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import make, scene
from tests.journeys.test_the_pages import PHONE, sign_in, width_of


@pytest.fixture
def shown(transactional_db: None) -> scene.Scene:
    land = make.country()
    make.published_sets()
    who = make.people(land)
    who.association.set_password(scene.PASSPHRASE)
    who.association.save()
    Client().get(reverse("sign_in"))  # the addresses are read once, which takes a while on a busy machine
    return scene.Scene(land, who, [], [], None)  # type: ignore[arg-type]  # no case was sent back


def test_a_course_from_its_name_to_who_came(
    page: Page, live_server: LiveServer, shown: scene.Scene, picture: Callable[[str], None]
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 740})
    sign_in(page, live_server, "association")
    page.goto(f"{live_server.url}/association/{shown.land.commune.pk}/gatherings/")
    page.get_by_role("link", name="Thêm: Lớp tập huấn").click()
    page.get_by_label("Tên", exact=False).first.fill("Lớp tập huấn mẫu")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_role("link", name="Thêm người").click()
    page.get_by_label("Branch").check()
    page.get_by_label("Người khác, mỗi dòng một người").fill("Mẫu Thị Khách; Hiệu trưởng")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thêm 2 người")
    page.get_by_label("Mẫu Thị Khách").uncheck()
    page.get_by_role("button", name="Ghi điểm danh").click()

    expect(page.get_by_role("status")).to_contain_text("1 người có mặt")
    picture("gathering-people")
    assert width_of(page) <= PHONE
