"""What the funds at and below a place make together, and each place right below it, as one table."""

from datetime import date

from khuyenhoc.analytics import fund_totals
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.ledger import Donor, Purpose
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

_TITLES = {
    "vi": ("Nơi", "Nội dung", "Số quỹ", "Số tiền (đồng)"),
    "en": ("Place", "What", "Funds", "Amount (đồng)"),
}
_WORDS = {
    "vi": ("Có từ đầu năm", "Thu", "Cộng thu", "Chi", "Cộng chi", "Còn lại cuối năm"),
    "en": ("There at the beginning", "Income", "All income", "Spending", "All spending", "Left at the end"),
}


def table(place: int, first: int, last: int, *, language: str, on: date) -> Table:
    """By donor and by purpose for the place, then the sums of each place right below; as the page shows them."""
    found = fund_totals.of_place(place, first, last, on=on)
    totals, here = found.totals, places.label(place, on)
    before, income, all_income, spending, all_spending, left = _WORDS.get(language, _WORDS["vi"])
    rows: list[tuple[Value, ...]] = [(here, before, totals.funds, totals.before)]
    rows += [
        (here, f"{income}: {word('donor', one, language)}", totals.funds, totals.raised[one])
        for one in Donor
        if one in totals.raised
    ]
    rows.append((here, all_income, totals.funds, totals.raised_total))
    rows += [
        (here, f"{spending}: {word('purpose', one, language)}", totals.funds, totals.spent[one])
        for one in Purpose
        if one in totals.spent
    ]
    rows.append((here, all_spending, totals.funds, totals.spent_total))
    rows.append((here, left, totals.funds, totals.held.total))
    for below in found.below:
        rows.append((below.name, all_income, below.funds, below.raised))
        rows.append((below.name, all_spending, below.funds, below.spent))
    kinds, widths = (Kind.TEXT, Kind.TEXT, Kind.NUMBER, Kind.NUMBER), (40, 44, 10, 20)
    titles = _TITLES.get(language, _TITLES["vi"])
    columns = [Column(title, kind, width) for title, kind, width in zip(titles, kinds, widths, strict=True)]
    return Table(f"{first}–{last}" if first != last else f"{first}", columns, rows)
