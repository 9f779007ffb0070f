"""Figures told become rows: what is closed, what the checks object to, what is there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures.actions.aiming import NewAim, aim
from khuyenhoc.apps.figures.models import Lock, Report, Reported, ReportedPlace, Target
from khuyenhoc.apps.figures.queries.locks import lock_over
from khuyenhoc.apps.figures.queries.told import ReadFigure, examine
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import Entry, days_of
from khuyenhoc.domain.written_numbers import WrittenNumber


class FiguresContradict(RuleBroken):
    """The checks object to figures that no note keeps; facts: number, refs, entries."""

    code = "FIGURES_CONTRADICT"


class FigureKnown(RuleBroken):
    """The source told that figure already, and otherwise; facts: indicator, period, known, figure (id)."""

    code = "FIGURE_KNOWN"


class PeriodLocked(RuleBroken):
    """The period is closed: a change needs a reason; facts: period, day, lock (id)."""

    code = "PERIOD_LOCKED"


class PercentAboveHundred(RuleBroken):
    """A target above 100 %; facts: text."""

    code = "TARGET_ABOVE_HUNDRED"


class TargetAimsAtNothing(RuleBroken):
    """A target below 0, or without a share and an amount; facts: indicator, year."""

    code = "TARGET_AIMS_AT_NOTHING"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a deed wrote. unchanged: how many were there just so. entries: what the checks say of each figure told."""

    figures: tuple[Reported, ...]
    targets: tuple[Target, ...]
    unchanged: int
    entries: tuple[Entry, ...]


def lock_of(read: Sequence[ReadFigure]) -> Mapping[int, Lock | None]:
    """position → the lock over the figure's period, None where that is open or the figure is a target."""
    asked: dict[tuple[int, object], Lock | None] = {}
    found: dict[int, Lock | None] = {}
    for at, one in enumerate(read):
        until = days_of(one.period)[1]
        key = (one.told.place, until)
        if one.period.is_target:
            found[at] = None
            continue
        if key not in asked:
            asked[key] = lock_over(one.told.place, until)
        found[at] = asked[key]
    return found


def require_reason(lock: Lock | None, reason: str) -> None:
    """Errors: PeriodLocked where the period is closed and nobody says why it is touched."""
    if lock is not None and not reason:
        raise PeriodLocked(period=lock.period_written, day=lock.recorded_at.date(), lock=lock.pk)


def require_sound(entries: Sequence[Entry], read: Sequence[ReadFigure]) -> None:
    """Errors: FiguresContradict, naming every figure with a finding that no note keeps."""
    refused = [
        entry
        for entry, one in zip(entries, read, strict=True)
        if entry.findings and not one.told.kept_with_note
    ]
    if refused:
        raise FiguresContradict(
            number=len(refused),
            refs=[entry.row.id for entry in refused],
            entries=tuple(refused),
        )


def keep(
    read: Sequence[ReadFigure],
    *,
    report: Report | None,
    reason: str,
    by: User | None,
    at: datetime,
) -> Kept:
    """Write what is new, inside the deed's transaction; whoever calls has asked for the right to.

    In a return that is still open a figure told otherwise replaces the earlier one; elsewhere that is a correction.
    """
    entries = examine(read, report=None if report is None else report.pk)
    # what waits in a return counts for nobody yet: the lock asks when it is approved
    locks = lock_of(read) if report is None else dict.fromkeys(range(len(read)))
    for lock in locks.values():
        require_reason(lock, reason)
    known = standing_at([one for one in read if not one.period.is_target])
    written: list[Reported] = []
    aims: list[NewAim] = []
    unchanged = 0
    fresh: list[tuple[Entry, ReadFigure]] = []
    for position, (one, entry) in enumerate(zip(read, entries, strict=True)):
        if one.period.is_target:
            wanted = as_aim(one)
            if _is_set(wanted):
                unchanged += 1
                continue
            fresh.append((entry, one))
            aims.append(wanted)
            continue
        row = as_row(one, report=report, by=by, at=at)
        before = known.get(one.key)
        if before is not None and _alike(before, row):
            unchanged += 1
            continue
        fresh.append((entry, one))
        if before is not None:
            if report is None or before.report_id != report.pk:
                raise FigureKnown(
                    indicator=one.indicator.name.vi,
                    period=one.told.period,
                    known=before.value_text or before.rate_text or before.base_text,
                    figure=before.pk,
                )
            row.replaces = before
        lock = locks[position]
        if lock is not None:
            row.lock, row.reason = lock, reason
        written.append(row)
    require_sound([entry for entry, _ in fresh], [one for _, one in fresh])
    for row in written:
        if row.replaces is not None:
            Reported.objects.filter(pk=row.replaces.pk).update(superseded_at=at)
        row.save()
    _name_places([one for _, one in fresh if not one.period.is_target], written)
    return Kept(tuple(written), tuple(aim(aims, by=by, at=at)), unchanged, tuple(entries))


