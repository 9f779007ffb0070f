"""A report of a large place in all its forms."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from khuyenhoc.analytics import reports
from khuyenhoc.analytics.reports import Asked, Length, span
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.titles import FIVE_TITLES
from khuyenhoc.papers import report as paper
from khuyenhoc.workbooks import report as workbook
from khuyenhoc.workbooks.tables import XLSX
from khuyenhoc.worker.desk import Desk, Finish

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def facts(asked: Asked, tree_day: date) -> dict[str, Any]:
    """What is asked for as plain JSON. day: of the places it tells of; it is made on the day the job is done."""
    return {
        "day": tree_day.isoformat(),
        "length": asked.span.length.value,
        "first": asked.span.first,
        "last": asked.span.last,
        "basis": asked.basis.value,
        "known_on": asked.known_on.isoformat() if asked.known_on else "",
        "rank_by": FIVE_TITLES.index(asked.rank_by),
    }


def report(desk: Desk) -> Finish:
    """facts: as `facts` makes them. The outcome holds what the page shows too."""
    told: Mapping[str, Any] = desk.facts
    asked = Asked(
        place=desk.place,
        span=span(Length(told["length"]), told["last"], told["first"]),
        on=desk.today(),
        basis=Basis(told["basis"]),
        known_on=date.fromisoformat(told["known_on"]) if told["known_on"] else None,
        rank_by=FIVE_TITLES[told["rank_by"]],
        language=desk.language,
    )
    desk.tell(0, 4)
    content = reports.build_seen(asked, seen_by=desk.by)
    name, made, out = f"bao-cao-{desk.place}-{asked.span.period}", paper.of(content), io.BytesIO()
    desk.tell(1, 4)
    desk.put(paper.pdf(made), name=f"{name}.pdf", kind=PDF, label="PDF")
    desk.tell(2, 4)
    desk.put(paper.docx(made), name=f"{name}.docx", kind=DOCX, label="DOCX")
    desk.tell(3, 4)
    workbook.write(content, out)
    desk.put(out.getvalue(), name=f"{name}.xlsx", kind=XLSX, label="XLSX")
    return lambda _at: {"content": reports.as_record(content)}
