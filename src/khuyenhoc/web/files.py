"""A table or a paper as a file somebody takes with them."""

import io
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from khuyenhoc.sentences import sentence
from khuyenhoc.workbooks import marking
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.tables import CSV, XLSX, Table, as_csv, write_xlsx

TYPES = {"csv": CSV, "json": "application/json; charset=utf-8", "toml": "application/toml"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def answer(table: Table, name: str, form: str) -> HttpResponse:
    """form: "xlsx" or "csv", as in the address; anything else is no page. name: without its ending."""
    if form == "csv":
        return _attached(as_csv(table), f"{name}.csv", CSV)
    if form != "xlsx":
        raise Http404
    out = io.BytesIO()
    write_xlsx([table], out)
    return workbook(out, name)


def taken(name: str, how: str = "attachment") -> str:
    """The header by which a file is taken away, or shown (how: "inline"); in the training mode its name says so.

    name: with its ending.
    """
    return f'{how}; filename="{"tap-huan-" if settings.TRAINING else ""}{name}"'


def workbook(out: io.BytesIO, name: str) -> HttpResponse:
    return _attached(out.getvalue(), f"{name}.xlsx", XLSX)


def marked(file: Path, faults: Sequence[Fault], name: str, *, called: str) -> HttpResponse:
    """Somebody's own workbook with what is wrong written into it. name: of what is given; called: as they sent it."""
    out, language = io.BytesIO(), get_language() or "vi"
    marking.mark(file, faults, out, told=lambda error: sentence(error, language), name=called)
    return workbook(out, name)


def given(content: bytes, name: str) -> HttpResponse:
    """name: with its ending, which says what kind of file it is."""
    return _attached(content, name, TYPES.get(name.rpartition(".")[2], XLSX))


def paper(content: bytes, name: str) -> HttpResponse:
    """A PDF, opened in the browser to be looked at and printed. name: without its ending."""
    return _answer(content, "application/pdf", taken(f"{name}.pdf", "inline"))


def kept(content: bytes, name: str) -> HttpResponse:
    """A PDF that somebody sent: only ever taken away as a file. name: without its ending."""
    return _attached(content, f"{name}.pdf", "application/pdf")


def document(content: bytes, name: str) -> HttpResponse:
    """A file for a word processor. name: without its ending."""
    return _attached(content, f"{name}.docx", DOCX)


def fetched(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file that was made before: name with its ending. A PDF is looked at in the browser."""
    if kind == "application/pdf":
        return _answer(content, kind, taken(name, "inline"))
    return _attached(content, name, kind)


def _attached(content: bytes, name: str, kind: str) -> HttpResponse:
    return _answer(content, kind, taken(name))


def _answer(content: bytes, kind: str, disposition: str) -> HttpResponse:
    """Never kept by a browser or a proxy: it holds people's names."""
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
