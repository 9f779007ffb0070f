"""A person's number on pages and in workbooks: kept as a hash and four digits, and found again by it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.subjects.models import IdNumber, Subject
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.operating import tables
from khuyenhoc.workbooks import intake, register
from tests import make, scene
from tests.make import NOON
from tests.workbooks import books

SignIn = Callable[[User], Client]
NUMBER, OTHER = "001085001234", "001085009999"


def person(shown: scene.Scene, **told: object) -> dict[str, object]:
    return {
        "key": uuid4().hex,
        "name": "Lò Thị Mẫu",
        "place": shown.land.hamlet.pk,
        "since": "01/01/2023",
        "birth_year": "1985",
        **told,
    }


def add(client: Client, shown: scene.Scene, **told: object) -> str:
    address = reverse("subject_add", args=["citizen"]) + f"?place={shown.land.hamlet.pk}"
    return client.post(address, person(shown, **told), follow=True).content.decode()


def everything_stored() -> str:
    return "\n".join(
        tables.line(row).decode() for model in tables.models_in_order() for row in tables.rows_of(model)
    )


def test_a_number_is_kept_as_four_digits_and_stands_whole_in_no_table(
    shown: scene.Scene, as_user: SignIn
) -> None:
    page = add(as_user(shown.who.branch), shown, number="001 085 001234")

    assert "•••• 1234" in page
    assert NUMBER not in page
    kept = IdNumber.objects.get()
    assert (kept.last, len(kept.digest), kept.recorded_by) == ("1234", 64, shown.who.branch)
    assert NUMBER not in everything_stored()
    assert "001 085 001234" not in everything_stored()


def test_the_same_number_under_another_name_warns_and_a_namesake_with_another_does_not(
    shown: scene.Scene, as_user: SignIn
) -> None:
    client = as_user(shown.who.branch)
    add(client, shown, number=NUMBER)

    same = add(client, shown, number=NUMBER, name="Tên Viết Khác", birth_year="1990")
    namesake = add(client, shown, number=OTHER)

    assert "Lò Thị Mẫu" in same
    assert "Vẫn thêm" in same
    assert "•••• 9999" in namesake
    assert Subject.objects.filter(kind=Title.CITIZEN, name="Lò Thị Mẫu").count() == 2


def test_what_is_no_number_is_said_and_the_rest_stays(shown: scene.Scene, as_user: SignIn) -> None:
    page = add(as_user(shown.who.branch), shown, number="12345")

    assert "đúng 12 chữ số" in page
    assert 'value="Lò Thị Mẫu"' in page
    assert not IdNumber.objects.exists()


def test_a_number_is_put_right_and_dropped_and_shown_only_to_who_keeps_the_register(
    shown: scene.Scene, as_user: SignIn
) -> None:
    client = as_user(shown.who.branch)
    add(client, shown, number=NUMBER)
    who = IdNumber.objects.get().subject
    observer = as_user(make.user("looks", Role.OBSERVER, shown.land.commune))
    correct, page = reverse("subject_correct", args=[who.pk]), reverse("subject", args=[who.pk])
    told = {"name": who.name, "birth_year": 1985, "held_name": who.name, "held_birth": 1985}

    client.post(correct, {"key": "a", "number": OTHER, **told})
    changed, foreign = client.get(page).content.decode(), observer.get(page).content.decode()
    client.post(correct, {"key": "b", "drop_number": "1", **told})

    assert "•••• 9999" in changed
    assert "••••" not in foreign
    assert not IdNumber.objects.exists()


def test_a_workbook_brings_numbers_finds_doubles_by_them_and_is_given_out_masked(
    shown: scene.Scene, tmp_path: Path
) -> None:
    who, hamlet = shown.who.branch, shown.land.hamlet.pk
    heads = ["Họ và tên", "Năm sinh", "Số căn cước", "Không trùng"]
    first: list[list[Any]] = [
        heads,
        ["Lò Thị Mẫu", 1985, NUMBER, None],
        ["Lò Văn Hai", 1990, 1085009999, None],
    ]
    second: list[list[Any]] = [heads, ["Tên Viết Khác", 1999, NUMBER, None], ["Sai Số", 1999, "123", None]]
    intake.take_in(books.made(tmp_path, "one.xlsx", Người=first), hamlet, by=who, at=NOON)
    book = books.made(tmp_path, "two.xlsx", Người=second)

    told = intake.compare(book, hamlet, by=who, at=NOON)
    out = io.BytesIO()
    register.write_register(hamlet, out, by=who, at=NOON)
    back = tmp_path / "back.xlsx"
    back.write_bytes(out.getvalue())
    again = intake.compare(back, hamlet, by=who, at=NOON)

    assert sorted(IdNumber.objects.values_list("last", flat=True)) == ["1234", "9999"]
    assert [fault.error.code for fault in told.faults] == [
        "INTAKE_DOUBLE_IN_REGISTER",
        "ID_NUMBER_UNSOUND",
    ]
    assert not again.intake
    assert not again.faults
    assert NUMBER not in everything_stored()


@pytest.mark.parametrize("kind", [Title.HOUSEHOLD, Title.CLAN])
def test_only_people_have_a_number(kind: Title, shown: scene.Scene, as_user: SignIn) -> None:
    address = reverse("subject_add", args=[kind.value]) + f"?place={shown.land.hamlet.pk}"

    assert 'name="number"' not in as_user(shown.who.branch).get(address).content.decode()
