"""What anybody sees without signing in: sums, names with their hamlets, certificates by their code, and no more."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from khuyenhoc.apps.accounts.models import Asked
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Certificate, Recognition
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.web.certificates import views
from khuyenhoc.web.misses import Misses
from tests import make, scene


@pytest.fixture(autouse=True)
def no_misses_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins in a quiet minute that does not end."""
    monkeypatch.setattr(views, "MISSES", Misses("mẫu", lambda: 0.0))


@pytest.fixture
def citizens(land: make.Country, who: make.People) -> list[Subject]:
    """Three recognised citizens of one hamlet: one grown up, one child, one whose year of birth nobody wrote down."""
    opened = make.a_round(Title.CITIZEN, land.province, by=who.province)
    names = ("Mẫu Thị Lớn", "Mẫu Văn Nhỏ", "Mẫu Văn Ẩn")
    found = [make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=name) for name in names]
    for person, born in zip(found, (1961, 2010, None), strict=True):
        Subject.objects.filter(pk=person.pk).update(birth_year=born)
    make.recognised(opened, found, land.hamlet, who, commune=land.commune)
    return found


def from_address(address: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address)


def certificate_of(person: Subject) -> Certificate:
    return Certificate.objects.get(recognition__subject=person)


def check(code: str) -> tuple[int, str]:
    answer = Client().get(reverse("certificate_check", args=[code]))
    return answer.status_code, answer.content.decode()


def test_a_right_code_tells_title_name_hamlet_body_number_and_day(
    citizens: list[Subject], land: make.Country
) -> None:
    paper = certificate_of(citizens[0])
    held = paper.recognition
    Recognition.objects.filter(pk=held.pk).update(valid_to=held.valid_to.replace(year=2099))

    status, page = check(paper.code)

    assert status == 200
    for told in (
        "đúng và đang có giá trị",
        "Công dân học tập",
        "Mẫu Thị Lớn",
        "thôn Bản Một, xã Mẫu Đông",
        "UBND xã Mẫu Đông",
        held.decision.number,
        paper.number,
        "10/10/2023",
    ):
        assert told in page, told


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_read_however_it_is_typed(typed: object, citizens: list[Subject]) -> None:
    code = certificate_of(citizens[0]).code
    assert callable(typed)

    answer = Client().get(reverse("certificate_ask"), {"code": typed(code)}, follow=True)

    assert answer.status_code == 200
    assert "Mẫu Thị Lớn" in answer.content.decode()


def test_a_revoked_title_is_said_to_be_revoked(citizens: list[Subject], who: make.People) -> None:
    paper = certificate_of(citizens[0])
    recognition.revoke([paper.recognition_id], reason="Gian dối", by=who.committee, at=scene.LATER)

    _, page = check(paper.code)

    assert "đã bị thu hồi" in page
    assert "Gian dối" not in page


def test_a_title_in_doubt_and_one_that_ran_out_are_said_to_be_so(citizens: list[Subject]) -> None:
    doubted, past = certificate_of(citizens[0]), certificate_of(citizens[1])
    Recognition.objects.filter(pk=doubted.recognition_id).update(
        state=State.TO_BE_REVIEWED, valid_to=make.NOON.date().replace(year=2099)
    )
    Recognition.objects.filter(pk=past.recognition_id).update(
        valid_to=past.recognition.effective_on + timedelta(days=1)
    )

    assert "đang được xét lại" in check(doubted.code)[1]
    assert "đã hết thời hạn" in check(past.code)[1]


def test_an_unknown_code_gets_a_plain_page(citizens: list[Subject]) -> None:
    status, page = check("0000-0000-0000")

    assert status == 404
    assert "Không có giấy công nhận nào mang mã này" in page
    assert 'value="0000-0000-0000"' in page


def test_wrong_codes_from_many_addresses_are_counted_together(db: None) -> None:
    misses = Misses("mẫu", lambda: 0.0, by_address=10, by_all=50)

    told = [misses.wait(from_address(f"10.0.0.{number}")) > 0 for number in range(60)]

    assert told == [False] * 50 + [True] * 10
    assert Asked.objects.count() == 1 + 51  # of all, of each; once too many it grows no more


def test_all_processes_count_together_and_whoever_is_stopped_uses_up_nobody_elses(db: None) -> None:
    one, other = (Misses("mẫu", lambda: 20.0, by_address=3, by_all=5) for _ in range(2))

    told = [misses.wait(from_address("10.0.0.1")) for misses in (one, other, one, other, one, other, one)]

    assert told == [0, 0, 0, 40, 40, 40, 40]
    assert [one.wait(from_address("10.0.0.2")) for _ in range(3)] == [0, 0, 40]


def test_the_next_minute_begins_anew(db: None) -> None:
    now = [0.0]
    misses = Misses("mẫu", lambda: now[0], by_address=1)

    told = [misses.wait(from_address("10.0.0.1")) for _ in range(2)]
    now[0] = 61.0

    assert [*told, misses.wait(from_address("10.0.0.1"))] == [0, 60, 0]


def test_the_honour_roll_names_grown_ups_with_their_hamlet_and_counts_the_others(
    citizens: list[Subject], land: make.Country
) -> None:
    answer = Client().get(reverse("public_honours", args=[land.commune.pk, 2023]) + "?title=citizen")

    page = answer.content.decode()
    assert "Mẫu Thị Lớn" in page
    assert "thôn Bản Một" in page
    assert "Mẫu Văn Nhỏ" not in page
    assert "Mẫu Văn Ẩn" not in page
    assert "và 2 công dân không nêu tên" in page


