"""`khuyenhoc figures`: hold published figures against themselves, which needs no database; keep and show them."""

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from khuyenhoc.cli import asked, figures_out, kept_figures, national_targets, told_bases
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import (
    Entry,
    Finding,
    Reader,
    Row,
    RowFault,
    check,
    rows_of,
)
from khuyenhoc.domain.written_numbers import WrittenNumber
from khuyenhoc.sentences import figures as told
from khuyenhoc.sentences import language_of_terminal, sentence

_HEADS = {
    "vi": ("Mã", "Kết luận", "Mẫu số mà tỷ lệ cho phép", "Giải thích"),
    "en": ("Id", "Conclusion", "Bases the rate allows", "Why"),
}
_Fault = tuple[str | None, RowFault]  # with the id of its row, where it has one


@click.group()
def command() -> None:
    """Kiểm tra, ghi, xem và xuất số liệu."""


command.add_command(kept_figures.load)
command.add_command(kept_figures.show)
command.add_command(told_bases.bases)
command.add_command(figures_out.export)
command.add_command(national_targets.load)


@command.command(name="check")
@click.argument("file", type=asked.INPUT)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra.")
def check_file(file: Path, form: str) -> None:
    """Tìm chỗ mâu thuẫn trong FILE: tệp CSV (UTF-8) có các cột id, place_then, period, indicator, level,
    value, qualifier, rate_percent, base_kind, base_value_or_range (cột khác tùy ý).

    \b
    PART_ABOVE_WHOLE     tử số lớn hơn mẫu số
    NO_WHOLE_BASE        không mẫu số nguyên nào cho tỷ lệ này, dù làm tròn hay cắt bớt
    TRUNCATED            tỷ lệ bị cắt bớt chứ không làm tròn
    RATE_DISAGREES       tỷ lệ không khớp với mẫu số đã nêu
    TARGET_BELOW_RESULT  chỉ tiêu (kỳ "target 2024") thấp hơn kết quả gần nhất trước đó
    BASE_CONFLICT        cùng nơi, cùng kỳ, cùng loại mẫu số mà mẫu số không thể bằng nhau

    --format json in một danh sách theo thứ tự dòng. Mỗi phát hiện là một mục; dòng không có phát hiện có một
    mục với code null. Mỗi mục: id, line, code, bases ([nhỏ nhất, lớn nhất] mà tỷ lệ cho phép; null nếu không
    có; [n, null] nếu từ n trở lên), how (half_up, truncated, stated), sentence, other (id của dòng kia),
    value (số nguyên, chuỗi nếu có phần lẻ, [từ, đến] nếu là khoảng), qualifier, rate_percent, rate_qualifier.
    Ô không đọc được: code FIGURES_…, column là cột; các dòng khác vẫn được kiểm tra.

    Mã thoát: 0 không có gì, 1 có phát hiện hoặc có ô không đọc được, 2 sai lệnh.
    """
    gc.disable()  # all that is read is kept until the end: there is nothing to collect
    language = language_of_terminal()
    rows: list[Row] = []
    faults: list[_Fault] = []
    reader = Reader(file.name)
    for line, row_id, cells in rows_of(file.read_bytes(), file.name):
        try:
            rows.append(reader.row(cells, line) if isinstance(cells, dict) else _refused(cells))
        except RowFault as fault:
            faults.append((row_id, fault))
    entries = check(rows)
    for _, one in faults:
        click.echo(sentence(one, language), err=True)
    if form == "json":
        _print_json(entries, faults, language)
    else:
        _print_table(entries, len(faults), language)
    if faults or any(entry.findings for entry in entries):
        sys.exit(1)


def _refused(fault: RowFault) -> Row:
    raise fault


def _print_json(entries: list[Entry], faults: list[_Fault], language: str) -> None:
    """A list in the order of lines, one object a line of text."""
    found = [(entry.row.line, one) for entry in entries for one in _entry_as_json(entry, language)]
    found += [(error.facts["line"], _fault_as_json(row, error, language)) for row, error in faults]
    found.sort(key=lambda one: one[0])
    written = json.JSONEncoder(ensure_ascii=False)
    click.echo("[\n" + ",\n".join(written.encode(one) for _, one in found) + "\n]" if found else "[]")


def _entry_as_json(entry: Entry, language: str) -> Iterator[dict[str, Any]]:
    row, bases = entry.row, entry.bases
    findings: tuple[Finding | None, ...] = entry.findings or (None,)
    for found in findings:
        yield {
            "id": row.id,
            "line": row.line,
            "code": found.code.value if found else None,
            "bases": [bases.low, bases.high] if bases else None,
            "how": bases.how.value if bases else None,
            "sentence": told.finding(found, language) if found else None,
            "other": found.other if found else None,
            "value": _number(row.value),
            "qualifier": row.value.qualifier.value if row.value else None,
            "rate_percent": _published(row.rate),
            "rate_qualifier": row.rate.qualifier.value if row.rate else None,
        }


def _fault_as_json(row: str | None, error: RuleBroken, language: str) -> dict[str, Any]:
    return {
        "id": row,
        "line": error.facts["line"],
        "code": error.code,
        "column": error.facts["column"],
        "bases": None,
        "how": None,
        "sentence": sentence(error, language),
        "other": None,
    }


def _number(number: WrittenNumber | None) -> int | str | list[int | str] | None:
    """Whole numbers as such, others as exact text; a range as both its ends."""
    if number is None:
        return None
    low, high = (_plain(one, number.places) for one in (number.low, number.high))
    return low if number.qualifier.value != "range" else [low, high]


def _plain(digits: int, places: int) -> int | str:
    if not places:
        return digits
    sign = "-" if digits < 0 else ""
    whole, decimals = divmod(abs(digits), 10**places)
    return f"{sign}{whole}.{decimals:0{places}d}"


def _published(rate: WrittenNumber | None) -> str | list[str] | None:
    """As text, for its decimals are part of what was published."""
    found = _number(rate)
    return [str(one) for one in found] if isinstance(found, list) else None if found is None else str(found)


def _print_table(entries: list[Entry], unreadable: int, language: str) -> None:
    """Rows with a finding or an interval; the last line counts."""
    table = [_HEADS[language]]
    for entry in entries:
        if entry.findings or entry.bases:
            codes: tuple[Finding | None, ...] = entry.findings or (None,)
            table += [
                (
                    entry.row.id,
                    told.label(found.code if found else None, language),
                    told.interval(entry.bases, language),
                    told.finding(found, language) if found else "",
                )
                for found in codes
            ]
    widths = [max(len(line[column]) for line in table) for column in range(3)]
    for line in table if len(table) > 1 else []:
        cells = (cell.ljust(width) for cell, width in zip(line[:3], widths, strict=True))
        click.echo("  ".join([*cells, line[3]]).rstrip())
    found = sum(1 for entry in entries if entry.findings)
    click.echo(told.counted(len(entries) + unreadable, found, unreadable, language))
