"""`khuyenhoc report build`: a whole report as PDF, DOCX or XLSX."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.cli.day import Day
from khuyenhoc.cli.papers import write
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.sentences import language_of_terminal

FORMS = (".pdf", ".docx", ".xlsx")


class ReportFile(click.ParamType["Path"]):
    """A file to be written, whose ending says its form."""

    name = "FILE.pdf|docx|xlsx"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.suffix.lower() not in FORMS:
            self.fail(f"{value!r}: tên tệp phải kết thúc bằng .pdf, .docx hoặc .xlsx.", param, ctx)
        return path


@click.command("build")
@click.option("--place", "name", required=True, help="Tên địa danh, mã hoặc #số, theo địa giới của báo cáo.")
@click.option("--period", required=True, help="Kỳ: 2023, 2023-H1 (6 tháng đầu năm) hoặc 2021..2025.")
@click.option(
    "--basis",
    type=click.Choice([basis.value for basis in Basis]),
    default=Basis.REPORTED.value,
    help="reported: địa giới của kỳ; restated: địa giới hôm nay; like-for-like: chỉ các xã so sánh được.",
)
@click.option("--known-on", type=Day(), help="Số liệu như đã biết vào cuối ngày đó.")
@click.option("--out", type=ReportFile(), required=True, help="Tệp sẽ ghi: .pdf, .docx hoặc .xlsx.")
def build(name: str, period: str, basis: str, known_on: date | None, out: Path) -> None:
    """Lập báo cáo của một nơi: câu thuyết minh, năm danh hiệu, chỉ tiêu, so sánh, hội viên, xếp hạng, nguồn."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.analytics import reports
    from khuyenhoc.papers import report as paper
    from khuyenhoc.workbooks import report as workbook

    span = reports.read_span(period)
    today = day_of(timezone.now())
    place = asked.place(name, span.until if basis == Basis.REPORTED else today)
    content = reports.build(
        reports.Asked(
            place=place,
            span=span,
            on=today,
            basis=Basis(basis),
            known_on=known_on,
            language=language_of_terminal(),
        )
    )
    if out.suffix.lower() == ".xlsx":
        book = io.BytesIO()
        workbook.write(content, book)
        write(out, book.getvalue())
    else:
        made = paper.of(content)
        write(out, paper.pdf(made) if out.suffix.lower() == ".pdf" else paper.docx(made))
