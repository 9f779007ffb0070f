"""How often the movement was made known in a year, by place, branch and means, as a table."""

from datetime import date

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import queries as stories
from khuyenhoc.domain.stories import Means
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value


def table(place: int, year: int, *, seen_by: Account, on: date, language: str) -> Table:
    """What the page adds up, one row a place or branch."""
    found = stories.summed(stories.outreach_at(place, year, seen_by=seen_by, on=on))
    labels = places.labels({one.place for one in found}, on)
    rows: list[list[Value]] = [
        [labels[one.place], one.name or None, *(one.times.get(means, 0) for means in Means), one.total]
        for one in found
    ]
    is_english = language == "en"
    columns = [
        Column("Place" if is_english else "Nơi", Kind.TEXT, 44),
        Column("Branch" if is_english else "Chi hội, ban", Kind.TEXT, 34),
        *(Column(word("means", means, language).capitalize(), Kind.NUMBER, 16) for means in Means),
        Column("Together" if is_english else "Cộng", Kind.NUMBER, 12),
    ]
    return Table(f"Outreach {year}" if is_english else f"Tuyên truyền {year}", columns, rows)
