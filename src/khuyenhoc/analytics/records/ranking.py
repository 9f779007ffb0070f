"""A place in a ranking as a record."""

from khuyenhoc.analytics.comparing import Ranked
from khuyenhoc.analytics.records.value import Record, percent


def ranked(one: Ranked, period: str) -> Record:
    """rank None: nothing is known of it. is_small: of so small a base a rate says little."""
    found = one.figure
    return {
        "rank": one.rank,
        "place": one.place_id,
        "name": one.name,
        "indicator": found.indicator,
        "level": found.level,
        "period": period,
        "value": found.value,
        "qualifier": found.qualifier.value if found.value is not None else None,
        "rate_percent": percent(found.rate),
        "base_kind": found.base_kind,
        "base": None if found.base is None else found.base.value,
        "provenance": found.provenance.value,
        "is_small": one.is_small,
        "is_difficult": one.is_difficult,
    }
