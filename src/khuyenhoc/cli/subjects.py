"""`khuyenhoc subjects`: households and people out of a workbook and into one."""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from khuyenhoc.cli import database
from khuyenhoc.cli.day import Day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import language_of_terminal, sentence
from khuyenhoc.sentences.counting import filled

if TYPE_CHECKING:
    from collections import Counter

    from khuyenhoc.apps.accounts.queries import Account
    from khuyenhoc.domain.intake.matching import Status
    from khuyenhoc.workbooks.intake import Comparison
    from khuyenhoc.workbooks.lists import Fault

T = TypeVar("T")
SHOWN = 40  # faults on the screen; --errors gives all
_WORDS = {
    "vi": {
        "households": "Hộ",
        "people": "Người",
        "counts": "{kind}: thêm mới {new}, thay đổi {changed}, giữ nguyên {same}, lỗi {error}, có thể trùng {double}",
        "fault": "{sheet}!{cell} ({column}): {told}",
        "more": "… và {number} lỗi khác; thêm --errors TỆP.xlsx để nhận lại tệp có ghi lỗi ở từng dòng.",
        "unread": "Trang “{sheet}”: không đọc các cột {columns}.",
        "tried": "Chạy thử: chưa ghi gì.",
        "nothing": "Không có gì mới để ghi.",
        "done": "Đã nhập.",
        "marked": "Tệp có ghi lỗi: {file}",
        "given_out": "{file}: {households} hộ, {people} người.",
        "template": "Tệp mẫu: {file}",
    },
    "en": {
        "households": "Households",
        "people": "People",
        "counts": "{kind}: {new} new, {changed} changed, {same} the same, {error} wrong, {double} possible doubles",
        "fault": "{sheet}!{cell} ({column}): {told}",
        "more": "… and {number} more; add --errors FILE.xlsx to get the file back with the errors on each row.",
        "unread": "Sheet “{sheet}”: the columns {columns} are not read.",
        "tried": "Tried only: nothing was written.",
        "nothing": "There is nothing new to write.",
        "done": "Taken in.",
        "marked": "The file with its errors: {file}",
        "given_out": "{file}: {households:household|households}, {people:person|people}.",
        "template": "The template: {file}",
    },
}
_as = click.option(
    "--as", "username", required=True, metavar="TÀI_KHOẢN", help="Tài khoản của người làm việc này."
)
_place = click.option("--place", required=True, metavar="ĐỊA_DANH", help="Thôn, xã … của danh sách.")
_workbook = click.Path(exists=True, dir_okay=False, path_type=Path)
_target = click.Path(dir_okay=False, path_type=Path)


class AccountUnknown(RuleBroken):
    """Nobody signs in by that name; facts: username."""

    code = "ACCOUNT_UNKNOWN"


class WorkbookUnwritable(RuleBroken):
    """The file cannot be written; facts: file, detail."""

    code = "WORKBOOK_UNWRITABLE"


@click.group()
def command() -> None:
    """Nhập, xuất danh sách hộ và người bằng bảng tính."""


