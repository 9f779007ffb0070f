"""`khuyenhoc jobs`: does the work that pages hand over because it takes long; `serve` runs it by itself."""

import os
import secrets
import signal
import socket
import sys
import threading
from types import FrameType

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal, sentence
from khuyenhoc.sentences.counting import filled

AFTER_TROUBLE = 5.0  # seconds, until the disk or the database is asked again
_WORDS = {
    "vi": {"done": "Đã làm {number} việc.", "swept": "Đã xóa {number} việc cũ."},
    "en": {"done": "{number:job|jobs} done.", "swept": "{number:old job|old jobs} dropped."},
}


@click.group()
def command() -> None:
    """Làm các việc dài mà trang web giao: nạp bảng tính lớn, in nhiều giấy, sắp xếp đơn vị."""


@command.command()
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    metavar="GIÂY",
    help="Tìm việc mới sau mỗi số giây này, cho đến khi bị dừng hoặc chương trình đã gọi nó kết thúc.",
)
def work(every: float | None) -> None:
    """Làm lần lượt các việc đang chờ; bị dừng giữa chừng thì việc ấy không mất và không làm hai lần."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.worker.doing import do_one

    name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
    if every is None:
        number = 0
        while do_one(name, timezone.now):
            number += 1
        click.echo(_word("done", number=number))
        return
    _until_stopped(name, every)


def _until_stopped(name: str, every: float) -> None:
    from django.db import DatabaseError, InterfaceError, close_old_connections
    from django.utils import timezone

    from khuyenhoc.storing import failures
    from khuyenhoc.worker.doing import do_one

    stopped, caller = threading.Event(), os.getppid()

    def halt(_signal: int, _frame: FrameType | None) -> None:
        """The job in hand goes back into the line; nothing of it was written."""
        stopped.set()
        sys.exit(0)

    for signal_name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_name, halt)
    was_away = ""
    while os.getppid() == caller and not stopped.is_set():
        try:
            close_old_connections()
            found = do_one(name, timezone.now)
            was_away = ""
        except (DatabaseError, InterfaceError, OSError) as error:  # told once, tried again
            told = failures.told(error)
            if told is None:
                raise
            if told.code != was_away:
                click.echo(sentence(told, language_of_terminal()), err=True)
            found, was_away = False, told.code
        if not found:
            stopped.wait(max(every, AFTER_TROUBLE) if was_away else every)


@command.command()
def sweep() -> None:
    """Xóa các việc đã xong quá ba ngày và tệp của chúng."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.jobs import actions

    click.echo(_word("swept", number=actions.sweep(at=timezone.now())))


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
