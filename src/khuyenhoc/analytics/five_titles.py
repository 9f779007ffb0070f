"""The five-title table: what a place reached in a year, on which base, against which target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from khuyenhoc.analytics import as_known, sets_used
from khuyenhoc.analytics import restated_titles as restated
from khuyenhoc.analytics.sets_used import Asked
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.indicators import Caution, Remark, cautions, needed, rate
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import FIVE_TITLES, BaseKind, Level, Title, TitleRow
from khuyenhoc.domain.workflow import State

Sums = dict[tuple[str, str, int, str], int]  # (title, level, year, measure) → number


@dataclass(frozen=True, slots=True)
class Row:
    """One title at one level. percents are hundredths; None means nothing is known, never 0.

    registered and recognised are None where the place had no round of the title. target_year may be later than
    the table's: then it is the next target ahead. change = recognised - last_year.
    spread: on another basis than the reported, what of the recognised is exact, estimated and unattributed.
    target_is_special: it is one for difficult areas. local_name: what the title is called there, "" for nothing else.
    """

    title: Title
    level: Level
    registered: int | None
    recognised: int | None
    base: int | None
    base_kind: BaseKind
    base_source: str
    percent: int | None
    target_percent: int | None
    target_year: int | None
    target_source: str
    needed: int | None
    last_year: int | None
    change: int | None
    warnings: tuple[Remark, ...]
    source: str
    spread: restated.Amount | None = None
    target_is_special: bool = False
    local_name: str = ""


@dataclass(frozen=True, slots=True)
class Members:
    """The association's members at the end of the year, each person once, and their share of the population."""

    count: int
    base: int | None
    percent: int | None
    last_year: int
    change: int


@dataclass(frozen=True, slots=True)
class FiveTitles:
    place_id: int
    label: str
    year: int
    on: date
    rows: tuple[Row, ...]
    members: Members
    remarks: tuple[Remark, ...]  # about the table as a whole
    sets: tuple[Asked, ...]  # the versions that underlie it


def table(place_id: int, year: int, *, known_on: date | None = None) -> FiveTitles:
    """The table of a place on the tree of the year's last day. Errors: PlaceUnknownThen.

    Counts come from the roll-ups, bases from what was counted or reported for the year; a rate is a share of
    its own base and levels are never added. known_on: as it was known at the end of that day, from the cases
    themselves, instead of now.
    """
    day = last_day(year)
    before = None if known_on is None else as_known.end_of(known_on)
    line = places.line(place_id, day)
    bases = figures.bases(place_id, day, year, known_before=before)
    sums = _sums(place_id, day, year, before)
    names = rounds.aliases(line, day)
    sets = sets_used.asked(place_id, year, known_before=before)
    rows = []
    for wanted in FIVE_TITLES:
        target = figures.target(
            line,
            year=year,
            title=wanted.title,
            level=wanted.level,
            base_kind=wanted.base_kind,
            known_before=before,
        )
        rows.append(_row(wanted, year, sums, bases, target, names))
    return FiveTitles(
        place_id=place_id,
        label=places.label(place_id, day),
        year=year,
        on=day,
        rows=tuple(rows),
        members=_members(place_id, day, year, bases, before),
        remarks=remarks(line, day, year, before, sets=sets if before is None else None),
        sets=tuple(sets),
    )


def remarks(
    line: list[int],
    on: date,
    year: int,
    before: datetime | None = None,
    *,
    sets: Sequence[Asked] | None = None,
) -> tuple[Remark, ...]:
    """What a reader must know of the whole table: a difficult area, made-up people, sets nobody checked.

    sets: that asked in the year as known now, where the caller has them.
    """
    found = []
    difficult = figures.difficult_area(line, last_day(year), known_before=before)
    if difficult is not None:
        found.append(Remark(Caution.DIFFICULT_AREA, {"source": difficult.source}))
    if rounds.has_made_up(line[0], on, year):
        found.append(Remark(Caution.MADE_UP_DATA))
    used = sets_used.asked(line[0], year, on=on) if sets is None else sets
    if any(one.status == "sample" for one in used):
        found.append(Remark(Caution.SAMPLE_SET))
    elif any(not one.checked_against_original for one in used):
        found.append(Remark(Caution.SET_NOT_CHECKED))
    return tuple(found)


