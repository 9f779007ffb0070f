"""A report as DOCX in the layout of the decree on papers: A4, its margins, a serif of 13 pt, page numbers."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Drawn
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from khuyenhoc.analytics.reports import Content, Kind, Table
from khuyenhoc.domain.official_writing import english_day, official_day
from khuyenhoc.papers.letterhead import Letterhead

TRAINING: Final = "BẢN TẬP HUẤN – không có giá trị"
FONT: Final = "Times New Roman"
WIDTH: Final = 162  # mm between the margins
MIN_LETTERS, MOST_LETTERS = 11, 34  # of a column, for sharing the width between them
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY


def written(
    *, head: Letterhead, content: Content, signed_as: Sequence[str], told_to: Sequence[str], name: str
) -> bytes:
    """The same bytes for the same report: the file's days are those of the report. name: the file's title."""
    paper = Document()
    _set_up(paper, content, name)
    if settings.TRAINING:
        _centred(paper, TRAINING, size=14, below=6)
    _head(paper, head)
    _centred(paper, content.title, size=14, above=14)
    _centred(paper, content.about, size=14, below=12)
    for section in content.sections:
        heading = paper.add_heading(f"{section.number}. {_clean(section.heading).upper()}", level=1)
        heading.paragraph_format.keep_with_next = True
        for text in section.paragraphs:
            paragraph = _paragraph(paper, text, align=JUSTIFIED)
            paragraph.paragraph_format.first_line_indent = Mm(10)
        for table in section.tables:
            _table(paper, table)
        for text in section.notes:
            _paragraph(paper, f"– {text}", size=12, align=JUSTIFIED)
    _foot(paper, signed_as, told_to, head.language)
    out = io.BytesIO()
    paper.save(out)
    return _timeless(out)


def _timeless(made: io.BytesIO) -> bytes:
    """The same parts without the hour in which they were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for part in packed.infolist():
            told = zipfile.ZipInfo(part.filename)
            told.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(told, packed.read(part))
    return out.getvalue()


def _set_up(paper: Paper, content: Content, name: str) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(18)
    page.header_distance = Mm(10)
    page.different_first_page_header_footer = True
    _page_number(page.header.paragraphs[0])
    for footer in (page.first_page_footer, page.footer):
        line = footer.paragraphs[0]
        line.alignment = CENTER
        run = line.add_run(_clean(" ".join(content.marks)))
        run.font.size, run.italic, run.font.color.rgb = Pt(9), True, RGBColor(0x8A, 0x1C, 0x1C)
    for style, size in (("Normal", 13), ("Heading 1", 13)):
        found: Any = paper.styles[style]
        found.font.name, found.font.size = FONT, Pt(size)
        found.font.color.rgb = RGBColor(0, 0, 0)
        fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), FONT)
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        found.paragraph_format.space_before = Pt(6 if size == 13 and style != "Normal" else 0)
        found.paragraph_format.space_after = Pt(6)
    about, day = paper.core_properties, content.on
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    about.title, about.author, about.comments = _clean(name)[:255], "", ""
    about.language = "en" if content.language == "en" else "vi-VN"
    about.created = about.modified = made
    about.last_modified_by = ""


def _page_number(line: Paragraph) -> None:
    line.alignment = CENTER
    run = line.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)


def _head(paper: Paper, head: Letterhead) -> None:
    """Issuing body left, the country's name and motto right; number left, place and day right."""
    grid = paper.add_table(rows=2, cols=2)
    left, right = grid.rows[0].cells
    if head.above:
        _line(left, " ".join(head.above).upper(), size=12, align=CENTER)
    for text in head.issuer:
        _line(left, text.upper(), size=12, bold=True, align=CENTER)
    _underlined(left)
    is_english = head.language == "en"
    country = "SOCIALIST REPUBLIC OF VIET NAM" if is_english else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto = "Independence - Freedom - Happiness" if is_english else "Độc lập - Tự do - Hạnh phúc"
    _line(right, country, size=12, bold=True, align=CENTER)
    _line(right, motto, size=13, bold=True, align=CENTER)
    _underlined(right)
    below_left, below_right = grid.rows[1].cells
    _line(below_left, f"{'No.' if is_english else 'Số:'} {head.number}", align=CENTER)
    day = english_day(head.day) if is_english else official_day(head.day)
    _line(below_right, f"{head.seat}, {day}", italic=True, align=CENTER)
    _wide(grid, (64, WIDTH - 64))


