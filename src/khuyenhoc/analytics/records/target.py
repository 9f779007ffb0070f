"""Targets as records: what was set where, for which year."""

from collections.abc import Iterator, Sequence
from datetime import date

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.aims import Aim
from khuyenhoc.analytics.records.figure import figure
from khuyenhoc.analytics.records.value import Record, percent
from khuyenhoc.apps.figures import queries
from khuyenhoc.apps.figures.queries import Target
from khuyenhoc.apps.places.queries import Named


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


def aim(one: Aim, set_by: str, named: Named, period: str, language: str) -> Record:
    """A target that holds at a place, with what is reached of it. set_by: whose target it is, as people read it."""
    reached = figure(one.figure, named, period, language)
    return {
        **target(one.target),
        "set_by": set_by,
        "place": one.figure.place_id,
        "place_code": reached["place_code"],
        "place_label": reached["place_label"],
        "reached": reached["value"],
        "reached_percent": reached["rate_percent"],
        "base": reached["base"],
        "wanted": one.wanted,
        "missing": one.missing,
        "is_reached": one.is_reached,
        "is_low": one.is_low,
    }


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
