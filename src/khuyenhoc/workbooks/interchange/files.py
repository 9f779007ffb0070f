"""Records written into an open file as they come."""

import json
from collections.abc import Iterable
from typing import BinaryIO, Final

from khuyenhoc.analytics.records import Record
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.workbooks.interchange import dhis2
from khuyenhoc.workbooks.interchange.columns import table
from khuyenhoc.workbooks.tables import write_csv, write_xlsx

FORMS: Final = ("csv", "xlsx", "json", "dhis2")
ENDINGS: Final = {"csv": "csv", "xlsx": "xlsx", "json": "json", "dhis2": "json"}
OF_DHIS2: Final = ("figures", "targets")


class NotForDhis2(RuleBroken):
    """DHIS2 takes figures and targets; claims of bases and reported figures have no place in it; facts: kind."""

    code = "NOT_FOR_DHIS2"


def write(kind: str, form: str, rows: Iterable[Record], out: BinaryIO, *, language: str = "vi") -> None:
    """kind: figures, bases, reported or targets; form: one of FORMS. Errors: NotForDhis2."""
    if form == "csv":
        write_csv(table(kind, rows, language), out)
    elif form == "xlsx":
        write_xlsx([table(kind, rows, language)], out)
    elif form == "json":
        _write_json(kind, rows, out)
    elif kind in OF_DHIS2:
        dhis2.write(kind, rows, out, language=language)
    else:
        raise NotForDhis2(kind=kind)


def _write_json(kind: str, rows: Iterable[Record], out: BinaryIO) -> None:
    """{"figures": [ … ]}, one record a line, exactly as the read API answers them."""
    out.write(f'{{"{kind}": ['.encode())
    separator = "\n"
    for row in rows:
        out.write((separator + json.dumps(row, ensure_ascii=False, separators=(",", ":"))).encode())
        separator = ",\n"
    out.write(b"\n]}\n")
