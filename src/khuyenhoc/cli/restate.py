"""`khuyenhoc places restate`: a file of counts, carried to the places of another day."""

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.cli.day import Day
from khuyenhoc.domain import numbers
from khuyenhoc.sentences import language_of_terminal, sentence

if TYPE_CHECKING:
    from khuyenhoc.analytics.restated import Table

CSV_COLUMNS = (
    *("commune", "province", "value", "exact", "estimated"),
    *("unattributed", "unattributed_place", "reason", "code"),
)
_WORDS = {
    "vi": {
        "head": "Từ ngày {begin} sang địa giới ngày {end}: tổng {total}",
        "assumed": "Chưa có địa giới trước năm 2020: dùng địa giới năm 2020 (giả định).",
        "line": "{value} (chính xác {exact}, ước tính {estimated})",
        "unattributed": "Chưa phân bổ được: {value}",
        "somewhere": "chưa rõ tỉnh",
        "repeated": "{file}, dòng {line}: “{text}” đã có ở dòng trên; hai số được cộng lại.",
        "NO_LINK": "không rõ đã nhập vào đâu",
        "NO_SHARE": "bị chia tách mà chưa có tỷ lệ",
        "KNOWN_ABOVE": "chỉ có số của cấp trên xã",
    },
    "en": {
        "head": "From {begin} to the places of {end}: total {total}",
        "assumed": "No tree is known from before 2020: that of 2020 is assumed.",
        "line": "{value} (exact {exact}, estimated {estimated})",
        "unattributed": "Not attributed: {value}",
        "somewhere": "province not known",
        "repeated": "{file}, line {line}: “{text}” stands above already; the two are added.",
        "NO_LINK": "nobody knows what it became",
        "NO_SHARE": "it was split and no share is stated",
        "KNOWN_ABOVE": "known only above the commune",
    },
}


@click.command("restate")
@click.argument("file", type=asked.INPUT)
@click.option("--from", "begin", required=True, type=Day(), help="Ngày của số liệu trong tệp.")
@click.option("--to", "end", required=True, type=Day(), help="Ngày của địa giới cần quy đổi sang.")
@click.option("--shares", type=asked.INPUT, help="Tệp tỷ lệ: place,successor,share_percent.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Dạng in ra."
)
def restate(file: Path, begin: date, end: date, shares: Path | None, form: str) -> None:
    """Quy đổi số liệu trong FILE (CSV, cột place,value) sang địa giới của một ngày sau đó.

    Địa danh ghi "Xã X, Huyện Y, Tỉnh Z" kiểu viết nào cũng được, hoặc ghi mã của ngày đó. Xã nhập trọn vẹn là chính
    xác; xã bị chia tách theo tỷ lệ đã nêu là ước tính; còn lại là chưa phân bổ, tổng không đổi.
    Mã thoát: 0 mọi dòng đều tốt; 1 có dòng sai hoặc tệp không dùng được; 2 gọi lệnh sai.
    """
    database.ready()
    from khuyenhoc.analytics import restated
    from khuyenhoc.cli import count_file

    language = language_of_terminal()
    counts = count_file.read_counts(file, begin)
    stated = count_file.read_shares(shares, begin, end) if shares is not None else count_file.Shares()
    for line, text in counts.repeated:
        click.echo(_word("repeated", file=file, line=line, text=text), err=True)
    faults = [*counts.faults, *stated.faults]
    for fault in faults:
        click.echo(sentence(fault, language), err=True)
    table = restated.table(counts.values, begin, end, shares=stated.values)
    {"text": _print_text, "json": _print_json, "csv": _print_csv}[form](table)
    sys.exit(1 if faults else 0)


def _print_json(table: "Table") -> None:
    click.echo(json.dumps(_as_json(table), ensure_ascii=False, indent=2))


def _as_json(table: "Table") -> dict[str, Any]:
    return {
        "from": table.begin.isoformat(),
        "to": table.end.isoformat(),
        "assumed": table.assumed,
        "total": table.total,
        "rows": [
            {
                "commune": line.commune,
                "province": line.province,
                "value": line.value,
                "exact": line.exact,
                "estimated": line.estimated,
                "code": line.code,
            }
            for line in table.lines
        ],
        "unattributed": table.unattributed,
        "unattributed_rows": [
            {
                "place": one.place,
                "province": one.province,
                "value": one.value,
                "reason": _word(one.reason),
                "code": one.reason,
            }
            for one in table.waiting
        ],
    }


def _print_csv(table: "Table") -> None:
    """One row a commune, then one a count that waits, with its place instead."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for line in table.lines:
        amounts = (line.value, line.exact, line.estimated)
        writer.writerow([line.commune, line.province, *amounts, 0, "", "", line.code])
    for one in table.waiting:
        writer.writerow(["", one.province, 0, 0, 0, one.value, one.place, _word(one.reason), ""])
    click.echo(text.getvalue(), nl=False)


def _print_text(table: "Table") -> None:
    click.echo(
        _word(
            "head", begin=f"{table.begin:%d/%m/%Y}", end=f"{table.end:%d/%m/%Y}", total=_number(table.total)
        )
    )
    if table.assumed:
        click.echo(_word("assumed"))
    for line in table.lines:
        told = _word(
            "line", value=_number(line.value), exact=_number(line.exact), estimated=_number(line.estimated)
        )
        click.echo(f"  {line.commune}, {line.province}: {told if line.estimated else _number(line.value)}")
    click.echo(_word("unattributed", value=_number(table.unattributed)))
    for one in table.waiting:
        where = one.province or _word("somewhere")
        click.echo(f"  {one.place} ({where}): {_number(one.value)} · {_word(one.reason)}")


def _number(value: int) -> str:
    return numbers.grouped(value, language=language_of_terminal())


def _word(name: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][name].format(**facts)
