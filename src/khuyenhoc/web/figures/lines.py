"""The rows of the five-title table as a page shows them: each with its sentence and the notes on its sources."""

from typing import Any

from khuyenhoc.analytics.five_titles import FiveTitles
from khuyenhoc.domain.titles import BaseKind
from khuyenhoc.web.figures import sentence


def shown(found: FiveTitles) -> dict[str, Any]:
    """For the templates shared/five_titles/table.html and sentences.html."""
    sources = _sources(found)
    return {
        "table": found,
        "last_year": found.year - 1,
        "of_members": sentence.of_members(found.members, found.label, found.year),
        "rows": [
            (
                row,
                sentence.of_row(row, found.label, found.year),
                sources.get(row.base_source),
                sources.get(row.target_source),
            )
            for row in found.rows
        ],
        "sources": [(number, source) for source, number in sources.items()],
    }


def _sources(found: FiveTitles) -> dict[str, int]:
    """Where bases and targets come from, each once, numbered as notes under the table."""
    named = [
        *(row.base_source for row in found.rows if row.base_kind is not BaseKind.REGISTERED_CITIZENS),
        *(row.target_source for row in found.rows),
    ]
    return {source: number for number, source in enumerate(dict.fromkeys(filter(None, named)), start=1)}
