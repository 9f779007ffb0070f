"""People open the pages in a real browser, on a telephone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.apps.assessments.models import Proposal
from khuyenhoc.apps.recognition.models import Certificate, Decision
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
        "verify": f"/work/{shown.recognised[0].round_id}/{land.commune.pk}/verify/",
        "verify-visits": f"/work/{shown.recognised[0].round_id}/{land.commune.pk}/verify/visits/",
        "propose": f"/work/{shown.recognised[0].round_id}/{land.commune.pk}/propose/",
        "proposal": f"/proposals/{Proposal.objects.order_by('pk')[0].pk}/",
        "decide": f"/work/{shown.recognised[0].round_id}/{land.commune.pk}/decide/",
        "reconsider": f"/work/{shown.recognised[0].round_id}/{land.commune.pk}/reconsider/",
        "decisions": "/decisions/",
        "decision": f"/decisions/{Decision.objects.get().pk}/",
        "certificate": f"/c/{Certificate.objects.order_by('pk')[0].code}/",
        "certificate-unknown": "/c/0000-0000-0000/",
        "public": "/public/?q=mau dong",
        "public-table": f"/public/{land.commune.pk}/2023/",
        "honours": f"/public/{land.commune.pk}/2023/honours/",
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


ROLES = {
    "Chi hội Khuyến học": "xã Mẫu Đông",
    "Hội Khuyến học cấp xã": "xã Mẫu Đông",
    "Ủy ban nhân dân": "xã Mẫu Đông",
    "Hội Khuyến học tỉnh": "tỉnh Mẫu Sơn",
    "Hội Khuyến học Việt Nam": "Đất Nước Mẫu",
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_goes_from_the_table_to_a_list_to_a_case(
    page: Page, live_server: LiveServer, shown: scene.Scene, role: str
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name=role).click()
    page.get_by_role("link", name="Bảng năm danh hiệu").last.click()
    assert ROLES[role] in page.inner_text("h1")

    page.get_by_role("link", name=str(scene.RECOGNISED), exact=True).click()
    page.get_by_role("link", name="Hộ mẫu 1", exact=True).click()

    assert page.inner_text("h1") == "Hộ mẫu 1"
    assert "Kết luận: ĐẠT" in page.inner_text("main")


def test_a_place_is_found_and_its_history_opened(
    page: Page, live_server: LiveServer, shown: scene.Scene
) -> None:
    page.set_viewport_size({"width": DESK, "height": 800})
    sign_in(page, live_server, "branch")
    page.get_by_role("link", name="Địa danh").click()
    page.get_by_label("Tên xã, huyện, tỉnh hoặc thôn").fill("mau tay")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="xã Mẫu Tây").click()

    assert "từ trước (chưa rõ ngày) đến nay" in page.inner_text("main")


def test_the_language_turns_and_stays(page: Page, live_server: LiveServer, shown: scene.Scene) -> None:
    sign_in(page, live_server, "branch")
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Help").click()

    assert page.inner_text("h1") == "Help"
    assert page.get_attribute("html", "lang") == "en"


def test_a_sentence_for_the_report_is_copied(page: Page, live_server: LiveServer, shown: scene.Scene) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server, "association")
    page.goto(f"{live_server.url}/figures/{shown.land.commune.pk}/2023/")
    page.get_by_role("button", name="Chép câu báo cáo").nth(1).click()
    page.get_by_text("Đã chép.").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == (
        "Năm 2023, xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn: 60/72 hộ được công nhận “Gia đình học tập”, "
        "đạt 83,33%."
    )


def test_everything_works_without_scripts(
    browser: Browser, live_server: LiveServer, shown: scene.Scene
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    sign_in(page, live_server, "association")
    page.get_by_text("Các phần của trang", exact=True).first.click()
    page.get_by_role("link", name="Hồ sơ", exact=True).click()
    page.get_by_label("Tìm theo tên").fill("ho mau 12")
    page.get_by_role("button", name="Tìm").click()

    expect(page.locator("tbody tr")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("name", ["home", "table", "cases", "case", "help"])
def test_words_are_large_and_what_is_pressed_is_large(
    page: Page, live_server: LiveServer, shown: scene.Scene, name: str
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    sign_in(page, live_server, "association")
    page.goto(f"{live_server.url}{addresses(shown)[name]}")

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 18
    low = page.evaluate(
        """[...document.querySelectorAll("button, .button, summary, input, select, .top-link")]
            .filter(it => it.offsetParent !== null && it.type !== "hidden" && it.getBoundingClientRect().height < 48)
            .map(it => it.textContent.trim() || it.name)"""
    )
    assert low == []


@pytest.mark.parametrize("name", ["home", "table", "cases", "case", "criteria-set"])
def test_text_of_twice_the_size_still_fits(
    page: Page, live_server: LiveServer, shown: scene.Scene, name: str
) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    sign_in(page, live_server, "association")
    page.goto(f"{live_server.url}{addresses(shown)[name]}")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert width_of(page) <= 640
