"""`khuyenhoc counts`: the counts kept with every deed against what the cases themselves add up to."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled

if TYPE_CHECKING:
    from khuyenhoc.domain.tallies import Difference

_WORDS = {
    "vi": {
        "equal": "{number} số đếm đều khớp ({where}).",
        "differ": "{number} trong {counted} số đếm không khớp với hồ sơ.",
        "one": "#{place} · {title} {level} · {year} · {state}: đang ghi {kept}, đếm lại {counted}",
    },
    "en": {
        "equal": "{number:count|counts} equal ({where}).",
        "differ": "{number} of {counted:count differs|counts differ} from the cases.",
        "one": "#{place} · {title} {level} · {year} · {state}: kept {kept}, counted {counted}",
    },
}


@click.group()
def command() -> None:
    """Tính lại và so sánh các số đếm."""


@command.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra.")
def verify(form: str) -> None:
    """Đếm lại mọi số từ chính hồ sơ rồi so với số đã ghi; khác nhau thì thoát với mã 1."""
    database.ready()
    from khuyenhoc.analytics import recount
    from khuyenhoc.apps.counts import queries as counts

    found = recount.compare()
    number = len(counts.everything())
    if form == "json":
        content = {"counts": number, "differences": [_as_json(one) for one in found]}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    elif not found:
        click.echo(_word("equal", number=number, where=database.where()))
    else:
        for one in found:
            click.echo(_word("one", **_as_json(one)))
    if found:
        click.echo(_word("differ", number=len(found), counted=number), err=True)
        sys.exit(1)


def _as_json(one: "Difference") -> dict[str, Any]:
    return {
        "place": one.tally.place,
        "title": one.tally.title,
        "level": one.tally.level,
        "year": one.tally.year,
        "state": one.tally.state,
        "kept": one.kept,
        "counted": one.counted,
    }


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
