"""Plans below a place and what is foreseen of them, as records: one for each place below."""

from collections.abc import Iterable, Iterator, Mapping

from khuyenhoc.analytics.aims import Cascade
from khuyenhoc.analytics.outlook import Outlook
from khuyenhoc.analytics.records.target import target
from khuyenhoc.analytics.records.value import Record, percent
from khuyenhoc.apps.figures.queries import Target


def plans(found: Iterable[Cascade]) -> Iterator[Record]:
    """Each plan right below beside the target of the place above; a target with nothing below has one row without
    a place."""
    for one in found:
        above = {
            **_named(one.target),
            "aimed": target(one.target),
            "needed": one.wanted,
            "planned": one.planned,
            "short": one.short,
        }
        for plan in one.plans:
            own = None if plan.target is None else target(plan.target)
            yield above | {
                "place": plan.place_id,
                "name": plan.name,
                "plan": own,
                "base": plan.base,
                "wanted": plan.wanted,
            }
        if not one.plans:
            yield above | {"place": None, "name": "", "plan": None, "base": None, "wanted": None}


def outlooks(aimed: Target, rows: Iterable[Outlook], more: Mapping[int, int]) -> Iterator[Record]:
    """more: of the places in the shortest list that closes the gap, how many more each would have to have."""
    for one in rows:
        yield {
            **_named(aimed),
            "place": one.place_id,
            "name": one.name,
            "years": [{"year": at, "rate_percent": percent(rate)} for at, rate in one.points],
            "expected_percent": percent(one.expected),
            "outcome": one.outcome.value,
            "value": one.part,
            "base": one.whole,
            "missing": one.missing,
            "more": more.get(one.place_id),
        }


def _named(one: Target) -> Record:
    return {
        "indicator": one.indicator,
        "level": one.level,
        "base_kind": one.base_kind,
        "year": one.year,
        "source": one.source,
    }
