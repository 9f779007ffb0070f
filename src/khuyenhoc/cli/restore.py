"""`khuyenhoc restore`: the database from a backup again, all of it or nothing."""

from pathlib import Path

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled

_WORDS = {
    "vi": {
        "done": "Đã khôi phục {rows} dòng của {tables} bảng vào {where}; số dòng, mã kiểm và nhật ký đều khớp.",
        "made": "Bản sao lưu lúc {made} ({engine}, phiên bản {version}).",
        "unproved": "Chữ ký niêm phong của nhật ký không kiểm được vì khóa bí mật khác.",
    },
    "en": {
        "done": "{rows:row|rows} of {tables:table|tables} restored into {where}; rows, checksums and the log agree.",
        "made": "The backup was made at {made} ({engine}, version {version}).",
        "unproved": "The seals of the log cannot be proved: the secret is another.",
    },
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Thay toàn bộ dữ liệu đang có bằng bản sao lưu.")
@click.option(
    "--other-secret", is_flag=True, help="Chấp nhận tệp không do khóa bí mật của máy này ký (khóa cũ đã mất)."
)
def command(file: Path, replace: bool, other_secret: bool) -> None:
    """Khôi phục cơ sở dữ liệu từ tệp FILE: kiểm tra trước và sau; dừng giữa chừng thì dữ liệu cũ còn nguyên."""
    database.tables_ready()
    from khuyenhoc.domain.days import VIETNAM
    from khuyenhoc.operating import restore

    made = restore.restore(file, replace=replace, other_secret=other_secret)
    moment = f"{made.made_at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    click.echo(_word("done", rows=made.rows, tables=len(made.tables), where=database.where()))
    click.echo(_word("made", made=moment, engine=made.engine, version=made.version))
    if other_secret:
        click.echo(_word("unproved"), err=True)


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
