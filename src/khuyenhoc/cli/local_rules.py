"""`khuyenhoc places title-names | difficult`: what a place calls the titles, and which areas count as difficult.

Each lists what is known, or takes in a CSV file: all its rows or, with anything wrong in it, none.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from khuyenhoc.cli import asked, database, day
from khuyenhoc.cli.day import Day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences import language_of_terminal, sentence, words

SERVER = "khuyenhoc"  # how the log names the server's own command line
Cells = Mapping[str, Any]
Row = TypeVar("Row")
NAME_COLUMNS = ("place", "title", "name", "from", "until")
AREA_COLUMNS = ("place", "from", "until", "source")
_WORDS = {
    "vi": {
        "written": "Đã ghi {number} dòng mới; {same} dòng đã có từ trước.",
        "none": "Chưa có dòng nào.",
        "from": "từ {begin}",
        "until": "từ {begin} đến hết {end}",
        "nothing": "Chưa ghi gì.",
        "area": "{place} · {period} · {source}",
        "name": "{title} = “{name}” · {place} · {period}",
    },
    "en": {
        "written": "{number} new rows written; {same} were there before.",
        "none": "There are none.",
        "from": "from {begin}",
        "until": "from {begin} until {end}",
        "nothing": "Nothing was written.",
        "area": "{place} · {period} · {source}",
        "name": "{title} = “{name}” · {place} · {period}",
    },
}


class ListDayUnreadable(RuleBroken):
    """A day that cannot be read; facts: file, line, column, text."""

    code = "LIST_DAY_UNREADABLE"


class ListWordUnknown(RuleBroken):
    """A word that is none of those it may be; facts: file, line, column, text, known."""

    code = "LIST_WORD_UNKNOWN"


class ListEndsTooEarly(RuleBroken):
    """The last day lies before the first; facts: file, line."""

    code = "LIST_ENDS_TOO_EARLY"


_file = click.argument("file", required=False, type=asked.INPUT)
_place = click.option("--place", "name", help="Chỉ nơi này và bên dưới.")
_on = click.option("--on", type=Day(), help="Chỉ những dòng còn hiệu lực vào ngày này.")


@click.command("difficult")
@_file
@_place
@_on
@asked.list_format
def difficult(file: Path | None, name: str | None, on: date | None, form: str) -> None:
    """Liệt kê các địa bàn khó khăn; có FILE (CSV: place,from,until,source) thì ghi thêm từ tệp.

    until là ngày cuối cùng, để trống nếu chưa rõ; source là văn bản căn cứ.
    """
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.figures import actions, queries
    from khuyenhoc.apps.figures.actions import NewDifficultArea
    from khuyenhoc.cli.count_file import filled

    if file is not None:

        def read(cells: Cells) -> NewDifficultArea:
            begin, end = _period(cells)
            return NewDifficultArea(_found(cells["place"], begin), begin, end, filled(cells["source"]))

        rows = _read(file, AREA_COLUMNS, read)
        written = actions.mark_difficult_on_server(rows, by=SERVER, at=timezone.now())
        click.echo(_word("written", number=written, same=len(rows) - written))
        return
    found = [
        {"place": label, "from": one.valid_from, "until": _last(one.valid_to), "source": one.source}
        for one, label in _labelled(queries.difficult_areas(_below(name, on), on))
    ]
    _print(form, found, AREA_COLUMNS, lambda row: _word("area", **row))


@click.command("title-names")
@_file
@_place
@_on
@asked.list_format
def title_names(file: Path | None, name: str | None, on: date | None, form: str) -> None:
    """Liệt kê tên gọi địa phương của các danh hiệu; có FILE (CSV: place,title,name,from,until) thì ghi thêm.

    title: citizen, household, clan, community hoặc organisation; until là ngày cuối cùng, để trống nếu chưa rõ.
    """
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.rounds import actions, queries
    from khuyenhoc.apps.rounds.actions import NewName
    from khuyenhoc.cli.count_file import filled

    if file is not None:

        def read(cells: Cells) -> NewName:
            begin, end = _period(cells)
            place = _found(cells["place"], begin)
            return NewName(place, _title(cells["title"]), filled(cells["name"]), begin, end)

        rows = _read(file, NAME_COLUMNS, read)
        written = actions.name_titles_on_server(rows, by=SERVER, at=timezone.now())
        click.echo(_word("written", number=written, same=len(rows) - written))
        return
    found = [
        {
            "place": label,
            "title": one.title,
            "name": one.name,
            "from": one.valid_from,
            "until": _last(one.valid_to),
        }
        for one, label in _labelled(queries.local_names(_below(name, on), on))
    ]

    def told(row: Cells) -> str:
        return _word("name", **{**row, "title": words.title(row["title"], "", language_of_terminal())})

    _print(form, found, NAME_COLUMNS, told)


def _read(file: Path, columns: tuple[str, ...], read: Callable[[Cells], Row]) -> list[Row]:
    from khuyenhoc.cli import count_file

    found, faults = list[Row](), list[RuleBroken]()
    for cells in count_file.rows_of(file, columns):
        if isinstance(cells, RuleBroken):
            faults.append(cells)
            continue
        try:
            found.append(read(cells))
        except RuleBroken as fault:
            faults.append(fault)
    if not faults:
        return found
    for one in faults:
        click.echo(sentence(one, language_of_terminal()), err=True)
    click.echo(_word("nothing"), err=True)
    sys.exit(1)


def _found(cell: Any, on: date) -> int:
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.cli.count_file import CountPlaceAmbiguous, CountPlaceNotFound, filled

    where = {"file": cell.file, "line": cell.line, "column": cell.column, "text": cell.text, "on": on}
    try:
        return places.resolve(filled(cell), on).pk
    except places.PlaceNotFound as error:
        raise CountPlaceNotFound(**where) from error
    except places.PlaceAmbiguous as error:
        raise CountPlaceAmbiguous(**where, count=error.facts["count"]) from error


def _period(cells: Cells) -> tuple[date, date | None]:
    """A file says the last day; stored is the first day after it."""
    begin = _day(cells["from"])
    if not cells["until"].text:
        return begin, None
    end = _day(cells["until"])
    if end < begin:
        raise ListEndsTooEarly(file=cells["until"].file, line=cells["until"].line)
    return begin, end + timedelta(days=1)


def _day(cell: Any) -> date:
    from khuyenhoc.cli.count_file import filled

    found = day.read(filled(cell))
    if found is None:
        raise ListDayUnreadable(file=cell.file, line=cell.line, column=cell.column, text=cell.text)
    return found


def _title(cell: Any) -> Title:
    from khuyenhoc.cli.count_file import filled

    text = filled(cell).casefold()
    for title in Title:
        if text in {title.value, words.title(title).casefold()}:
            return title
    raise ListWordUnknown(
        file=cell.file, line=cell.line, column=cell.column, text=cell.text, known=", ".join(Title)
    )


def _below(name: str | None, on: date | None) -> Any:
    from django.utils import timezone

    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.days import day_of

    if name is None:
        return None
    day_asked = on or day_of(timezone.now())
    return places.ids_below(asked.place(name, on), day_asked, with_custody=True)


def _labelled(rows: list[Any]) -> Iterator[tuple[Any, str]]:
    """Each with its place's name on the row's first day."""
    from khuyenhoc.apps.places import queries as places

    for row in rows:
        yield row, places.label(row.place_id, row.valid_from)


def _last(first_after: date | None) -> date | None:
    return None if first_after is None else first_after - timedelta(days=1)


def _print(
    form: str, rows: list[dict[str, Any]], columns: tuple[str, ...], told: Callable[[Cells], str]
) -> None:
    plain = [{**row, "from": asked.iso(row["from"]), "until": asked.iso(row["until"])} for row in rows]
    if form == "json":
        asked.print_json(plain)
    elif form == "csv":
        asked.print_csv(plain, columns)
    else:
        for row in rows:
            period = "from" if row["until"] is None else "until"
            begin, end = asked.shown(row["from"]), asked.shown(row["until"])
            click.echo(told({**row, "period": _word(period, begin=begin, end=end)}))
        if not rows:
            click.echo(_word("none"))


def _word(word: str, **facts: Any) -> str:
    return _WORDS[language_of_terminal()][word].format(**facts)
