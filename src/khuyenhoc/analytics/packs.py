"""Several places held against each other over years, for a meeting: a cluster of provinces, or any that are chosen.

The content is that of a report, so that page, PDF and workbook say the same, with one chart for each indicator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import five_titles
from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.comparing import SMALL
from khuyenhoc.analytics.indicators import Figure, Provenance, Wanted
from khuyenhoc.analytics.reports.content import Cell, Column, Content, Kind, Section, Table
from khuyenhoc.analytics.reports.writing import DASH, Writer
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import numbers
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.indicators import Caution
from khuyenhoc.domain.places import ids_of
from khuyenhoc.domain.ranking import ranked
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.sentences import packs as said
from khuyenhoc.sentences import reports as words_of_reports
from khuyenhoc.sentences import words

MOST_PLACES, MOST_INDICATORS, MOST_YEARS = 40, 8, 6  # what still stands on a sheet and is read in a meeting
FEWEST_PLACES = 2
WHOLE = 10_000  # hundredths of a percent
SCALE = 1_000
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_MARKS = (Caution.MADE_UP_DATA, Caution.SAMPLE_SET, Caution.SET_NOT_CHECKED)


class PackTooLarge(RuleBroken):
    """More than can be compared at one meeting; facts: places, indicators, years (the most of each)."""

    code = "PACK_TOO_LARGE"


class PackTooSmall(RuleBroken):
    """Nothing to compare: fewer than two places, or no indicator; facts: none."""

    code = "PACK_TOO_SMALL"


@dataclass(frozen=True, slots=True)
class PackAsked:
    """places: id → name, as on the day of the tree. basis: REPORTED, the places of the last year's end, each year on
    the tree of its own end; RESTATED, every year on the places of `on` or of the last year's end, if that is later.

    cluster, source: "" where they were chosen by hand.

    today: where the ground of a place lies now, where that is another place. hidden: members that may not be shown.
    """

    places: Mapping[int, str]
    wanted: tuple[Wanted, ...]
    first: int
    last: int
    on: date
    language: str = "vi"
    cluster: str = ""
    source: str = ""
    today: Mapping[int, tuple[str, ...]] | None = None
    hidden: tuple[str, ...] = ()
    basis: Basis = Basis.REPORTED

    @property
    def tree_day(self) -> date:
        return tree_day(self.basis, self.last, self.on)


def tree_day(basis: Basis, last: int, on: date) -> date:
    """The day on whose places a comparison up to the year `last` stands."""
    return last_day(last) if basis is Basis.REPORTED else max(on, last_day(last))


@dataclass(frozen=True, slots=True)
class Bar:
    """part, before: thousandths of the chart's scale, None where not known."""

    name: str
    text: str
    part: int | None
    before_text: str
    before: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One indicator in the last year, the highest first, with the year before where there is one."""

    title: str
    year: int
    before: int | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """charts: by the code of the section they belong to."""

    content: Content
    charts: Mapping[str, Chart]


Figures = Mapping[int, Mapping[tuple[Wanted, int], Figure]]  # year → (what, place) → figure


def build(asked: PackAsked) -> Pack:
    """A few questions a year, however many places and indicators. Errors: PackTooLarge, PackTooSmall, and those of
    `indicators.several`."""
    years = range(asked.first, asked.last + 1)
    if len(asked.places) > MOST_PLACES or len(asked.wanted) > MOST_INDICATORS or len(years) > MOST_YEARS:
        raise PackTooLarge(places=MOST_PLACES, indicators=MOST_INDICATORS, years=MOST_YEARS)
    if len(asked.places) < FEWEST_PLACES or not asked.wanted or not years:
        raise PackTooSmall()
    on = None if asked.basis is Basis.REPORTED else asked.tree_day
    found = {
        year: figured.several(asked.wanted, list(asked.places), year, basis=asked.basis, on=on)
        for year in years
    }
    write, language = Writer(asked.language), asked.language
    made: list[tuple[str, str, tuple[str, ...], tuple[Table, ...], tuple[str, ...]]] = []
    charts: dict[str, Chart] = {}
    notes: list[str] = []
    for wanted in asked.wanted:
        one = _Compared(asked, wanted, found, write)
        code = f"{wanted.indicator}.{wanted.level}"
        made.append((code, one.name, one.sentences(), one.tables(), ()))
        if one.order:
            charts[code] = one.chart()
        notes += one.notes()
    made.insert(0, ("places", said.told("places", language), *_members(asked), ()))
    made.append(("notes", said.told("notes", language), (), (), (*_about(asked), *dict.fromkeys(notes))))
    kind = "year" if asked.first == asked.last else "years"
    period = words_of_reports.period(kind, asked.first, asked.last, language)
    name = asked.cluster or said.told("several", language, number=len(asked.places))
    return Pack(
        Content(
            place_id=next(iter(asked.places)),
            label=name,
            title=said.told("title", language),
            about=said.told("about", language, name=name, period=period),
            period=period,
            on=asked.on,
            tree_day=asked.tree_day,
            language=language,
            sections=tuple(Section(part[0], _ROMAN[at], *part[1:]) for at, part in enumerate(made)),
            marks=_marks(asked),
        ),
        charts,
    )


def _members(asked: PackAsked) -> tuple[tuple[str, ...], tuple[Table, ...]]:
    """A sentence; a table where the ground of some lies elsewhere today."""
    language, today = asked.language, asked.today or {}
    if not any(today.values()):
        return (said.told("named", language, names="; ".join(asked.places.values())),), ()
    heads = (
        Column(words_of_reports.told(words_of_reports.COLUMNS, "place", language)),
        Column(said.told("today", language)),
    )
    rows = tuple(
        (Cell(name), Cell("; ".join(today.get(place, ())) or DASH)) for place, name in asked.places.items()
    )
    caption = said.told("members", language, day=f"{asked.tree_day:%d/%m/%Y}")
    return (), (Table("places", caption, heads, rows),)


def _about(asked: PackAsked) -> list[str]:
    language = asked.language
    told = [words_of_reports.foot(asked.basis.value, language, day=f"{asked.tree_day:%d/%m/%Y}")]
    if asked.source:
        told.append(said.told("cluster", language, source=asked.source))
    if asked.hidden:
        told.append(said.told("hidden", language, names="; ".join(asked.hidden)))
    return told


def _marks(asked: PackAsked) -> tuple[str, ...]:
    """Of the smallest place that holds them all: a mark too many does no harm, one too few does."""
    day = asked.tree_day
    ways = [ids_of(path) for path in places.paths(list(asked.places), day).values()]
    shared = [place for place in ways[0] if all(place in way for way in ways)] if ways else []
    if not shared:
        return ()
    line = shared[::-1]
    return tuple(
        words.caution(one.code, one.facts, asked.language)
        for one in five_titles.remarks(line, day, asked.last)
        if one.code in _MARKS
    )


class _Compared:
    """One indicator of all the places: by its rate where any is known in the last year, else by its number."""

    def __init__(self, asked: PackAsked, wanted: Wanted, found: Figures, write: Writer) -> None:
        self.asked, self.wanted, self.found, self.write = asked, wanted, found, write
        self.name = write.indicator_name(wanted.indicator, wanted.level)
        self.now = self.of(asked.last)
        self.by_rate = any(one.rate is not None for one in self.now.values())
        self.order, self.unranked = ranked(asked.places, lambda place: self.number(self.now[place]))
        self.before_year = asked.last - 1 if asked.first < asked.last else None

    def of(self, year: int) -> dict[int, Figure]:
        return {place: self.found[year][self.wanted, place] for place in self.asked.places}

    @property
    def is_known(self) -> bool:
        """Of any place in any of the years."""
        figures = [one for year in self.found for one in self.of(year).values()]
        return any(one.value is not None or one.told for one in figures)

    def number(self, figure: Figure) -> int | None:
        return figure.rate if self.by_rate else figure.value

    def cell(self, figure: Figure) -> Cell:
        return self.write.rate(figure) if self.by_rate else self.write.value(figure)

    def named(self, places_named: Sequence[int]) -> str:
        return ", ".join(self.asked.places[place] for place in places_named)

    def sentences(self) -> tuple[str, ...]:
        language = self.asked.language
        numbers_told = [self.number(self.now[place]) for _, place in self.order]
        ends = (numbers_told[0], numbers_told[-1]) if numbers_told else (None, None)

        def at(number: int | None) -> list[tuple[str, str]]:
            return [
                (self.asked.places[place], self.cell(self.now[place]).text)
                for _, place in self.order
                if self.number(self.now[place]) == number
            ]

        first, last = at(ends[0]), at(ends[1]) if ends[0] != ends[1] else []
        told = [said.leaders(self.name, self.asked.last, first, last, len(self.order), language)]
        if self.before_year is not None:
            signs = [by for place in self.asked.places if (by := self.change(place)) is not None]
            if signs:
                told.append(
                    said.changes(
                        self.before_year,
                        sum(by > 0 for by in signs),
                        sum(by < 0 for by in signs),
                        sum(by == 0 for by in signs),
                        language,
                    )
                )
        return tuple(told)

    def change(self, place: int) -> int | None:
        if self.before_year is None:
            return None
        now, then = (
            self.number(self.now[place]),
            self.number(self.found[self.before_year][self.wanted, place]),
        )
        return None if now is None or then is None else now - then

    def tables(self) -> tuple[Table, ...]:
        if not self.is_known:
            return ()
        language, heads = self.asked.language, words_of_reports.COLUMNS
        columns = [
            Column(words_of_reports.told(heads, "rank", language), Kind.RANK),
            Column(words_of_reports.told(heads, "place", language)),
            Column(words_of_reports.told(heads, "value", language), Kind.NUMBER),
        ]
        if self.by_rate:
            columns.append(Column(words_of_reports.told(heads, "base", language), Kind.NUMBER))
            columns.append(Column(words_of_reports.told(heads, "rate", language), Kind.PERCENT))
        if self.before_year is not None:
            kind = Kind.POINTS if self.by_rate else Kind.CHANGE
            code = "points" if self.by_rate else "change"
            columns.append(Column(said.told(code, language, year=self.before_year), kind))
        ranks = {place: rank for rank, place in self.order}
        rows = []
        for place in (*ranks, *self.unranked):
            figure = self.now[place]
            row = [
                Cell(str(ranks[place]), ranks[place]) if place in ranks else Cell(DASH),
                Cell(self.asked.places[place]),
                self.write.value(figure),
            ]
            if self.by_rate:
                row += [self.write.base(figure), self.write.rate(figure)]
            if self.before_year is not None:
                row.append(self._changed(self.change(place)))
            rows.append(tuple(row))
        code = f"{self.wanted.indicator}.{self.wanted.level}"
        caption = said.told("by_rate" if self.by_rate else "by_number", language, year=self.asked.last)
        first = Table(f"{code}.ranks", caption, tuple(columns), tuple(rows))
        return (first, self._years(code)) if self.asked.first < self.asked.last else (first,)

    def _changed(self, by: int | None) -> Cell:
        if by is None:
            return Cell(DASH)
        told = numbers.decimal if self.by_rate else numbers.grouped
        return Cell(self.write.signed(told(abs(by), language=self.asked.language), by), by)

    def _years(self, code: str) -> Table:
        language, kind = self.asked.language, Kind.PERCENT if self.by_rate else Kind.NUMBER
        years = range(self.asked.first, self.asked.last + 1)
        heads = [Column(words_of_reports.told(words_of_reports.COLUMNS, "place", language))]
        heads += [Column(str(year), kind) for year in years]
        rows = tuple(
            (Cell(name), *(self.cell(self.found[year][self.wanted, place]) for year in years))
            for place, name in self.asked.places.items()
        )
        return Table(
            f"{code}.years", said.told("rates" if self.by_rate else "numbers", language), tuple(heads), rows
        )

    def chart(self) -> Chart:
        then = {} if self.before_year is None else self.of(self.before_year)
        values = [self.number(one) for one in (*self.now.values(), *then.values())]
        top = max([WHOLE if self.by_rate else 1, *(value for value in values if value is not None)])

        def part(figure: Figure | None) -> int | None:
            value = None if figure is None else self.number(figure)
            return None if value is None else max(0, value) * SCALE // top

        return Chart(
            title=self.name,
            year=self.asked.last,
            before=self.before_year,
            bars=tuple(
                Bar(
                    name=self.asked.places[place],
                    text=self.cell(self.now[place]).text,
                    part=part(self.now[place]),
                    before_text=self.cell(then[place]).text if place in then else "",
                    before=part(then.get(place)),
                )
                for place in (*(place for _, place in self.order), *self.unranked)
            ),
        )

    def notes(self) -> list[str]:
        if not self.order:
            return []
        language, told = self.asked.language, []
        small = [p for p, one in self.now.items() if self.by_rate and one.base and one.base.high < SMALL]
        reported = [p for p, one in self.now.items() if one.provenance is Provenance.REPORTED]
        for code, which in (("unknown", self.unranked), ("small", small), ("reported", reported)):
            if which:
                told.append(said.told(code, language, name=self.name, places=self.named(which), small=SMALL))
        return told
