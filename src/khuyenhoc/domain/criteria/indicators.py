"""Reads one indicator of a criteria-set file, by its kind."""

from itertools import pairwise

from khuyenhoc.domain.criteria import faults
from khuyenhoc.domain.criteria.model import Band, Indicator, Kind, Logic, NotApplicable, Option
from khuyenhoc.domain.criteria.reading import Table
from khuyenhoc.domain.criteria.words import COUNTED, NOT_APPLICABLE_WORDS, TITLES, folded

_KEYS = {
    Kind.POINTS: ("max", "step"),
    Kind.CHOICE: ("options",),
    Kind.YES_NO: ("max",),
    Kind.SHARE: ("bands",),
    Kind.DERIVED: ("counts", "holding", "bands"),
    Kind.LEVEL: ("levels",),
}
_ALL_KEYS = tuple(dict.fromkeys(key for keys in _KEYS.values() for key in keys))


def read_indicator(table: Table, logic: Logic) -> Indicator:
    """The indicator of one [[criterion.indicator]]; its faults go to the page."""
    written_kind = table.word("kind", list(Kind), required=True)
    kind = Kind(written_kind or (Kind.POINTS if logic is Logic.POINTS else Kind.LEVEL))
    if written_kind and (kind is Kind.LEVEL) != (logic is Logic.LEVELS):
        table.fault(faults.NotForLogic, "kind", logic=logic)
    if written_kind:
        table.drop([key for key in _ALL_KEYS if key not in _KEYS[kind]], faults.NotForKind, kind=kind)
    else:
        for key in _ALL_KEYS:
            table.take(key)
    keys = _KEYS[kind] if written_kind else ()

    options = _options(table) if "options" in keys else ()
    bands = _bands(table) if "bands" in keys else ()
    most = (table.decimal("max", required=True) or 0) if "max" in keys else 0
    found = Indicator(
        code=table.code(),
        kind=kind,
        text=table.words("text"),
        help=table.words("help"),
        evidence=table.evidence("evidence"),
        source=table.text("source"),
        max_points=max([most, *(o.points for o in options), *(b.points for b in bands)]),
        step=_step(table, most) if "step" in keys else 1,
        options=options,
        bands=bands,
        levels=_levels(table) if "levels" in keys else (),
        counts=table.word("counts", COUNTED, required=True) if "counts" in keys else "",
        holding=table.word("holding", TITLES, required=True) if "holding" in keys else "",
        not_applicable=NotApplicable(table.word("not_applicable", list(NotApplicable), NotApplicable.FORBID)),
    )
    table.close()
    return found


def _step(table: Table, most: int) -> int:
    written = table.data.get("step")
    step = table.decimal("step")
    if step is None:
        return 1
    if step == 0 or (most and step > most):
        table.fault(faults.StepUnusable, "step", value=written)
        return 1
    return step


def _options(table: Table) -> tuple[Option, ...]:
    found: list[Option] = []
    lines: dict[str, int] = {}
    for option in table.tables("options", required=True):
        code = option.code()
        line = option.page.line((*option.path, "code"))
        if code in lines:
            option.fault(faults.CodeRepeated, "code", value=code, first_line=lines[code])
        if folded(code) in NOT_APPLICABLE_WORDS:
            option.fault(faults.CodeUnusable, "code", value=code)
        lines.setdefault(code, line)
        points = option.decimal("points", required=True) or 0
        found.append(Option(code, option.words("text"), points))
        option.close()
    return tuple(found)


def _bands(table: Table) -> tuple[Band, ...]:
    found: list[Band] = []
    for band in table.tables("bands", required=True):
        floor = band.percent("min_percent", required=True) or 0
        found.append(Band(floor, band.decimal("points", required=True) or 0))
        band.close()
    for at, (better, worse) in enumerate(pairwise(found), start=1):
        if worse.min_percent >= better.min_percent or worse.points > better.points:
            table.fault(faults.OutOfOrder, "bands", at, value=f"{worse.min_percent / 100:.2f}")
    return tuple(found)


def _levels(table: Table) -> tuple[int, ...]:
    found: list[int] = []
    if table.data.get("levels") == [] and table.page.is_draft:
        table.note_unknown("levels")
        del table.data["levels"]
        return ()
    for at, written in enumerate(table.entries("levels", required=True)):
        if not isinstance(written, str) or not written.isascii() or not written.isdigit() or not int(written):
            table.fault(faults.LevelUnknown, "levels", at, value=written)
            continue
        if found and int(written) <= found[-1]:
            table.fault(faults.OutOfOrder, "levels", at, value=written)
        found.append(int(written))
    return tuple(found)
