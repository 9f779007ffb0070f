"""`khuyenhoc report streaks | distinctions | other-titles`: who stands out below a place in a year."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.domain import numbers
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences import language_of_terminal, words

if TYPE_CHECKING:
    from khuyenhoc.analytics.honours import Crossing

_WORDS = {
    "vi": {
        "streaks": "Giữ danh hiệu từ {at_least} năm liền đến {year} · {place}: {number}",
        "streak": "  {years} năm liền ({since}–{year})  {title}: {name} · {where}",
        "distinctions": "Danh hiệu được tuyên dương năm {year} · {place}: {number}",
        "distinction": "  {kind}  {title}: {name} · {where} · số {number}, {day} · {reason}",
        "other_titles": "Danh hiệu của phong trào khác năm {year} · {place}: {number}",
        "other_title": "  {movement}: {name} ({subject}) · {where} · {reference} · {held}",
        "held": "có {title}",
        "not_held": "chưa có {title}",
        "crossing": "= {movement}: {noted}; trong đó có {title}: {both} ({percent})",
    },
    "en": {
        "streaks": "{at_least} years in a row or more up to {year} · {place}: {number}",
        "streak": "  {years} years in a row ({since}–{year})  {title}: {name} · {where}",
        "distinctions": "Distinctions of {year} · {place}: {number}",
        "distinction": "  {kind}  {title}: {name} · {where} · no. {number}, {day} · {reason}",
        "other_titles": "Titles of other movements in {year} · {place}: {number}",
        "other_title": "  {movement}: {name} ({subject}) · {where} · {reference} · {held}",
        "held": "holds {title}",
        "not_held": "does not hold {title}",
        "crossing": "= {movement}: {noted}; of these with {title}: {both} ({percent})",
    },
}

_place = click.option(
    "--place", "name", required=True, help="Tên địa danh hoặc mã, theo địa giới cuối năm đó."
)
_year = click.option("--year", required=True, type=click.IntRange(2014, 2100), help="Năm.")


@click.command("streaks")
@_place
@_year
@click.option(
    "--at-least",
    type=click.IntRange(1, 100),
    default=2,
    show_default=True,
    help="Số năm liền ít nhất, tính đến năm đó.",
)
@click.option(
    "--title", type=click.Choice([one.value for one in Title]), help="Chỉ một danh hiệu; mặc định cả năm."
)
@asked.list_format
def streaks(name: str, year: int, at_least: int, title: str | None, form: str) -> None:
    """Ai giữ danh hiệu nhiều năm liền, tính đến năm đó."""
    place, label = _asked(name, year)
    from khuyenhoc.analytics import honours

    found = honours.streaks(place, year, at_least=at_least, title=None if title is None else Title(title))
    lines = [
        _word(
            "streak",
            years=one.years,
            since=one.since,
            year=year,
            title=_title(one.title, one.level),
            name=one.name,
            where=one.place,
        )
        for one in found
    ]
    heading = _word("streaks", at_least=at_least, year=year, place=label, number=len(found))
    _print(form, [asdict(one) for one in found], honours.Streak.__slots__, [heading, *lines])


@click.command("distinctions")
@_place
@_year
@asked.list_format
def distinctions(name: str, year: int, form: str) -> None:
    """Danh sách xuất sắc, tiêu biểu: trao thêm cho người đang giữ danh hiệu."""
    place, label = _asked(name, year)
    from khuyenhoc.analytics import honours

    found = honours.distinctions(place, year)
    lines = [
        _word(
            "distinction",
            kind=words.word("distinction", one.kind, language_of_terminal()),
            title=_title(one.title, one.level),
            name=one.name,
            where=one.place,
            number=one.number,
            day=asked.shown(one.effective_on),
            reason=one.reason,
        )
        for one in found
    ]
    rows = [{**asdict(one), "effective_on": one.effective_on.isoformat()} for one in found]
    heading = _word("distinctions", year=year, place=label, number=len(found))
    _print(form, rows, honours.Distinguished.__slots__, [heading, *lines])


@click.command("other-titles")
@_place
@_year
@click.option("--movement", default="", help="Chỉ một phong trào, như cultural_family.")
@asked.list_format
def other_titles(name: str, year: int, movement: str, form: str) -> None:
    """Danh hiệu của phong trào khác (gia đình văn hóa, nông thôn mới …) đối chiếu với danh hiệu học tập."""
    place, label = _asked(name, year)
    from khuyenhoc.analytics import honours

    found = honours.other_titles(place, year, movement=movement)
    lines = [
        _word(
            "other_title",
            movement=_movement(one.movement),
            name=one.name,
            subject=words.word("subject", one.title, language_of_terminal()),
            where=one.place,
            reference=one.reference,
            held=_word("held" if one.holds_title else "not_held", title=_title(one.title, one.level)),
        )
        for one in found
    ]
    heading = _word("other_titles", year=year, place=label, number=len(found))
    lines += [_crossing(one) for one in honours.crossings(found)]
    _print(form, [asdict(one) for one in found], honours.Noted.__slots__, [heading, *lines])


def _asked(name: str, year: int) -> tuple[int, str]:
    database.ready()
    from khuyenhoc.apps.places import queries as places

    on = date(year, 12, 31)
    place = asked.place(name, on)
    return place, places.label(place, on)


def _print(
    form: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], lines: Sequence[str]
) -> None:
    if form == "json":
        asked.print_json(rows)
    elif form == "csv":
        asked.print_csv(rows, columns)
    else:
        for line in lines:
            click.echo(line)


def _crossing(one: "Crossing") -> str:
    language = language_of_terminal()
    return _word(
        "crossing",
        movement=_movement(one.movement),
        noted=numbers.grouped(one.noted, language=language),
        both=numbers.grouped(one.both, language=language),
        title=_title(one.title, one.level),
        percent=numbers.percent(numbers.percent_of(one.both, one.noted), language=language),
    )


def _title(title: str, level: str) -> str:
    return words.title(title, level, language_of_terminal())


def _movement(code: str) -> str:
    return words.word("movement", code, language_of_terminal())


def _word(word: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][word].format(**facts)
