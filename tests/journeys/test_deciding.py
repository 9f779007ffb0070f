"""A decision from the list to the certificate that anybody checks, without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Certificate
from khuyenhoc.domain.titles import Title
from tests import make, scene

PHONE = 360


@pytest.fixture
def proposed(transactional_db: None) -> str:
    """Three households proposed; the address of the page on which the committee decides."""
    land = make.country()
    make.published_sets()
    who = make.people(land)
    who.committee.set_password(scene.PASSPHRASE)
    who.committee.save()
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(3, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    ids = [case.pk for case in cases]
    assessments.verify(ids, by=who.association, at=make.NOON + timedelta(hours=3))
    recognition.propose(ids, place=land.commune.pk, by=who.association, at=make.NOON + timedelta(hours=4))
    return f"/work/{opened.pk}/{land.commune.pk}/decide/"


def test_the_committee_refuses_one_signs_and_a_stranger_checks_a_certificate(
    browser: Browser, live_server: LiveServer, proposed: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/?next={proposed}")
    page.get_by_label("Tên đăng nhập").fill("committee")
    page.get_by_label("Mật khẩu").fill(scene.PASSPHRASE)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()

    page.get_by_role("checkbox", name="Hộ mẫu 2").check()
    page.get_by_label("Lý do").fill("Thiếu minh chứng")
    page.get_by_role("button", name="Không công nhận (ghi lý do)").click()
    page.get_by_role("link", name="Xem lại và ký").click()
    page.get_by_label("Chức vụ người ký").fill("Chủ tịch")
    page.get_by_role("button", name="Xem quyết định sẽ ký").click()
    page.get_by_role("button", name="Ký quyết định").click()
    signed = page.inner_text("main")

    stranger = browser.new_context(viewport={"width": PHONE, "height": 800}).new_page()
    stranger.goto(f"{live_server.url}/c/")
    stranger.get_by_label("Mã tra cứu trên giấy công nhận").fill(
        Certificate.objects.order_by("pk")[0].code.lower()
    )
    stranger.get_by_role("button", name="Tra cứu", exact=True).click()

    assert "Đã ký quyết định số" in signed
    assert "Thiếu minh chứng" in signed
    assert "Giấy này đúng và đang có giá trị." in stranger.inner_text("main")
    assert "Hộ mẫu 1" in stranger.inner_text("main")
    context.close()
    stranger.context.close()
