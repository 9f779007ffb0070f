"""`khuyenhoc figures national-targets`: the country's targets from the data that comes with the program."""

import tomllib

import click

from khuyenhoc.cli import database
from khuyenhoc.sentences import language_of_terminal

SERVER = "server"
_TOLD = {
    "vi": "Đã đặt {targets} chỉ tiêu của cả nước; {unchanged} chỉ tiêu đã có sẵn, không đổi.",
    "en": "{targets} national targets set; {unchanged} were there already, unchanged.",
}


@click.command("national-targets")
def load() -> None:
    """Đặt chỉ tiêu của cả nước theo các Quyết định 281, 387 và 677/QĐ-TTg, mỗi chỉ tiêu kèm văn bản.

    Chỉ tiêu địa bàn khó khăn được đặt riêng. Chạy lại không làm thay đổi gì.
    """
    database.ready()
    from django.utils import timezone

    from khuyenhoc import data
    from khuyenhoc.apps.figures import actions
    from khuyenhoc.apps.figures.actions import NewFigure
    from khuyenhoc.apps.places import queries as places

    country = places.root().pk
    news = []
    for one in tomllib.loads(data.national_targets())["target"]:
        for rate, is_difficult in ((one["percent"], False), (one.get("difficult"), True)):
            if rate is None:
                continue
            news.append(
                NewFigure(
                    place=country,
                    period=f"target {one['year']}",
                    indicator=one["indicator"],
                    level=one.get("level", ""),
                    base_kind=one["base_kind"],
                    rate=f"{rate}%",
                    source=one["source"],
                    kept_with_note="Giữ như văn bản",
                    for_difficult_areas=is_difficult,
                )
            )
    kept = actions.report_figures_on_server(news, by=SERVER, at=timezone.now())
    click.echo(_TOLD[language_of_terminal()].format(targets=len(kept.targets), unchanged=kept.unchanged))
