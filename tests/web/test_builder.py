"""The report builder: what its page says, its files, who may have it, and what it asks the database."""

import io
from collections.abc import Callable
from html import escape

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django import DjangoAssertNumQueries

from khuyenhoc.analytics.reports import Content
from khuyenhoc.apps.accounts.models import User
from tests import scene
from tests.papers import reading

As = Callable[[User], Client]
YEAR = {"last": "2023"}


def plain(text: str) -> str:
    return "".join(text.split())


def test_the_page_says_what_every_other_form_says(shown: scene.Scene, as_user: As) -> None:
    page = as_user(shown.who.province).get(reverse("report", args=[shown.land.province.pk]), YEAR)

    content: Content = page.context["content"]
    html = plain(page.content.decode())
    assert "60/72" not in html or "83,33%" in html
    for part in content.sections:
        for text in (*part.paragraphs, *part.notes):
            assert plain(escape(text)) in html
        for table in part.tables:
            for row in table.rows:
                assert all(plain(escape(cell.text)) in html for cell in row)


def test_its_files_hold_the_sentences_of_the_page(shown: scene.Scene, as_user: As) -> None:
    client, place = as_user(shown.who.association), shown.land.commune.pk
    page = client.get(reverse("report", args=[place]), YEAR)
    said = page.context["content"].sections[0].paragraphs[1]
    assert "60/72 hộ (83,33%)" in said

    pdf, docx, xlsx = (
        client.get(reverse("report_file", args=[place, form]), YEAR) for form in ("pdf", "docx", "xlsx")
    )

    assert plain(said) in plain(reading.whole(pdf.content))
    assert said in [one.text for one in Document(io.BytesIO(docx.content)).paragraphs]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.content)).worksheets[0]
    assert said in [row[1] for row in sheet.iter_rows(values_only=True)]
    assert {one.headers["Cache-Control"] for one in (pdf, docx, xlsx)} == {"private, no-store"}


@pytest.mark.parametrize(
    "asked", ["length=half", "length=years&first=2022", "basis=restated", "basis=like-for-like"]
)
def test_every_kind_of_period_and_of_ground_makes_a_report(
    shown: scene.Scene, as_user: As, asked: str
) -> None:
    address = reverse("report", args=[shown.land.commune.pk])

    page = as_user(shown.who.association).get(f"{address}?last=2023&{asked}")

    assert page.status_code == 200
    assert page.context["content"].sections[-1].code == "notes"


def test_as_known_on_an_earlier_day_it_tells_what_was_known_then(shown: scene.Scene, as_user: As) -> None:
    address = reverse("report", args=[shown.land.commune.pk])

    page = as_user(shown.who.association).get(f"{address}?last=2023&known_on=01/01/2023")

    assert "60/72" not in page.content.decode()
    assert "Số liệu như đã biết đến hết ngày 01/01/2023" in page.content.decode()


def test_comparable_communes_over_several_years_are_refused_in_a_sentence(
    shown: scene.Scene, as_user: As
) -> None:
    address = reverse("report", args=[shown.land.commune.pk])

    page = as_user(shown.who.association).get(
        f"{address}?last=2023&length=years&first=2022&basis=like-for-like"
    )

    assert page.status_code >= 400
    assert "chỉ dùng cho báo cáo một năm" in page.content.decode()


def test_whoever_works_elsewhere_finds_no_report_in_any_form(shown: scene.Scene, as_user: As) -> None:
    client = as_user(scene.stranger(shown.land.other_commune))
    place = shown.land.commune.pk

    answers = [client.get(reverse("report", args=[place]), YEAR)]
    answers += [
        client.get(reverse("report_file", args=[place, form]), YEAR) for form in ("pdf", "docx", "xlsx")
    ]

    assert {one.status_code for one in answers} == {404}


def test_nobody_is_told_the_numbers_of_a_neighbour(shown: scene.Scene, as_user: As) -> None:
    client = as_user(scene.stranger(shown.land.other_commune))

    page = client.get(reverse("report", args=[shown.land.district.pk]), YEAR)

    ranks = [
        row
        for part in page.context["content"].sections
        for table in part.tables
        if table.code in ("ranks", "shares")
        for row in table.rows
    ]
    assert ranks == []
    assert "1 đơn vị không thuộc phạm vi" in page.content.decode()


def test_no_other_form_and_no_other_year_is_an_address(shown: scene.Scene, as_user: As) -> None:
    client, place = as_user(shown.who.association), shown.land.commune.pk

    assert client.get(reverse("report_file", args=[place, "exe"]), YEAR).status_code == 404
    assert client.get(reverse("report", args=[place]), {"last": "1850"}).status_code == 400


def test_a_report_asks_the_database_no_more_when_more_lies_below(
    shown: scene.Scene, as_user: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(shown.who.centre)

    with django_assert_max_num_queries(150):
        client.get(reverse("report", args=[shown.land.root.pk]), YEAR)
