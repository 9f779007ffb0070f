"""`khuyenhoc places assumed | assign`: who follows a part of a split place only by assumption, and saying it."""

from datetime import date

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.cli.day import Day
from khuyenhoc.cli.local_rules import SERVER
from khuyenhoc.sentences import language_of_terminal, words
from khuyenhoc.sentences.counting import filled

COLUMNS = ("subject_id", "name", "title", "before", "on", "after")
_WORDS = {
    "vi": {
        "row": "#{subject_id}  {title}: {name} · {before} → {after} (tạm, từ {on})",
        "none": "Không có đối tượng nào chờ xác định.",
        "assigned": "Đã xác định {number} đối tượng, trong đó {moved} chuyển sang {place}.",
    },
    "en": {
        "row": "#{subject_id}  {title}: {name} · {before} → {after} (assumed, from {on})",
        "none": "Nobody waits to be assigned.",
        "assigned": "{number:subject|subjects} assigned; of these {moved} moved to {place}.",
    },
}


@click.command("assumed")
@click.option("--place", "name", help="Chỉ những đối tượng đang ở nơi này và bên dưới.")
@asked.list_format
def assumed(name: str | None, form: str) -> None:
    """Ai đang tạm theo phần mặc định của một đơn vị bị chia tách, chờ xác định."""
    database.ready()
    from datetime import timedelta

    from django.utils import timezone

    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.apps.reform import queries
    from khuyenhoc.domain.days import day_of

    today = day_of(timezone.now())
    below = None if name is None else places.ids_below(asked.place(name, today), today)
    rows = [
        {
            "subject_id": row.subject_id,
            "name": row.subject.name,
            "title": row.subject.kind,
            "before": places.label(row.before_id, row.on - timedelta(days=1)),
            "on": row.on.isoformat(),
            "after": places.label(row.after_id, row.on),
        }
        for row in queries.assumed(below=below)
    ]
    if form == "json":
        asked.print_json(rows)
    elif form == "csv":
        asked.print_csv(rows, COLUMNS)
    else:
        for one in rows:
            title = words.title(str(one["title"]), language=language_of_terminal())
            click.echo(_word("row", **{**one, "title": title}))
        if not rows:
            click.echo(_word("none"))


@click.command("assign")
@click.argument("part")
@click.argument("subjects", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option("--on", type=Day(), help="Tên PART theo địa giới ngày này (mặc định hôm nay).")
def assign(part: str, subjects: tuple[int, ...], on: date | None) -> None:
    """Xác định các đối tượng (ghi số) thuộc PART, một phần của đơn vị bị chia tách, kể từ ngày chia tách."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.apps.reform import actions
    from khuyenhoc.domain.days import day_of

    today = day_of(timezone.now())
    place = asked.place(part, on or today)
    moved = actions.assign_on_server(subjects, place, by=SERVER, at=timezone.now())
    label = places.label(place, today)
    click.echo(_word("assigned", number=len(set(subjects)), moved=moved, place=label))


def _word(word: str, **facts: object) -> str:
    language = language_of_terminal()
    return filled(_WORDS[language][word], facts, language)
