"""`khuyenhoc audit`: seal the log, and prove that nobody changed it since."""

import json
import os
import re
import signal
import sys
import threading
from typing import Any

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal, sentence
from khuyenhoc.sentences.counting import filled

_WORDS = {
    "vi": {
        "holds": "Nhật ký nguyên vẹn ({where}): {sequence} thao tác đã niêm phong, {unsealed} đang chờ niêm phong.",
        "head": "Hãy ghi lại điểm cuối để đối chiếu sau này: {head}",
        "broken": "Nhật ký không còn nguyên vẹn: {number} chỗ.",
        "break": "thao tác số {sequence}: {what}",
        "altered": "nội dung đã bị sửa",
        "missing": "bị thiếu",
        "unsigned": "chữ ký niêm phong không đúng",
        "cut": "phần cuối đã bị cắt",
        "since": "điểm đã ghi không còn trong nhật ký",
        "sealed": "Đã niêm phong {number} thao tác.",
        "bad_head": "ghi dạng SỐ:MÃ, như lệnh này đã in ra.",
    },
    "en": {
        "holds": "The log is whole ({where}): {sequence:deed|deeds} sealed, {unsealed} waiting to be.",
        "head": "Note its head, to compare later: {head}",
        "broken": "The log is not whole: {number:break|breaks}.",
        "break": "deed {sequence}: {what}",
        "altered": "its content was altered",
        "missing": "is missing",
        "unsigned": "the signature of the seal is wrong",
        "cut": "the end was cut off",
        "since": "the head noted down is no longer part of the log",
        "sealed": "{number:deed|deeds} sealed.",
        "bad_head": "write NUMBER:HASH, as this command printed it.",
    },
}


class Head(click.ParamType[tuple[int, str]]):
    """SEQ:HASH as `audit verify` prints it."""

    name = "SỐ:MÃ"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch("([0-9]{1,18}):([0-9a-f]{64})", value.strip())
        if found is None:
            self.fail(f"{value!r}: {_word('bad_head')}", param, ctx)
        return int(found[1]), found[2]


@click.group()
def command() -> None:
    """Kiểm tra nhật ký thao tác."""


@command.command()
@click.option("--since", type=Head(), help="Điểm đã ghi lại lần trước: phải còn nằm trong nhật ký.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng in ra.")
def verify(since: tuple[int, str] | None, form: str) -> None:
    """Đối chiếu từng thao tác với mắt xích của nó; đứt ở đâu thì nói rõ và thoát với mã 1."""
    database.ready()
    from khuyenhoc.apps.audit import queries

    breaks = [(one.sequence, one.what) for one in queries.breaks()]
    if since is not None and not queries.holds(*since):
        breaks.append((since[0], "since"))
    sequence, last = queries.head()
    unsealed = queries.unsealed()
    if form == "json":
        content = {
            "sealed": sequence,
            "unsealed": unsealed,
            "head": f"{sequence}:{last}",
            "breaks": [{"sequence": where, "what": what} for where, what in breaks],
        }
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    elif breaks:
        for where, what in breaks:
            click.echo(_word("break", sequence=where, what=_word(what)))
    else:
        click.echo(_word("holds", sequence=sequence, unsealed=unsealed, where=database.where()))
        click.echo(_word("head", head=f"{sequence}:{last}"))
    if breaks:
        click.echo(_word("broken", number=len(breaks)), err=True)
        sys.exit(1)


@command.command()
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    metavar="GIÂY",
    help="Làm lại sau mỗi số giây này, cho đến khi bị dừng hoặc chương trình đã gọi nó kết thúc.",
)
def seal(every: float | None) -> None:
    """Niêm phong các thao tác mới: cho mỗi thao tác số thứ tự và mắt xích nối với thao tác trước."""
    database.ready()
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from khuyenhoc.apps.audit import actions
    from khuyenhoc.storing import failures

    if every is None:
        click.echo(_word("sealed", number=actions.seal(at=timezone.now())))
        return
    stopped, caller = threading.Event(), os.getppid()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    was_away = ""
    while not stopped.wait(every) and os.getppid() == caller:
        try:
            close_old_connections()
            actions.seal(at=timezone.now())
        except (
            DatabaseError
        ) as error:  # the disk or the database gives out for a while: told once, tried again
            told = failures.told(error)
            if told is None:
                raise
            if told.code != was_away:
                click.echo(sentence(told, language_of_terminal()), err=True)
            was_away = told.code
        else:
            was_away = ""


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
