"""`khuyenhoc figures load` and `figures show`: published figures kept, and shown as they were told."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.cli.day import Day
from khuyenhoc.domain.figures import rows_of
from khuyenhoc.sentences import figures as told
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled
from khuyenhoc.sentences.reporting import as_written

if TYPE_CHECKING:
    from khuyenhoc.apps.figures.queries import Reported, Target
    from khuyenhoc.domain.figures import Entry

SERVER = "khuyenhoc"  # how the log names the server's own command line
PACKAGED = "figures.csv"
COLUMNS = (
    *("period", "indicator", "name", "level", "value", "unit", "rate", "base_kind", "base", "source", "note"),
    *("place", "is_target"),
)
_WORDS = {
    "vi": {
        "kept": "Đã ghi {figures} số liệu và {targets} chỉ tiêu; {unchanged} dòng đã có sẵn, không đổi.",
        "finding": "Mã {id}: {told}",
        "as_published": "Giữ nguyên như báo cáo đã công bố",
        "target": "chỉ tiêu {year}",
        "nothing": "Chưa có số liệu báo cáo nào của nơi này.",
        "source": "nguồn: {source}",
        "several": "số liệu chung của {place}",
    },
    "en": {
        "kept": (
            "{figures:figure|figures} and {targets:target|targets} kept;"
            " {unchanged:row was|rows were} there already, unchanged."
        ),
        "finding": "Id {id}: {told}",
        "as_published": "Kept as published",
        "target": "target {year}",
        "nothing": "No figures of this place were reported yet.",
        "source": "source: {source}",
        "several": "a figure of {place} together",
    },
}


@click.command("load")
@click.argument("file", type=asked.INPUT, required=False)
@click.option("--published", is_flag=True, help="Nạp các số liệu đã công bố có sẵn trong chương trình.")
@click.option("--keep", default="", help="Ghi chú để giữ cả những số có mâu thuẫn (mặc định: không nhận).")
@click.option("--reason", default="", help="Lý do, khi kỳ số liệu đã khóa.")
def load(file: Path | None, published: bool, keep: str, reason: str) -> None:
    """Ghi số liệu đã công bố từ FILE (CSV như của lệnh check) vào cơ sở dữ liệu; tất cả hoặc không gì cả.

    Số giữ nguyên như đã viết, kể cả gần, hơn, khoảng. Nơi được tìm trên địa giới của kỳ số liệu. Dòng có kỳ
    "target 2025" thành chỉ tiêu. Số có mâu thuẫn bị từ chối, trừ khi có --keep hoặc cột kept_with_note.
    Nạp lại cùng một tệp không làm thay đổi gì.
    """
    if (file is None) == (not published):
        raise click.UsageError("FILE | --published")
    database.ready()
    from django.utils import timezone

    from khuyenhoc import data
    from khuyenhoc.apps.figures import actions, queries

    name = PACKAGED if file is None else file.name
    content = data.published_figures().encode() if file is None else file.read_bytes()
    rows = [(line, cells) for line, _, cells in rows_of(content, name)]
    note = keep or (_word("as_published") if published else "")
    news = queries.published(rows, file=name, keep=note)
    try:
        kept = actions.report_figures_on_server(news, reason=reason, by=SERVER, at=timezone.now())
    except actions.FiguresContradict as error:
        _tell(error.facts["entries"])
        raise
    _tell(kept.entries)
    click.echo(_word("kept", figures=len(kept.figures), targets=len(kept.targets), unchanged=kept.unchanged))


@click.command("show")
@click.argument("place")
@click.option("--on", type=Day(), help="Ngày để tìm địa danh (mặc định: mọi thời kỳ).")
@click.option("--known-on", type=Day(), help="Như đã biết vào cuối ngày này.")
@click.option("--indicator", default="", help="Chỉ một chỉ số, theo mã hoặc tên.")
@asked.list_format
def show(place: str, on: date | None, known_on: date | None, indicator: str, form: str) -> None:
    """In các số liệu đã công bố, đã báo cáo và chỉ tiêu của một nơi, đúng như đã viết."""
    database.ready()
    from khuyenhoc.analytics.as_known import end_of
    from khuyenhoc.apps.figures import queries

    where = asked.place(place, on)
    before = None if known_on is None else end_of(known_on)
    code = queries.catalogue().indicator(indicator).code if indicator else ""
    figures = queries.figures_of([where], indicators=[code] if code else [], known_before=before)
    targets = queries.targets([where], indicator=code, known_before=before)
    found = [*map(_figure, figures), *map(_target, targets)]
    if form == "json":
        asked.print_json(found)
    elif form == "csv":
        asked.print_csv(found, COLUMNS)
    elif not found:
        click.echo(_word("nothing"))
    else:
        for one in found:
            click.echo(_line(one))


def _figure(one: "Reported") -> dict[str, Any]:
    language = language_of_terminal()
    return _named(one.indicator, one.level, one.base_kind) | {
        "period": one.period_written,
        "value": as_written(one.value_text, one.value_qualifier, language),
        "unit": one.unit,
        "rate": as_written(one.rate_text, one.rate_qualifier, language),
        "base": as_written(one.base_text, one.base_qualifier, language),
        "source": one.source,
        "note": one.note,
        "place": one.place_written if one.several else "",
        "is_target": False,
    }


def _target(one: "Target") -> dict[str, Any]:
    language = language_of_terminal()
    return _named(one.indicator, one.level, one.base_kind) | {
        "period": _word("target", year=one.year),
        "value": as_written(one.amount_text or _plain(one.amount), one.amount_qualifier, language),
        "unit": one.unit,
        "rate": as_written(one.percent_text or _percent(one.percent), one.percent_qualifier, language),
        "base": "",
        "source": one.source,
        "note": one.note,
        "place": "",
        "is_target": True,
    }


def _named(indicator: str, level: str, base_kind: str) -> dict[str, Any]:
    from khuyenhoc.apps.figures import queries

    language, catalogue = language_of_terminal(), queries.catalogue()
    known = catalogue.indicators[indicator]
    return {
        "indicator": indicator,
        "name": known.name.told(language),
        "level": catalogue.level_name(known, level, language),
        "base_kind": catalogue.bases[base_kind].of.told(language) if base_kind else "",
    }


def _line(one: dict[str, Any]) -> str:
    name = f"{one['name']} ({one['level']})" if one["level"] else one["name"]
    number = f"{one['value']} {one['unit']}".strip() if one["value"] else ""
    rate = f"{one['rate'].removesuffix('%').rstrip()}% {one['base_kind']}".strip() if one["rate"] else ""
    base = f"{one['base_kind']}: {one['base']}" if one["base"] else ""
    several = _word("several", place=one["place"]) if one["place"] else ""
    parts = [part for part in (number, rate, base, several, _word("source", source=one["source"])) if part]
    return f"{one['period']}  {name}: {'; '.join(parts)}"


def _plain(amount: int | None) -> str:
    return "" if amount is None else str(amount)


def _percent(percent: int | None) -> str:
    return "" if percent is None else f"{percent // 100},{percent % 100:02d}"


def _tell(entries: "tuple[Entry, ...]") -> None:
    """Findings, one a line, on standard error."""
    language = language_of_terminal()
    for entry in entries:
        for one in entry.findings:
            click.echo(_word("finding", id=entry.row.id, told=told.finding(one, language)), err=True)


def _word(word: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][word], facts, language)
