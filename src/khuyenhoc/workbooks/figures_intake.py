"""Taking the form of a place's figures back in: compared first, then all of it or nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import known_period, read_period
from khuyenhoc.domain.intake.cells import Cell
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.domain.written_numbers import WrittenNumber
from khuyenhoc.sentences import figures as told_figures
from khuyenhoc.workbooks import figures_form as form
from khuyenhoc.workbooks import opening
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.opening import Sheet

ROUTE = "figures.import"
_MOST_ROWS_ABOVE = 20
_HEADINGS = {
    search_key(title): title
    for title in (
        *(form.CODE, form.NAME, form.LEVEL, form.VALUE, form.UNIT),
        *(form.RATE, form.BASE_KIND, form.BASE, form.NOTE, form.KEEP),
    )
}
_WANTED = {form.CODE, form.VALUE}


class FormNotFound(RuleBroken):
    """No sheet has the headings of the form; facts: sheets."""

    code = "FIGURES_FORM_NOT_FOUND"


class FormOfAnother(RuleBroken):
    """The form is that of another place or period; facts: place, period (as the form says)."""

    code = "FIGURES_FORM_OF_ANOTHER"


class FormHasFaults(RuleBroken):
    """Rows cannot be taken in; facts: number."""

    code = "FIGURES_FORM_HAS_FAULTS"


class FormNumberBroken(RuleBroken):
    """The spreadsheet made a number of what was typed, and nobody can tell which; facts: text."""

    code = "FIGURES_FORM_NUMBER_BROKEN"


class FormRowTwice(RuleBroken):
    """An earlier row tells the same indicator and level; facts: first (row)."""

    code = "FIGURES_FORM_ROW_TWICE"


class FormContradicts(RuleBroken):
    """What the checks found, which no reason in its column keeps; facts: told (the sentences), codes."""

    code = "FIGURES_FORM_CONTRADICTS"


@dataclass(slots=True)
class FormComparison:
    """What taking a form in would do. counts: "new", "changed", "same" → rows; figures: the new and the changed.

    unread: headings nobody knows.
    """

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    unread: tuple[str, ...] = ()
    figures: list[NewFigure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    told: NewFigure


def compare(
    file: Path, place: int, period: str, *, by: Account, at: datetime, name: str = ""
) -> FormComparison:
    """Read the form and say what would be done; nothing is written. name: what the person calls the file.

    Errors: OutsideScope, PeriodUnclear, FormNotFound, FormOfAnother, those of `opening.read`.
    """
    access.require(by, Permission.SET_FIGURES, [place], at=at)
    key = known_period(period).key
    sheets = opening.read(file, name=name)
    _require_own(sheets, place, key)
    return _Reading(sheets, place, period).run()


def take_in(
    file: Path, place: int, period: str, *, by: Account, at: datetime, name: str = ""
) -> tuple[FormComparison, bool]:
    """Compare and write all of it into the place's return for the period; the flag says whether anything was.

    One transaction and one receipt; the same file again changes nothing.
    Errors: FormHasFaults, those of `compare`, `open_report` and `report_figures`.
    """
    told = compare(file, place, period, by=by, at=at, name=name)
    if told.faults:
        raise FormHasFaults(number=len({(fault.sheet, fault.row) for fault in told.faults}))
    if not told.counts["new"] and not told.counts["changed"]:
        return told, False

    def deed() -> dict[str, Any]:
        report = actions.open_report(place, period, by=by, at=at)
        kept = actions.report_figures(told.figures, report=report.pk, by=by, at=at)
        return {"report": report.pk, "figures": len(kept.figures), "targets": len(kept.targets)}

    report = figures.report_of(place, period)
    held = [] if report is None else [one.pk for one in figures.in_report(report.pk)]
    written = json.dumps([[repr(one) for one in told.figures], held])
    digest = hashlib.sha256(written.encode()).hexdigest()
    with transaction.atomic():
        audit.once(deed, actor=by.username, route=ROUTE, key=digest, body={"digest": digest}, at=at)
    return told, True


def _require_own(sheets: Sequence[Sheet], place: int, key: str) -> None:
    """A form without its page about the place is taken as what the person says it is."""
    about = next((one for one in sheets if one.name == form.ABOUT), None)
    if about is None:
        return
    told = {_text(row[0]): _text(row[1]) for _, row in about.rows if len(row) > 1}
    where, period = told.get(form.PLACE_ID, ""), told.get(form.PERIOD, "")
    found = read_period(period)
    if (where and where != f"#{place}") or (found is not None and found.key != key):
        raise FormOfAnother(place=told.get("Nơi báo cáo", where), period=period)


def _text(cell: Cell) -> str:
    """As a person would have typed it; a whole number without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell))


