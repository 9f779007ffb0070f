"""Figures of indicators as records: places × indicators of one period at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Figure, Told, Wanted
from khuyenhoc.analytics.records.value import Record, cautions, day, number, percent
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.queries import Named
from khuyenhoc.domain.restatement import Basis


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every place. period: as people write it. on: the day of the tree of the two other bases."""

    wanted: tuple[Wanted, ...]
    period: str
    basis: Basis
    on: date
    known_on: date | None = None
    language: str = "vi"


def figures(where: Sequence[int], asked: Asked) -> Iterator[Record]:
    """A record for each place and indicator, by place in the order given; also where nothing is known.

    Errors: as `analytics.indicators.several`.
    """
    found = figured.several(
        asked.wanted, where, asked.period, basis=asked.basis, on=asked.on, known_on=asked.known_on
    )
    first = next(iter(found.values()), None)
    names = places.named(where, first.on) if first else {}
    for place in where:
        for wanted in asked.wanted:
            yield figure(found[wanted, place], names.get(place), asked.period, asked.language)


def figure(found: Figure, named: Named | None, period: str, language: str) -> Record:
    """named: as of the day of the tree, None before the place began.

    value: the number that stands, under its qualifier; of a range or of several unlike numbers None, then `told` has
    them as written. exact, estimated, unattributed: of what was computed on another basis than the reported.
    """
    amount, base = found.amount, found.base
    return {
        "place": found.place_id,
        "place_code": "" if named is None else named.code,
        "place_label": "" if named is None else named.label,
        "indicator": found.indicator,
        "level": found.level,
        "period": period,
        "first": day(found.first),
        "until": day(found.until),
        "basis": found.basis.value,
        "tree_of": day(found.on),
        "known_on": day(found.known_on),
        "provenance": found.provenance.value,
        "value": found.value,
        "qualifier": found.qualifier.value if found.value is not None or found.told else None,
        "rate_percent": percent(found.rate),
        "base_kind": found.base_kind,
        "base": None if base is None else base.value,
        "base_low": None if base is None else base.low,
        "base_high": None if base is None else base.high,
        "base_provenance": None if base is None else base.provenance,
        "base_source": None if base is None else base.source,
        "missing": None if found.missing is None else found.missing.value,
        "exact": None if amount is None else amount.exact,
        "estimated": None if amount is None else amount.estimated,
        "unattributed": None if amount is None else amount.unattributed,
        "reported": found.reported,
        "difference": found.difference,
        "told": told(found.told),
        "cautions": cautions(found.cautions, language),
    }


def told(these: Iterable[Told]) -> list[Record]:
    return [
        {
            "place": one.place_id,
            "place_written": one.place,
            "period_written": one.period,
            "until": day(one.until),
            "value": number(one.value),
            "value_written": one.value_text,
            "value_qualifier": None if one.value is None else one.value.qualifier.value,
            "rate_written": one.rate_text,
            "rate_qualifier": None if one.rate is None else one.rate.qualifier.value,
            "base_kind": one.base_kind,
            "base_written": one.base_text,
            "unit": one.unit,
            "source": one.source,
            "note": one.note,
        }
        for one in these
    ]
