"""The rows of the form of one area: as kept, as typed, and what the checks say of each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language

from khuyenhoc.analytics.indicators import usual_base
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.apps.figures.queries import Report, Reported
from khuyenhoc.domain import numbers
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean
from khuyenhoc.sentences import figures as told_figures
from khuyenhoc.sentences import sentence
from khuyenhoc.sentences.counting import so_many
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.reporting import desk
from khuyenhoc.workbooks import figures_form

NUMBERS = ("value", "rate", "base")
FIELDS = (*NUMBERS, "base_kind", "note", "kept_with_note")


@dataclass(slots=True)
class Row:
    """One indicator at one level. kept: what stands there. typed: by field, as in the form; echo: how it is read."""

    prefix: str
    indicator: Indicator
    level: str
    kept: Reported | None
    typed: dict[str, str]
    name: str
    level_name: str
    unit: str
    bases: list[tuple[str, str]]
    computed: int | None = None
    difference: int | None = None
    echo: str = ""
    error: str = ""
    findings: list[str] = field(default_factory=list)
    was: str = ""
    new: NewFigure | None = None
    taken: int | None = None

    @property
    def has_number(self) -> bool:
        return any(self.typed[name] for name in NUMBERS)

    @property
    def is_wrong(self) -> bool:
        return bool(self.error or (self.findings and not self.typed["kept_with_note"]))

    @property
    def is_far(self) -> bool:
        return desk.is_far(self.computed, self.difference)

    @property
    def has_more(self) -> bool:
        """Whether what is folded away holds something."""
        return bool(self.typed["rate"] or self.typed["base"] or self.typed["note"] or not self.takes_value)

    @property
    def takes_value(self) -> bool:
        return self.indicator.nature != "share"


def of_area(report: Report, area: str) -> list[Row]:
    """Every indicator of the area at every level the place can have, with what the return holds."""
    known, said = figures.catalogue(), showing.language()
    levels = figures_form.levels_at(report.place_id)
    held: dict[tuple[str, str], list[Reported]] = {}
    for one in figures.in_report(report.pk):
        held.setdefault((one.indicator, one.level), []).append(one)
    found = []
    for indicator in known.indicators.values():
        if indicator.area != area:
            continue
        bases = [(kind, known.bases[kind].name.told(said)) for kind in indicator.bases if kind in known.bases]
        for level in (one for one in indicator.levels if one in levels):
            there: list[Reported | None] = [*held.get((indicator.code, level), [])]
            for number, kept in enumerate(there or [None]):
                found.append(
                    Row(
                        prefix=f"{indicator.code}.{level}.{number}",
                        indicator=indicator,
                        level=level,
                        kept=kept,
                        typed=_as_kept(kept, usual_base(indicator, level, known)),
                        name=indicator.name.told(said),
                        level_name=known.level_name(indicator, level, said),
                        unit=indicator.unit(said),
                        bases=bases,
                        was="" if kept is None else str(kept.pk),
                    )
                )
    counted = desk.computed(report, [(one.indicator.code, one.level) for one in found])
    for row in found:
        row.computed = counted.get((row.indicator.code, row.level))
    return found


def fill(rows: Collection[Row], sent: Mapping[str, str]) -> None:
    """Put what was typed into the rows; a row that was not sent stays as it is kept."""
    for row in rows:
        if f"{row.prefix}.was" not in sent:
            continue
        row.was = sent[f"{row.prefix}.was"]
        for name in FIELDS:
            row.typed[name] = clean(sent.get(f"{row.prefix}.{name}", row.typed[name]))


def take_counted(rows: Collection[Row], asked: str) -> None:
    """Put what was counted into the row with that prefix, or ("all") into every row that holds no number yet."""
    for row in rows:
        is_asked = not row.has_number if asked == "all" else row.prefix == asked
        if is_asked and row.computed is not None and row.takes_value:
            row.typed["value"] = numbers.grouped(row.computed)


def examine(report: Report, rows: Collection[Row]) -> bool:
    """Read every row, write beside it how it is read and what is found; whether all of it can be kept."""
    said = get_language() or "vi"
    source = figures.source_of(report)
    read = []
    for row in rows:
        as_kept = _as_kept(row.kept, row.typed["base_kind"])
        is_changed = any(row.typed[name] != as_kept[name] for name in FIELDS)
        if is_changed and row.was != ("" if row.kept is None else str(row.kept.pk)):
            known = row.kept.pk if row.kept is not None else row.was
            row.error = sentence(actions.FigureChangedMeanwhile(figure=known), said)
            continue
        if not row.has_number:
            row.taken = row.kept.pk if row.kept is not None else None
            continue
        told = _told(report, row, source)
        try:
            (understood,) = figures.read_figures([told])
        except RuleBroken as error:
            row.error = sentence(error, said)
            continue
        numbers = (understood.row.value, understood.row.rate, understood.row.base)
        texts = [None if one is None else desk.read_as(one) for one in numbers]
        value, rate, base = texts
        share = " / ".join(part for part in (f"{rate}%" if rate else "", base or "") if part)
        row.echo = " · ".join(
            part for part in (f"{value} {so_many(row.unit, value)}".strip() if value else "", share) if part
        )
        row.difference = desk.difference(row.computed, understood.row.value)
        if is_changed:
            row.new = told
            if row.kept is not None and row.kept.base_kind != understood.base_kind:
                row.taken = row.kept.pk
        read.append((row, understood))
    gone = [row.taken for row in rows if row.taken is not None]
    entries = figures.examine([one for _, one in read], report=report.pk, replacing=gone)
    for (row, _), entry in zip(read, entries, strict=True):
        row.findings = [told_figures.finding(one, showing.language()) for one in entry.findings]
    return not any(row.is_wrong for row in rows)


def as_told(one: Reported) -> NewFigure:
    """A kept figure as it would be told again."""
    return NewFigure(
        place=one.place_id,
        period=one.period_written,
        indicator=one.indicator,
        source=one.source,
        level=one.level,
        base_kind=one.base_kind,
        value=as_written(one.value_text, one.value_qualifier) if one.value_text else "",
        rate=as_written(one.rate_text, one.rate_qualifier) if one.rate_text else "",
        base=as_written(one.base_text, one.base_qualifier) if one.base_text else "",
        unit=one.unit,
        note=one.note,
        kept_with_note=one.kept_with_note,
    )


def _as_kept(kept: Reported | None, usual: str) -> dict[str, str]:
    if kept is None:
        return dict.fromkeys(FIELDS, "") | {"base_kind": usual}
    told = as_told(kept)
    return {name: getattr(told, name) for name in FIELDS} | {"base_kind": kept.base_kind or usual}


def _told(report: Report, row: Row, source: str) -> NewFigure:
    """As the workbook of the return tells it, so that both write the same figure."""
    typed = row.typed
    return NewFigure(
        place=report.place_id,
        period=report.period_written,
        indicator=row.indicator.code,
        source=row.kept.source if row.kept is not None else source,
        level=row.level,
        base_kind=typed["base_kind"] if typed["rate"] or typed["base"] else "",
        value=typed["value"],
        rate=typed["rate"],
        base=typed["base"],
        unit=row.kept.unit if row.kept is not None else row.indicator.unit(),
        note=typed["note"],
        kept_with_note=typed["kept_with_note"],
        ref=row.name,
    )
