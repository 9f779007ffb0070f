"""From a template and what it is to say, a PDF: PDF/A-2b, the same bytes for the same content, no clock."""

import json
import threading
import unicodedata
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import typst
from django.conf import settings

from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.official_writing import english_day, official_day

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FOLDER: Final = Path(__file__).resolve().parent
STANDARD: Final[Literal["a-2b"]] = "a-2b"
LARGE: Final = 1_000_000  # bytes; about 120 certificates
KEPT_FOR: Final = 12
# Over every page of whatever the training mode makes, so that no paper of it passes for a real one; and small in each
# tenth of it, for cards and receipts are cut apart.
_STAMPED: Final = """\
#let stamp(large) = block(width: if large {{ 250mm }} else {{ 80mm }}, align(center)[
  #set par(justify: false, leading: 0.5em, first-line-indent: 0pt)
  #set text(font: "Liberation Serif", fill: rgb(138, 28, 28, if large {{ 90 }} else {{ 110 }}), hyphenate: false)
  #text(size: if large {{ 44pt }} else {{ 13pt }}, weight: "bold")[BẢN TẬP HUẤN] \\
  #text(size: if large {{ 26pt }} else {{ 9pt }})[không có giá trị]
])
#set page(foreground: {{
  place(center + horizon, rotate(-40deg, stamp(true)))
  for at in range(10) {{
    place(top + left, dx: 50% * calc.rem(at, 2), dy: 20% * calc.quo(at, 2),
      block(width: 50%, height: 20%, align(center + horizon, rotate(-20deg, stamp(false)))))
  }}
}})
#include "{template}.typ"
"""
_own = threading.local()  # a compiler serves one thread; the fonts serve all
_fonts: Final = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER / "fonts")]
)


def typeset(
    template: str, record: "DataclassInstance", *, dated: date, name: str, is_secret: bool = False
) -> bytes:
    """A PDF of papers/templates/TEMPLATE.typ, which finds the record's fields in `data`.

    dated: the paper's own day, which the file also gives as the day it was made. name: the file's title, for those
    who have it read aloud. A day reads `day.long`, `day.short` and `day.english` there. Texts are NFC. A sign that
    the fonts lack shows as an empty box, and the file is then a plain PDF instead of PDF/A-2b. is_secret: nothing of
    it stays in the typesetter's memory.
    """
    told = json.dumps(
        {"data": asdict(record), "dated": [dated.year, dated.month, dated.day], "name": name},
        ensure_ascii=False,
        default=_day,
    )
    content = {"content": unicodedata.normalize("NFC", told)}
    try:
        return _compile(template, content, dated, STANDARD)
    except typst.TypstError as error:
        if "PDF/A" not in f"{error.message} {error.hints}":
            raise
        return _compile(template, content, dated, None)
    finally:
        if is_secret:
            _forget()


def _compile(template: str, content: dict[str, str], dated: date, standard: Literal["a-2b"] | None) -> bytes:
    stamped = _STAMPED.format(template=template).encode()
    file: Any = stamped if settings.TRAINING else str(_folder() / f"{template}.typ")
    made = _compiler().compile(
        file,
        format="pdf",
        sys_inputs=content,
        pdf_standards=[standard] if standard else [],
        timestamp=datetime(dated.year, dated.month, dated.day, tzinfo=VIETNAM),
    )
    if not isinstance(made, bytes):
        raise TypeError(made)
    if len(made) > LARGE:
        _forget()
    return made


def _forget() -> None:
    """Let go of a large or secret layout: the typesetter keeps what it set until it has set so many others."""
    for _ in range(KEPT_FOR):
        _compiler().compile(b"x", format="pdf", sys_inputs={})


def _compiler() -> typst.Compiler:
    folder = _folder()
    if getattr(_own, "folder", None) != folder:
        _own.compiler = typst.Compiler(root=str(folder), font_paths=_fonts)
        _own.folder = folder
    compiler: typst.Compiler = _own.compiler
    return compiler


def _folder() -> Path:
    """The body's own templates where it has some, else ours."""
    return Path(settings.PAPER_TEMPLATES or FOLDER / "templates")


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return {
            "long": official_day(value),
            "short": f"{value:%d/%m/%Y}",
            "english": english_day(value),
        }
    raise TypeError(value)
