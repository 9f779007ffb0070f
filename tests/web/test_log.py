"""The log page: every deed in words, at one's own places, with no name of the register on it."""

import ast
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences.deeds import DEEDS
from tests import make, scene
from tests.rules import contracts

SignIn = Callable[[User], Client]
A_DEED = re.compile(r"[a-z_]+\.[a-z_]+")


def deeds_in_code() -> set[str]:
    """Every code of a deed in a module that writes to the log."""
    found: set[str] = set()
    for file in contracts.python_files():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        writes = any(
            isinstance(node, ast.Attribute) and node.attr in {"record", "record_each"}
            for node in ast.walk(tree)
        )
        if writes or "/actions/" in str(file):
            found |= {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and A_DEED.fullmatch(node.value)
            }
    return found


def test_every_deed_in_the_code_has_its_words() -> None:
    assert deeds_in_code() - set(DEEDS) == set()


def test_both_languages_say_each_deed() -> None:
    assert [code for code, words in DEEDS.items() if not all(words)] == []


def test_the_log_says_who_did_what_and_names_nobody(shown: scene.Scene, as_user: SignIn) -> None:
    page = as_user(shown.who.association).get(reverse("log")).content.decode()

    assert "mở đợt xét" not in page.split("</form>")[-1]  # the province's deed, above the commune
    assert "trả lại hồ sơ để sửa" in page
    assert "đăng ký vào đợt" in page
    assert "Mẫu Thị Sáng" not in page


def test_another_commune_reads_nothing_of_it(shown: scene.Scene, as_user: SignIn) -> None:
    stranger = as_user(scene.stranger(shown.land.other_commune))

    own = stranger.get(reverse("log")).content.decode()
    foreign = stranger.get(reverse("log"), {"place": shown.land.commune.pk})

    assert "Chưa có việc nào được ghi." in own
    assert foreign.status_code == 404


def test_who_works_in_two_communes_is_told_of_only_where_the_deed_was(
    shown: scene.Scene, as_user: SignIn
) -> None:
    both = make.user("both", Role.BRANCH, shown.land.commune)
    both.grants.create(
        role=Role.BRANCH,
        place=shown.land.other_commune,
        titles=[],
        valid_from=make.BORN,
        granted_by="test",
        recorded_at=make.NOON,
    )
    make.subject(Title.CITIZEN, shown.land.hamlet, by=both)
    stranger = as_user(scene.stranger(shown.land.other_commune))

    assert "ghi tên vào sổ" not in stranger.get(reverse("log")).content.decode().split("</form>")[-1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"deed": "assessment.returned"}, 1),
        ({"deed": "assessment.returned", "person": "ASSOCI"}, 1),
        ({"deed": "assessment.returned", "person": "branch"}, 0),
        ({"deed": "assessment.returned", "day": "10/10/2023"}, 1),
        ({"deed": "assessment.returned", "day": "11/10/2023"}, 0),
    ],
)
def test_the_log_is_narrowed_by_deed_person_and_day(
    asked: dict[str, str], found: int, shown: scene.Scene, as_user: SignIn
) -> None:
    page = as_user(shown.who.association).get(reverse("log"), asked).content.decode()

    assert page.count('<th scope="row"') == found


def test_the_pages_of_the_log_meet_every_deed_once(shown: scene.Scene, as_user: SignIn) -> None:
    for number in range(60):
        audit.record(
            "subjects.given_out",
            by="branch",
            at=make.NOON,
            kind="place",
            place_id=shown.land.commune.pk,
            facts={"n": number},
        )
    client = as_user(shown.who.centre)
    first = client.get(reverse("log")).content.decode()
    rest = client.get(
        reverse("log") + "?" + first.split('main" href="?')[1].split('"')[0].replace("&amp;", "&")
    )

    number = sum(page.count('<th scope="row"') for page in (first, rest.content.decode()))
    assert number == min(100, Event.objects.count())


def test_a_log_that_was_edited_says_so(shown: scene.Scene, as_user: SignIn) -> None:
    audit.seal(at=make.NOON)
    client = as_user(shown.who.association)
    whole = client.get(reverse("log")).content.decode()

    Event.objects.filter(deed="assessment.returned").update(by="somebody")
    edited = client.get(reverse("log")).content.decode()

    assert "còn nguyên vẹn" in whole
    assert "Nhật ký không còn nguyên vẹn." in edited
    assert [one.what for one in queries.recent_breaks(500)] == ["altered"]


def test_a_day_that_cannot_be_read_is_said_beside_what_was_typed(shown: scene.Scene, as_user: SignIn) -> None:
    response = as_user(shown.who.association).get(reverse("log"), {"day": "mai"})

    assert response.status_code == 400
    assert "Ghi ngày như 5/11/2026" in response.content.decode()


def test_a_page_of_the_log_asks_few_questions(
    shown: scene.Scene, as_user: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = as_user(shown.who.association)

    with django_assert_max_num_queries(32):  # type: ignore[attr-defined]  # a context manager
        client.get(reverse("log"))
