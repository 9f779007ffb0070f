"""What stands out is read on a telephone and on a desk: subject, case, table and place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import scene
from tests.journeys.test_the_pages import DESK, NARROW, PHONE, sign_in, width_of
from tests.web.test_honours import stand_out


@pytest.fixture
def shown(transactional_db: None) -> scene.Scene:
    made = scene.build()
    stand_out(made)
    return made


@pytest.mark.parametrize("width", [NARROW, PHONE, DESK])
def test_what_stands_out_fits_the_screen(
    page: Page, live_server: LiveServer, shown: scene.Scene, picture: Callable[[str], None], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, "province")
    first = shown.recognised[0]
    wide = {}
    for name, address in (
        ("subject", f"/subjects/{first.subject_id}/"),
        ("case", f"/cases/{first.pk}/"),
        ("table", f"/figures/{shown.land.commune.pk}/2023/"),
        ("place", f"/places/{shown.land.commune.pk}/"),
    ):
        page.goto(f"{live_server.url}{address}")
        picture(f"honours-{name}-{width}")
        if width_of(page) > width:
            wide[name] = width_of(page)

    assert wide == {}


def test_a_note_leads_to_its_source(page: Page, live_server: LiveServer, shown: scene.Scene) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    sign_in(page, live_server, "association")
    page.goto(f"{live_server.url}/figures/{shown.land.commune.pk}/2023/")
    page.get_by_role("link", name="Nguồn 1", exact=True).first.click()

    assert page.url.endswith("#source-1")
    assert page.inner_text("#source-1") == "Sổ theo dõi"