@pytest.mark.parametrize("state", [State.REVOKED, State.TO_BE_REVIEWED])
def test_who_lost_a_title_or_is_in_doubt_is_on_no_honour_roll(
    state: State, citizens: list[Subject], land: make.Country
) -> None:
    Recognition.objects.filter(subject=citizens[0]).update(state=state)

    answer = Client().get(reverse("public_honours", args=[land.commune.pk, 2023]) + "?title=citizen")

    assert "Mẫu Thị Lớn" not in answer.content.decode()


def test_search_engines_are_kept_from_names(citizens: list[Subject], land: make.Country) -> None:
    roll = Client().get(reverse("public_honours", args=[land.commune.pk, 2023]))
    paper = Client().get(reverse("certificate_check", args=[certificate_of(citizens[0]).code]))
    sums = Client().get(reverse("public_figures", args=[land.commune.pk, 2023]))

    assert roll.headers["X-Robots-Tag"] == paper.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Robots-Tag" not in sums.headers


def test_no_public_page_tells_more_of_a_person_than_name_and_hamlet(
    citizens: list[Subject], land: make.Country
) -> None:
    Subject.objects.filter(pk=citizens[0].pk).update(birth_year=1961, code="MA-HO-LA")
    addresses = [
        reverse("public_figures", args=[land.commune.pk, 2023]),
        reverse("public_figures", args=[land.province.pk, 2023]),
        reverse("public_honours", args=[land.commune.pk, 2023]) + "?title=citizen",
        reverse("certificate_check", args=[certificate_of(citizens[0]).code]),
    ]

    for address in addresses:
        page = Client().get(address).content.decode()
        for secret in ("1961", "MA-HO-LA", "/subjects/", "/cases/", "Branch", "Association", "Committee"):
            assert secret not in page, (address, secret)


def test_the_figures_of_a_commune_are_sums_and_name_nobody(
    citizens: list[Subject], land: make.Country
) -> None:
    page = Client().get(reverse("public_figures", args=[land.commune.pk, 2023])).content.decode()

    assert "Công dân học tập" in page
    assert "Mẫu Thị Lớn" not in page
    assert "Bản Một" not in page


@pytest.mark.parametrize("name", ["public_figures", "public_honours"])
def test_a_hamlet_has_no_public_page(name: str, citizens: list[Subject], land: make.Country) -> None:
    assert Client().get(reverse(name, args=[land.hamlet.pk, 2023])).status_code == 404


def test_a_province_has_no_honour_roll_of_its_own(citizens: list[Subject], land: make.Country) -> None:
    assert Client().get(reverse("public_honours", args=[land.province.pk, 2023])).status_code == 404


def test_public_pages_are_the_same_for_all_and_may_be_kept(
    citizens: list[Subject], land: make.Country
) -> None:
    client = Client()
    for name, args in (
        ("public", []),
        ("public_criteria", []),
        ("public_figures", [land.commune.pk, 2023]),
        ("public_honours", [land.commune.pk, 2023]),
    ):
        answer = client.get(reverse(name, args=args))
        assert answer.headers["Cache-Control"] == "public, max-age=300", name
        assert answer.headers["Vary"] == "Accept-Encoding", name
        assert not answer.cookies, name


def test_what_a_certificate_says_is_never_kept(citizens: list[Subject]) -> None:
    answer = Client().get(reverse("certificate_check", args=[certificate_of(citizens[0]).code]))

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_public_page_speaks_english_when_its_address_says_so(
    citizens: list[Subject], land: make.Country
) -> None:
    answer = Client().get(reverse("public_figures", args=[land.commune.pk, 2023]) + "?language=en")

    assert answer.headers["Content-Language"] == "en"
    assert "Check a certificate" in answer.content.decode()
    assert "?language=vi" in answer.content.decode()


def test_the_honour_roll_goes_on_where_the_page_ended(land: make.Country, who: make.People) -> None:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(130, land.hamlet, by=who.branch)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    first = Client().get(reverse("public_honours", args=[land.commune.pk, 2023]))

    second = Client().get(
        reverse("public_honours", args=[land.commune.pk, 2023]) + f"?{first.context['following']}"
    )

    named = [one.name for answer in (first, second) for one in answer.context["rows"]]
    assert len(named) == len(set(named)) == 130
    assert second.context["following"] == ""


def test_drafts_of_criteria_are_not_for_everybody(land: make.Country, who: make.People) -> None:
    page = Client().get(reverse("public_criteria")).content.decode()

    assert "household-mau@2023" in page
    assert "dự thảo" not in page


def test_communities_are_told_apart_by_level(land: make.Country, who: make.People) -> None:
    opened = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=Level.HAMLET)
    hamlet = make.subject(
        Title.COMMUNITY, land.hamlet, by=who.branch, name="Thôn Bản Một", level=Level.HAMLET
    )
    make.registered(opened, [hamlet], by=who.branch)

    page = Client().get(reverse("public_honours", args=[land.commune.pk, 2023])).content.decode()

    assert "Thôn Bản Một" not in page
    assert "chưa có danh hiệu nào được công nhận" in page


@pytest.mark.parametrize("name", ["public_figures", "public_honours"])
def test_a_public_page_asks_few_questions(
    name: str,
    citizens: list[Subject],
    land: make.Country,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    with django_assert_max_num_queries(60):
        Client().get(reverse(name, args=[land.commune.pk, 2023]))


def test_checking_a_certificate_asks_few_questions(
    citizens: list[Subject],
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    code = certificate_of(citizens[0]).code

    with django_assert_max_num_queries(15):
        check(code)