class _Reading:
    def __init__(self, sheets: Sequence[Sheet], place: int, period: str) -> None:
        self.sheets, self.place, self.period = sheets, place, period
        self.told = FormComparison()

    def run(self) -> FormComparison:
        sheet, head, columns = self.headings()
        self.sheet, self.columns = sheet, columns
        self.titles = {title: _letters(at) for title, at in columns.items()}
        lines = [
            line
            for number, row in sheet.rows
            if number > head
            for line in [self.line(number, row)]
            if line is not None
        ]
        self.examine(lines)
        self.told.faults.sort(key=lambda fault: fault.row)
        return self.told

    def headings(self) -> tuple[Sheet, int, dict[str, int]]:
        """The sheet, the number of its row of headings, and where each known heading stands."""
        for sheet in self.sheets:
            for number, row in sheet.rows[:_MOST_ROWS_ABOVE]:
                titles = [_text(cell) for cell in row]
                found: dict[str, int] = {}
                for at, title in enumerate(titles):
                    if known := _HEADINGS.get(search_key(title)):
                        found.setdefault(known, at)
                if found.keys() >= _WANTED:
                    self.told.unread = tuple(
                        title for title in titles if title and search_key(title) not in _HEADINGS
                    )
                    return sheet, number, found
        raise FormNotFound(sheets=[sheet.name for sheet in self.sheets])

    def line(self, number: int, row: Sequence[Cell]) -> _Line | None:
        """None for a row without a number, or one that cannot be read."""

        def cell(title: str) -> Cell:
            at = self.columns.get(title)
            return row[at] if at is not None and at < len(row) else None

        if not any(_text(cell(title)) for title in (form.VALUE, form.RATE, form.BASE)):
            return None
        broken = next(
            (title for title in (form.VALUE, form.RATE, form.BASE) if _is_broken(title, cell(title))), None
        )
        if broken is not None:
            self.fault(number, broken, FormNumberBroken(text=str(cell(broken))))
            return None
        rate, base = _number(cell(form.RATE)), _number(cell(form.BASE))
        told = NewFigure(
            place=self.place,
            period=self.period,
            indicator=_text(cell(form.CODE)) or _text(cell(form.NAME)),
            source="",
            level=_text(cell(form.LEVEL)),
            base_kind=_text(cell(form.BASE_KIND)) if rate or base else "",
            value=_number(cell(form.VALUE)),
            rate=rate,
            base=base,
            unit=_text(cell(form.UNIT)),
            note=_text(cell(form.NOTE)),
            kept_with_note=_text(cell(form.KEEP)),
            ref=str(number),
        )
        try:
            figures.read_figures([replace(told, source="–")])
        except RuleBroken as error:
            self.fault(number, _AT.get(error.code, form.VALUE), error)
            return None
        return _Line(number, told)

    def examine(self, lines: Sequence[_Line]) -> None:
        """What is there already, what comes twice, and what the checks find."""
        report = figures.report_of(self.place, self.period)
        source = "–" if report is None else figures.source_of(report)
        kept = [] if report is None else figures.in_report(report.pk)
        key_of_period = known_period(self.period).key
        held = {
            (one.indicator, one.level, one.base_kind): one for one in kept if one.period_key == key_of_period
        }
        first: dict[tuple[str, str, str], int] = {}
        sound: list[_Line] = []
        read = []
        for line in lines:
            (one,) = figures.read_figures([replace(line.told, source=source)])
            key = (one.indicator.code, one.level, one.base_kind)
            if first.setdefault(key, line.row) != line.row:
                self.fault(line.row, form.CODE, FormRowTwice(first=first[key]))
                continue
            sound.append(line)
            read.append(one)
        entries = figures.examine(read, report=None if report is None else report.pk)
        for line, one, entry in zip(sound, read, entries, strict=True):
            if entry.findings and not line.told.kept_with_note:
                sentences = " ".join(told_figures.finding(found, "vi") for found in entry.findings)
                codes = [found.code.value for found in entry.findings]
                self.fault(line.row, form.VALUE, FormContradicts(told=sentences, codes=codes))
                continue
            known = held.get((one.indicator.code, one.level, one.base_kind))
            if known is not None and _alike(known, one):
                self.told.counts["same"] += 1
                continue
            self.told.figures.append(line.told)
            self.told.counts["new" if known is None else "changed"] += 1

    def fault(self, row: int, title: str, error: RuleBroken) -> None:
        known = title if title in self.titles else form.CODE
        self.told.faults.append(Fault(self.sheet.name, row, f"{self.titles[known]}{row}", known, error))


_AT = {
    "INDICATOR_UNKNOWN": form.CODE,
    "LEVEL_UNKNOWN": form.LEVEL,
    "BASE_KIND_UNKNOWN": form.BASE_KIND,
    "BASE_NOT_OF_INDICATOR": form.BASE_KIND,
}


def _alike(known: figures.Reported, one: figures.ReadFigure) -> bool:
    """Whether the return holds just that; a unit that was left out is the usual one."""
    told = one.told
    if not all(_is_number(known, name, getattr(one.row, name)) for name in figures.NUMBERS):
        return False
    unit = known.unit or one.indicator.unit()
    return (unit, known.note, known.kept_with_note) == (
        told.unit or one.indicator.unit(),
        told.note,
        told.kept_with_note,
    )


def _is_number(known: figures.Reported, name: str, told: WrittenNumber | None) -> bool:
    held = figures.written(known, name)
    if held is None or told is None:
        return held is told
    return (held.low, held.high, held.places, held.qualifier) == (
        told.low,
        told.high,
        told.places,
        told.qualifier,
    )


def _is_broken(title: str, cell: Cell) -> bool:
    """A fraction the spreadsheet made: "1.250" became 1.25, or "66,6%" became 0.666."""
    return isinstance(cell, float) and not cell.is_integer() and (title != form.RATE or cell < 1)


def _number(cell: Cell) -> str:
    text = _text(cell)
    return text.replace(".", ",") if isinstance(cell, float) and "." in text else text


def _letters(column: int) -> str:
    told, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(ord("A") + rest) + told
    return told
