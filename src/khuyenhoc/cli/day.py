"""Days on the command line."""

import re
from datetime import date
from typing import Any

import click

from khuyenhoc.sentences import language_of_terminal

_WORDS = {
    "vi": "“{value}”: ghi ngày dạng 2025-07-01 hoặc 01/07/2025.",
    "en": "“{value}”: write the day as 2025-07-01 or 01/07/2025.",
}


def read(text: str) -> date | None:
    """2025-07-01 or 01/07/2025; None for anything else."""
    iso = re.fullmatch("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text)
    ours = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    year, month, day = iso.groups() if iso else ours.groups()[::-1] if ours else (0, 0, 0)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class Day(click.ParamType["date"]):
    """2025-07-01 or 01/07/2025."""

    name = "YYYY-MM-DD | dd/mm/yyyy"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        found = read(value)
        if found is None:
            self.fail(_WORDS[language_of_terminal()].format(value=value), param, ctx)
        return found