def table_of_today(
    place_id: int, year: int, basis: Basis, *, on: date, known_on: date | None = None
) -> FiveTitles:
    """The year's table of a place of the tree of `on`: restated to it, or like for like.

    known_on: as it was known at the end of that day, carried over the tree as it is known now.

    Numerators and bases are added, each carried to the places of that day. A rate is given only when nothing of
    either is left out. Errors: PlaceUnknownThen, RestatedBackwards.
    """
    line = places.line(place_id, on)
    before = None if known_on is None else as_known.end_of(known_on)
    carried = restated.carry(place_id, year, on, basis, before=before)
    names = rounds.aliases(line, on)
    rows = []
    for wanted in FIVE_TITLES:
        base = carried.base(wanted, wanted.base_kind)
        target = figures.target(
            line,
            year=year,
            title=wanted.title,
            level=wanted.level,
            base_kind=wanted.base_kind,
            known_before=before,
        )
        row = _row(
            wanted,
            year,
            carried.sums(wanted),
            {} if base is None else {wanted.base_kind: base},
            target,
            names,
        )
        if not carried.is_whole(wanted, wanted.base_kind):
            row = replace(row, percent=None, needed=None)
        known = row.recognised is not None
        rows.append(replace(row, spread=carried.recognised(wanted) if known else None))
    population = carried.base(FIVE_TITLES[0], BaseKind.POPULATION) if basis is Basis.RESTATED else None
    count, last_year = carried.members(year), carried.members(year - 1)
    return FiveTitles(
        place_id=place_id,
        label=places.label(place_id, on),
        year=year,
        on=on,
        rows=tuple(rows),
        members=Members(
            count=count,
            base=None if population is None else population[0],
            percent=None if population is None else rate(count, population[0]),
            last_year=last_year,
            change=count - last_year,
        ),
        remarks=remarks(line, on, year, before),
        sets=tuple(sets_used.asked(place_id, year, on=on, known_before=before)),
    )


def _sums(place_id: int, day: date, year: int, before: datetime | None) -> Sums:
    years = [year - 1, year]
    if before is None:
        measures = [Measure.REGISTRATIONS, Measure.HELD, State.TO_BE_REVIEWED]
        return counts.below(place_id, day, years=years, states=measures)
    below = places.ids_below(place_id, day, with_custody=True)
    return {
        (title, level, of_year, state): value
        for title in Title
        for (level, of_year, state), value in as_known.total(
            below, title=title, years=years, before=before
        ).items()
    }


def _row(
    wanted: TitleRow,
    year: int,
    found: Sums,
    bases: dict[str, tuple[int, str, str]],
    target: figures.Target | None,
    names: Mapping[str, str],
) -> Row:
    registered = wanted.total(found, year, Measure.REGISTRATIONS)
    recognised = wanted.total(found, year, Measure.HELD)
    if recognised is None and registered is not None:
        recognised = 0
    last_year = wanted.total(found, year - 1, Measure.HELD)
    base, source = _base(wanted, registered, bases)
    target_percent = target.percent if target else None
    warnings: tuple[Remark, ...] = ()
    if recognised is not None:
        warnings = cautions(recognised, base, target_percent)
        doubted = wanted.total(found, year, State.TO_BE_REVIEWED)
        if doubted:
            warnings += (Remark(Caution.TO_BE_REVIEWED, {"number": doubted}),)
    return Row(
        title=wanted.title,
        level=wanted.level,
        registered=registered,
        recognised=recognised,
        base=base,
        base_kind=wanted.base_kind,
        base_source=source,
        percent=None if recognised is None or base is None else rate(recognised, base),
        target_percent=target_percent,
        target_year=target.year if target else None,
        target_source=target.source if target else "",
        needed=None
        if recognised is None or base is None or target_percent is None
        else needed(recognised, base, target_percent),
        last_year=last_year,
        change=None if recognised is None or last_year is None else recognised - last_year,
        warnings=warnings,
        source="counts",
        target_is_special=target is not None and target.for_difficult_areas,
        local_name=names.get(wanted.title, ""),
    )


def _base(
    wanted: TitleRow, registered: int | None, bases: dict[str, tuple[int, str, str]]
) -> tuple[int | None, str]:
    if wanted.base_kind is BaseKind.REGISTERED_CITIZENS:
        return registered, "registrations"
    if wanted.base_kind in bases:
        value, _, source = bases[wanted.base_kind]
        return value, source
    return None, ""


def _members(
    place_id: int,
    day: date,
    year: int,
    bases: dict[str, tuple[int, str, str]],
    before: datetime | None,
) -> Members:
    if before is None:
        found = association.members(place_id, day, [year - 1, year])
    else:
        below = places.ids_below(place_id, day, with_custody=True)
        found = {one: as_known.members(below, one, before=before) for one in (year - 1, year)}
    count, last_year = found[year], found[year - 1]
    base = bases[BaseKind.POPULATION][0] if BaseKind.POPULATION in bases else None
    return Members(
        count=count,
        base=base,
        percent=None if base is None else rate(count, base),
        last_year=last_year,
        change=count - last_year,
    )
