"""`khuyenhoc figures bases`: what rates are shares of, as told by papers and reports and as counted."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import language_of_terminal, sentence
from khuyenhoc.sentences.reporting import as_written

if TYPE_CHECKING:
    from khuyenhoc.apps.figures.actions import NewBase
    from khuyenhoc.apps.figures.queries import ToldBase

SERVER = "khuyenhoc"  # how the log names the server's own command line
FILE_COLUMNS = ("place", "year", "kind", "value", "source")
COLUMNS = ("year", "kind", "name", "value", "low", "high", "provenance", "source", "conflict")
_WORDS = {
    "vi": {
        "written": "Đã ghi {number} mẫu số mới; {same} dòng đã có từ trước.",
        "nothing": "Chưa ghi gì.",
        "none": "Chưa có mẫu số nào.",
        "line": "{year}  {name}: {value} ({provenance}; {source}){conflict}",
        "conflict": "  ← các nguồn mâu thuẫn",
        "counted": "đếm từ sổ",
        "reported": "báo cáo",
        "typed": "nhập từ văn bản",
    },
    "en": {
        "written": "{number} new bases written; {same} were there before.",
        "nothing": "Nothing was written.",
        "none": "There are no bases.",
        "line": "{year}  {name}: {value} ({provenance}; {source}){conflict}",
        "conflict": "  ← sources conflict",
        "counted": "counted from the register",
        "reported": "reported",
        "typed": "typed from a paper",
    },
}


class BaseYearUnreadable(RuleBroken):
    """A cell that holds no year; facts: file, line, column, text."""

    code = "BASE_YEAR_UNREADABLE"


class NothingAsked(click.UsageError):
    """Neither a file nor a place and a year."""


@click.command("bases")
@click.argument("file", type=asked.INPUT, required=False)
@click.option("--place", "name", help="Xem mẫu số của nơi này.")
@click.option("--year", type=click.IntRange(1900, 2100), help="Xem mẫu số của năm này.")
@click.option("--reason", default="", help="Lý do, khi kỳ số liệu đã khóa.")
@asked.list_format
def bases(file: Path | None, name: str | None, year: int | None, reason: str, form: str) -> None:
    """Xem các mẫu số của một nơi trong năm, chỗ nào các nguồn mâu thuẫn; có FILE thì ghi thêm từ tệp.

    FILE là CSV có các cột place, year, kind, value, source. Nơi được tìm trên địa giới cuối năm đó; kind là tên
    hoặc mã loại mẫu số; value ghi như trong văn bản, kể cả gần, khoảng. Tất cả hoặc không gì cả.
    """
    if file is None and (name is None or year is None):
        raise NothingAsked("FILE | --place --year")
    database.ready()
    if file is not None:
        _take_in(file, reason)
    if name is None or year is None:
        return
    from khuyenhoc.apps.figures import queries

    told = queries.told_bases([asked.place(name, last_day(year))], years=[year])
    conflicting = {one.kind for one in queries.conflicts(told)}
    rows = [_row(one, is_conflict=one.kind in conflicting) for one in told]
    if form == "json":
        asked.print_json(rows)
    elif form == "csv":
        asked.print_csv(rows, COLUMNS)
    elif not rows:
        click.echo(_word("none"))
    else:
        for row in rows:
            conflict = _word("conflict") if row["conflict"] else ""
            click.echo(_word("line", **{**row, "conflict": conflict, "provenance": _word(row["provenance"])}))


def _take_in(file: Path, reason: str) -> None:
    from django.utils import timezone

    from khuyenhoc.apps.figures import actions
    from khuyenhoc.cli import count_file

    news, faults = list["NewBase"](), list[RuleBroken]()
    for cells in count_file.rows_of(file, FILE_COLUMNS):
        try:
            news.append(_new(cells if isinstance(cells, dict) else _refused(cells)))
        except RuleBroken as fault:
            faults.append(fault)
    if faults:
        for one in faults:
            click.echo(sentence(one, language_of_terminal()), err=True)
        click.echo(_word("nothing"), err=True)
        sys.exit(1)
    made = actions.set_bases_on_server(news, reason=reason, by=SERVER, at=timezone.now())
    click.echo(_word("written", number=len(made), same=len(news) - len(made)))


def _new(cells: Mapping[str, Any]) -> "NewBase":
    from khuyenhoc.apps.figures.actions import NewBase
    from khuyenhoc.apps.figures.queries import catalogue
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.cli.count_file import CountPlaceAmbiguous, CountPlaceNotFound, filled

    year = filled(cells["year"])
    where = {"file": cells["place"].file, "line": cells["place"].line}
    if not (year.isascii() and year.isdecimal() and 1900 <= int(year[:4]) <= 2100 and len(year) == 4):
        raise BaseYearUnreadable(**where, column="year", text=year)
    on = last_day(int(year))
    told = {**where, "column": "place", "text": cells["place"].text, "on": on}
    try:
        place = places.resolve(filled(cells["place"]), on).pk
    except places.PlaceNotFound as error:
        raise CountPlaceNotFound(**told) from error
    except places.PlaceAmbiguous as error:
        raise CountPlaceAmbiguous(**told, count=error.facts["count"]) from error
    kind = catalogue().base(filled(cells["kind"])).kind
    return NewBase(place, int(year), kind, filled(cells["value"]), filled(cells["source"]))


def _refused(fault: RuleBroken) -> dict[str, Any]:
    raise fault


def _row(one: "ToldBase", *, is_conflict: bool) -> dict[str, Any]:
    from khuyenhoc.apps.figures.queries import catalogue
    from khuyenhoc.domain.numbers import grouped

    language = language_of_terminal()
    written = (
        as_written(one.text, one.qualifier, language) if one.text else grouped(one.low, language=language)
    )
    return {
        "year": one.year,
        "kind": one.kind,
        "name": catalogue().bases[one.kind].name.told(language),
        "value": written,
        "low": one.low,
        "high": one.high,
        "provenance": one.provenance,
        "source": one.source,
        "conflict": is_conflict,
    }


def _word(word: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][word].format(**facts)
