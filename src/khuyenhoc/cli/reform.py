"""`khuyenhoc places reform`: carry out a plan of merges, splits, renames, moves and closings, or only try it."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.sentences import language_of_terminal, sentence
from khuyenhoc.sentences.counting import filled

if TYPE_CHECKING:
    from khuyenhoc.apps.reform.actions import DayReport, Report

_WORDS = {
    "vi": {
        "tried": "Chạy thử: chưa ghi gì.",
        "done": "Đã thực hiện.",
        "again": "Kế hoạch này đã được thực hiện ngày {day}; không làm lại.",
        "on": "Từ ngày {day}:",
        "opened": "Mở mới:",
        "closed": "Không còn:",
        "changed": "Thay đổi:",
        "code": "mã {code}",
        "custodian": "{who} phụ trách",
        "carried_places": "Đơn vị bên dưới đi theo: {number}",
        "affected": "Hiện có ở các đơn vị không còn và bên dưới:",
        "carried": "Được chuyển theo:",
        "waits": "Đối tượng và danh hiệu chuyển khi đến ngày này (khuyenhoc places reform --due).",
        "due": "Đã chuyển đối tượng và danh hiệu của {number} ngày hiệu lực.",
        "line": "{file}, dòng {line}: {told}",
        "file": "{file}: {told}",
        "unreadable": "{file}: không đọc được (cần tệp văn bản UTF-8).",
        "subjects": "đối tượng",
        "open_registrations": "đăng ký chưa tự đánh giá",
        "drafts": "hồ sơ đang xét",
        "rounds": "đợt còn mở",
        "grants": "phân quyền",
        "decisions": "quyết định",
        "recognitions": "danh hiệu đang giữ",
        "members": "hội viên",
        "subjects_moved": "đối tượng chuyển nơi quản lý",
        "communities_ended": "cộng đồng kết thúc",
        "communities_opened": "cộng đồng mở mới",
        "titles_to_review": "danh hiệu kế thừa – chờ xét lại",
        "grants_ended": "phân quyền hết hiệu lực",
        "grants_renewed": "phân quyền cấp lại",
        "rounds_taken_over": "đợt được tiếp nhận",
    },
    "en": {
        "tried": "Tried only: nothing was written.",
        "done": "Done.",
        "again": "This plan was carried out on {day}; nothing was done again.",
        "on": "From {day} on:",
        "opened": "Opened:",
        "closed": "Ended:",
        "changed": "Changed:",
        "code": "code {code}",
        "custodian": "{who} answers for it",
        "carried_places": "Places below that follow: {number}",
        "affected": "Now at the places that end, and below them:",
        "carried": "Carried along:",
        "waits": "Subjects and titles follow when the day has come (khuyenhoc places reform --due).",
        "due": "Subjects and titles have followed for {number:day|days} of reforms.",
        "line": "{file}, line {line}: {told}",
        "file": "{file}: {told}",
        "unreadable": "{file}: cannot be read (a UTF-8 text file is needed).",
        "subjects": "subjects",
        "open_registrations": "registrations without a form",
        "drafts": "cases in flight",
        "rounds": "running rounds",
        "grants": "grants",
        "decisions": "decisions",
        "recognitions": "titles held",
        "members": "members",
        "subjects_moved": "subjects moved",
        "communities_ended": "communities ended",
        "communities_opened": "communities opened",
        "titles_to_review": "titles inherited, to be reviewed",
        "grants_ended": "grants ended",
        "grants_renewed": "grants renewed",
        "rounds_taken_over": "rounds taken over",
    },
}
_AFFECTED = (
    *("subjects", "open_registrations", "drafts", "rounds", "grants", "decisions"),
    *("recognitions", "members"),
)
_CARRIED = (
    *("subjects_moved", "communities_ended", "communities_opened", "titles_to_review"),
    *("grants_ended", "grants_renewed", "rounds_taken_over"),
)


@click.command()
@click.argument("plan", required=False, type=asked.INPUT)
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết điều gì sẽ thay đổi, không ghi gì.")
@click.option(
    "--due", is_flag=True, help="Chuyển đối tượng, danh hiệu của các kế hoạch đã đến ngày hiệu lực."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra.")
def reform(plan: Path | None, dry_run: bool, due: bool, form: str) -> None:
    """Sắp xếp đơn vị theo tệp PLAN (TOML): nhập, chia, đổi tên, đổi mã, chuyển, giải thể; tất cả hoặc không gì cả."""
    if due == (plan is not None) or (due and dry_run):
        raise click.UsageError("Ghi một tệp kế hoạch PLAN, hoặc chỉ --due.")
    if plan is None:
        _carry_due(form)
        return
    read = _read(plan)
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.reform import actions

    try:
        report = actions.reform_on_server(read, at=timezone.now(), dry_run=dry_run)
    except RuleBroken as error:
        if "entry" not in error.facts:
            raise
        _refuse(plan, error, read.line_of(error.facts["entry"]))
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _print(report)


def _carry_due(form: str) -> None:
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.reform import actions

    carried = actions.carry_due_on_server(at=timezone.now())
    click.echo(json.dumps({"days": carried}) if form == "json" else _word("due", number=carried))


def _read(file: Path) -> plans.Plan:
    try:
        return plans.read(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        click.echo(_word("unreadable", file=file), err=True)
        sys.exit(1)
    except RuleBroken as error:
        _refuse(file, error, None)


def _refuse(file: Path, error: RuleBroken, line: int | None) -> NoReturn:
    told = sentence(error, language_of_terminal())
    click.echo(
        _word("file", file=file, told=told)
        if line is None
        else _word("line", file=file, line=line, told=told),
        err=True,
    )
    sys.exit(1)


def _print(report: "Report") -> None:
    click.echo(report.title)
    if report.applied_on is not None:
        click.echo(_word("again", day=f"{report.applied_on:%d/%m/%Y}"))
        return
    for day in report.days:
        _print_day(day)
    click.echo(_word("tried" if report.is_dry_run else "done"))


def _print_day(day: "DayReport") -> None:
    click.echo(_word("on", day=f"{day.on:%d/%m/%Y}"))
    _print_list(
        "opened",
        [
            [*_number(one.id), one.after, *([_word("code", code=one.code)] if one.code else [])]
            for one in day.opened
        ],
    )
    _print_list(
        "closed",
        [
            [
                *_number(one.id),
                f"{one.label} → {', '.join(one.successors)}" if one.successors else one.label,
                *([] if one.custodian in one.successors[:1] else [_word("custodian", who=one.custodian)]),
            ]
            for one in day.closed
        ],
    )
    _print_list(
        "changed",
        [
            [
                *_number(one.id),
                one.before if one.before == one.after else f"{one.before} → {one.after}",
                *([_word("code", code=one.code)] if one.code else []),
            ]
            for one in day.changed
        ],
    )
    click.echo("  " + _word("carried_places", number=day.carried_places))
    _print_numbers("affected", [(name, getattr(day.affected, name)) for name in _AFFECTED])
    _print_numbers("carried", [(name, getattr(day.carried, name)) for name in _CARRIED])
    if day.waits:
        click.echo("  " + _word("waits"))


def _print_list(title: str, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        click.echo("  " + _word(title))
    for row in rows:
        click.echo("    " + " · ".join(row))


def _print_numbers(title: str, numbers: Sequence[tuple[str, int]]) -> None:
    click.echo("  " + _word(title))
    click.echo("    " + "; ".join(f"{_word(name)} {number}" for name, number in numbers))


def _number(place: int | None) -> list[str]:
    return [] if place is None else [f"#{place}"]


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
