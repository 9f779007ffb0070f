"""`khuyenhoc backup`: the whole database in one file, while others work on."""

from pathlib import Path

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled

_WORDS = {
    "vi": {
        "done": "{file}: {rows} dòng của {tables} bảng, {size:.1f} MiB, đã đọc lại và khớp ({where}).",
        "photos": "Ảnh minh chứng: {number}; thiếu tệp: {missing}.",
        "secret": "Tệp không chứa khóa bí mật: hãy cất riêng KHUYENHOC_SECRET_KEY (hoặc tệp secret_key).",
        "head": "Điểm cuối của nhật ký: {head}",
    },
    "en": {
        "done": (
            "{file}: {rows:row|rows} of {tables:table|tables}, {size:.1f} MiB, read again and the same ({where})."
        ),
        "photos": "Evidence photos: {number}; files missing: {missing}.",
        "secret": "The server's secret is not in it: keep KHUYENHOC_SECRET_KEY (or the file secret_key) elsewhere.",
        "head": "Head of the log: {head}",
    },
}


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Sao lưu cơ sở dữ liệu và ảnh minh chứng vào một tệp FILE trong khi mọi người làm việc, rồi đọc lại.

    Tệp dùng được cho cả SQLite lẫn PostgreSQL. Tệp chứa dữ liệu cá nhân: hãy cất nơi an toàn.
    """
    database.started()
    from django.utils import timezone

    from khuyenhoc.operating import backup

    made = backup.write(file, at=timezone.now())
    size = file.stat().st_size / 2**20
    click.echo(
        _word("done", file=file, rows=made.rows, tables=len(made.tables), size=size, where=database.where())
    )
    if made.photos or made.missing:
        number = sum(key.endswith("-large") for key in made.photos)
        click.echo(_word("photos", number=number, missing=len(made.missing)))
    click.echo(_word("head", head=made.head))
    click.echo(_word("secret"))


def _word(name: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][name], facts, language)
