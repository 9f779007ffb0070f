"""A year from the first tick to the certificate: by hand, by card, across a merger, and two at once."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Attendance
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.cards import actions as cards
from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Certificate, Decision
from khuyenhoc.apps.reform import actions as reforming
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.web.request import today
from tests import make
from tests.journeys.person import PHONE, press

HOMES, BY_HAND = 30, 2


class Village:
    """A commune with a running round, and whoever works there."""

    def __init__(self, title: Title, homes: int) -> None:
        self.land = make.country()
        make.published_sets()
        self.who = make.people(self.land)
        self.round = make.a_round(title, self.land.province, by=self.who.province, year=today().year)
        self.homes = make.households(homes, self.land.hamlet, by=self.who.branch) if homes else []

    def at(self, step: str, *, place: Place | None = None) -> str:
        return f"/work/{self.round.pk}/{(place or self.land.commune).pk}/{step}/"

    def assess(self, rows: list[Registration]) -> list[Assessment]:
        return make.assessed(rows, by=self.who.branch)

    def review(self, cases: list[Assessment]) -> None:
        assessments.review_cases(
            self.land.hamlet.pk,
            {case.pk: make.ALL_AGREE for case in cases},
            attendance=Attendance(
                today(), invited=30, present=24, chair="Chi hội trưởng", secretary="Thư ký"
            ),
            not_carried="Chưa nhất trí",
            by=self.who.branch,
            at=timezone.now() - timedelta(minutes=5),
        )


def keep(page: Page, name: str) -> None:
    """A picture of the top of a page for the guide, in the folder that KHUYENHOC_PICTURES names."""
    folder = os.environ.get("KHUYENHOC_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=Path(folder) / f"{name}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": PHONE["width"], "height": 1_200},
        )


def answer(page: Page) -> None:
    """An answer to every question of the form, pressed or typed."""
    for code, value in make.best(make.sets.rules(Round.objects.get().criteria_set)).items():
        asked = page.locator(f'[name="a:{code}"]')
        if asked.first.get_attribute("type") != "radio":
            asked.fill(value)
        else:
            best = asked.and_(page.locator(f'[value="{value}"]'))
            (best if best.count() else asked.first).check(force=True)


def hand_in(page: Page, reason: str = "") -> None:
    press(page, "Xem lại và nộp")
    if reason:
        page.get_by_label("Đã sửa gì so với lần trước?").fill(reason)
    page.locator("input[name=consent]").first.check(force=True)
    submit(page)


def submit(page: Page) -> None:
    """Hand the form in, knowing which questions nobody answered, where there are any."""
    if (gaps := page.locator("input[name=incomplete]")).count():
        gaps.check(force=True)
    press(page, "Nộp phiếu")


def meet(page: Page) -> None:
    page.get_by_label("Số người được mời").fill("30")
    page.get_by_label("Số người có mặt").fill("24")
    page.get_by_label("Người chủ trì").fill("Chi hội trưởng")
    page.get_by_label("Thư ký").fill("Thư ký")
    press(page, "Ghi kết quả họp")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_hamlet_goes_from_the_first_tick_to_certificates_that_anybody_checks(
    transactional_db: None, people: Any, scripts: bool
) -> None:
    village = Village(Title.HOUSEHOLD, HOMES)
    branch = people(village.who.branch, scripts=scripts)
    officer = people(village.who.association, scripts=scripts)

    page = branch.opens(village.at("walk", place=village.land.hamlet))
    for tick in page.locator("input[name=subject]").all():
        tick.check(force=True)
    page.locator("input[name=consent]").first.check(force=True)
    keep(page, "year-register")
    press(page, "Đăng ký những tên được đánh dấu")
    page.get_by_text(f"Đã đăng ký {HOMES} tên.").wait_for()
    for _ in range(BY_HAND):
        page = branch.opens(village.at("walk", place=village.land.hamlet) + "?show=to_assess")
        page.get_by_role("link", name="Đánh giá", exact=True).first.click()
        answer(page)
        keep(page, "year-assess")
        hand_in(page)
    rows = list(Registration.objects.filter(assessment=None).order_by("pk"))
    assert len(rows) == HOMES - BY_HAND
    village.assess(rows)
    meet(branch.opens(village.at("meeting", place=village.land.hamlet)))
    keep(branch.page, "year-minutes")
    assert set(Assessment.objects.values_list("state", flat=True)) == {State.REVIEWED}

    page = officer.opens(village.at("verify"))
    page.get_by_role("link", name="Hộ mẫu 7", exact=True).click()
    page.locator("input[name=indicator]").first.check(force=True)
    page.get_by_label("Lý do").fill("Thiếu minh chứng")
    keep(page, "year-return")
    press(page, "Trả lại")
    page = officer.opens(village.at("verify"))
    for tick in page.locator("input[name=case]").all():
        tick.check(force=True)
    press(page, "Xác minh các hồ sơ đã đánh dấu")
    page.get_by_text(f"Đã xác minh {HOMES - 1} hồ sơ.").wait_for()

    page = branch.opens(village.at("walk", place=village.land.hamlet) + "?show=returned")
    assert "Thiếu minh chứng" in page.inner_text("main")
    page.get_by_role("link", name="Sửa phiếu").click()
    keep(page, "year-mend")
    hand_in(page, reason="Đã bổ sung minh chứng")
    meet(branch.opens(village.at("meeting", place=village.land.hamlet)))
    page = officer.opens(village.at("verify"))
    page.locator("input[name=case]").check(force=True)
    press(page, "Xác minh các hồ sơ đã đánh dấu")
    page = officer.opens(village.at("propose"))
    press(page, f"Đề nghị cả {HOMES} hồ sơ")
    keep(page, "year-proposed")

    page = people(village.who.committee, scripts=scripts).opens(village.at("decide") + "sign/")
    page.get_by_label("Chức vụ người ký").fill("Chủ tịch")
    press(page, "Xem quyết định sẽ ký")
    press(page, "Ký quyết định")
    page.get_by_text("Đã ký quyết định số").wait_for()
    keep(page, "year-signed")
    mended = Certificate.objects.get(recognition__subject__name="Hộ mẫu 7")
    page = people(scripts=scripts).opens("/c/")
    page.get_by_label("Mã tra cứu trên giấy công nhận").fill(mended.code)
    press(page, "Tra cứu")
    keep(page, "year-certificate")

    assert "Giấy này đúng và đang có giá trị." in page.inner_text("main")
    assert Certificate.objects.count() == HOMES


def test_a_citizen_answers_by_the_code_on_a_card(transactional_db: None, people: Any) -> None:
    village = Village(Title.CITIZEN, 0)
    sang = make.subject(Title.CITIZEN, village.land.hamlet, by=village.who.branch, name="Mẫu Thị Sáng")
    row = make.registered(village.round, [sang], by=village.who.branch)[0]
    card = cards.issue([row.pk], draw=lambda _: 12345, by=village.who.branch, at=timezone.now())[0]

    page = people().opens("/cards/")
    page.locator("input[name=code]").fill(card.code.lower())
    press(page, "Mở phiếu của tôi")
    answer(page)
    keep(page, "card-form")
    press(page, "Xem lại và nộp")
    submit(page)

    assert Assessment.objects.get().state == State.SELF_ASSESSED
    assert "Mẫu Thị Sáng" in page.inner_text("main")


def test_a_branch_is_handed_over_by_a_code_read_aloud(transactional_db: None, people: Any) -> None:
    village = Village(Title.HOUSEHOLD, 3)
    held = Grant.objects.get(user=village.who.branch)
    officer, heir = people(village.who.association), people()

    page = officer.opens(f"/people/grants/{held.pk}/hand-over/")
    page.get_by_label("Họ và tên người nhận bàn giao").fill("Mẫu Văn Bình")
    page.get_by_label("Bàn giao từ ngày").fill(today().strftime("%d/%m/%Y"))
    press(page, "Lấy mã mời")
    code = page.inner_text(".code")
    keep(page, "hand-over-code")
    page = heir.opens("/join/")
    page.get_by_label("Mã mời").fill(code.replace("-", " ").lower())
    press(page, "Tiếp tục")
    page.get_by_label("Tên đăng nhập").fill("binh.banmot")
    for field in page.locator("input[type=password]").all():
        field.fill("mot mat khau that dai va la")
    press(page, "Nhận việc")
    keep(page, "hand-over-done")
    page = heir.opens(village.at("walk", place=village.land.hamlet))

    assert page.locator("input[name=subject]").count() == 3
    gone = people(village.who.branch).opens(village.at("walk", place=village.land.hamlet))
    assert gone.locator("input[name=subject]").count() == 0


MERGER = """
title = "Sắp xếp mẫu"
on = {day}
legal_reference = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
[[deed]]
kind = "merge"
places = ["xã Mẫu Đông", "xã Mẫu Tây"]
into = {{ name = "xã Mẫu Mới" }}
"""


def test_a_merger_carries_drafts_and_decisions_in_flight(transactional_db: None, people: Any) -> None:
    village = Village(Title.HOUSEHOLD, 3)
    who, land = village.who, village.land
    rows = make.registered(village.round, village.homes, by=who.branch)
    branch = people(who.branch)
    page = branch.opens(f"/registrations/{rows[0].pk}/assess/")
    answer(page)
    press(page, "Lưu, làm tiếp sau")
    cases = village.assess(rows[1:])
    village.review(cases)
    earlier = timezone.now() - timedelta(minutes=4)
    assessments.verify([case.pk for case in cases], by=who.association, at=earlier)
    recognition.propose([case.pk for case in cases], place=land.commune.pk, by=who.association, at=earlier)

    now: datetime = timezone.now()
    reforming.reform(plans.read(MERGER.format(day=today())), by=who.centre, at=now)
    new = Place.objects.get(versions__name="Mẫu Mới")
    heir = make.user("heir", Role.DECIDING_BODY, new)
    clerk = make.user("clerk", Role.BRANCH, land.hamlet)
    Grant.objects.filter(user__in=[heir, clerk]).update(valid_from=today())

    page = people(clerk).opens(f"/registrations/{rows[0].pk}/assess/")
    assert (
        page.locator("input[type=radio]:checked").count() or page.locator("input[inputmode=decimal]").count()
    )
    hand_in(page)
    page = people(heir).opens(village.at("decide", place=new) + "sign/")
    page.get_by_label("Chức vụ người ký").fill("Chủ tịch")
    press(page, "Xem quyết định sẽ ký")
    keep(page, "merger-decide")
    press(page, "Ký quyết định")
    page.get_by_text("Đã ký quyết định số").wait_for()

    assert Assessment.objects.get(registration=rows[0]).state == State.SELF_ASSESSED
    assert Decision.objects.get().place_id == new.pk
    assert Certificate.objects.count() == 2


def test_of_two_officers_at_one_case_the_second_is_told(transactional_db: None, people: Any) -> None:
    village = Village(Title.HOUSEHOLD, 1)
    other = make.user("second", Role.COMMUNE_ASSOCIATION, village.land.commune)
    village.review(village.assess(make.registered(village.round, village.homes, by=village.who.branch)))
    first, second = people(village.who.association), people(other)
    for officer in (first, second):
        page = officer.opens(village.at("verify"))
        page.locator("input[name=case]").check(force=True)

    press(first.page, "Xác minh các hồ sơ đã đánh dấu")
    first.page.get_by_text("Đã xác minh 1 hồ sơ.").wait_for()
    press(second.page, "Xác minh các hồ sơ đã đánh dấu")
    keep(second.page, "two-officers")

    assert "Chưa ghi được." in second.page.inner_text("main")
    assert Assessment.objects.get().verified_by_id == village.who.association.pk
