"""Awards by year, category and place as a table: numbers alone, no names."""

from datetime import date

from khuyenhoc.analytics import award_totals
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table

_TITLES = {
    "vi": ("Năm", "Trao gì", "Nơi", "Số suất", "Số tiền (đồng)"),
    "en": ("Year", "What", "Place", "Awards", "Amount (đồng)"),
}


def table(place: int, *, language: str, on: date) -> Table:
    """Of all years, as the page tells them."""
    rows = [
        (one.year, word("purpose", one.category, language), one.name, one.count, one.amount)
        for one in award_totals.of_place(place, on=on)
    ]
    kinds, widths = (Kind.NUMBER, Kind.TEXT, Kind.TEXT, Kind.NUMBER, Kind.NUMBER), (10, 34, 40, 12, 20)
    titles = _TITLES.get(language, _TITLES["vi"])
    columns = [
        Column(title, kind, width, is_plain=width == 10)
        for title, kind, width in zip(titles, kinds, widths, strict=True)
    ]
    return Table("Awards" if language == "en" else "Số suất", columns, rows)
