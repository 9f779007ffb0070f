"""`khuyenhoc accounts`: the first account of a real server, and what only the server itself may do to an account."""

import sys
from typing import TYPE_CHECKING

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.cli.subjects import AccountUnknown
from khuyenhoc.sentences import language_of_terminal, words

if TYPE_CHECKING:
    from khuyenhoc.apps.accounts.queries import Account

SERVER = "server"  # who did it, in the log: nobody is signed in on the command line
_WORDS = {
    "vi": {
        "passphrase": "Mật khẩu (ít nhất 12 ký tự)",
        "again": "Gõ lại mật khẩu",
        "weak": "Mật khẩu quá ngắn, quá quen thuộc hoặc gần giống tên. Hãy chọn câu khác, ít nhất 12 ký tự.",
        "made": "Đã tạo tài khoản {username} cho Trung ương. Hãy đăng nhập trên trang web; "
        "lần đầu trang sẽ yêu cầu đặt bước xác nhận thứ hai.",
        "changed": "Đã đặt mật khẩu mới cho {username}.",
        "dropped": "Đã gỡ bước xác nhận thứ hai của {username}.",
        "locked": "Đã khóa {username}; ai đang dùng tài khoản này đã bị đăng xuất.",
        "unlocked": "Đã mở khóa {username}.",
        "line": "{username:<20} {full_name:<30} {state:<10} {second:<18} {work}",
        "active": "hoạt động",
        "closed": "đã khóa",
        "second": "có bước thứ hai",
        "no_second": "chỉ mật khẩu",
        "none": "Chưa có tài khoản thật nào. Tạo cái đầu tiên: khuyenhoc accounts create-centre TÊN --name HỌ-TÊN",
    },
    "en": {
        "passphrase": "Passphrase (12 characters or more)",
        "again": "The same again",
        "weak": "Too short, too common or too much like the name. Choose another, of 12 characters or more.",
        "made": "The account {username} of the centre is made. Sign in on the pages; "
        "the first time they ask for a second step.",
        "changed": "{username} has a new passphrase.",
        "dropped": "The second step of {username} is removed.",
        "locked": "{username} is locked; whoever was signed in there is out.",
        "unlocked": "{username} is unlocked.",
        "line": "{username:<20} {full_name:<30} {state:<10} {second:<18} {work}",
        "active": "active",
        "closed": "locked",
        "second": "second step",
        "no_second": "passphrase only",
        "none": "No real account yet. Make the first one: khuyenhoc accounts create-centre NAME --name FULL-NAME",
    },
}


@click.group()
def command() -> None:
    """Tạo tài khoản đầu tiên của Trung ương; liệt kê, khóa, mở khóa, đặt lại mật khẩu."""


@command.command("create-centre")
@click.argument("username")
@click.option("--name", "full_name", required=True, help="Họ và tên người giữ tài khoản.")
def create_centre(username: str, full_name: str) -> None:
    """Tạo tài khoản USERNAME của Trung ương; mật khẩu được hỏi ở đây và không hiện ra."""
    database.ready()
    from django.db import transaction
    from django.utils import timezone

    from khuyenhoc.apps.access import actions as access
    from khuyenhoc.apps.accounts import actions as accounts
    from khuyenhoc.apps.accounts.queries import by_username
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.days import day_of

    if by_username(username) is not None:
        raise accounts.UsernameTaken(username=username)
    passphrase = _passphrase(username, full_name)
    at = timezone.now()
    with transaction.atomic():
        made = accounts.open_account(username, full_name, passphrase=passphrase, at=at)
        access.grant_first(made, places.root().pk, valid_from=day_of(at), by=SERVER, at=at)
    click.echo(_word("made", username=made.username))


@command.command("list")
@asked.list_format
def list_accounts(form: str) -> None:
    """Liệt kê các tài khoản thật: tên, khóa hay không, có bước thứ hai hay không, làm việc gì ở đâu."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.access import queries as access
    from khuyenhoc.apps.accounts import queries as accounts
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.domain.days import day_of

    on = day_of(timezone.now())
    rows = [
        {
            "username": one.username,
            "full_name": one.full_name,
            "is_active": one.is_active,
            "second_step": one.second_factor_at is not None,
            "work": "; ".join(
                f"{words.word('role', role, language_of_terminal())} – {places.label(place, on)}"
                for role, place in access.roles_of(one, on)
            ),
        }
        for one in accounts.real()
    ]
    if form == "json":
        asked.print_json(rows)
    elif form == "csv":
        asked.print_csv(rows, ("username", "full_name", "is_active", "second_step", "work"))
    else:
        for row in rows:
            state = _word("active" if row["is_active"] else "closed")
            second = _word("second" if row["second_step"] else "no_second")
            click.echo(_word("line", **(row | {"state": state, "second": second})).rstrip())
        if not rows:
            click.echo(_word("none"))


@command.command("lock")
@click.argument("username")
def lock(username: str) -> None:
    """Khóa tài khoản USERNAME: không ai đăng nhập được nữa, ai đang dùng bị đăng xuất."""
    account = _account(username)
    from django.utils import timezone

    from khuyenhoc.apps.accounts import actions as accounts

    accounts.lock(account, by=SERVER, at=timezone.now())
    click.echo(_word("locked", username=account.username))


@command.command("unlock")
@click.argument("username")
def unlock(username: str) -> None:
    """Mở khóa tài khoản USERNAME."""
    account = _account(username)
    from django.utils import timezone

    from khuyenhoc.apps.accounts import actions as accounts

    accounts.unlock(account, by=SERVER, at=timezone.now())
    click.echo(_word("unlocked", username=account.username))


@command.command("passphrase")
@click.argument("username")
@click.option(
    "--drop-second-step", is_flag=True, help="Gỡ cả bước xác nhận thứ hai (mất điện thoại và mã in)."
)
def passphrase(username: str, drop_second_step: bool) -> None:
    """Đặt mật khẩu mới cho USERNAME: khi không ai ở trên cấp lại được, như tài khoản Trung ương."""
    account = _account(username)
    from django.db import transaction
    from django.utils import timezone

    from khuyenhoc.apps.accounts import actions as accounts

    told = _passphrase(account.username, account.full_name)
    at = timezone.now()
    with transaction.atomic():
        accounts.put_passphrase(account, told, given_by=SERVER, by=SERVER, at=at)
        if drop_second_step:
            accounts.drop_second_step(account, by=SERVER, at=at)
    click.echo(_word("changed", username=account.username))
    if drop_second_step:
        click.echo(_word("dropped", username=account.username))


def _account(username: str) -> "Account":
    """Errors: AccountUnknown."""
    database.ready()
    from khuyenhoc.apps.accounts.queries import by_username

    found = by_username(username)
    if found is None:
        raise AccountUnknown(username=username)
    return found


def _passphrase(username: str, full_name: str) -> str:
    """Asked twice and never shown; from a pipe it is the first two lines. Leaves with status 1 when it is weak."""
    from khuyenhoc.apps.accounts.queries import is_weak

    told: str = click.prompt(
        _word("passphrase"), hide_input=True, confirmation_prompt=_word("again"), err=True
    )
    if is_weak(told, username=username, full_name=full_name):
        click.echo(_word("weak"), err=True)
        sys.exit(1)
    return told


def _word(name: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][name].format(**facts)
