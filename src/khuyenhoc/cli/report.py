"""`khuyenhoc report`: the five-title table of a place and a year."""

import csv
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import asked, built_report, database, honours
from khuyenhoc.cli.day import Day
from khuyenhoc.domain import numbers
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.sentences import language_of_terminal, words

if TYPE_CHECKING:
    from khuyenhoc.analytics.five_titles import FiveTitles, Members, Row
    from khuyenhoc.analytics.restated_titles import Amount
    from khuyenhoc.analytics.sets_used import Asked

COLUMNS = (
    "title",
    "level",
    "registered",
    "recognised",
    "base",
    "base_kind",
    "percent",
    "target_percent",
    "needed",
    "last_year",
    "change",
    "warnings",
)
SPREAD = ("exact", "estimated", "unattributed")  # of the recognised, on another basis than the reported
UNKNOWN = "–"
_WORDS = {
    "vi": {
        "table": "Bảng năm danh hiệu học tập · {place} · năm {year}",
        "head": "Danh hiệu|Đăng ký|Công nhận|Trên tổng số|Tỷ lệ|Chỉ tiêu|Còn cần|Năm {before}|So năm {before}",
        "target": "{percent} (năm {year})",
        "special": "{percent} (năm {year}, địa bàn khó khăn)",
        "called": "{title}: ở đây gọi là “{name}”.",
        "members": "Hội viên: {count} người{share}; năm {before}: {last}, thay đổi {change}.",
        "share": ", bằng {percent} của {base} người dân",
        "notes": "Lưu ý:",
        "sources": "Nguồn:",
        "bases": "tổng số: {source}",
        "targets": "chỉ tiêu năm {year}: {source}",
        "set": "bộ tiêu chí, {title}: {key}",
        "set_since": "bộ tiêu chí, {title}: {key} từ ngày {day} ({reference})",
        "registrations": "số đăng ký trong hệ thống",
        "no_rate": "không tính được",
        "known_on": "Số liệu như đã biết đến hết ngày {day}; không phải số liệu hiện nay.",
        "restated": "Quy đổi sang địa giới hôm nay.",
        "like-for-like": "Chỉ gồm các xã so sánh được giữa năm này và năm trước.",
        "spread": "{title}: công nhận chính xác {exact}, ước tính {estimated}, chưa phân bổ {unattributed}",
    },
    "en": {
        "table": "The five learning titles · {place} · {year}",
        "head": "Title|Registered|Recognised|Out of|Rate|Target|Needed|{before}|Change",
        "target": "{percent} ({year})",
        "special": "{percent} ({year}, difficult areas)",
        "called": "{title}: called “{name}” here.",
        "members": "Members: {count}{share}; in {before}: {last}, change {change}.",
        "share": ", {percent} of {base} inhabitants",
        "notes": "Notes:",
        "sources": "Sources:",
        "bases": "bases: {source}",
        "targets": "targets of {year}: {source}",
        "set": "criteria set, {title}: {key}",
        "set_since": "criteria set, {title}: {key} from {day} on ({reference})",
        "registrations": "registrations in the system",
        "no_rate": "can't be worked out",
        "known_on": "As it was known at the end of {day}; not what is known now.",
        "restated": "Restated to the places of today.",
        "like-for-like": "Only communes that can be compared between this year and the last.",
        "spread": "{title}: recognised exactly {exact}, estimated {estimated}, not attributed {unattributed}",
    },
}


@click.group()
def command() -> None:
    """In báo cáo."""


for subcommand in (honours.streaks, honours.distinctions, honours.other_titles, built_report.build):
    command.add_command(subcommand)


