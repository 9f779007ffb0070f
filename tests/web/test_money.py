"""Pages of funds and scholarships: what is shown, what a press changes, what is refused, who sees no names."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds import queries as books
from khuyenhoc.apps.funds.models import Voucher
from khuyenhoc.apps.scholarships import actions as awards
from khuyenhoc.apps.scholarships.actions import NewNominee
from khuyenhoc.domain.roles import Role
from khuyenhoc.web.request import today
from tests import make, scene
from tests.web.stories_money import entries

SignIn = Callable[[User], Client]


def test_income_is_entered_once_and_its_voucher_printed(shown: scene.Scene, as_user: SignIn) -> None:
    fund, client = scene.fund(shown), as_user(shown.who.branch)
    told = {
        "key": "k",
        "amount": "1,5 triệu",
        "donor": "companies",
        "holding": "bank",
        "day": f"{today():%d/%m/%Y}",
        "party": "Công ty Mẫu",
    }
    address = reverse("fund_income", args=[fund.pk])

    look = client.post(address, told).content.decode()
    is_written_by_looking = Voucher.objects.filter(fund=fund, party="Công ty Mẫu").exists()
    edited = client.post(address, told | {"step": "edit"}).content.decode()
    write = told | {"step": "write"}
    first, again = client.post(address, write), client.post(address, write)

    assert not is_written_by_looking
    assert "Một triệu năm trăm nghìn đồng" in " ".join(look.split())
    assert "(+1.500.000)" in look
    assert 'value="1,5 triệu"' in edited
    assert first.headers["Location"] == again.headers["Location"]
    made = Voucher.objects.get(fund=fund, party="Công ty Mẫu")
    page = client.get(first.headers["Location"]).content.decode()
    assert "1.500.000 đ" in page
    assert "Một triệu năm trăm nghìn đồng" in " ".join(page.split())
    paper = client.get(reverse("fund_voucher_paper", args=[made.pk]))
    assert paper.content.startswith(b"%PDF")
    assert books.holdings_at(fund.pk, today()).bank == 1_500_000


def test_more_than_there_is_is_refused_in_a_sentence_and_stays_typed(
    shown: scene.Scene, as_user: SignIn
) -> None:
    fund, client = scene.fund(shown), as_user(shown.who.branch)
    told = {
        "key": "k",
        "amount": "99 triệu",
        "purpose": "movement",
        "holding": "cash",
        "day": f"{today():%d/%m/%Y}",
        "about": "Lễ mẫu",
        "unnamed": "on",
    }
    to_nobody = client.post(reverse("fund_spending", args=[fund.pk]), told | {"unnamed": ""})
    assert "Hãy ghi tên người nhận" in to_nobody.content.decode()
    in_kind = client.post(reverse("fund_spending", args=[fund.pk]), told | {"holding": "goods"})
    assert "Hãy ghi hiện vật là gì" in in_kind.content.decode()

    answer = client.post(reverse("fund_spending", args=[fund.pk]), told)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "tiền mặt sẽ thiếu 93.800.000 đồng" in page
    assert 'value="Lễ mẫu"' in page
    assert not Voucher.objects.filter(fund=fund, kind="payment").exists()


def test_everybody_reads_only_what_was_published_and_no_names(shown: scene.Scene, as_user: SignIn) -> None:
    fund, keeper = scene.fund(shown), as_user(shown.who.branch)
    keeper.post(reverse("fund_close", args=[fund.pk]), {"key": "c", "year": "2023", "confirmed": "yes"})
    address = reverse("public_fund", args=[fund.pk, 2023])
    hidden = Client().get(address).status_code
    keeper.post(reverse("fund_publish", args=[fund.pk, 2023]), {"key": "p", "way": "publish"})

    page = Client().get(address).content.decode()

    assert hidden == 404
    assert "200.000" in page
    assert "Mẫu Văn Tặng" not in page
    keeper.post(reverse("fund_publish", args=[fund.pk, 2023]), {"key": "b", "way": "back"})
    assert Client().get(address).status_code == 404


def test_a_workbook_is_looked_at_marked_taken_in_and_taken_in_twice_changes_nothing(
    shown: scene.Scene, as_user: SignIn
) -> None:
    fund, client = scene.fund(shown), as_user(shown.who.branch)
    address = reverse("fund_import", args=[fund.pk])

    wrong = client.post(address, {"file": entries("?")}).content.decode()
    right = client.post(address, {"file": entries("thu")})

    assert "Dòng 2, Thu hay chi: Không hiểu “?”. Chỉ ghi một trong: thu; chi." in wrong
    assert "Ghi vào sổ quỹ" not in wrong
    taking = right.context["taking"].initial
    client.post(reverse("fund_take_in", args=[fund.pk]), {"key": "t", **taking})
    assert Voucher.objects.filter(fund=fund, about="Ủng hộ", day__year=2024).count() == 1
    again = client.post(address, {"file": entries("thu")}).content.decode()
    assert "Tệp này không có gì mới." in again
    rows = [
        ["05/01/2024", "chi", amount, "tiền mặt", "Chi khác", "Mẫu Văn Nhận", "Việc mẫu"]
        for amount in ("1.000", "9 tỷ", "2.000")
    ]
    beyond = client.post(address, {"file": entries(*rows)}).content.decode()
    assert "Dòng 3, Số tiền" in beyond
    assert "Dòng 2, " not in beyond
    assert "Dòng 4, " not in beyond
    wrong_one = Voucher.objects.filter(fund=fund, about="Ủng hộ", day__year=2024).get()
    back = {"key": "b", "day": f"{today():%d/%m/%Y}", "reason": "Nhầm (mẫu)"}
    look = client.post(reverse("fund_correct", args=[wrong_one.pk]), back).content.decode()
    assert "-200.000 đ" in look.replace("−", "-")
    client.post(reverse("fund_correct", args=[wrong_one.pk]), back | {"step": "write"})
    paper = client.get(reverse("fund_voucher_paper", args=[wrong_one.corrected_by.pk]))
    assert paper.content.startswith(b"%PDF")


def test_several_years_add_up_on_the_page_and_in_the_file(shown: scene.Scene, as_user: SignIn) -> None:
    by, province = shown.who.province, shown.land.province.pk
    client, fund = as_user(by), make.fund(shown.land.other_commune, by=by, name="Quỹ khác")
    for year, amount in ((2022, 70_000), (2023, 200_000)):
        make.income(fund, amount, by=by, day=make.NOON.date().replace(year=year))

    one, years = ({"year": 2023}, {"since": 2023, "year": 2022})  # typed the other way round
    address = reverse("funds", args=[province])
    page, alone = client.get(address, years), client.get(address, one)
    told = client.get(reverse("funds_file", args=[province, "csv"]), years).content.decode("utf-8-sig")

    assert "2022–2023" in page.content.decode()
    assert page.context["totals"].raised_total - alone.context["totals"].raised_total == 70_000
    assert '"270000"' in told


def test_a_list_of_pupils_is_private_and_a_double_elsewhere_tells_the_place_alone(
    shown: scene.Scene, as_user: SignIn
) -> None:
    opened = scene.award(shown)
    far = make.fund(shown.land.other_commune, by=shown.who.province, name="Quỹ khác")
    theirs = make.award_round(far, by=shown.who.province, name="Đợt Kín Đáo")
    awards.nominate(
        theirs.pk, far.place_id, [NewNominee("Mẫu Thị Hoa", 2012)], by=shown.who.province, at=make.NOON
    )
    watching = as_user(make.user("watching", Role.OBSERVER, shown.land.commune))
    place = shown.land.commune.pk

    page = as_user(shown.who.committee).get(reverse("award_decide", args=[place, opened.pk])).content.decode()

    assert "Mẫu Thị Hoa" in page
    assert "Mẫu Tây" in page
    assert "Đợt Kín Đáo" not in page
    assert watching.get(reverse("award", args=[place, opened.pk])).status_code == 404
    totals = watching.get(reverse("scholarships", args=[place])).content.decode()
    assert "Mẫu Thị Hoa" not in totals
    assert "Danh sách có tên chỉ người giữ sổ" in totals


def test_somebody_nominated_before_is_asked_for_once_more_and_told_of_elsewhere(
    shown: scene.Scene, as_user: SignIn
) -> None:
    opened, client = scene.award(shown), as_user(shown.who.branch)
    other = make.award_round(scene.fund(shown), by=shown.who.association, name="Đợt mẫu khác")
    told = {"key": "n", "name": "MẪU THỊ HOA", "birth_year": "2012"}
    address = reverse("award_nominate", args=[opened.place_id, opened.pk])

    refused = client.post(address, told).content.decode()
    again = client.post(address, told | {"again": "1"})
    elsewhere = client.post(reverse("award_nominate", args=[other.place_id, other.pk]), told | {"key": "e"})

    assert "trong chính đợt này" in refused
    assert 'name="again"' in refused
    here, there = ([str(one) for one in get_messages(answer.wsgi_request)] for answer in (again, elsewhere))
    assert [one.startswith("Chú ý") for one in here] == [False]
    assert any("đã được đề cử trong một đợt khác" in one for one in there)


def test_who_put_a_child_forward_adds_the_consent_later(shown: scene.Scene, as_user: SignIn) -> None:
    opened = scene.award(shown)
    (row,) = awards.nominate(
        opened.pk, opened.place_id, [NewNominee("Mẫu Văn Sau", 2013)], by=shown.who.branch, at=make.NOON
    )
    address = reverse("award_complete", args=[opened.place_id, opened.pk, row.pk])
    told = {"key": "c", "guardian_agrees": "1", "child_agrees": "1", "school_class": "5A"}

    other = as_user(shown.who.association).post(address, told)
    own = as_user(shown.who.branch).post(address, told)
    row.refresh_from_db()

    assert "Chỉ người đã đề cử" in other.content.decode()
    assert (own.status_code, row.guardian_agrees, row.child_agrees, row.school_class) == (
        302,
        True,
        True,
        "5A",
    )


def test_the_book_costs_the_same_however_long_it_is(
    shown: scene.Scene, as_user: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fund, client = scene.fund(shown), as_user(shown.who.branch)
    for back in range(60):
        make.income(fund, 1_000, by=shown.who.branch, day=make.NOON.date() - timedelta(days=back))

    with django_assert_max_num_queries(30):
        page = client.get(reverse("fund", args=[fund.pk]))

    assert "Trang sau" in page.content.decode()
    assert len(page.context["rows"]) == 50
