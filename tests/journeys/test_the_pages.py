"""People open the pages in a real browser, on a telephone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import scene

NARROW, PHONE, DESK = 320, 360, 1280
Picture = Callable[[str], None]


@pytest.fixture
def shown(transactional_db: None) -> scene.Scene:
    return scene.build()


def sign_in(page: Page, live_server: LiveServer, username: str) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(scene.PASSPHRASE)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(f"{live_server.url}/")


def addresses(shown: scene.Scene) -> dict[str, str]:
    land = shown.land
    return {
        "home": "/",
        "table": f"/figures/{land.commune.pk}/2023/",
        "table-province": f"/figures/{land.province.pk}/2023/",
        "cases": f"/cases/?place={land.commune.pk}&year=2023&title=household&measure=held",
        "case": f"/cases/{shown.recognised[0].pk}/",
        "case-returned": f"/cases/{shown.returned.pk}/",
        "subjects": f"/subjects/?place={land.commune.pk}&year=2023&kind=household",
        "subject": f"/subjects/{shown.recognised[0].subject_id}/",
        "places": "/places/?q=mau dong",
        "place": f"/places/{land.commune.pk}/",
        "criteria": "/criteria/",
        "criteria-set": "/criteria/household-mau@2023/",
        "help": "/help/",
        "not-found": "/cases/999999/",
    }


def width_of(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found


@pytest.mark.parametrize("width", [NARROW, PHONE, DESK])
def test_no_page_is_wider_than_the_screen(
    page: Page, live_server: LiveServer, shown: scene.Scene, picture: Picture, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/sign-in/")
    picture(f"sign-in-{width}")
    sign_in(page, live_server, "province")

    wide = {}
    for name, address in addresses(shown).items():
        page.goto(f"{live_server.url}{address}")
        picture(f"{name}-{width}")
        if width_of(page) > width:
            wide[name] = width_of(page)

    assert wide == {}