def _wide(drawn: Drawn, widths: Sequence[int]) -> None:
    """Columns of so many mm each: Word asks the cells, other programs ask the grid."""
    drawn.autofit = False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _widths(table: Table) -> list[int]:
    """Of the columns in mm: what is to be read gets the room that numbers leave, more of it the longer it is."""
    longest = [
        max(len(column.title) // 2, *(len(row[at].text) for row in table.rows), 1)
        for at, column in enumerate(table.columns)
    ]
    weights = [min(max(one, MIN_LETTERS), MOST_LETTERS) for one in longest]
    widths = [WIDTH * one // sum(weights) for one in weights]
    widths[0] += WIDTH - sum(widths)
    return widths


def _underlined(cell: _Cell) -> None:
    """A short line under the last text, as a border of an indented empty paragraph."""
    line = cell.add_paragraph()
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(20)
    line.paragraph_format.line_spacing = Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = line._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _table(paper: Paper, table: Table) -> None:
    caption = _paragraph(paper, table.caption, size=12, italic=True, align=CENTER)
    caption.paragraph_format.keep_with_next = True
    size = 9 if len(table.columns) > 8 else 10 if len(table.columns) > 5 else 11
    drawn = paper.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _line(cell, column.title, size=size, bold=True, align=CENTER)
    _repeated(drawn)
    for row in table.rows:
        for cell, told, column in zip(drawn.add_row().cells, row, table.columns, strict=True):
            _line(cell, told.text, size=size, align=LEFT if column.kind is Kind.TEXT else RIGHT)
    _wide(drawn, _widths(table))
    for cell in (*drawn.rows[0].cells, *drawn.rows[min(1, len(drawn.rows) - 1)].cells):
        cell.paragraphs[0].paragraph_format.keep_with_next = True  # a head never stands alone at a page's end
    for made in drawn.rows:
        made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _paragraph(paper, "", size=6)


def _repeated(drawn: Drawn) -> None:
    """The first row again at the head of every page the table goes on to."""
    drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _foot(paper: Paper, signed_as: Sequence[str], told_to: Sequence[str], language: str) -> None:
    for last in paper.paragraphs[-3:]:
        last.paragraph_format.keep_with_next = True  # nobody signs an empty page
    grid = paper.add_table(rows=1, cols=2)
    left, right = grid.rows[0].cells
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _line(left, "Recipients:" if language == "en" else "Nơi nhận:", size=12, bold=True, italic=True)
    for text in told_to:
        _line(left, f"- {text}", size=11)
    for text in signed_as:
        _line(right, text, bold=True, align=CENTER)


def _centred(paper: Paper, text: str, *, size: int, above: int = 0, below: int = 0) -> None:
    line = _paragraph(paper, text, size=size, bold=True, align=CENTER)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(above), Pt(below)


def _paragraph(
    paper: Paper,
    text: str,
    *,
    size: int = 13,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
) -> Paragraph:
    return _filled(paper.add_paragraph(), text, size, bold, italic, align)


def _line(
    cell: _Cell,
    text: str,
    *,
    size: int = 13,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
) -> None:
    """In the cell's own empty paragraph first, after that in a new one."""
    first = cell.paragraphs[0]
    line = _filled(cell.add_paragraph() if first.text else first, text, size, bold, italic, align)
    line.paragraph_format.space_after = Pt(0)


def _filled(
    line: Paragraph, text: str, size: int, bold: bool, italic: bool, align: WD_ALIGN_PARAGRAPH
) -> Paragraph:
    line.alignment = align
    run = line.add_run(_clean(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return line


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
