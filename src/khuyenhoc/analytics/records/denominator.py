"""Bases as records: every claim of a place and year beside the others."""

from collections.abc import Iterator, Sequence
from datetime import date

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.records.value import Record
from khuyenhoc.apps.figures import queries
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day


def bases(
    where: Sequence[int], year: int, *, kinds: Sequence[str] = (), known_on: date | None = None
) -> Iterator[Record]:
    """Of the places in their order, by kind and provenance; low and high differ only in a range.

    contradicted: the claims of this place, year and kind have no number in common.
    """
    before = None if known_on is None else as_known.end_of(known_on)
    names = places.named(where, last_day(year))
    told = queries.told_bases(names, years=[year], kinds=kinds, known_before=before)
    at_odds = {(one.place_id, one.kind) for one in queries.conflicts(told)}
    order = {place: number for number, place in enumerate(where)}
    for one in sorted(told, key=lambda row: order[row.place_id]):
        yield {
            "place": one.place_id,
            "place_code": names[one.place_id].code,
            "place_label": names[one.place_id].label,
            "year": year,
            "kind": one.kind,
            "low": one.low,
            "high": one.high,
            "written": one.text,
            "qualifier": one.qualifier,
            "provenance": one.provenance,
            "source": one.source,
            "contradicted": (one.place_id, one.kind) in at_odds,
        }
