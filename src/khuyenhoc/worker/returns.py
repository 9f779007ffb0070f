"""The figures of a return by workbook: looked at, taken in."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from khuyenhoc.sentences import sentence
from khuyenhoc.workbooks import figures_intake, marking
from khuyenhoc.workbooks.figures_intake import FormComparison
from khuyenhoc.workbooks.tables import XLSX
from khuyenhoc.worker.desk import Desk, Finish


def report(told: FormComparison, language: str) -> dict[str, Any]:
    """What a look found, as its page draws it and as plain JSON."""
    return {
        "counts": {name: told.counts[name] for name in ("new", "changed", "same")},
        "faults": [
            [fault.sheet, fault.cell, fault.column, sentence(fault.error, language)] for fault in told.faults
        ],
        "unread": list(told.unread),
        "has_news": bool(told.counts["new"] or told.counts["changed"]),
    }


def look(desk: Desk) -> Finish:
    """facts: file, what the person calls it; period, as the return has it."""
    told = figures_intake.compare(
        desk.sent(),
        desk.place,
        desk.facts["period"],
        by=desk.by,
        at=desk.now(),
        name=desk.facts["file"],
    )
    found = report(told, desk.language)
    if told.faults:
        out, language = io.BytesIO(), desk.language
        marking.mark(
            desk.sent(),
            told.faults,
            out,
            told=lambda error: sentence(error, language),
            name=desk.facts["file"],
        )
        desk.put(out.getvalue(), name="bao-cao-so-lieu-co-ghi-loi.xlsx", kind=XLSX, label="marked")
    return lambda _at: found


def take_in(desk: Desk) -> Finish:
    """facts: as `look`. All of it or nothing."""

    def write(at: datetime) -> Mapping[str, Any]:
        told, _is_written = figures_intake.take_in(
            desk.sent(),
            desk.place,
            desk.facts["period"],
            by=desk.by,
            at=at,
            name=desk.facts["file"],
        )
        return {name: told.counts[name] for name in ("new", "changed", "same")}

    return write