def as_row(one: ReadFigure, *, report: Report | None, by: User | None, at: datetime) -> Reported:
    """The unsaved row of a figure."""
    first, until = days_of(one.period)
    told = one.told
    made = Reported(
        place_id=told.place,
        place_written=told.place_written or place_name(told.place, one),
        several=bool(told.places),
        indicator=one.indicator.code,
        level=one.level,
        base_kind=one.base_kind,
        unit=told.unit.strip(),
        period_written=told.period.strip(),
        period_key=one.period.key,
        first=first,
        until=until,
        source=told.source,
        note=told.note.strip(),
        kept_with_note=told.kept_with_note.strip(),
        report=report,
        entered_by=by,
        effective_on=until,
        recorded_at=at,
    )
    for name, text, number in (
        ("value", told.value, one.row.value),
        ("rate", told.rate, one.row.rate),
        ("base", told.base, one.row.base),
    ):
        _write(made, name, text, number)
    return made


def place_name(place: int, one: ReadFigure) -> str:
    """What the place was called at the end of the figure's period; of one that began later, its latest name."""
    until = days_of(one.period)[1]
    return places.labels([place], until)[place] or places.labels([place], places.LATEST)[place]


def as_aim(one: ReadFigure) -> NewAim:
    """A figure whose period is a target. Errors: PercentAboveHundred, TargetAimsAtNothing."""
    rate, value = one.row.rate, one.row.value
    percent = None if rate is None else -(-rate.high * 100 // 10**rate.places)
    amount = None if value is None else -(-value.high // 10**value.places)
    if percent is not None and percent > 10_000:
        raise PercentAboveHundred(text=one.told.rate)
    if (percent is None and amount is None) or (amount is not None and amount < 0):
        raise TargetAimsAtNothing(indicator=one.indicator.name.vi, year=one.period.until[0])
    told = one.told
    return NewAim(
        place=told.place,
        year=one.period.until[0],
        indicator=one.indicator.code,
        source=told.source,
        level=one.level,
        base_kind=one.base_kind,
        percent=percent,
        percent_text=told.rate.strip(),
        percent_qualifier="" if rate is None else rate.qualifier.value,
        amount=amount,
        amount_text=told.value.strip(),
        amount_qualifier="" if value is None else value.qualifier.value,
        unit=told.unit.strip(),
        place_written=told.place_written,
        for_difficult_areas=told.for_difficult_areas,
        note=told.note.strip(),
        kept_with_note=told.kept_with_note.strip(),
    )


def _write(row: Reported, name: str, text: str, number: WrittenNumber | None) -> None:
    if number is None:
        return
    setattr(row, f"{name}_text", text.strip())
    setattr(row, f"{name}_qualifier", number.qualifier.value)
    setattr(row, f"{name}_low", number.low)
    setattr(row, f"{name}_high", number.high)
    setattr(row, f"{name}_places", number.places)


def standing_at(read: Sequence[ReadFigure]) -> dict[tuple[str | int, ...], Reported]:
    """key → the figure that its source told there already."""
    rows = Reported.objects.filter(
        superseded_at__isnull=True,
        place__in={one.told.place for one in read},
        source__in={one.told.source for one in read},
    )
    return {
        (
            row.place_id,
            row.place_written if row.several else "",
            row.indicator,
            row.level,
            row.base_kind,
            row.period_key,
            row.source,
        ): row
        for row in rows.order_by("pk")
    }


_TOLD = (
    *("unit", "note", "kept_with_note"),
    *(
        f"{number}_{part}"
        for number in ("value", "rate", "base")
        for part in ("low", "high", "places", "qualifier")
    ),
)


def _alike(one: Reported, other: Reported) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _TOLD)


def _is_set(wanted: NewAim) -> bool:
    return Target.objects.filter(
        superseded_at__isnull=True,
        place=wanted.place,
        year=wanted.year,
        indicator=wanted.indicator,
        level=wanted.level,
        base_kind=wanted.base_kind,
        for_difficult_areas=wanted.for_difficult_areas,
        percent=wanted.percent,
        percent_text=wanted.percent_text,
        amount=wanted.amount,
        amount_text=wanted.amount_text,
        source=wanted.source,
        note=wanted.note,
    ).exists()


def _name_places(read: Sequence[ReadFigure], rows: Sequence[Reported]) -> None:
    ReportedPlace.objects.bulk_create(
        ReportedPlace(reported=row, place_id=place)
        for one, row in zip(read, rows, strict=True)
        for place in sorted(set(one.told.places))
    )
