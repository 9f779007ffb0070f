"""Reported figures as records: as they were published or handed in, word for word."""

from collections.abc import Iterator, Sequence
from datetime import date

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.records.value import Record, day, number
from khuyenhoc.apps.figures import queries


def reported(
    where: Sequence[int],
    *,
    indicators: Sequence[str] = (),
    first: date | None = None,
    until: date | None = None,
    known_on: date | None = None,
) -> Iterator[Record]:
    """Figures of the places themselves that count: published, or in a return that was approved.

    first, until: whose period ends in those days. A figure of several places is nobody's own (`several`).
    """
    before = None if known_on is None else as_known.end_of(known_on)
    rows = queries.figures_of(where, indicators=indicators, first=first, until=until, known_before=before)
    for one in rows:
        value, rate, base = (queries.written(one, name) for name in queries.NUMBERS)
        yield {
            "place": one.place_id,
            "place_written": one.place_written,
            "several": one.several,
            "indicator": one.indicator,
            "level": one.level,
            "period_written": one.period_written,
            "first": day(one.first),
            "until": day(one.until),
            "value": number(value),
            "value_written": one.value_text,
            "value_qualifier": None if value is None else value.qualifier.value,
            "unit": one.unit,
            "rate_written": one.rate_text,
            "rate_qualifier": None if rate is None else rate.qualifier.value,
            "base_kind": one.base_kind,
            "base": number(base),
            "base_written": one.base_text,
            "base_qualifier": None if base is None else base.qualifier.value,
            "source": one.source,
            "note": one.note,
        }
