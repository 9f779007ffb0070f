"""Days on the command line."""

import re
from datetime import date
from typing import Any

import click


class Day(click.ParamType["date"]):
    """2025-07-01 or 01/07/2025."""

    name = "YYYY-MM-DD | dd/mm/yyyy"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        iso = re.fullmatch("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", value)
        ours = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", value)
        year, month, day = iso.groups() if iso else ours.groups()[::-1] if ours else (0, 0, 0)
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            self.fail(f"{value!r}: ghi ngày dạng 2025-07-01 hoặc 01/07/2025.", param, ctx)
