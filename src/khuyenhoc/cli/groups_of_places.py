"""`khuyenhoc places clusters | namesakes`: provinces compared with each other, and hamlets that share a name."""

from datetime import date, timedelta
from itertools import groupby

import click

from khuyenhoc.cli import asked, database
from khuyenhoc.cli.day import Day
from khuyenhoc.sentences import language_of_terminal

NAMESAKE_COLUMNS = ("id", "commune", "name", "former")
CLUSTER_COLUMNS = ("cluster", "place", "from", "until", "today", "source")
_WORDS = {
    "vi": {
        "none": "Không có cụm nào.",
        "none_on": "Không rõ thành viên của cụm nào vào ngày {day}.",
        "from": "từ {begin}",
        "until": "từ {begin} đến hết {end}",
        "now": "nay thuộc {names}",
        "former": "trước thuộc {commune}",
        "no_former": "không rõ trước thuộc xã nào",
        "no_namesakes": "Không có thôn nào trùng tên trong cùng một xã.",
    },
    "en": {
        "none": "There are no clusters.",
        "none_on": "Of no cluster are the members of {day} known.",
        "from": "from {begin}",
        "until": "from {begin} until {end}",
        "now": "now in {names}",
        "former": "formerly in {commune}",
        "no_former": "nobody knows where it lay before",
        "no_namesakes": "No commune has two hamlets of one name.",
    },
}


@click.command("clusters")
@click.option("--on", type=Day(), help="Chỉ những thành viên của ngày này.")
@asked.list_format
def clusters(on: date | None, form: str) -> None:
    """Các cụm thi đua: thành viên của từng thời kỳ, theo nguồn nào, nay thuộc tỉnh nào."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.places import queries
    from khuyenhoc.domain.days import day_of

    found = queries.memberships(day_of(timezone.now()), on)
    rows = [
        {
            "cluster": one.cluster,
            "place": one.label,
            "from": one.valid_from.isoformat(),
            "until": None if one.valid_to is None else (one.valid_to - timedelta(days=1)).isoformat(),
            "today": list(one.today) if form == "json" else "; ".join(one.today),
            "source": one.source,
        }
        for one in found
    ]
    if form == "json":
        asked.print_json(rows)
        return
    if form == "csv":
        asked.print_csv(rows, CLUSTER_COLUMNS)
        return
    for cluster, members in groupby(found, key=lambda one: one.cluster):
        click.echo(cluster)
        for one in members:
            told = [one.label, _period(one.valid_from, one.valid_to)]
            if one.today != (one.label,):
                told.append(_word("now", names="; ".join(one.today)))
            click.echo("  " + " · ".join([*told, one.source]))
    if not found:
        click.echo(_word("none") if on is None else _word("none_on", day=asked.shown(on)))


@click.command("namesakes")
@click.option("--place", "name", help="Chỉ nơi này và bên dưới.")
@click.option("--on", type=Day(), help="Theo địa giới ngày này (mặc định hôm nay).")
@asked.list_format
def namesakes(name: str | None, on: date | None, form: str) -> None:
    """Các thôn trùng tên trong một xã, như sau khi nhập xã; mỗi thôn trước thuộc xã nào."""
    database.ready()
    from django.utils import timezone

    from khuyenhoc.apps.places import queries
    from khuyenhoc.domain.days import day_of

    day = on or day_of(timezone.now())
    communes = None if name is None else list(queries.ids_below(asked.place(name, day), day))
    found = queries.namesakes(day, communes)
    labels = queries.labels({one.commune for one in found}, day)
    rows = [
        {"id": one.place, "commune": labels[one.commune], "name": one.name, "former": one.former}
        for one in found
    ]
    if form == "json":
        asked.print_json(rows)
    elif form == "csv":
        asked.print_csv(rows, NAMESAKE_COLUMNS)
    else:
        for commune, alike in groupby(rows, key=lambda row: row["commune"]):
            click.echo(commune)
            for row in alike:
                former = _word("former", commune=row["former"]) if row["former"] else _word("no_former")
                click.echo(f"  #{row['id']} {row['name']} · {former}")
        if not rows:
            click.echo(_word("no_namesakes"))


def _period(begin: date, first_after: date | None) -> str:
    if first_after is None:
        return _word("from", begin=asked.shown(begin))
    return _word("until", begin=asked.shown(begin), end=asked.shown(first_after - timedelta(days=1)))


def _word(word: str, **facts: object) -> str:
    return _WORDS[language_of_terminal()][word].format(**facts)
