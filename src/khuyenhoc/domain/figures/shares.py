"""One row against itself: its part, its rate and its base."""

from collections.abc import Iterator

from khuyenhoc.domain.figures import intervals
from khuyenhoc.domain.figures.finding import Code, Fact, Finding, Percent
from khuyenhoc.domain.figures.intervals import Bases, Extent
from khuyenhoc.domain.figures.row import Row
from khuyenhoc.domain.written_numbers import Qualifier, WrittenNumber


def part_of(row: Row) -> Extent | None:
    """The row's part; None where there is none, or one that is itself a percentage or a fall below 0."""
    if row.value is None or row.value.unit.startswith("%") or row.value.low < 0:
        return None
    return intervals.extent(row.value)


def bases_of(row: Row) -> Bases | None:
    """The interval of whole bases that the row's rate allows; None without part or rate, or when none does.

    A stated base that only cutting off reaches tells that the publisher cut off.
    """
    part = part_of(row)
    if part is None or row.rate is None:
        return None
    found = intervals.allowed(part, row.rate)
    if row.base is not None and found is not None and not intervals.extent(row.base).meets(found):
        cut = intervals.cut_off(part, row.rate)
        return cut if cut is not None and intervals.extent(row.base).meets(cut) else found
    return found


def findings_in(row: Row, bases: Bases | None) -> Iterator[Finding]:
    """What is wrong inside the row; `bases` as `bases_of` gives them."""
    part = part_of(row)
    if part is None or row.value is None:
        return
    base = None if row.base is None else intervals.extent(row.base)
    if base is not None:
        if _is_above(row.value, part, base):
            yield Finding(Code.PART_ABOVE_WHOLE, _facts(row, bases))
    elif bases is not None and bases.high is not None and bases.high < part.low:
        yield Finding(Code.PART_ABOVE_WHOLE, _facts(row, bases), wording="by_rate")
    if row.rate is None:
        return
    if bases is None:
        yield _no_base(part, row.rate, _facts(row, bases))
    if base is None:
        return
    if bases is None or not base.meets(bases):
        yield _disagreement(part, row.rate, base, _facts(row, bases))
    elif bases.how is intervals.How.TRUNCATED:
        yield Finding(Code.TRUNCATED, _facts(row, bases) | _reached(part, base, row.rate.places))


def _facts(row: Row, bases: Bases | None) -> dict[str, Fact]:
    return {
        "value": row.text("value"),
        "rate": row.text("rate_percent"),
        "base": row.text("base_value_or_range"),
        "bases": bases,
    }


def _is_above(value: WrittenNumber, part: Extent, base: Extent) -> bool:
    if base.high is None:
        return False
    return part.low > base.high or (part.low == base.high and value.qualifier is Qualifier.MORE_THAN)


def _no_base(part: Extent, rate: WrittenNumber, facts: dict[str, Fact]) -> Finding:
    """Names the two whole bases between which the rate falls, with the rates they give."""
    if part.high == 0:
        return Finding(Code.NO_WHOLE_BASE, facts, wording="nothing")
    if part.low != part.high or rate.qualifier is not Qualifier.EXACT:
        return Finding(Code.NO_WHOLE_BASE, facts, wording="roughly")
    below = int(100 * 10**rate.places * part.low // rate.low)
    around: dict[str, Fact] = {"above": below + 1, "above_rate": _percent(part.low, below + 1, rate.places)}
    if not below:
        return Finding(Code.NO_WHOLE_BASE, facts | around, wording="above_one")
    around |= {"below": below, "below_rate": _percent(part.low, below, rate.places)}
    return Finding(Code.NO_WHOLE_BASE, facts | around)


def _disagreement(part: Extent, rate: WrittenNumber, base: Extent, facts: dict[str, Fact]) -> Finding:
    if base.high == 0:
        return Finding(Code.RATE_DISAGREES, facts, wording="nothing")
    wording = "" if facts["bases"] is not None else "no_base"
    return Finding(Code.RATE_DISAGREES, facts | _reached(part, base, rate.places), wording=wording)


def _reached(part: Extent, base: Extent, places: int) -> dict[str, Fact]:
    """The lowest and highest rate that part and base really give."""
    lowest = Percent(0, places) if base.high is None else _percent(part.low, base.high, places)
    highest = None if part.high is None else _percent(part.high, max(base.low, 1), places)
    return {"lowest": lowest, "highest": highest}


def _percent(part: intervals.Number, base: intervals.Number, places: int) -> Percent:
    return Percent(intervals.share(part, base, places), places)
