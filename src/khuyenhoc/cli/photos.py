"""`khuyenhoc photos`: whether every evidence photo is there, and throwing away what no form names."""

import sys

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal
from khuyenhoc.sentences.counting import filled

_WORDS = {
    "vi": {
        "missing": "Phiếu {registration}, câu {indicator}: không còn tệp ảnh {name}.",
        "altered": "Phiếu {registration}, câu {indicator}: tệp ảnh {name} không còn như lúc lưu.",
        "well": "Mọi ảnh minh chứng đều còn và đúng như lúc lưu.",
        "ill": "{number} ảnh không còn nguyên; hãy lấy lại từ bản sao lưu.",
        "swept": "Đã dọn {number} ảnh không phiếu nào dùng.",
    },
    "en": {
        "missing": "Form {registration}, question {indicator}: the file of photo {name} is gone.",
        "altered": "Form {registration}, question {indicator}: the file of photo {name} is not as it was kept.",
        "well": "Every evidence photo is there and as it was kept.",
        "ill": "{number:photo is|photos are} not whole; take what is missing from a backup.",
        "swept": "{number:photo that no form uses is|photos that no form uses are} thrown away.",
    },
}


@click.group()
def command() -> None:
    """Kiểm tra và dọn ảnh minh chứng."""


@command.command()
def check() -> None:
    """So từng ảnh với mã kiểm lúc lưu; thoát với mã 1 khi có ảnh thiếu hoặc khác."""
    database.ready()
    from khuyenhoc.apps.photos import queries

    number = 0
    for photo, what in queries.damaged():
        number += 1
        click.echo(
            _word(what, registration=photo.registration_id, indicator=photo.indicator, name=photo.name)
        )
    click.echo(_word("ill", number=number) if number else _word("well"))
    if number:
        sys.exit(1)


@command.command()
def sweep() -> None:
    """Xóa tệp ảnh không phiếu nào dùng quá một giờ và ảnh chưa nộp của đăng ký đã rút. Chạy lại được."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.photos import actions
    from khuyenhoc.operating import shelves

    at = timezone.now()
    click.echo(_word("swept", number=actions.sweep(at=at) + shelves.sweep(at=at)))


def _word(what: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][what], facts, language)
