"""`khuyenhoc papers`: the year's papers as PDF files."""

import os
import secrets
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from khuyenhoc.cli import database
from khuyenhoc.cli.day import Day
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.sentences import language_of_terminal

_WRITTEN = {"vi": "Đã ghi {file} ({kib} KiB).", "en": "Written: {file} ({kib} KiB)."}


class FileNotWritten(RuleBroken):
    """The disk or the folder refused; what stood there before still does. facts: file, detail."""

    code = "FILE_NOT_WRITTEN"


class PdfFile(click.ParamType["Path"]):
    """A file to be written, whose name ends in .pdf."""

    name = "FILE.pdf"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.suffix.lower() != ".pdf":
            self.fail(f"{value!r}: tên tệp phải kết thúc bằng .pdf.", param, ctx)
        return path


Command = Callable[..., Any]
out_option = click.option("--out", type=PdfFile(), required=True, help="Tệp PDF sẽ ghi.")
place_option = click.option("--place", "place_name", required=True, help="Tên địa danh, mã hoặc #số.")
body_option = click.option("--place", "place_name", default="", help="Nơi ra quyết định, khi số bị trùng.")
year_option = click.option("--year", required=True, type=click.IntRange(2014, 2100), help="Năm của đợt.")
signer_option = click.option("--signer-name", default="", help="Họ tên người ký; không ghi thì để trống.")


def case_options(command: Command) -> Command:
    """Place, year, title and level: what a round's paper is about."""
    titles = click.Choice([title.value for title in Title])
    levels = click.Choice([level.value for level in Level if level])
    for option in (
        out_option,
        click.option("--level", type=levels, help="Cấp, với cộng đồng học tập."),
        click.option("--title", required=True, type=titles, help="Danh hiệu."),
        year_option,
        place_option,
    ):
        command = option(command)
    return command


@click.group()
def command() -> None:
    """In danh sách, biên bản, quyết định, giấy công nhận và thẻ ra tệp PDF."""


@command.command()
@case_options
@click.option("--on", type=Day(), help="Ngày ghi trên danh sách; không ghi thì là hôm nay.")
def registration(
    place_name: str, year: int, title: str, level: str | None, on: date | None, out: Path
) -> None:
    """Danh sách đăng ký của một thôn hoặc một xã, có chỗ ký tên."""
    place = _ready(place_name, on)
    from khuyenhoc.papers import registration as paper

    day = on or _today()
    made = paper.of(place, year=year, title=Title(title), level=Level(level or ""), on=day)
    write(out, paper.pdf(made))


@command.command()
@case_options
@click.option("--on", type=Day(), help="Ngày họp; không ghi thì lấy cuộc họp mới nhất.")
def minutes(place_name: str, year: int, title: str, level: str | None, on: date | None, out: Path) -> None:
    """Biên bản họp bình xét của một thôn."""
    place = _ready(place_name, on)
    from khuyenhoc.papers import minutes as paper

    found = paper.find(place, year=year, title=Title(title), level=Level(level or ""), held_on=on)
    write(out, paper.pdf(paper.of(found)))


@command.command()
@case_options
@click.option("--on", type=Day(), help="Ngày lập danh sách; không ghi thì lấy danh sách mới nhất.")
def proposal(place_name: str, year: int, title: str, level: str | None, on: date | None, out: Path) -> None:
    """Danh sách đề nghị công nhận mà Hội Khuyến học gửi nơi ra quyết định."""
    place = _ready(place_name, on)
    from khuyenhoc.papers import proposal as paper

    found = paper.find(place, year=year, title=Title(title), level=Level(level or ""), proposed_on=on)
    write(out, paper.pdf(paper.of(found)))


@command.command()
@click.option("--number", required=True, help="Số quyết định, như 15/2023/QĐ-UBND.")
@body_option
@click.option("--basis", "bases", multiple=True, help="Một căn cứ pháp lý khác; ghi được nhiều lần.")
@signer_option
@out_option
def decision(number: str, place_name: str, bases: tuple[str, ...], signer_name: str, out: Path) -> None:
    """Quyết định công nhận và danh sách kèm theo."""
    place = _ready(place_name, None)
    from khuyenhoc.papers import decision as paper

    found = paper.find(number, place=place or None)
    write(out, paper.pdf(paper.of(found, signer_name=signer_name, legal_bases=bases)))


@command.command()
@click.option("--decision", "number", required=True, help="Số quyết định, như 15/2023/QĐ-UBND.")
@body_option
@click.option("--number", "numbers", multiple=True, help="Chỉ in giấy số này; ghi được nhiều lần.")
@signer_option
@out_option
def certificates(number: str, place_name: str, numbers: tuple[str, ...], signer_name: str, out: Path) -> None:
    """Giấy công nhận theo một quyết định, mỗi danh hiệu còn hiệu lực một trang.

    Nhiều hơn 500 giấy thì ghi thành FILE-1.pdf, FILE-2.pdf, …
    """
    place = _ready(place_name, None)
    from khuyenhoc.papers import certificate as paper
    from khuyenhoc.papers import decision as decisions

    found = decisions.find(number, place=place or None)
    parts = paper.in_files(paper.of(found, numbers=numbers, signer_name=signer_name))
    for turn, part in enumerate(parts, start=1):
        write(out if len(parts) == 1 else out.with_stem(f"{out.stem}-{turn}"), paper.pdf(part))


@command.command()
@place_option
@year_option
@click.option(
    "--as",
    "username",
    required=True,
    metavar="TÀI_KHOẢN",
    help="Tài khoản cấp thẻ; phải có quyền nhập phiếu ở đó.",
)
@click.option("--again", is_flag=True, help="Cấp lại cả cho người đang có thẻ; thẻ cũ hết dùng được.")
@out_option
def card(place_name: str, year: int, username: str, again: bool, out: Path) -> None:
    """Cấp và in thẻ tự đánh giá cho công dân đã đăng ký mà chưa có thẻ."""
    place = _ready(place_name, None)
    from django.db import transaction
    from django.utils import timezone

    from khuyenhoc.apps.accounts import queries as accounts
    from khuyenhoc.apps.cards import actions as cards
    from khuyenhoc.apps.cards import queries
    from khuyenhoc.cli.subjects import AccountUnknown
    from khuyenhoc.papers import card as paper
    from khuyenhoc.papers.lists import NothingToPrint

    by = accounts.by_username(username)
    if by is None:
        raise AccountUnknown(username=username)
    at, today = timezone.now(), _today()
    with transaction.atomic():  # a card that did not get onto paper was not issued
        wanted = queries.to_be_issued(place, year=year, on=today, again=again)
        if not wanted:
            raise NothingToPrint()
        issued = cards.issue(wanted, draw=secrets.randbelow, by=by, at=at)
        write(out, paper.pdf(paper.of(issued, place=place, on=today)))


def _ready(place_name: str, on: date | None) -> int:
    """The database made ready, and the id of the place named; 0 when none was."""
    database.ready()
    from khuyenhoc.apps.places import queries as places

    return places.resolve(place_name, on).pk if place_name else 0


def _today() -> date:
    from django.utils import timezone

    return day_of(timezone.now())


def write(out: Path, content: bytes) -> None:
    """The whole file or none: what stood under its name stays until the new one is complete on the disk."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=".", suffix=".part", delete=False) as part:
            try:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).chmod(0o644)
                os.replace(part.name, out)
            except OSError:
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise FileNotWritten(file=str(out), detail=error.strerror or str(error)) from error
    click.echo(_WRITTEN[language_of_terminal()].format(file=out, kib=max(1, len(content) // 1024)))
