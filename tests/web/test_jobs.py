"""Long work from its page to its outcome: begun, looked at while it runs, left, come back to, fetched."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.commendations import actions as praising
from khuyenhoc.apps.commendations.actions import NewPraise
from khuyenhoc.apps.jobs import actions
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.jobs import JobState
from khuyenhoc.web.builder import views as builder
from khuyenhoc.web.commendations import views as commendations
from khuyenhoc.web.criteria import rehearsing
from khuyenhoc.web.decisions import views as decisions
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.members import book
from khuyenhoc.web.request import today
from khuyenhoc.worker import cards, papers
from tests import life, make, scene
from tests.make import NOON
from tests.papers.reading import pages
from tests.scene import RECOGNISED, Scene
from tests.web.preparing import a_faulty_list
from tests.web.stories_money import entries
from tests.working import work

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _small_limits(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what a test can afford is long already."""
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's
    monkeypatch.setattr("khuyenhoc.web.uploading.UNPACKED_AT_ONCE", 1_000)
    monkeypatch.setattr(asking, "NAMES_AT_ONCE", 10)
    monkeypatch.setattr(asking, "ROWS_AT_ONCE", 10)
    monkeypatch.setattr(decisions, "IN_A_FILE", 50)
    monkeypatch.setattr(papers, "A_FILE", 50)
    monkeypatch.setattr(commendations, "IN_A_FILE", 1)
    monkeypatch.setattr(book, "MOST_CARDS", 1)
    monkeypatch.setattr(cards, "A_FILE", 1)
    monkeypatch.setattr(builder, "PLACES_AT_ONCE", 1)
    monkeypatch.setattr(rehearsing, "CASES_AT_ONCE", 1)


@pytest.fixture
def client(shown: Scene, as_user: SignIn) -> Client:
    return as_user(shown.who.association)


