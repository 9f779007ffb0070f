"""The pages show what the tables hold, and each number is the length of the list behind it."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from tests import scene

SignIn = Callable[[User], Client]


@pytest.fixture
def client(shown: scene.Scene, as_user: SignIn) -> Client:
    return as_user(shown.who.association)


def drawn(client: Client, name: str, *args: int | str, **query: object) -> str:
    response = client.get(f"{reverse(name, args=args)}?{urlencode(query)}")
    assert response.status_code == 200
    return response.content.decode()


def listed(client: Client, address: str) -> list[str]:
    """Names on all pages of a list."""
    names: list[str] = []
    following: str | None = address
    while following:
        page = client.get(following).content.decode()
        names += re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)
        found = re.search(r'class="button main" href="(\?[^"]+)"', page)
        following = address.partition("?")[0] + found[1].replace("&amp;", "&") if found else None
    return names


def test_the_table_shows_rate_fraction_target_and_warning(client: Client, shown: scene.Scene) -> None:
    page = drawn(client, "figures", shown.land.commune.pk, 2023)

    assert "60 / 72 hộ" in page
    assert "83,33%" in page
    assert "Chỉ tiêu 70,00% thấp hơn mức đã đạt 83,33%." in page
    assert "60/72 hộ được công nhận “Gia đình học tập”, đạt 83,33%" in page


def test_every_number_of_the_table_is_the_length_of_its_list(client: Client, shown: scene.Scene) -> None:
    page = drawn(client, "figures", shown.land.commune.pk, 2023)
    links = re.findall(r'<a class="number" href="([^"]+)">([\d.]+)</a>', page)

    lengths = {href: len(listed(client, href.replace("&amp;", "&"))) for href, _ in links}

    assert len(links) >= 9
    assert lengths == {href: int(number.replace(".", "")) for href, number in links}


def test_a_list_is_paged_by_key_and_holds_everybody_once(client: Client, shown: scene.Scene) -> None:
    names = listed(client, f"{reverse('cases')}?place={shown.land.commune.pk}&year=2023&measure=held")

    assert len(names) == len(set(names)) == scene.RECOGNISED


def test_a_name_is_found_in_any_spelling(client: Client, shown: scene.Scene) -> None:
    page = drawn(client, "cases", title="citizen", q="MAU THI sang")

    assert "Mẫu Thị Sáng" in page


def test_a_list_can_be_narrowed_to_where_cases_stand(client: Client, shown: scene.Scene) -> None:
    address = f"{reverse('cases')}?title=household&measure=registered"

    assert len(listed(client, address)) == scene.REGISTERED_ONLY


def test_a_case_tells_its_steps_votes_and_papers(client: Client, shown: scene.Scene) -> None:
    page = drawn(client, "case", shown.recognised[0].pk)

    assert "có mặt 24/30 người" in page
    assert "Đồng ý 24, không đồng ý 0" in page
    assert "01/2023/QĐ-UBND" in page
    assert "00001/2023" in page


def test_a_case_sent_back_tells_why(client: Client, shown: scene.Scene) -> None:
    page = drawn(client, "case", shown.returned.pk)

    assert "Trả lại để sửa" in page
    assert "Thiếu minh chứng cho chỉ tiêu 1.1" in page


@pytest.mark.parametrize("name", ["case", "subject", "cases", "subjects"])
def test_made_up_people_are_marked_on_every_page_that_shows_them(
    name: str, shown: scene.Scene, as_user: SignIn
) -> None:
    keys = {"case": [shown.returned.pk], "subject": [shown.returned.subject_id]}
    shown.who.branch.is_sample = False  # an ordinary account looking at made-up rows
    shown.who.branch.save()

    assert "không có thật" in drawn(as_user(shown.who.branch), name, *keys.get(name, []))


def test_a_sample_set_says_so_on_its_page_and_on_each_case(client: Client, shown: scene.Scene) -> None:
    for page in (
        drawn(client, "criteria_set", "household-mau@2023"),
        drawn(client, "case", shown.recognised[0].pk),
    ):
        assert "mẫu – không phải văn bản chính thức" in page
        assert "chưa đối chiếu văn bản gốc" in page


def test_a_place_is_found_without_marks(client: Client, shown: scene.Scene) -> None:
    assert "xã Mẫu Đông" in drawn(client, "places", q="mau dong")


def test_a_subject_shows_its_titles_by_year_with_the_deciding_body(
    client: Client, shown: scene.Scene
) -> None:
    page = drawn(client, "subject", shown.recognised[0].subject_id)

    assert "UBND xã Mẫu Đông" in page
    assert "household-mau@2023" in page


@pytest.mark.parametrize(
    "address",
    [
        "/cases/?year=12",
        "/cases/?place=abc",
        "/cases/?measure=nothing",
        "/cases/?title=%00",
        "/subjects/?kind=cat",
        "/subjects/?place=99999999999999999999999",
        "/subjects/?after=x" + "9" * 600,
    ],
)
def test_a_question_that_makes_no_sense_is_told_so(address: str, client: Client) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "Làm gì tiếp?" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/cases/99999999999999999999999/",
        "/figures/999999/2023/",
        "/figures/1/0/",
        "/figures/1/1999/",
        "/figures/1/2199/",
        "/places/999999999/",
        "/criteria/nothing@1/",
        "/subjects/?place=999999",
        "/nothing/",
    ],
)
def test_what_is_not_there_answers_one_page(address: str, client: Client) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "Không tìm thấy" in response.content.decode()


def test_the_home_page_shows_how_far_the_round_has_come(client: Client, shown: scene.Scene) -> None:
    page = drawn(client, "home")

    assert "Hội Khuyến học cấp xã" in page
    assert "Đợt xét năm 2023" in page
    assert "xã Mẫu Đông" in page


def test_a_hamlets_own_table_opens_with_its_own_numbers(client: Client, shown: scene.Scene) -> None:
    page = drawn(client, "figures", shown.land.hamlet.pk, 2023)

    assert "60 / 72 hộ" in page or ">60<" in page
