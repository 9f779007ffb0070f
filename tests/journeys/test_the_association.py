"""What the association does beside the titles, on a telephone: one writes it down, another decides."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from tests import make
from tests.journeys.person import PHONE, Person, press
from tests.journeys.test_the_pages import width_of

Open = Callable[[str, str], Page]


@pytest.fixture
def land(transactional_db: None) -> make.Country:
    made = make.country()
    make.user("association", Role.COMMUNE_ASSOCIATION, made.commune)
    make.user("committee", Role.DECIDING_BODY, made.commune)
    return made


@pytest.fixture
def opened(people: Callable[[User], Person], land: make.Country) -> Open:
    """The page of somebody who signed in, at an address of the commune's part of the association."""
    known: dict[str, Person] = {}

    def go(who: str, where: str) -> Page:
        if who not in known:
            known[who] = people(account(who))
        return known[who].opens(f"/association/{land.commune.pk}/{where}")

    return go


def account(name: str) -> User:
    return User.objects.get(username=name)


def last_of(page: Page) -> str:
    """Of the parts of the address where it stands."""
    return urlsplit(page.url).path.rstrip("/").rpartition("/")[2]


def test_a_group_is_proposed_for_praise_and_the_committee_signs(opened: Open) -> None:
    page = opened("association", "commendations/propose/")
    page.get_by_label("Tên tập thể, cá nhân hoặc gia đình").fill("Tổ khuyến học Mẫu")
    page.get_by_label("Thành tích").fill("Vận động sách (mẫu)")
    press(page, "Đề nghị tên này")
    page.get_by_text("Đã đề nghị 1 tên.").wait_for()

    page = opened("committee", "commendations/decide/")
    page.get_by_label("Khen", exact=True).check()
    page.get_by_label("Số quyết định").fill("05/QĐ-MẪU")
    page.get_by_label("Chức vụ người ký").fill("Chủ tịch")
    press(page, "Ghi quyết định")

    page.get_by_text("05/QĐ-MẪU").first.wait_for()
    assert "Tổ khuyến học Mẫu" in page.inner_text("#content")
    assert width_of(page) <= PHONE["width"]


def test_a_child_is_nominated_and_somebody_else_approves_the_award(opened: Open, land: make.Country) -> None:
    make.fund(land.commune, by=account("association"), cash=5_000_000)
    page = opened("association", "scholarships/open/")
    page.get_by_label("Tên đợt").fill("Đợt hè (mẫu)")
    page.get_by_label("Mỗi suất (đồng)").fill("300.000")
    press(page, "Mở đợt")
    page.get_by_role("link", name="Đề cử", exact=True).click()
    page.get_by_label("Họ và tên").fill("Mẫu Văn Em")
    page.get_by_label("Năm sinh").fill("2014")
    page.get_by_label("Cha mẹ hoặc người giám hộ đã đồng ý cho ghi tên em").check()
    page.get_by_label("Em đã đồng ý (từ 7 tuổi)").check()
    press(page, "Đề cử")
    page.get_by_role("link", name="Xong, về danh sách").click()
    page.locator("input[name=nomination]").check()
    press(page, "Đã xét những người được đánh dấu")
    page.get_by_text("Đã xét 1").first.wait_for()
    number = last_of(page)

    page = opened("committee", f"scholarships/{number}/decide/")
    page.get_by_label("Mẫu Văn Em").check()
    page.get_by_label("Quyết định số").fill("06/QĐ-MẪU")
    page.get_by_label("Người ký").fill("Chủ tịch")
    press(page, "Duyệt trao")

    page.get_by_text("06/QĐ-MẪU").first.wait_for()
    assert width_of(page) <= PHONE["width"]


def test_an_announcement_is_written_and_anybody_reads_it_once_another_let_it_out(
    page: Page, opened: Open, live_server: LiveServer, land: make.Country
) -> None:
    written = opened("association", "stories/write/")
    written.get_by_label("Bài kể về").select_option("announcement")
    written.get_by_label("Tiêu đề").fill("Tuần lễ học tập suốt đời (mẫu)")
    written.get_by_label("Nội dung").fill("Mời bà con đến nhà văn hóa đọc sách.")
    press(written, "Lưu")
    press(written, "Gửi duyệt")
    number = last_of(written)

    press(opened("committee", f"stories/{number}/"), "Duyệt và đăng")
    page.goto(f"{live_server.url}/public/{land.commune.pk}/stories/")

    page.get_by_role("link", name="Tuần lễ học tập suốt đời (mẫu)").click()
    assert "Mời bà con đến nhà văn hóa đọc sách." in page.inner_text("#content")


def test_a_clan_keeps_its_convention(opened: Open, land: make.Country) -> None:
    clan = make.subject(Title.CLAN, land.hamlet, by=account("association"), name="Dòng họ Mẫu")
    page = opened("association", f"clans/{clan.pk}/")
    page.get_by_text("Ghi thêm văn bản").click()
    page.get_by_label("Ngày của văn bản").fill("01/02/2020")
    page.get_by_label("Tên văn bản").fill("Quy ước khuyến học của họ (mẫu)")
    page.get_by_label("Nội dung").fill("Mỗi cháu đỗ đạt được họ thưởng.")
    press(page, "Ghi")

    page.get_by_text("Đã ghi văn bản của dòng họ.").wait_for()
    assert "Mỗi cháu đỗ đạt được họ thưởng." in page.inner_text("#content")
    assert width_of(page) <= PHONE["width"]
