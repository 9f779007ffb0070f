"""`khuyenhoc serve`: the pages on this machine; beside them the sealer of the log and the worker of long jobs."""

import os
import signal
import socket
import subprocess
import sys
import time

import click

from khuyenhoc.cli import database, training
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled

APPLICATION = "khuyenhoc.config.wsgi:application"
SERVER = (
    *("--workers", "2", "--worker-class", "sync", "--log-level", "warning", "--graceful-timeout", "5"),
    *("--timeout", "120", "--no-control-socket"),
)
PUBLIC_ADDRESS = "KHUYENHOC_PUBLIC_ADDRESS"
EVERYWHERE = "0.0.0.0"  # noqa: S104  (compared with, nothing is bound to it)
CARRY_EVERY = 3_600.0  # seconds
LOOK_EVERY = 2.0  # seconds, whether those beside the server still run
HOURLY = (("places", "reform", "--due"), ("photos", "sweep"), ("jobs", "sweep"))
SEAL_EVERY = "1"  # seconds
BESIDE: tuple[tuple[str, ...], ...] = (
    ("audit", "seal", "--every", SEAL_EVERY),
    ("jobs", "work", "--every", "0.5"),
)
PROGRAM = "from khuyenhoc.cli.main import main; main()"
_WORDS = {
    "vi": {
        "address": "Trang web: http://{host}:{port}/  (Ctrl-C để dừng)",
        "accounts": "Tài khoản trình diễn (mật khẩu chung: {passphrase}):",
        "carried": "Đã chuyển đối tượng và danh hiệu của {number} ngày sắp xếp đơn vị đã đến hạn.",
        "stopped": "Đã dừng.",
    },
    "en": {
        "address": "The pages: http://{host}:{port}/  (Ctrl-C stops)",
        "accounts": "Demonstration accounts (one passphrase for all: {passphrase}):",
        "carried": "Subjects and titles have followed for {number:day|days} of reforms that had come.",
        "stopped": "Stopped.",
    },
}


class PortTaken(RuleBroken):
    """Nothing can listen at the address; facts: host, port, detail."""

    code = "PORT_TAKEN"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Địa chỉ nghe; ngoài máy này thì đặt thêm KHUYENHOC_HOSTS.",
)
@click.option("--training", "is_training", is_flag=True, help="Chế độ tập huấn, với dữ liệu tập riêng.")
def command(port: int, host: str, is_training: bool) -> None:
    """Mở trang web trên máy này, niêm phong nhật ký mỗi giây, làm các việc dài; Ctrl-C để dừng."""
    if is_training:
        training.prepare()
    else:
        database.ready()
    run(host, port)


def run(host: str, port: int) -> None:
    """Serve until stopped. Django must be set up. Errors: PortTaken."""
    _require_free(host, port)
    from django.db import connections

    from khuyenhoc.demo import building, plan

    _carry_due()
    built = building.built() is not None
    connections.close_all()  # nothing stays open while others serve
    click.echo(_word("address", host=host, port=port))
    if built:
        told = plan.read()
        click.echo(_word("accounts", passphrase=told.passphrase))
        for account in told.accounts:
            click.echo(f"  {account.name:<10} {account.full_name}")
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    _print_own_address(host, port)
    beside = {words: _begun(words) for words in BESIDE}
    server = subprocess.Popen(  # noqa: S603  (the server of the lock file, with words of our own)
        [sys.executable, "-m", "gunicorn", *SERVER, "--bind", address, APPLICATION], start_new_session=True
    )
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: server.terminate())
    try:
        status = _waited(server, beside)
    finally:
        for helper in beside.values():
            helper.terminate()
        for helper in beside.values():
            _ended(helper)
    click.echo(_word("stopped"))
    if status:
        sys.exit(1)


def _print_own_address(host: str, port: int) -> None:
    """What papers print leads back to this server, unless an address was set; whatever it begins takes it on."""
    if not os.environ.get(PUBLIC_ADDRESS, "").strip():
        known = "localhost" if ":" in host or host == EVERYWHERE else host
        os.environ[PUBLIC_ADDRESS] = f"http://{known}:{port}"


def _carry_due() -> None:
    """A reform recorded ahead of its day: subjects and titles follow once the day has come."""
    from django.utils import timezone

    from khuyenhoc.apps.reform import actions

    carried = actions.carry_due_on_server(at=timezone.now())
    if carried:
        click.echo(_word("carried", number=carried))


def _begun(words: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603  (this very program)
        [sys.executable, "-c", PROGRAM, *words], start_new_session=True
    )


def _ended(helper: "subprocess.Popen[bytes]") -> None:
    """One that is deep in its work is cut short: what it had in hand is begun anew next time."""
    try:
        helper.wait(10)
    except subprocess.TimeoutExpired:
        helper.kill()
        helper.wait()


def _waited(
    server: "subprocess.Popen[bytes]", beside: "dict[tuple[str, ...], subprocess.Popen[bytes]]"
) -> int:
    """The server's exit status; meanwhile one beside it that fell is put up again, and every hour whatever became due
    is carried, by a program of its own.

    Workbooks that somebody sent and forgot are let go then, too, and photos that no form names.
    """
    from django.utils import timezone

    from khuyenhoc.workbooks import uploads

    due = time.monotonic() + CARRY_EVERY
    while True:
        try:
            return server.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            for words, helper in beside.items():
                if helper.poll() is not None:
                    beside[words] = _begun(words)
            if time.monotonic() < due:
                continue
            due = time.monotonic() + CARRY_EVERY
            uploads.sweep(timezone.now())
            for command in HOURLY:
                subprocess.run(  # noqa: S603  (this very program)
                    [sys.executable, "-c", PROGRAM, *command], stdout=subprocess.DEVNULL
                )


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(host=host, port=port, detail=os.strerror(error.errno or 0)) from error


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
