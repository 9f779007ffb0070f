"""Households and people by workbook: looked at, taken in, given out."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from khuyenhoc.domain.intake.matching import Status
from khuyenhoc.sentences import sentence
from khuyenhoc.workbooks import intake, marking, register
from khuyenhoc.workbooks.intake import Comparison
from khuyenhoc.workbooks.tables import XLSX
from khuyenhoc.worker.desk import Desk, Finish

SHOWN = 200  # faults on the page; the marked file holds all


def report(told: Comparison, language: str) -> dict[str, Any]:
    """What a look found, as its page draws it and as plain JSON."""
    return {
        "counts": [
            [kind.value, {status.value: found[status] for status in Status}]
            for kind, found in told.counts.items()
        ],
        "faults": [
            [fault.sheet, fault.cell, fault.column, sentence(fault.error, language), fault.is_double]
            for fault in told.faults[:SHOWN]
        ],
        "number_of_faults": told.number_of_faults,
        "more": max(0, len(told.faults) - SHOWN),
        "unread": [[sheet, list(columns)] for sheet, columns in sorted(told.unread.items())],
        "has_news": bool(told.intake),
    }


def look(desk: Desk) -> Finish:
    """facts: file, what the person calls it."""
    desk.tell(0, 2)
    found = report(_compared(desk), desk.language)
    return lambda _at: found


def take_in(desk: Desk) -> Finish:
    """facts: file, and skip_bad, whether rows that are wrong are left out."""
    desk.tell(0, 2)
    told = _compared(desk)
    skip_bad = bool(desk.facts["skip_bad"])
    desk.tell(1, 2)

    def write(at: datetime) -> Mapping[str, Any]:
        written, _is_written = intake.take_in(
            desk.sent(),
            desk.place,
            skip_bad=skip_bad,
            by=desk.by,
            at=at,
            name=desk.facts["file"],
            told=told,
        )
        return {
            "new": sum(found[Status.NEW] for found in written.counts.values()),
            "changed": sum(found[Status.CHANGED] for found in written.counts.values()),
            "left": written.number_of_faults,
        }

    return write


def give_out(desk: Desk) -> Finish:
    """No facts."""
    out = io.BytesIO()
    households, people = register.write_register(desk.place, out, by=desk.by, at=desk.now())
    desk.put(out.getvalue(), name="danh-sach-ho-va-nguoi.xlsx", kind=XLSX, label="XLSX")
    return lambda _at: {"households": households, "people": people}


def mark(desk: Desk) -> Finish:
    """The person's own workbook with what is wrong written into it. facts: file."""
    desk.tell(0, 2)
    told = _compared(desk)
    desk.tell(1, 2)
    out, language = io.BytesIO(), desk.language
    marking.mark(
        desk.sent(), told.faults, out, told=lambda error: sentence(error, language), name=desk.facts["file"]
    )
    desk.put(out.getvalue(), name="danh-sach-co-ghi-loi.xlsx", kind=XLSX, label="marked")
    return lambda _at: {}


def _compared(desk: Desk) -> Comparison:
    return intake.compare(desk.sent(), desk.place, by=desk.by, at=desk.now(), name=desk.facts["file"])
