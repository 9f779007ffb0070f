"""What several commands ask for in the same way: a place on a day, and how a list is printed."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from khuyenhoc.sentences import language_of_terminal, sentence

INPUT = click.Path(
    exists=True, dir_okay=False, path_type=Path
)  # a file to read: without it the call is wrong
list_format = click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Dạng in ra."
)


def place(name: str, on: date | None) -> int:
    """The id of the place called so on the day. Leaves with status 1 and what it could mean when that is not one."""
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.cli.places import found_as_text

    try:
        return places.resolve(name, on).pk
    except places.PlaceAmbiguous as error:
        click.echo(sentence(error, language_of_terminal()), err=True)
        candidates = error.facts["candidates"]
    except places.PlaceNotFound as error:
        click.echo(sentence(error, language_of_terminal()), err=True)
        candidates = places.find(name, limit=5)  # on another day it may well have been there
    for candidate in candidates:
        click.echo(found_as_text(candidate), err=True)
    sys.exit(1)


def print_json(content: object) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Unknown cells are blank, yes and no are 1 and 0."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {name: int(value) if isinstance(value, bool) else value for name, value in row.items()}
        )
    click.echo(out.getvalue(), nl=False)


def shown(day: date | None) -> str:
    return "" if day is None else day.strftime("%d/%m/%Y")


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
