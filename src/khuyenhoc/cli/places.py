"""`khuyenhoc places`: find a place in any spelling, tell its history, restate counts."""

import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import database
from khuyenhoc.cli.day import Day
from khuyenhoc.cli.groups_of_places import clusters, namesakes
from khuyenhoc.cli.local_rules import difficult, title_names
from khuyenhoc.cli.reform import reform
from khuyenhoc.cli.restate import restate
from khuyenhoc.cli.splits import assign, assumed
from khuyenhoc.sentences import language_of_terminal, sentence

if TYPE_CHECKING:
    from khuyenhoc.apps.places.queries import Found, History, Link, Told

MOST_FOUND = 200
_WORDS = {
    "vi": {
        "code": "mã {code}",
        "from": "từ {day}",
        "to": "đến hết {day}",
        "from_assumed": "từ một ngày chưa rõ, trong khoảng 2020 đến 30/06/2025",
        "to_assumed": "đến một ngày chưa rõ, trong khoảng 2020 đến 30/06/2025",
        "lost": "không rõ đã nhập vào đâu",
        "NAMESAKE_NEARER": "đáng ngờ: gần đó có nơi khác cùng tên",
        "now": "nay là {names}",
        "cut": "Chỉ in {count} kết quả đầu; hãy ghi rõ hơn.",
        "versions": "Tên gọi qua các thời kỳ:",
        "predecessors": "Hình thành từ:",
        "successors": "Đã chuyển thành:",
        "whole": "toàn bộ",
        "part": "một phần",
    },
    "en": {
        "code": "code {code}",
        "from": "from {day}",
        "to": "until {day}",
        "from_assumed": "from an unknown day between 2020 and 30/06/2025",
        "to_assumed": "until an unknown day between 2020 and 30/06/2025",
        "lost": "nobody knows what it became",
        "NAMESAKE_NEARER": "doubtful: another place of that name is nearer",
        "now": "now {names}",
        "cut": "Only the first {count} are printed; say more.",
        "versions": "What it was called:",
        "predecessors": "Made from:",
        "successors": "Became:",
        "whole": "whole",
        "part": "in part",
    },
}


on_option = click.option("--on", type=Day(), help="Chỉ xét tên gọi còn hiệu lực vào ngày này.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra."
)


@click.group()
def command() -> None:
    """Tìm địa danh, xem lịch sử của nó, sắp xếp đơn vị, quy đổi số liệu."""


for subcommand in (reform, restate, assign, assumed, clusters, difficult, namesakes, title_names):
    command.add_command(subcommand)


@command.command()
@click.argument("text")
@on_option
@format_option
def find(text: str, on: date | None, form: str) -> None:
    """Tìm TEXT: có dấu, không dấu, Telex, tên cũ, mã, kèm cấp trên ("Lùng Tám, Quản Bạ")."""
    database.ready()
    from khuyenhoc.apps.places import queries

    found = queries.find(text, on=on, limit=MOST_FOUND + 1)
    if form == "json":
        _print_json([_found_as_json(one) for one in found[:MOST_FOUND]])
    else:
        for one in found[:MOST_FOUND]:
            click.echo(found_as_text(one))
    if len(found) > MOST_FOUND:
        click.echo(_word("cut", count=MOST_FOUND), err=True)
    if not found:
        click.echo(sentence(queries.PlaceNotFound(text=text), language_of_terminal()), err=True)
        sys.exit(1)


@command.command()
@click.argument("place")
@on_option
@format_option
def history(place: str, on: date | None, form: str) -> None:
    """Lịch sử của PLACE: tên, mã hoặc #số; trùng tên thì in các địa danh trùng."""
    database.ready()
    from khuyenhoc.apps.places import queries

    try:
        told = queries.history(queries.resolve(place, on))
    except queries.PlaceAmbiguous as error:
        click.echo(sentence(error, language_of_terminal()), err=True)
        candidates: Sequence[Found] = error.facts["candidates"]
        for one in candidates:
            click.echo(found_as_text(one), err=True)
        if form == "json":
            _print_json([_found_as_json(one) for one in candidates])
        sys.exit(1)
    if form == "json":
        _print_json(_history_as_json(told))
    else:
        _print_history(told)


def _print_json(content: object) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def _found_as_json(found: "Found") -> dict[str, Any]:
    return {
        "id": found.id,
        "kind": found.kind,
        "code": found.code,
        "unit": found.unit,
        "name": found.name,
        "label": found.label,
        "valid_from": _iso(found.valid_from),
        "valid_to": _iso(found.valid_to),
        "from_assumed": found.from_assumed,
        "to_assumed": found.to_assumed,
        "now": list(found.now),
    }


def _history_as_json(told: "History") -> dict[str, Any]:
    return {
        "id": told.id,
        "kind": told.kind,
        "versions": [
            {
                "code": one.code,
                "unit": one.unit,
                "name": one.name,
                "parent": one.parent,
                "label": one.label,
                "valid_from": _iso(one.valid_from),
                "valid_to": _iso(one.valid_to),
                "from_assumed": one.from_assumed,
                "to_assumed": one.to_assumed,
            }
            for one in told.versions
        ],
        "predecessors": [_link_as_json(one) for one in told.predecessors],
        "successors": [_link_as_json(one) for one in told.successors],
    }


def _link_as_json(link: "Link") -> dict[str, Any]:
    """share: hundredths of a percent of the predecessor, null where nobody stated it."""
    return {
        "id": link.id,
        "label": link.label,
        "kind": link.kind,
        "share": link.share,
        "is_default": link.is_default,
        "on": _iso(link.on),
        "legal_reference": link.legal_reference,
        "doubt": link.doubt,
    }


def found_as_text(found: "Found") -> str:
    told = [f"#{found.id}", found.label, *_facts(found)]
    if found.now:
        told.append(_word("now", names="; ".join(found.now)))
    elif found.valid_to is not None:
        told.append(_word("lost"))
    return " · ".join(told)


def _print_history(told: "History") -> None:
    click.echo(f"#{told.id} {told.versions[-1].label}")
    click.echo(_word("versions"))
    for one in told.versions:
        click.echo("  " + " · ".join([one.label, *_facts(one)]))
    for title, links in (("predecessors", told.predecessors), ("successors", told.successors)):
        if links:
            click.echo(_word(title))
        for link in links:
            words = [f"#{link.id}", link.label, _word(link.kind.value), _word("from", day=_day(link.on))]
            if link.share is not None:
                words.append(f"{link.share // 100},{link.share % 100:02d}%")
            if link.doubt:
                words.append(_word(link.doubt))
            click.echo("  " + " · ".join([*words, *filter(None, [link.legal_reference])]))


def _facts(told: "Found | Told") -> list[str]:
    facts = [_word("code", code=told.code)] if told.code else []
    if told.from_assumed:
        facts.append(_word("from_assumed"))
    elif told.valid_from is not None:
        facts.append(_word("from", day=_day(told.valid_from)))
    if told.to_assumed:
        facts.append(_word("to_assumed"))
    elif told.valid_to is not None:
        facts.append(_word("to", day=_day(told.valid_to - timedelta(days=1))))
    return facts


def _word(name: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][name].format(**facts)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
