"""A report says the same in the PDF, in the DOCX and in the workbook; tests/web holds its page to it."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from docx import Document

from khuyenhoc.analytics import reports
from khuyenhoc.analytics.reports import Asked, Content, Kind
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.papers import report as paper
from khuyenhoc.workbooks import report as workbook
from tests import make, scene
from tests.papers import reading

pytestmark = pytest.mark.django_db
ON = date(2024, 1, 20)


def report(shown: scene.Scene, **more: object) -> Content:
    asked = Asked(shown.land.province.pk, reports.read_span("2023"), ON, **more)  # type: ignore[arg-type]  # what Asked takes
    return reports.build(asked)


@pytest.fixture
def shown() -> scene.Scene:
    built = scene.build()
    figures.count_bases(built.land.province.pk, 2023, source="Sổ mẫu", by=built.who.province, at=make.NOON)
    figures.report_figures(
        [
            NewFigure(
                place=built.land.province.pk,
                indicator="fund_raised",
                period="2023",
                value="gần 7,4 tỷ",
                source="Báo cáo mẫu 2023",
            )
        ],
        by=built.who.province,
        at=make.NOON,
    )
    return built


def as_xlsx(content: Content) -> openpyxl.Workbook:
    out = io.BytesIO()
    workbook.write(content, out)
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()))


def plain(text: str) -> str:
    return "".join(text.split())


def test_every_sentence_and_every_cell_stands_in_all_of_them(shown: scene.Scene) -> None:
    content = report(shown)
    made = paper.of(content)

    pdf = plain(reading.whole(paper.pdf(made)))
    word = Document(io.BytesIO(paper.docx(made)))
    sentences = [one.text for one in word.paragraphs]
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in word.tables
        if table.style is not None and table.style.name == "Table Grid"
    ]
    book = as_xlsx(content)
    told = [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]

    texts = [text for part in content.sections for text in part.paragraphs]
    notes = [text for part in content.sections for text in part.notes]
    assert len(texts) >= 7
    for text in (*texts, *notes):
        assert plain(text) in pdf
        assert text in told
    assert all(text in sentences for text in texts)
    assert all(f"– {text}" in sentences for text in notes)
    every = [table for part in content.sections for table in part.tables]
    for table, drawn, sheet in zip(every, tables, book.worksheets[1:], strict=True):
        assert [column.title for column in table.columns] == drawn[0]
        assert [[cell.text for cell in row] for row in table.rows] == drawn[1:]
        for row, values in zip(table.rows, sheet.iter_rows(min_row=2, values_only=True), strict=True):
            for column, cell, value in zip(table.columns, row, values, strict=True):
                assert plain(cell.text) in pdf
                assert value == as_kept(column.kind, cell)


def as_kept(kind: Kind, cell: reports.Cell) -> object:
    if cell.number is None or kind is Kind.TEXT:
        return cell.text or None
    if kind in (Kind.PERCENT, Kind.POINTS):
        return pytest.approx(cell.number / 10_000)
    return cell.number


def test_a_number_and_its_text_are_the_same(shown: scene.Scene) -> None:
    content = report(shown)

    found = 0
    for part in content.sections:
        for table in part.tables:
            for row in table.rows:
                for column, cell in zip(table.columns, row, strict=True):
                    if cell.number is None or not re.search("[0-9]", cell.text):
                        continue
                    found += 1
                    digits = int(re.sub("[^0-9]", "", cell.text))
                    assert digits == abs(cell.number), (column.title, cell)
    assert found > 25


def test_households_are_told_with_their_base_target_and_what_is_needed(shown: scene.Scene) -> None:
    content = report(shown)
    said = " ".join(text for part in content.sections for text in part.paragraphs)

    assert "có 60/72 hộ (83,33%) được công nhận Gia đình học tập" in said
    assert "vượt chỉ tiêu 70% năm 2025" in said


def test_a_reported_figure_stands_as_it_was_published(shown: scene.Scene) -> None:
    content = report(shown)
    table = next(t for part in content.sections for t in part.tables if t.code == "reported")

    (row,) = [[cell.text for cell in row] for row in table.rows if "gần" in row[1].text]
    assert row[1].startswith("gần 7,4 tỷ")
    assert row[-1] == "Báo cáo mẫu 2023"


def test_the_same_report_gives_the_same_bytes(shown: scene.Scene) -> None:
    made = paper.of(report(shown))

    assert paper.pdf(made) == paper.pdf(made)
    with zipfile.ZipFile(io.BytesIO(paper.docx(made))) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert reading.sizes(paper.pdf(made)) == {(210, 297)}


def test_the_word_file_has_the_margins_and_the_heads_of_the_decree(shown: scene.Scene) -> None:
    word = Document(io.BytesIO(paper.docx(paper.of(report(shown)))))
    page = word.sections[0]

    sizes = (page.page_width, page.page_height, page.left_margin, page.right_margin, page.top_margin)
    assert [round(one.mm) for one in sizes if one is not None] == [210, 297, 30, 18, 20]
    head = word.tables[0].rows[0].cells[1].text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head
    assert word.styles["Normal"].font.name == "Times New Roman"
    assert "tblHeader" in word.element.xml
    assert "PAGE" in page.header._element.xml


def test_like_for_like_asks_for_one_year(shown: scene.Scene) -> None:
    asked = Asked(shown.land.province.pk, reports.read_span("2022..2023"), ON, basis=Basis.LIKE_FOR_LIKE)

    with pytest.raises(reports.ReportNeedsOneYear):
        reports.build(asked)


def test_where_nothing_changed_the_three_bases_give_the_same_numbers(shown: scene.Scene) -> None:
    reported, restated = (report(shown, basis=one) for one in (Basis.REPORTED, Basis.RESTATED))

    def numbers(content: Content) -> list[list[str]]:
        table = next(t for part in content.sections for t in part.tables if t.code == "titles")
        return [[cell.text for cell in row] for row in table.rows]

    assert numbers(reported) == numbers(restated)


def test_a_place_that_may_not_be_seen_is_not_named(shown: scene.Scene) -> None:
    content = report(shown, below=frozenset())
    told = repr(content)

    assert "1 đơn vị không thuộc phạm vi" in told or all(part.code != "below" for part in content.sections)


def test_several_years_have_a_column_each(shown: scene.Scene) -> None:
    asked = Asked(shown.land.province.pk, reports.read_span("2021..2023"), ON)
    content = reports.build(asked)

    tables = {t.code: t for part in content.sections for t in part.tables}
    assert [column.title for column in tables["numbers"].columns][1:] == ["2021", "2022", "2023"]
    households = tables["numbers"].rows[1]
    assert households[-1].number == 60
    assert households[1].number is None


def test_an_english_report_is_english_from_its_head_to_its_signature(shown: scene.Scene) -> None:
    made = paper.of(report(shown, language="en"))

    pdf = " ".join(reading.whole(paper.pdf(made)).split())
    word = Document(io.BytesIO(paper.docx(made)))
    cells = " ".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    for told in (
        "SOCIALIST REPUBLIC OF VIET NAM",
        "Independence - Freedom - Happiness",
        "20 January 2024",
        "Recipients:",
        "CHAIRPERSON",
    ):
        assert told in pdf
        assert told in cells
    for left in ("CỘNG HÒA", "Hội Khuyến học", "HỘI KHUYẾN HỌC", "Số:", "Nơi nhận", "tháng", "CHỦ TỊCH"):
        assert left not in pdf
        assert left not in cells