@command.command("five-titles")
@click.option(
    "--place",
    "name",
    required=True,
    help="Tên địa danh hoặc mã, theo địa giới cuối năm đó (với --basis khác: địa giới hôm nay).",
)
@click.option("--year", required=True, type=click.IntRange(2014, 2100), help="Năm của báo cáo.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Dạng in ra."
)
@click.option(
    "--basis",
    type=click.Choice([basis.value for basis in Basis]),
    default=Basis.REPORTED.value,
    help="reported: địa giới cuối năm đó; restated: quy đổi sang địa giới hôm nay; like-for-like: chỉ các xã so "
    "sánh được giữa năm đó và năm trước.",
)
@click.option(
    "--known-on",
    type=Day(),
    help="Số liệu như đã biết vào cuối ngày đó, tính lại từ từng hồ sơ.",
)
def five_titles(name: str, year: int, form: str, basis: str, known_on: date | None) -> None:
    """Bảng năm danh hiệu: đăng ký, công nhận, tổng số, tỷ lệ, chỉ tiêu, so với năm trước.

    Dòng của một cấp (như cộng đồng học tập cấp xã) chỉ có khi địa bàn có đợt xét của cấp đó trong năm này hoặc
    năm trước.
    """
    database.ready()
    from django.utils import timezone

    from khuyenhoc.analytics import five_titles as analytics

    reported = basis == Basis.REPORTED
    today = day_of(timezone.now())
    place = asked.place(name, date(year, 12, 31) if reported else today)
    table = (
        analytics.table(place, year, known_on=known_on)
        if reported
        else analytics.table_of_today(place, year, Basis(basis), on=today, known_on=known_on)
    )
    if form == "json":
        click.echo(json.dumps(as_json(table), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(as_csv(table), nl=False)
    else:
        if known_on is not None:
            click.echo(_word("known_on", day=known_on.strftime("%d/%m/%Y")))
        if not reported:
            click.echo(_word(basis))
        click.echo(as_text(table))


@command.command("corrections")
@click.option("--place", "name", required=True, help="Tên địa danh hoặc mã, theo địa giới cuối năm đó.")
@click.option("--year", required=True, type=click.IntRange(2014, 2100), help="Năm của báo cáo.")
@click.option("--from", "earlier", required=True, type=Day(), help="Ngày của báo cáo trước.")
@click.option("--to", "later", required=True, type=Day(), help="Ngày của báo cáo sau.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra.")
def corrections(name: str, year: int, earlier: date, later: date, form: str) -> None:
    """Vì sao số của năm khác nhau giữa hai ngày: từng hồ sơ thêm vào (+1) hoặc bớt đi (-1)."""
    if later < earlier:
        raise click.UsageError("Ngày sau --from phải trước hoặc bằng ngày sau --to.")
    database.ready()
    from khuyenhoc.analytics import as_known
    from khuyenhoc.domain.titles import Title

    place = asked.place(name, date(year, 12, 31))
    found = [
        {
            "registration": one.registration_id,
            "name": one.name,
            "title": title.value,
            "measure": one.measure,
            "change": one.change,
            "because": one.because.value,
            "recorded_on": day_of(one.recorded_at).isoformat() if one.recorded_at else None,
        }
        for title in Title
        for one in as_known.corrections(place, year, title=title, known_on=earlier, now_known_on=later)
    ]
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    language = language_of_terminal()
    for one in found:
        told = words.word("state", str(one["because"]), language)
        title = words.word("title", str(one["title"]), language)
        click.echo(f"{one['change']:+d}  {title}: {one['name']} (#{one['registration']}) – {told}")
    sums: Counter[tuple[str, str]] = Counter()
    for one in found:
        sums[str(one["title"]), str(one["measure"])] += int(str(one["change"]))
    for (code, measure), change in sorted(sums.items()):
        told = words.word("measure", measure, language)
        click.echo(f"= {words.word('title', code, language)}, {told}: {change:+d}")
    if not found:
        click.echo("Không có khác biệt." if language == "vi" else "No difference.")


def shown(table: "FiveTitles") -> list["Row"]:
    """The rows of every format: a level without any round, this year or last, has none."""
    return [
        row
        for row in table.rows
        if row.level != "commune" or (row.registered, row.recognised, row.last_year) != (None, None, None)
    ]


def as_json(table: "FiveTitles") -> list[dict[str, Any]]:
    """One object a row with the keys of COLUMNS; percents per cent with two decimals, null where unknown."""
    return [_plain(row) for row in shown(table)]


def _plain(row: "Row") -> dict[str, Any]:
    return {
        "title": row.title.value,
        "level": row.level.value,
        "registered": row.registered,
        "recognised": row.recognised,
        "base": row.base,
        "base_kind": row.base_kind.value,
        "percent": _per_cent(row.percent),
        "target_percent": _per_cent(row.target_percent),
        "needed": row.needed,
        "last_year": row.last_year,
        "change": row.change,
        "warnings": [remark.code.value for remark in row.warnings],
    } | ({} if row.spread is None else {name: getattr(row.spread, name) for name in SPREAD})


def _per_cent(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def as_csv(table: "FiveTitles") -> str:
    """The same columns; percents with a point and two decimals, warnings parted by ";", unknown left blank."""
    out = io.StringIO()
    rows = shown(table)
    spread = SPREAD if any(row.spread is not None for row in rows) else ()
    writer = csv.DictWriter(out, [*COLUMNS, *spread], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        exact = {
            name: "" if value is None else numbers.plain(value)
            for name, value in (("percent", row.percent), ("target_percent", row.target_percent))
        }
        writer.writerow({**_plain(row), **exact, "warnings": ";".join(w.code for w in row.warnings)})
    return out.getvalue()


def as_text(table: "FiveTitles") -> str:
    """Aligned columns, the members beneath, then what to mind and where the numbers come from."""
    rows = shown(table)
    head = _word("head", before=table.year - 1).split("|")
    lines = [_word("table", place=table.label, year=table.year), ""]
    lines += aligned([head, *map(_cells, rows)], left=(0, 3))
    lines += ["", _members(table.members, table.year)]
    spreads = [_spread(row, row.spread) for row in rows if row.spread is not None]
    if spreads:
        lines += ["", *spreads]
    notes = [
        f"  {_title(row)}: {words.caution(remark.code, remark.facts, language_of_terminal())}"
        for row in rows
        for remark in row.warnings
    ]
    notes += [f"  {words.caution(one.code, one.facts, language_of_terminal())}" for one in table.remarks]
    named = {row.title: row.local_name for row in rows if row.local_name}
    notes += [
        "  " + _word("called", title=words.title(title, language=language_of_terminal()), name=name)
        for title, name in named.items()
    ]
    if notes:
        lines += ["", _word("notes"), *notes]
    sources = dict.fromkeys(source for row in rows for source in _sources(row))
    sources |= dict.fromkeys(map(_set, table.sets))
    if sources:
        lines += ["", _word("sources"), *(f"  {source}" for source in sources)]
    return "\n".join(lines)


def _set(asked: "Asked") -> str:
    """A version that underlies the table, with the day and paper of the switch to it."""
    title = words.title(asked.title, asked.level, language_of_terminal())
    if asked.since is None:
        return _word("set", title=title, key=asked.key)
    day = asked.since.strftime("%d/%m/%Y")
    return _word("set_since", title=title, key=asked.key, day=day, reference=asked.legal_reference)


def _title(row: "Row") -> str:
    return words.title(row.title, row.level, language_of_terminal())


def _spread(row: "Row", spread: "Amount") -> str:
    told = {name: _number(getattr(spread, name)) for name in SPREAD}
    return "  " + _word("spread", title=_title(row), **told)


def _cells(row: "Row") -> list[str]:
    language = language_of_terminal()
    base = UNKNOWN
    if row.base is not None:
        base = f"{_number(row.base)} {words.word('base', row.base_kind, language)}"
    target = UNKNOWN
    if row.target_percent is not None:
        target = _word(
            "special" if row.target_is_special else "target",
            percent=_percent(row.target_percent),
            year=row.target_year,
        )
    return [
        _title(row),
        _number(row.registered),
        _number(row.recognised),
        base,
        _rate(row),
        target,
        _number(row.needed),
        _number(row.last_year),
        _change(row.change),
    ]


def _members(members: "Members", year: int) -> str:
    share = ""
    if members.percent is not None and members.base is not None:
        share = _word("share", percent=_percent(members.percent), base=_number(members.base))
    return _word(
        "members",
        count=_number(members.count),
        share=share,
        before=year - 1,
        last=_number(members.last_year),
        change=_change(members.change),
    )


def _sources(row: "Row") -> list[str]:
    found = []
    if row.base_source:
        known = row.base_source == "registrations"
        found.append(_word("bases", source=_word("registrations") if known else row.base_source))
    if row.target_source:
        found.append(_word("targets", year=row.target_year, source=row.target_source))
    return found


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else numbers.grouped(value, language=language_of_terminal())


def _percent(hundredths: int | None) -> str:
    return UNKNOWN if hundredths is None else numbers.percent(hundredths, language=language_of_terminal())


def _rate(row: "Row") -> str:
    """On another basis a rate whose number or base is not known in full can't be worked out."""
    if row.percent is None and row.spread is not None:
        return _word("no_rate")
    return _percent(row.percent)


def _change(value: int | None) -> str:
    return UNKNOWN if value is None else f"{'+' if value > 0 else ''}{_number(value)}"


def aligned(rows: Sequence[Sequence[str]], *, left: Sequence[int]) -> list[str]:
    """Columns as wide as their widest cell on a screen; those in `left` begin, the others end together."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) if column in left else " " * (width - _width(cell)) + cell
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Places on a screen: marks that combine take none, wide letters two."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _word(word: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][word].format(**facts)
