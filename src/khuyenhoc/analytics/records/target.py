"""Targets as records: what was set where, for which year."""

from collections.abc import Iterator, Sequence
from datetime import date

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.records.value import Record, percent
from khuyenhoc.apps.figures import queries
from khuyenhoc.apps.figures.queries import Target


def targets(
    where: Sequence[int],
    *,
    years: Sequence[int] | None = None,
    indicator: str = "",
    known_on: date | None = None,
) -> Iterator[Record]:
    """Those the places set themselves, by place, year and indicator; years None: of all years."""
    before = None if known_on is None else as_known.end_of(known_on)
    for one in queries.targets(where, years=years, indicator=indicator, known_before=before):
        yield target(one)


def target(one: Target) -> Record:
    """Aims at a share (percent) or at a number (amount) or both; as written beside each, with its qualifier."""
    return {
        "target": one.pk,
        "place": one.place_id,
        "year": one.year,
        "indicator": one.indicator,
        "level": one.level,
        "base_kind": one.base_kind,
        "percent": percent(one.percent),
        "percent_written": one.percent_text,
        "percent_qualifier": one.percent_qualifier or None,
        "amount": one.amount,
        "amount_written": one.amount_text,
        "amount_qualifier": one.amount_qualifier or None,
        "unit": one.unit,
        "for_difficult_areas": one.for_difficult_areas,
        "source": one.source,
        "note": one.note,
    }
