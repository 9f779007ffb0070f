"""Run as a program of its own: reads the sheets of one workbook and prints each row as a line of JSON.

Apart, so that a workbook made to exhaust memory or time ends this process and no other. It knows nothing of us:
`python sheet_reader.py FILE MOST_BYTES MOST_SECONDS`. Exit status 3: a passphrase protects the workbook; 4: it is no
workbook that can be read.
"""

import json
import resource
import sys
from datetime import date, datetime
from typing import Any

MOST_SIGNS = 2_000  # of one cell; no name or code is longer, the rest would only fill memory
MOST_COLUMNS = 200


def main() -> int:
    file, most_bytes, most_seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine

    write = sys.stdout.write
    try:
        book = python_calamine.CalamineWorkbook.from_path(file)
        for told in book.sheets_metadata:
            if told.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(told.name)
            hidden = told.visible != python_calamine.SheetVisibleEnum.Visible
            write(json.dumps({"sheet": told.name, "hidden": hidden}) + "\n")
            before = [None] * (sheet.start[1] if sheet.start else 0)  # rows come whole, columns do not
            for at, row in enumerate(sheet.iter_rows(), start=1):
                cells = [*before, *(plain(cell) for cell in row[:MOST_COLUMNS])]
                while cells and cells[-1] is None:
                    cells.pop()
                if cells:
                    write(json.dumps([at, *cells], ensure_ascii=False) + "\n")
    except python_calamine.PasswordError:
        return 3
    except python_calamine.CalamineError as error:
        sys.stderr.write(type(error).__name__)
        return 4
    return 0


def plain(cell: Any) -> Any:
    """A day is told as {"d": …}; a time of day, or how long something took, as text."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return cell[:MOST_SIGNS].encode("utf-8", "replace").decode("utf-8")
    if isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, datetime):
        cell = cell.date()
    return {"d": cell.isoformat()} if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    sys.exit(main())