@command.command("import")
@click.argument("file", type=_workbook)
@_place
@_as
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết điều gì sẽ thay đổi, không ghi gì.")
@click.option(
    "--skip-bad", is_flag=True, help="Bỏ qua các dòng lỗi và dòng có thể trùng, nhập các dòng còn lại."
)
@click.option("--since", type=Day(), help="Ngày từ đó hộ, người mới có trong sổ (mặc định 01/01 năm nay).")
@click.option("--errors", type=_target, help="Ghi một bản của tệp với các ô lỗi được tô màu và cột “Lỗi”.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra.")
def take_in(
    file: Path,
    place: str,
    username: str,
    dry_run: bool,
    skip_bad: bool,
    since: date | None,
    errors: Path | None,
    form: str,
) -> None:
    """Nhập danh sách hộ và người từ tệp FILE (XLSX, XLS, ODS); tất cả hoặc không gì cả, trừ khi có --skip-bad.

    Nhập lại cùng một tệp không làm thay đổi gì. Mã thoát 1 khi có dòng lỗi.
    """
    database.ready()
    from django.utils import timezone

    from khuyenhoc.workbooks import intake

    by, at = _account(username), timezone.now()
    where = _resolve(place)
    told = intake.compare(file, where, by=by, at=at, since=since)
    written = False
    if not dry_run and (skip_bad or not told.faults):
        told, written = intake.take_in(file, where, skip_bad=skip_bad, by=by, at=at, since=since, told=told)
    if form == "json":
        click.echo(json.dumps({**_as_json(told), "written": written}, ensure_ascii=False, indent=2))
    else:
        _print(told)
        click.echo(_word("done" if written else "tried" if dry_run or told.faults else "nothing"))
    if errors is not None and told.faults:
        _mark(file, told.faults, errors)
        click.echo(_word("marked", file=errors), err=True)
    if told.faults:
        if not dry_run and not skip_bad:
            raise intake.IntakeHasFaults(number=told.number_of_faults)
        raise SystemExit(1)


@command.command()
@click.argument("file", type=_target)
@_place
@_as
def export(file: Path, place: str, username: str) -> None:
    """Xuất các hộ và người mà tài khoản được xem ra tệp FILE (XLSX); sửa rồi nhập lại được."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.workbooks import register

    by, where = _account(username), _resolve(place)
    households, people = _write(
        file, lambda out: register.write_register(where, out, by=by, at=timezone.now())
    )
    click.echo(_word("given_out", file=file, households=households, people=people))


@command.command()
@click.argument("file", type=_target)
def template(file: Path) -> None:
    """Ghi tệp mẫu trống FILE (XLSX) kèm hướng dẫn."""
    database.started()
    from khuyenhoc.workbooks import register

    _write(file, register.write_template)
    click.echo(_word("template", file=file))


def _account(username: str) -> "Account":
    from khuyenhoc.apps.accounts import queries as accounts

    found = accounts.by_username(username)
    if found is None:
        raise AccountUnknown(username=username)
    return found


def _resolve(place: str) -> int:
    from django.utils import timezone

    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.days import day_of

    return places.resolve(place, day_of(timezone.now())).pk


def _write(file: Path, write: Callable[[BinaryIO], T]) -> T:
    """Beside it first, then in its place: a file cut short is never left. Readable by its owner alone."""
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(descriptor, "wb") as out:
                result = write(out)
            os.replace(name, file)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        raise WorkbookUnwritable(file=file, detail=os.strerror(error.errno or 0)) from error
    return result


def _mark(file: Path, faults: "list[Fault]", out: Path) -> None:
    from khuyenhoc.workbooks import marking

    language = language_of_terminal()
    _write(
        out, lambda opened: marking.mark(file, faults, opened, told=lambda error: sentence(error, language))
    )


def _print(told: "Comparison") -> None:
    for kind, counts in told.counts.items():
        click.echo(_word("counts", kind=_word(kind.value), **_numbers(counts)))
    for sheet, columns in told.unread.items():
        click.echo(_word("unread", sheet=sheet, columns=", ".join(columns)))
    for fault in told.faults[:SHOWN]:
        click.echo(_word("fault", **_fault(fault)))
    if len(told.faults) > SHOWN:
        click.echo(_word("more", number=len(told.faults) - SHOWN))


def _as_json(told: "Comparison") -> dict[str, object]:
    return {
        "counts": {kind.value: _numbers(counts) for kind, counts in told.counts.items()},
        "unread": told.unread,
        "faults": [{**_fault(fault), "row": fault.row, "code": fault.error.code} for fault in told.faults],
    }


def _fault(fault: "Fault") -> dict[str, object]:
    told = sentence(fault.error, language_of_terminal())
    return {"sheet": fault.sheet, "cell": fault.cell, "column": fault.column, "told": told}


def _numbers(counts: "Counter[Status]") -> dict[str, int]:
    from khuyenhoc.domain.intake.matching import Status

    return {status.value: counts[status] for status in Status}


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