def send(client: Client, file: SimpleUploadedFile) -> str:
    answer = client.post(reverse("subjects_import"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def seen(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def press(client: Client, address: str, key: str = "k", **typed: str) -> str:
    answer = client.post(address, {"key": key, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_a_long_workbook_is_looked_over_taken_in_and_given_back_with_its_faults(
    shown: Scene, client: Client
) -> None:
    before = Subject.objects.count()
    address = send(client, a_faulty_list(shown))

    waiting, home = seen(client, address), seen(client, reverse("home"))
    work()
    looked = seen(client, address)
    untouched = Subject.objects.count()
    name = Job.objects.get().name
    taking = press(client, reverse("job_go_on", args=[name]))
    again = press(client, reverse("job_go_on", args=[name]))
    work()
    done = seen(client, taking)
    marking = press(client, f"{taking}mark/")
    work()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{marking}files/0/").content))

    assert "Đang chờ đến lượt" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert address in home
    assert "Bản không có" in looked
    assert "Nhập các dòng đúng, để lại các dòng lỗi" in looked
    assert (untouched, taking) == (before, again)
    assert "Đã nhập: 1 dòng mới, 0 dòng thay đổi." in done
    assert "1 dòng chưa nhập" in done
    assert Subject.objects.count() == before + 1
    assert "Bản không có" in str([[cell.value for cell in row] for row in book.worksheets[0].rows])
    assert "http-equiv" not in done


def test_a_rule_that_forbids_it_is_told_in_its_sentence_and_nothing_was_written(client: Client) -> None:
    address = send(client, SimpleUploadedFile("anh.xlsx", b"no workbook at all " * 100))

    work()

    page = seen(client, address)
    assert "Chưa làm được." in page
    assert "anh.xlsx" in page
    assert Job.objects.get().state == JobState.REFUSED


def test_all_certificates_of_a_decision_come_in_files_of_so_many(shown: Scene, client: Client) -> None:
    decision = scene.decision(shown).pk
    offer = reverse("decision_certificates", args=[decision])

    asked = seen(client, offer)
    address = press(client, offer)
    work()
    page = seen(client, address)
    files = [pages(client.get(f"{address}files/{number}/").content) for number in (0, 1)]

    assert f"{RECOGNISED} tên" in asked
    assert "Giấy 1–50 (PDF)" in page
    assert "Giấy 51–60 (PDF)" in page
    assert [len(one) for one in files] == [50, RECOGNISED - 50]
    assert client.get(f"{address}files/2/").status_code == 404


def test_long_papers_and_lists_are_made_beside_the_pages(shown: Scene, client: Client) -> None:
    place, opened = shown.land.commune.pk, shown.recognised[0].round_id
    listed = f"?place={place}&year=2023&kind=household&title=household&measure=registrations"
    offers = [
        reverse("decision_paper", args=[scene.decision(shown).pk]),
        reverse("proposal_paper", args=[scene.proposal(shown).pk]),
        reverse("registration_paper", args=[opened, shown.land.commune.pk]),
        reverse("subjects_file", args=["xlsx"]) + listed,
        reverse("cases_file", args=["csv"]) + listed,
        reverse("minutes_paper", args=[scene.meeting(shown).pk]),
        reverse("commend_certificates", args=[many_commended(shown)]),
        reverse("commend_list", args=[place]),
    ]

    addresses = []
    for number, offer in enumerate(offers):
        assert "máy cần một lúc để lập" in seen(client, offer), offer
        addresses.append(press(client, offer, key=f"k{number}"))
        assert work() == 1

    begins = [client.get(f"{address}files/0/").content[:3] for address in addresses]
    assert begins == [b"%PD", b"%PD", b"%PD", b"PK\x03", b"\xef\xbb\xbf", b"%PD", b"%PD", b"%PD"]


def many_commended(shown: Scene) -> int:
    """A decision of as many as are long in a test."""
    place, who = shown.land.commune.pk, shown.who
    wanted = [NewPraise("Gương sáng (mẫu)", name=f"Tổ mẫu {n}", kind="collective") for n in range(11)]
    made = praising.propose(place, today().year, wanted, by=who.association, at=NOON)
    decision = praising.decide(
        place,
        today().year,
        [one.pk for one in made],
        {},
        number="05/QĐ-MẪU",
        signed_on=NOON.date(),
        giver="UBND xã Mẫu Đông",
        signer="Chủ tịch",
        by=who.committee,
        at=NOON,
    )
    assert decision is not None
    return decision.pk


def test_a_report_of_many_places_is_shown_on_its_own_page_with_every_file(
    shown: Scene, client: Client, as_user: SignIn
) -> None:
    asked = "?last=2023"
    below = as_user(shown.who.branch)  # sees the sums of the commune, and none of its lists
    commune = reverse("report", args=[shown.land.commune.pk]) + asked

    offer = seen(below, commune)
    redirected = below.get(reverse("report_file", args=[shown.land.commune.pk, "pdf"]) + asked)
    address = press(below, commune)
    work()
    page = seen(below, address)
    begins = [below.get(f"{address}files/{number}/").content[:2] for number in range(3)]

    assert "Bắt đầu lập báo cáo" in offer
    assert redirected.headers["Location"] == commune
    assert "60/72 hộ (83,33%)" in page
    assert begins == [b"%P", b"PK", b"PK"]
    assert client.get(address).status_code == 404


def test_a_rehearsal_on_many_cases_is_told_on_a_page_of_its_own(shown: Scene, client: Client) -> None:
    asked = f"?place={shown.land.commune.pk}&year=2023"
    stricter = make.version_of(
        "household-mau@2023",
        "2098",
        ('status = "sample"', 'status = "draft"'),
        ('max = "10.00"\n  step = "0.50"', 'max = "40.00"\n  step = "0.50"'),
    )
    address = press(client, reverse("criteria_rehearse", args=[stricter.key]) + asked)

    work()
    page = seen(client, address)

    assert "Ai được, ai mất" in page
    assert "60 hồ sơ" in page
    assert "Hộ mẫu 1" in page


def test_members_cards_beyond_one_sheet_come_in_files(shown: Scene, as_user: SignIn) -> None:
    branch = life.branch(shown)
    offer = reverse("member_cards", args=[branch.place_id, branch.pk])
    client = as_user(shown.who.branch)

    address = press(client, offer)
    work()

    assert [seen(client, address).count(f"Thẻ {n}–{n} (PDF)") for n in (1, 2, 3)] == [1, 1, 1]


def test_nobody_else_sees_a_job_its_files_or_its_buttons(
    shown: Scene, client: Client, as_user: SignIn
) -> None:
    name = scene.job(shown).name
    looks = [reverse("job", args=[name]), reverse("job_file", args=[name, 0])]
    presses = [reverse(one, args=[name]) for one in ("job_stop", "job_go_on", "job_mark")]

    for other in (shown.who.branch, shown.who.committee, shown.who.province, shown.who.centre):
        stranger = as_user(other)
        answers = [*(stranger.get(one) for one in looks), *(stranger.post(one) for one in presses)]
        assert [answer.status_code for answer in answers] == [404] * 5
        assert name not in seen(stranger, reverse("jobs"))
        assert name not in seen(stranger, reverse("home"))
    assert [client.get(one).status_code for one in looks] == [200, 200]
    assert name in seen(client, reverse("jobs"))


def test_a_job_is_stopped_and_what_is_asked_of_a_finished_one_is_refused(
    shown: Scene, client: Client
) -> None:
    address = send(client, a_faulty_list(shown))

    press(client, f"{address}stop/")
    work()
    late = client.post(f"{address}stop/", {"key": "late"})

    assert "Bạn đã dừng việc này" in seen(client, address)
    assert "không dừng được nữa" in late.content.decode()
    assert client.post(f"{address}go-on/", {"key": "g"}).status_code == 404


def test_a_running_job_shows_how_far_it_is(shown: Scene, client: Client) -> None:
    address = send(client, a_faulty_list(shown))
    mine = actions.claim("a", at=timezone.now())
    assert mine is not None
    actions.tell(mine, 30, 120, at=timezone.now())

    page, listed = seen(client, address), seen(client, reverse("jobs"))

    assert 'max="120" value="30"' in page
    assert "Máy đang làm – 25%" in page
    assert "25%" in listed


def test_a_long_workbook_of_entries_goes_into_the_book_of_a_fund(shown: Scene, client: Client) -> None:
    fund = scene.fund(shown)
    answer = client.post(reverse("fund_import", args=[fund.pk]), {"file": entries("thu")})
    work()
    looked = seen(client, str(answer.headers["Location"]))
    before = fund.vouchers.filter(day__year=2024).count()

    taking = press(client, reverse("job_go_on", args=[Job.objects.get().name]))
    work()

    assert "200.000" in looked
    assert (before, fund.vouchers.filter(day__year=2024).count()) == (0, 1)
    assert reverse("fund", args=[fund.pk]) in seen(client, taking)
