"""`khuyenhoc training`: a practice area with data of its own, made once, served if asked, made anew at will."""

import os

import click

from khuyenhoc.sentences import language_of_terminal

COMMUNES = 2
_WORDS = {
    "vi": {
        "where": "Chế độ tập huấn: dữ liệu tập ở {where}, tách khỏi dữ liệu thật.",
        "reset": "Đã xóa dữ liệu tập cũ.",
    },
    "en": {
        "where": "Training mode: practice data at {where}, apart from real data.",
        "reset": "The practice data that was there is gone.",
    },
}


@click.command()
@click.option("--reset", is_flag=True, help="Xóa dữ liệu tập rồi dựng lại từ đầu.")
@click.option("--serve", "then_serve", is_flag=True, help="Dựng xong thì mở trang web.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng của trang web."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe của trang web.")
@click.option(
    "--communes",
    type=click.IntRange(1, 193),
    default=COMMUNES,
    show_default=True,
    help="Số xã của dữ liệu tập.",
)
def command(reset: bool, then_serve: bool, port: int, host: str, communes: int) -> None:
    """Chuẩn bị chế độ tập huấn: dữ liệu riêng, mọi trang và giấy tờ đều ghi rõ là bản tập."""
    prepare(reset=reset, communes=communes)
    if then_serve:
        from khuyenhoc.cli import serve

        serve.run(host, port)


def begin() -> None:
    """From here on this program and those it starts are of the training mode; before Django has started."""
    os.environ["KHUYENHOC_TRAINING"] = "yes"


def prepare(*, reset: bool = False, communes: int = COMMUNES) -> None:
    """Make the practice data where there is none. Errors: TrainingHoldsReal."""
    begin()
    from khuyenhoc.cli import database, demo

    database.ready()
    if reset:
        from khuyenhoc.demo import clearing

        clearing.clear()
        click.echo(_word("reset"), err=True)
        database.ready()
    from khuyenhoc.demo import building

    if building.built() is None:
        demo.build(communes, None)
    click.echo(_word("where", where=database.where()))


def _word(name: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][name].format(**facts)
