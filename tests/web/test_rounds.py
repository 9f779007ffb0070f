"""Rounds on pages: opened after a look, derived, told with who has not begun, switched to another set and back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Round, SetSwitch
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]


@pytest.fixture
def land(db: None) -> make.Country:
    land = make.country()
    make.published_sets()
    return land


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def written(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def filled_in(place: int, **more: str) -> dict[str, str]:
    """The form of a household round of this year as somebody sends it."""
    year = today().year
    return {
        "key": "k",
        "place": str(place),
        "year": str(year),
        "of": "household.",
        "kind": "",
        "chosen": "household-mau@2023",
        "registration_from": f"01/01/{year}",
        "registration_to": f"31/12/{year}",
        "cut_off": f"01/09/{year}",
        "decide_to": f"31/01/{year + 1}",
        "quorum": "66,67",
        "majority": "50",
        "deciding_body": "UBND xã",
        "decision_suffix": "QĐ-UBND",
        **more,
    }


def this_years(land: make.Country, who: make.People, title: Title = Title.HOUSEHOLD) -> Round:
    """A round of the province that runs today, whatever day it is."""
    year = today().year
    return rounds.open_round(
        land.province.pk, make.plan(title, year=year), by=who.province, at=make.NOON.replace(year=year)
    )


def test_a_round_is_opened_after_everything_was_said_once_more(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.province)
    address = reverse("round_open")

    looked = client.post(address, filled_in(land.province.pk, look="1")).content.decode()
    opened_by_looking = Round.objects.count()
    shown = client.post(address, filled_in(land.province.pk, open="1"), follow=True).content.decode()

    assert "Sẽ mở đợt xét “Gia đình học tập”" in looked
    assert "có mặt ít nhất 66,67% người được mời; ít nhất 50,00% người có mặt đồng ý" in looked
    assert opened_by_looking == 0
    opened = Round.objects.get()
    assert (opened.place_id, opened.quorum, opened.majority) == (land.province.pk, 6_667, 5_000)
    assert opened.cut_off == date(today().year, 9, 1)
    assert "Đã mở đợt." in shown


def test_pressing_twice_opens_one_round(land: make.Country, who: make.People, as_user: SignIn) -> None:
    client = as_user(who.province)

    answers = [client.post(reverse("round_open"), filled_in(land.province.pk, open="1")) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"registration_to": "31/12/2001"}, "Ngày hết hạn đăng ký phải sau ngày bắt đầu."),
        ({"quorum": "hai phần ba"}, "Ghi một tỷ lệ phần trăm từ 0 đến 100"),
        ({"cut_off": "32/13/2026"}, "Ghi ngày như 5/11/2026"),
        ({"chosen": "clan-mau@2023"}, "Bộ tiêu chí này không dùng được vào ngày chốt danh sách"),
    ],
)
def test_what_cannot_be_opened_is_said_on_the_form_and_what_was_typed_stays(
    wrong: dict[str, str], said: str, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    page = as_user(who.province).post(
        reverse("round_open"), filled_in(land.province.pk, look="1", deciding_body="UBND xã Ghi Dở", **wrong)
    )

    assert page.status_code == 400
    assert said in page.content.decode()
    assert "UBND xã Ghi Dở" in page.content.decode()
    assert Round.objects.count() == 0


def test_a_second_round_of_the_kind_is_refused_when_it_is_looked_over(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    this_years(land, who)

    page = as_user(who.province).post(reverse("round_open"), filled_in(land.province.pk, look="1"))

    assert "Địa bàn này đã có đợt Gia đình học tập" in page.content.decode()


def test_the_form_begins_with_last_years_round_a_year_later(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=2023)

    page = (
        as_user(who.province)
        .get(f"{reverse('round_open')}?place={land.province.pk}&year=2024&of=household.")
        .content.decode()
    )

    assert "điền sẵn theo đợt năm 2023" in page
    assert 'value="01/09/2024"' in page
    assert 'value="66,67"' in page
    assert "UBND xã Mẫu Đông" in page


def test_the_set_made_for_the_place_is_offered_first_with_why(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    make.version_of(
        "household-mau@2023", "2024", ('scope = { place = ""', 'scope = { place = "tỉnh Mẫu Sơn"')
    )

    page = (
        as_user(who.province)
        .get(f"{reverse('round_open')}?place={land.province.pk}&of=household.")
        .content.decode()
    )

    assert page.index("household-mau@2024") < page.index("household-mau@2023")
    assert "làm cho tỉnh Mẫu Sơn" in page


def test_whoever_may_not_open_rounds_finds_no_such_page(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    elsewhere = make.user("elsewhere", Role.COMMUNE_ASSOCIATION, land.other_commune)
    opened = this_years(land, who)

    def status(user: User, name: str, *args: int, place: int) -> int:
        return as_user(user).get(reverse(name, args=args), {"place": place}).status_code

    assert status(who.branch, "round_open", place=land.commune.pk) == 404
    assert status(elsewhere, "round_open", place=land.commune.pk) == 404
    assert status(elsewhere, "round_derive", opened.pk, place=land.commune.pk) == 404
    assert status(who.association, "round_switch", opened.pk, place=land.province.pk) == 404
    assert status(elsewhere, "rounds", place=land.commune.pk) == 404
    assert status(elsewhere, "round", opened.pk, place=land.commune.pk) == 404
    assert status(elsewhere, "round", opened.pk, place=land.other_commune.pk) == 200


def test_a_commune_derives_a_round_of_its_own(land: make.Country, who: make.People, as_user: SignIn) -> None:
    parent, client = this_years(land, who), as_user(who.association)
    address, year = reverse("round_derive", args=[parent.pk]), today().year
    sent = {"key": "k", "place": land.commune.pk, "deciding_body": "UBND xã Mẫu Đông"}
    days = {"registration_from": f"01/03/{year}", "registration_to": f"30/06/{year}"}

    too_early = client.post(address, sent | days | {"registration_from": f"01/03/{year - 1}"})
    made = client.post(address, sent | days | {"key": "k2"}, follow=True).content.decode()

    assert "Đợt của địa phương phải nằm trong đợt của cấp trên" in too_early.content.decode()
    local = Round.objects.get(parent=parent)
    assert (local.place_id, local.registration_from) == (land.commune.pk, date(year, 3, 1))
    assert "đợt riêng" in made


def test_the_page_of_a_round_tells_who_has_not_begun_and_how_far_the_others_are(
    land: make.Country,
    who: make.People,
    as_user: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    opened = this_years(land, who)
    homes = make.households(3, land.hamlet, by=who.branch)
    make.registered(opened, homes, by=who.branch)
    client = as_user(who.association)
    client.get(reverse("round", args=[opened.pk]))

    with django_assert_max_num_queries(60):
        page = client.get(reverse("round", args=[opened.pk])).content.decode()

    assert "1 nơi chưa làm gì" in page
    idle, busy = page.split('class="framed"')
    assert "thôn Bản Hai" in idle
    assert "thôn Bản Một" in busy
    assert "3 đăng ký" in page


def test_the_list_tells_rounds_from_above_and_those_below_only_to_whoever_works_there(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    parent = this_years(land, who)
    rounds.derive_round(
        parent, land.commune.pk, by=who.association, at=make.NOON, deciding_body="UBND xã Mẫu Đông"
    )
    elsewhere = make.user("elsewhere", Role.COMMUNE_ASSOCIATION, land.other_commune)

    mine = as_user(who.association).get(reverse("rounds")).content.decode()
    provinces = as_user(who.province).get(reverse("rounds")).content.decode()
    others = as_user(elsewhere).get(reverse("rounds")).content.decode()
    above = as_user(elsewhere).get(reverse("rounds"), {"place": land.province.pk}).content.decode()

    assert mine.count('class="door"') == 2
    assert "đợt riêng của xã Mẫu Đông" in provinces
    assert others.count('class="door"') == 1
    assert "Mẫu Đông" not in above


def switch_form(to: str, **more: str) -> dict[str, str]:
    tomorrow = today() + timedelta(days=1)
    return {
        "key": "s",
        "chosen": to,
        "effective_on": written(tomorrow),
        "legal_reference": "01/QĐ-MẪU",
        "reason": "Có bộ mới (mẫu)",
        **more,
    }


def test_a_round_is_switched_after_its_effect_was_shown_and_switched_back(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    opened = this_years(land, who)
    make.registered(opened, make.households(2, land.hamlet, by=who.branch), by=who.branch)
    newer = make.version_of(
        "household-mau@2023", "2024", ('min_total_percent = "70.00"', 'min_total_percent = "75.00"')
    )
    client, address = as_user(who.province), reverse("round_switch", args=[opened.pk])

    looked = client.post(address, switch_form(newer.key, look="1")).content.decode()
    switched_by_looking = SetSwitch.objects.count()
    client.post(address, switch_form(newer.key, switch="1"))
    shown = client.get(reverse("round", args=[opened.pk])).content.decode()
    undone = client.post(
        reverse("round_switch_undo", args=[opened.pk]), {"key": "u", "reason": "Nhầm đợt"}, follow=True
    ).content.decode()

    assert "2 tên đã đăng ký mà chưa làm gì: làm theo bộ mới." in looked
    assert switched_by_looking == 0
    assert "01/QĐ-MẪU" in shown
    assert "Đã hủy ngày" in undone
    assert "Nhầm đợt" in undone
    assert SetSwitch.objects.get().cancelled_at is not None


def test_a_switch_that_cannot_be_says_why_and_keeps_what_was_typed(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    opened = this_years(land, who)
    newer = make.version_of("household-mau@2023", "2024")
    yesterday = written(today() - timedelta(days=1))

    page = as_user(who.province).post(
        reverse("round_switch", args=[opened.pk]),
        switch_form(newer.key, look="1", effective_on=yesterday),
    )

    assert page.status_code == 400
    assert "không đổi lùi ngày" in page.content.decode()
    assert "Có bộ mới (mẫu)" in page.content.decode()
    assert SetSwitch.objects.count() == 0


def test_a_form_begun_under_another_set_says_what_is_kept_and_what_to_answer_anew(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    opened = this_years(land, who)
    row = make.registered(opened, make.households(1, land.hamlet, by=who.branch), by=who.branch)[0]
    newer = make.version_of(
        "household-mau@2023",
        "2024",
        ('max = "10.00"\n  step = "0.50"', 'max = "12.00"\n  step = "0.50"'),
        ("Không có trẻ bỏ học giữa chừng", "Trong nhà không cháu nào bỏ học"),
    )
    client, form = as_user(who.branch), reverse("assess", args=[row.pk])
    yesterday = make.NOON.replace(year=today().year, month=today().month, day=today().day) - timedelta(days=1)
    assessments.keep_draft(
        row.pk, {"1.1": "a", "1.2": "8", "1.3": "có"}, evidence={}, revision=0, by=who.branch, at=yesterday
    )
    before = client.get(form).content.decode()
    as_user(who.province).post(
        reverse("round_switch", args=[opened.pk]),
        switch_form(newer.key, switch="1", effective_on=written(today())),
    )

    after = client.get(form).content.decode()

    assert "Đợt đã đổi sang bộ tiêu chí" not in before
    assert "Đợt đã đổi sang bộ tiêu chí household-mau@2024." in after
    assert '<a href="#q-1.2">1.2</a> – cách trả lời khác trước' in after
    assert 'hãy đọc lại: <a href="#q-1.3">1.3</a>' in after
    assert "<li>1.2: 8</li>" in after
    assert 'name="a:1.1" value="a" checked' in after
