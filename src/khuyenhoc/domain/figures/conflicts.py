"""Rows that cannot share one base though they name the same one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from khuyenhoc.domain.figures import intervals
from khuyenhoc.domain.figures.finding import Code, Finding
from khuyenhoc.domain.figures.intervals import Bases, Extent
from khuyenhoc.domain.figures.row import Row


class _Claim(NamedTuple):
    row: Row
    extent: Extent


@dataclass(slots=True)
class _Extremes:
    """Of the rows so far, the one with the highest low end and the one with the lowest high end."""

    highest: _Claim
    lowest: _Claim


def findings_between(rows: Iterable[tuple[Row, Bases | None]]) -> Iterator[tuple[Row, Finding]]:
    """Each row whose base no earlier row of the same place, period and base kind allows, naming that row.

    A row's base: what is stated and its rate allows; what is stated where the two contradict each other; what
    the rate allows where none is stated. Rows without a base kind are compared with none.
    """
    seen: dict[tuple[str, str, str], _Extremes] = {}
    for row, bases in rows:
        extent = claimed(row, bases)
        if extent is None or not row.base_kind or not row.place or row.period is None:
            continue
        claim = _Claim(row, extent)
        known = seen.setdefault((row.place, row.period.key, row.base_kind), _Extremes(claim, claim))
        other = next((one for one in (known.highest, known.lowest) if not one.extent.meets(extent)), None)
        if other is not None:
            yield row, _conflict(claim, other)
        if extent.low > known.highest.extent.low:
            known.highest = claim
        high = known.lowest.extent.high
        if extent.high is not None and (high is None or extent.high < high):
            known.lowest = claim


def claimed(row: Row, bases: Bases | None) -> Extent | None:
    """Every base the row can mean; None where it says nothing of one."""
    stated = None if row.base is None else intervals.extent(row.base)
    if bases is None or (stated is not None and not stated.meets(bases)):
        return stated
    if stated is None:
        return Extent(bases.low, bases.high)
    ends = [high for high in (stated.high, bases.high) if high is not None]
    return Extent(max(stated.low, bases.low), min(ends) if ends else None)


def _conflict(claim: _Claim, other: _Claim) -> Finding:
    return Finding(
        Code.BASE_CONFLICT,
        {
            "base": claim.extent,
            "other": other.row.id,
            "other_base": other.extent,
            "base_kind": claim.row.text("base_kind"),
        },
        other=other.row.id,
    )
