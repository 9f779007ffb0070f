"""Branches, officers, members, fees and clans' books on their pages: shown, changed, refused, pressed twice."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.models import (
    Branch,
    BranchChange,
    ClanPaper,
    Fee,
    Membership,
    Officer,
    PartyMember,
)
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import life, make
from tests.scene import Scene
from tests.web.preparing import a_document, a_picture
from tests.workbooks import books

SignIn = Callable[[User], Client]


@pytest.fixture
def branch(shown: Scene) -> Branch:
    return life.branch(shown)


@pytest.fixture
def client(shown: Scene, as_user: SignIn) -> Client:
    return as_user(shown.who.association)


def at(name: str, branch: Branch, *more: object) -> str:
    return reverse(name, args=[branch.place_id, branch.pk, *more])


def day(shown: object = None) -> str:
    return f"{today():%d/%m/%Y}"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_place_shows_its_tree_and_finds_a_branch_in_any_spelling(
    shown: Scene, branch: Branch, client: Client
) -> None:
    address = reverse("branches", args=[shown.land.commune.pk])

    whole, found, none = (text(client, address + query) for query in ("", "?q=chi+hoi+ban", "?q=khong+co"))

    assert "Sơ đồ tổ chức" in whole
    assert whole.index("Hội Khuyến học cơ sở mẫu") < whole.index("Chi hội Bản Một")
    assert "Mẫu Thị An" in found  # its chair
    assert "Chi hội Bản Một" not in none
    assert client.get(reverse("branches_file", args=[shown.land.commune.pk, "xlsx"])).status_code == 200
    post = life.chair(shown)
    told = text(client, reverse("officers_file", args=[shown.land.commune.pk, "csv"]))
    assert post.branch.name in told
    assert association.name_of(post) in told


def test_a_branch_is_opened_changed_and_closed_once_however_often_it_is_pressed(
    shown: Scene, branch: Branch, client: Client
) -> None:
    sent = {
        "key": "k1",
        "kind": "chi_hoi",
        "name": "Chi hội Bản Hai",
        "since": "01/02/2024",
        "parent": str(branch.parent_id),
        "body": "",
        "body_kind": "",
    }
    place = shown.land.commune.pk
    answers = [client.post(reverse("branch_open", args=[place]), sent).status_code for _ in range(2)]
    new = Branch.objects.get(name="Chi hội Bản Hai")
    change = {"key": "k2", "name": "Chi hội Hai", "kind": "chi_hoi", "parent": "", "on": "01/03/2025"}
    refused = client.post(at("branch_change", new), change | {"on": ""})
    client.post(at("branch_change", new), change)
    shown_now = text(client, at("branch", new))
    client.post(at("branch_close", new), {"key": "k3", "on": day()})

    assert answers == [302, 302]
    assert "Hãy ghi ngày thay đổi" in refused.content.decode()
    assert BranchChange.objects.get(branch=new).name_before == "Chi hội Bản Hai"
    assert "Đến hết ngày 28/02/2025: Chi hội Bản Hai" in shown_now
    assert Branch.objects.get(pk=new.pk).until == today()


def test_a_post_is_handed_over_to_somebody_of_the_register(
    shown: Scene, branch: Branch, client: Client
) -> None:
    old, second = life.chair(shown), life.members(shown)[1]
    address = at("officer", branch, old.pk)
    offered = text(client, f"{address}?q=binh")
    nobody = client.post(address, {"key": "k", "since": day(), "name": "", "note": ""})
    client.post(address, {"key": "k", "since": day(), "person": str(second), "note": "Sổ và quỹ"})

    assert "Mẫu Văn Bình" in offered
    assert "Hãy chọn một người trong sổ, hoặc ghi họ và tên." in nobody.content.decode()
    new = Officer.objects.get(person=second)
    assert (new.after, new.note, Officer.objects.get(pk=old.pk).until) == (old, "Sổ và quỹ", today())
    assert "Mẫu Văn Bình" in text(client, at("branch_officers", branch))


def test_congresses_and_meetings_stand_under_each_other(branch: Branch, client: Client) -> None:
    sent = {"key": "k", "number": "14", "held_on": "01/06/2024", "until": "", "delegates": "", "note": ""}
    client.post(at("branch_congresses", branch), sent)
    term = branch.terms.get()
    enter = f"{reverse('gathering_add', args=[branch.place_id, 'meeting'])}?committee={term.pk}"
    about = {
        "key": "k",
        "title": "Bầu ban thường vụ",
        "committee": term.pk,
        "number": "1",
        "term": "",
        "body": "",
    }

    offered = text(client, enter)
    early = client.post(enter, {**about, "held_on": "31/05/2024"}).content.decode()
    client.post(enter, {**about, "held_on": "02/06/2024"})
    again = client.post(enter, {**about, "key": "l", "held_on": "03/06/2024"}).content.decode()
    told = text(client, at("branch_congresses", branch))

    assert "khóa XIV (2024–2029)" in offered
    assert "Hội nghị Ban Chấp hành lần thứ 1" in offered
    assert "bắt đầu từ đại hội ngày 01/06/2024" in early
    assert "Lần thứ 1 của nhiệm kỳ 2024–2029 đã có trong sổ" in again
    assert "Kỳ họp thứ 1, ngày 02/06/2024" in told

    assert "Đại hội lần thứ XIV" in told
    assert "nhiệm kỳ 2024–2029" in told
    assert "Bầu ban thường vụ" in told


def test_those_ticked_pay_once_and_get_a_receipt(shown: Scene, branch: Branch, client: Client) -> None:
    year, people = today().year, life.members(shown)
    book = at("members", branch)
    sent = {"key": "k", "do": "pay", "year": year, "on": day(), "person": people[:2]}
    without_rate = client.post(book, sent)
    client.post(at("fees", branch, year), {"key": "r", "amount": "30.000 đồng"})
    answers = [client.post(book, sent).status_code for _ in range(2)]
    client.post(book, sent | {"key": "l", "do": "exempt", "person": people[2:], "reason": "Hộ nghèo"})
    fees = text(client, at("fees", branch, year))

    assert f"Chưa có mức hội phí năm {year}." in without_rate.content.decode()
    assert answers == [302, 302]
    paid, exempt = Fee.objects.filter(number__isnull=False), Fee.objects.filter(number__isnull=True)
    assert sorted(paid.values_list("number", "amount")) == [(1, 30_000), (2, 30_000)]
    assert exempt.get().person_id == people[2]
    assert "60.000 đồng" in fees
    assert "sáu mươi nghìn đồng" in fees
    assert "Hộ nghèo" in fees
    paper = client.get(at("fee_receipts", branch, year))
    assert paper.content.startswith(b"%PDF")
    first = Fee.objects.get(number=1)
    client.post(at("fees", branch, year), {"key": "c", "cancel": "1", "fee": first.pk, "reason": "Ghi nhầm"})
    assert Fee.objects.get(pk=first.pk).cancelled_for == "Ghi nhầm"


def test_members_join_leave_and_come_back_by_one_press(shown: Scene, branch: Branch, client: Client) -> None:
    new = make.subject(Title.CITIZEN, shown.land.hamlet, by=shown.who.branch, name="Mẫu Thị Đào")
    joining = at("members_join", branch)
    assert "Mẫu Thị Đào" in text(client, f"{joining}?q=dao")
    client.post(joining, {"key": "k", "person": new.pk, "joined": "01/02/2024"})
    assert association.number_of(branch, today()) == 4

    sent = {"key": "m", "do": "leave", "year": today().year, "on": day(), "person": new.pk}
    client.post(at("members", branch), sent)
    assert association.number_of(branch, today()) == 3
    assert "Mẫu Thị Đào" in text(client, at("members", branch) + "?show=gone")
    member = text(client, reverse("subject", args=[life.members(shown)[0]]))
    assert branch.name in member
    assert "01/05/2021" in member
    client.post(at("members_undo", branch, "leave"), {"key": "u", "person": new.pk})

    assert association.number_of(branch, today()) == 4
    nobody = client.post(
        at("members", branch), {name: told for name, told in sent.items() if name != "person"} | {"key": "n"}
    )
    assert "Chưa đánh dấu ai." in nobody.content.decode()


def test_a_branch_offers_a_member_to_another_which_hears_of_it_at_home_and_answers(
    shown: Scene, branch: Branch, as_user: SignIn
) -> None:
    giver = as_user(make.user("giver", Role.BRANCH, shown.land.hamlet))
    into, person = life.base(shown), life.members(shown)[-1]
    sent = {"key": "m", "do": "move", "year": today().year, "on": day(), "into": into.pk, "person": person}
    assert "chờ nơi đó nhận" in text(giver, at("members", branch))
    told = giver.post(at("members", branch), sent, follow=True).content.decode()
    assert "Đã đề nghị chuyển 1 hội viên" in told
    assert association.number_of(branch, today()) == 3

    taker, address = as_user(shown.who.association), reverse("transfers", args=[shown.land.commune.pk])
    assert "Hội viên nơi khác đề nghị chuyển đến" in text(taker, reverse("home"))
    (offer,) = association.waiting_to_come(shown.land.commune.pk, today())
    without = taker.post(address, {"key": "a", "do": "refuse", "offer": offer.pk})
    assert "Hãy ghi vì sao không nhận." in without.content.decode()
    for _ in range(2):
        taker.post(address, {"key": "b", "do": "accept", "offer": offer.pk})

    assert (association.number_of(branch, today()), association.number_of(into, today())) == (2, 1)
    taker.post(reverse("transfers_undo", args=[shown.land.commune.pk]), {"key": "u", "offer": offer.pk})
    assert association.number_of(branch, today()) == 3


def test_who_is_in_the_party_is_seen_by_those_who_keep_the_book_alone(
    shown: Scene, branch: Branch, client: Client, as_user: SignIn
) -> None:
    sent = {"key": "k", "do": "party", "year": today().year, "on": "", "person": life.members(shown)[0]}
    client.post(at("members", branch), sent)

    assert PartyMember.objects.get().since is None
    assert "Mẫu Thị An" in text(client, at("members", branch) + "?show=party")
    official = as_user(shown.who.committee)
    assert "đảng viên" not in text(official, at("members", branch)).lower()
    assert official.get(at("members", branch) + "?show=party").status_code == 400
    assert b"PDF" in client.get(at("member_cards", branch)).content[:8]


def test_a_workbook_is_looked_at_and_taken_in_whole_or_not_at_all(
    shown: Scene, branch: Branch, client: Client, tmp_path: Path
) -> None:
    make.subject(Title.CITIZEN, shown.land.hamlet, by=shown.who.branch, name="Mẫu Thị Đào")
    rows = [["Họ và tên", "Năm sinh", "Vào hội từ ngày", "Đảng viên"], ["mẫu thị đào", "", "5/11/2020", "x"]]

    def looked(*more: list[str]) -> str:
        sheets: dict[str, Any] = {"Hội viên": [*rows, ["Mẫu Thị An", "", "", ""], *more]}
        file = books.made(tmp_path, **sheets)
        sent = SimpleUploadedFile("hoi-vien.xlsx", file.read_bytes())
        return client.post(at("members_import", branch), {"file": sent}).content.decode()

    faulty = looked(["Người Lạ", "", "", ""], ["Mẫu Thị An", "", "", ""])
    assert "Người Lạ: chưa có trong sổ ở đây" in faulty
    assert "Người này đã có ở dòng 3." in faulty
    assert "Kết nạp tất cả" not in faulty
    sound = looked()
    token = sound.split('name="token" value="')[1][:32]
    sent = {"key": "k", "token": token, "name": "hoi-vien.xlsx"}
    answers = [client.post(at("members_import", branch), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    made = Membership.objects.get(person__name="Mẫu Thị Đào")
    assert (made.joined.isoformat(), PartyMember.objects.get().person) == ("2020-11-05", made.person)


def test_a_clan_keeps_its_convention_with_pictures_of_the_sheets_and_pdfs(
    shown: Scene, client: Client
) -> None:
    clan, place = life.clan(shown), shown.land.commune.pk
    address = reverse("clan", args=[place, clan.pk])
    sent = {"key": "k", "kind": "convention", "title": "Quy ước họ mẫu", "dated": "01/02/2020", "text": ""}
    client.post(address, sent)
    paper = ClanPaper.objects.get()
    at_paper = reverse("clan_paper", args=[place, clan.pk, paper.pk])
    client.post(at_paper, {"key": "p", "file": a_picture(shown)})
    sheet = paper.sheets.get()
    client.post(at_paper, {"key": "f", "file": a_document(shown)})
    file = paper.files.get()
    kept = client.get(reverse("clan_file", args=[place, clan.pk, file.name]))
    change = [reverse("clan_file_change", args=[place, clan.pk, paper.pk, what]) for what in ("off", "back")]
    off = client.post(change[0], {"key": "o", "file": file.pk}, follow=True).content.decode()
    client.post(change[1], {"key": "b", "file": file.pk})
    at_picture = reverse("clan_sheet", args=[place, clan.pk, sheet.name, "small"])
    change = [reverse("clan_sheet_change", args=[place, clan.pk, paper.pk, what]) for what in ("off", "back")]
    client.post(change[0], {"key": "so", "file": sheet.pk})
    without = client.get(at_picture).status_code
    client.post(change[1], {"key": "sb", "file": sheet.pk})
    picture = client.get(at_picture)

    assert without == 404
    assert "Quy ước họ mẫu" in text(client, address)
    assert "Xem quỹ ở đây" in text(client, address)
    assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert io.BytesIO(picture.content).read(2) == b"\xff\xd8"
    assert (kept["Content-Disposition"], kept["X-Content-Type-Options"]) == (
        f'attachment; filename="van-ban-{paper.pk}-{file.pk}.pdf"',
        "nosniff",
    )
    assert kept.content.startswith(b"%PDF-")
    assert b"JavaScript" not in kept.content
    assert file.name not in off
    assert file.name in text(client, at_paper)
    client.post(at_paper, {"key": "q", "remove": "1"})
    assert "Quy ước họ mẫu" not in text(client, address)
    assert clan.name in text(client, reverse("clans", args=[place]))


def test_a_place_tells_its_members_over_the_years(shown: Scene, branch: Branch, client: Client) -> None:
    told = text(client, reverse("members_at", args=[shown.land.commune.pk]))

    file = text(client, reverse("members_at_file", args=[shown.land.commune.pk, "csv"]))
    assert f"{today().year}" in file
    assert "Qua các năm" in told
    assert ">3<" in told
    assert "–" in told


def test_nobody_from_elsewhere_sees_or_changes_anything(
    shown: Scene, branch: Branch, as_user: SignIn
) -> None:
    far = as_user(make.user("far", Role.BRANCH, shown.land.far_hamlet))
    person = Subject.objects.get(pk=life.members(shown)[0])

    answers = {
        far.get(at(name, branch, *more)).status_code
        for name, more in (("branch", ()), ("members", ()), ("fees", (today().year,)), ("members_join", ()))
    }
    pressed = far.post(
        at("members", branch),
        {"key": "k", "do": "leave", "year": today().year, "on": day(), "person": person.pk},
    )

    assert answers == {404}
    assert pressed.status_code == 404
    assert not Membership.objects.filter(left__isnull=False).exists()
