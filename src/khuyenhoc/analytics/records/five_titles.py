"""The five-title table as a record."""

from collections.abc import Iterable, Iterator

from khuyenhoc.analytics.below import Line
from khuyenhoc.analytics.five_titles import FiveTitles
from khuyenhoc.analytics.records.value import Record, cautions, day, percent
from khuyenhoc.domain.restatement import Basis


def five_titles(table: FiveTitles, basis: Basis, language: str) -> Record:
    """spread: of another basis than the reported, what of the recognised is exact, estimated and unattributed."""
    return {
        "place": table.place_id,
        "place_label": table.label,
        "year": table.year,
        "basis": basis.value,
        "tree_of": day(table.on),
        "rows": [
            {
                "title": row.title.value,
                "level": row.level.value,
                "local_name": row.local_name,
                "registered": row.registered,
                "recognised": row.recognised,
                "base_kind": row.base_kind.value,
                "base": row.base,
                "base_source": row.base_source,
                "rate_percent": percent(row.percent),
                "target_percent": percent(row.target_percent),
                "target_year": row.target_year,
                "target_source": row.target_source,
                "needed": row.needed,
                "last_year": row.last_year,
                "change": row.change,
                "exact": None if row.spread is None else row.spread.exact,
                "estimated": None if row.spread is None else row.spread.estimated,
                "unattributed": None if row.spread is None else row.spread.unattributed,
                "cautions": cautions(row.warnings, language),
            }
            for row in table.rows
        ],
        "members": {
            "count": table.members.count,
            "base": table.members.base,
            "rate_percent": percent(table.members.percent),
            "last_year": table.members.last_year,
            "change": table.members.change,
        },
        "cautions": cautions(table.remarks, language),
    }


def title_rows(table: FiveTitles, lines: Iterable[Line]) -> Iterator[Record]:
    """The table as rows alike, then those of the places right below, of which no targets are told."""
    for row in table.rows:
        yield {
            "place": table.place_id,
            "place_name": table.label,
            "year": table.year,
            "title": row.title.value,
            "level": row.level.value,
            "registered": row.registered,
            "recognised": row.recognised,
            "base_kind": row.base_kind.value,
            "base": row.base,
            "rate_percent": percent(row.percent),
            "target_percent": percent(row.target_percent),
            "target_year": row.target_year,
            "needed": row.needed,
            "last_year": row.last_year,
            "change": row.change,
        }
    untold = dict.fromkeys(("target_percent", "target_year", "needed", "last_year", "change"))
    for line in lines:
        for cell in line.cells:
            yield {
                "place": line.place_id,
                "place_name": line.name,
                "year": table.year,
                "title": cell.title.value,
                "level": cell.level.value,
                "registered": cell.registered,
                "recognised": cell.recognised,
                "base_kind": cell.base_kind.value,
                "base": cell.base,
                "rate_percent": percent(cell.percent),
                **untold,
            }
