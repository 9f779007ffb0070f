"""`khuyenhoc demo`: build the demonstration once, print its table, serve it if asked."""

import gc
import sys

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled

YEAR = 2023
SELDOM = (
    50_000,
    20,
    50,
)  # a build makes many objects that stay: looking for cycles in them takes a tenth of it
_WORDS = {
    "vi": {
        "building": "Đang dựng bản trình diễn {communes} xã",
        "resuming": "Bản dựng trước bị dừng giữa chừng, làm tiếp từ chỗ đó.",
        "built": "Bản trình diễn đã có sẵn ({communes} xã, hạt giống {seed}).",
        "made_up": "Người, hộ, thôn, đơn vị và câu trả lời đều do máy sinh ra; bộ tiêu chí là bộ mẫu.",
        "next": "Xem trên trang web: khuyenhoc serve",
        "accounts": "Tài khoản để đăng nhập (mật khẩu chung: {passphrase}): {names}",
        "reset": "Đã xóa bản trình diễn cũ.",
        "one_size": "Chỉ dùng một trong hai: --communes hoặc --scale.",
        "otherwise": "Bản đã có khác với yêu cầu; thêm --reset để xóa và dựng lại.",
    },
    "en": {
        "building": "Building the demonstration of {communes:commune|communes}",
        "resuming": "The build before was cut short; going on where it stopped.",
        "built": "The demonstration is there already ({communes:commune|communes}, seed {seed}).",
        "made_up": "People, households, hamlets, bodies and answers are all made up; the criteria sets are samples.",
        "next": "See it on the pages: khuyenhoc serve",
        "accounts": "Accounts to sign in with (one passphrase for all: {passphrase}): {names}",
        "reset": "The demonstration that was there is gone.",
        "one_size": "Use either --communes or --scale, not both.",
        "otherwise": "What is there differs from what was asked; add --reset to remove it and build anew.",
    },
}


@click.command()
@click.option("--serve", "then_serve", is_flag=True, help="Dựng xong thì mở trang web.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng của trang web."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe của trang web.")
@click.option("--communes", type=click.IntRange(1, 193), help="Số xã (mặc định 10; cả tỉnh là 193).")
@click.option(
    "--scale",
    type=click.FloatRange(0, 1, min_open=True),
    help="Phần của tỉnh, thay cho --communes: 1 là cả tỉnh, 0.5 là nửa số xã.",
)
@click.option(
    "--seed", type=int, help="Hạt giống của máy sinh (mặc định 2023): cùng hạt giống, cùng dữ liệu."
)
@click.option("--reset", is_flag=True, help="Xóa bản trình diễn đang có rồi dựng lại.")
def command(
    then_serve: bool,
    port: int,
    host: str,
    communes: int | None,
    scale: float | None,
    seed: int | None,
    reset: bool,
) -> None:
    """Dựng một phần tỉnh Hà Giang năm 2022–2023 (dữ liệu mẫu) qua đúng các bước thật, in bảng năm danh hiệu.

    Đã dựng rồi thì chỉ in bảng. Bị dừng giữa chừng thì chạy lại sẽ làm tiếp.
    """
    from khuyenhoc.demo import plan

    if communes is not None and scale is not None:
        raise click.UsageError(_word("one_size"))
    if scale is not None:
        communes = plan.communes_of(scale)
    database.ready()
    if reset:
        _reset()
    build(communes, seed)
    _print_table()
    if then_serve:
        from khuyenhoc.cli import serve

        serve.run(host, port)
    else:
        _print_next()


def _reset() -> None:
    from khuyenhoc.demo import clearing

    clearing.clear()
    click.echo(_word("reset"), err=True)
    database.ready()


def build(communes: int | None, seed: int | None) -> None:
    """Build what is wanted, or go on with what was begun; exit 1 where another is there. Django must be set up."""
    from django.utils import timezone

    from khuyenhoc.demo import building, plan

    there = building.built()
    if there is not None:
        click.echo(_word("built", **there))
        asked = {"communes": communes, "seed": seed}
        if any(value not in (None, there[name]) for name, value in asked.items()):
            click.echo(_word("otherwise"), err=True)
            sys.exit(1)
        return
    building.require_samples_only()
    wanted = plan.read(
        seed=plan.SEED if seed is None else seed, communes=plan.COMMUNES if communes is None else communes
    )
    if building.is_begun():
        click.echo(_word("resuming"), err=True)
    label = _word("building", communes=wanted.communes_wanted)
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:
            building.build(
                wanted,
                now=timezone.now(),
                progress=lambda done, total: bar.update(1000 * done // total - bar.pos),
            )
    finally:
        gc.set_threshold(*usual)


def _print_table() -> None:
    from datetime import date

    from khuyenhoc.analytics import five_titles
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.cli import report

    province = places.resolve("Hà Giang", date(YEAR, 12, 31))
    click.echo("")
    click.echo(report.as_text(five_titles.table(province.pk, YEAR)))
    click.echo("")
    click.echo(_word("made_up"))


def _print_next() -> None:
    from khuyenhoc.demo import plan

    told = plan.read()
    names = ", ".join(account.name for account in told.accounts)
    click.echo(_word("accounts", passphrase=told.passphrase, names=names))
    click.echo(_word("next"))


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
