"""The figures of a report, fetched once: now, at the time compared with, year by year, and of the places below."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from khuyenhoc.analytics import aims, as_known, five_titles, sets_used
from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.aims import Key
from khuyenhoc.analytics.five_titles import FiveTitles
from khuyenhoc.analytics.indicators import Figure, Wanted, usual_base
from khuyenhoc.analytics.reports.span import Length, Span
from khuyenhoc.analytics.sets_used import Asked as SetAsked
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.domain.catalogue import recognised
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.indicators import Remark
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.titles import FIVE_TITLES, Title, TitleRow

MEMBERS = Wanted("members", "", "population")


class ReportNeedsOneYear(RuleBroken):
    """Like for like compares a year with the one before it; facts: none."""

    code = "REPORT_NEEDS_ONE_YEAR"


@dataclass(frozen=True, slots=True)
class Asked:
    """place: whose report; on: today, and the day of the places of the restated basis. known_on: None is now.

    below: the places right below that may be named, None for all. rank_by: the title that places are ranked by.
    """

    place: int
    span: Span
    on: date
    basis: Basis = Basis.REPORTED
    known_on: date | None = None
    below: frozenset[int] | None = None
    rank_by: TitleRow = FIVE_TITLES[1]
    language: str = "vi"


def recognised_of(row: TitleRow) -> Wanted:
    return Wanted(recognised(row.title), row.level, row.base_kind.value)


def registered_of(row: TitleRow) -> Wanted:
    return Wanted(f"registered_{row.title}", row.level)


@dataclass
class Gathered:
    """Everything is fetched when it is first asked for, and once."""

    asked: Asked
    _figures: dict[tuple[str, tuple[int, ...]], dict[tuple[Wanted, int], Figure]] = field(
        default_factory=dict
    )

    @property
    def tree_day(self) -> date:
        return self.asked.span.until if self.asked.basis is Basis.REPORTED else self.asked.on

    @cached_property
    def version(self) -> PlaceVersion:
        """Errors: PlaceUnknownThen."""
        return places.version(self.asked.place, self.tree_day)

    def several(
        self, wanted: Iterable[Wanted], where: Iterable[int], span: Span
    ) -> dict[tuple[Wanted, int], Figure]:
        return figured.several(
            list(wanted),
            list(where),
            span.period,
            basis=self.asked.basis,
            on=self.asked.on,
            known_on=self.asked.known_on,
        )

    @cached_property
    def everything(self) -> list[Wanted]:
        """Every indicator at each level it is told at, titles on the base of their row."""
        known = figures.catalogue()
        rows = [recognised_of(row) for row in FIVE_TITLES] + [registered_of(row) for row in FIVE_TITLES]
        told = {(one.indicator, one.level) for one in rows}
        others = [
            Wanted(one.code, level, usual_base(one, level, known))
            for one in known.indicators.values()
            for level in one.levels or ("",)
            if (one.code, level) not in told and one.code != MEMBERS.indicator
        ]
        return [*rows, MEMBERS, *others]

    @cached_property
    def now(self) -> dict[Wanted, Figure]:
        wanted = [*self.everything, *(Wanted(*key) for key in self.targets)]
        found = self.several(dict.fromkeys(wanted), [self.asked.place], self.asked.span)
        return {one: figure for (one, _place), figure in found.items()}

    @cached_property
    def before(self) -> dict[Wanted, Figure]:
        """Of the titles and members at the time compared with; like for like they are in `comparable` instead."""
        wanted = [*(recognised_of(row) for row in FIVE_TITLES), MEMBERS]
        found = self.several(wanted, [self.asked.place], self.asked.span.compared)
        return {one: figure for (one, _place), figure in found.items()}

    @cached_property
    def comparable(self) -> FiveTitles:
        """The table like for like, which knows both years. Errors: ReportNeedsOneYear."""
        if self.asked.span.length is not Length.YEAR:
            raise ReportNeedsOneYear()
        year = self.asked.span.last
        return five_titles.table_of_today(
            self.asked.place, year, self.asked.basis, on=self.asked.on, known_on=self.asked.known_on
        )

    def number_before(self, wanted: Wanted) -> int | None:
        if self.asked.basis is not Basis.LIKE_FOR_LIKE:
            return self.before[wanted].value
        if wanted == MEMBERS:
            return self.comparable.members.last_year
        rows = zip(FIVE_TITLES, self.comparable.rows, strict=True)
        return next((row.last_year for mine, row in rows if recognised_of(mine) == wanted), None)

    def rate_before(self, wanted: Wanted) -> int | None:
        return None if self.asked.basis is Basis.LIKE_FOR_LIKE else self.before[wanted].rate

    @cached_property
    def years(self) -> dict[int, dict[Wanted, Figure]]:
        """Of a report of several years: year → titles and members."""
        wanted = [*(recognised_of(row) for row in FIVE_TITLES), MEMBERS]
        found = {}
        for year in self.asked.span.years:
            of_year = self.several(wanted, [self.asked.place], Span(Length.YEAR, year, year))
            found[year] = {one: figure for (one, _place), figure in of_year.items()}
        return found

    # -- what is aimed at ------------------------------------------------------------------------------------------

    @cached_property
    def targets(self) -> dict[Key, Target]:
        """The nearest target of each indicator, level and base in or after the report's last year."""
        before = None if self.asked.known_on is None else as_known.end_of(self.asked.known_on)
        line = places.line(self.asked.place, self.tree_day)
        last = self.asked.span.last
        rows = [one for one in figures.targets(line, known_before=before) if one.year >= last]
        special = figures.difficult_area(line, last_day(last), known_before=before) is not None
        return aims.nearest(rows, line, special=special)

    def target_of(self, wanted: Wanted) -> Target | None:
        return self.targets.get((wanted.indicator, wanted.level, wanted.base_kind or ""))

    # -- the places below ------------------------------------------------------------------------------------------

    @cached_property
    def all_below(self) -> dict[int, str]:
        return {one.place_id: str(one) for one in places.children(self.asked.place, self.tree_day)}

    @cached_property
    def below(self) -> dict[int, str]:
        """place → its name; only those that may be named."""
        seen = self.asked.below
        return {place: name for place, name in self.all_below.items() if seen is None or place in seen}

    @cached_property
    def figures_below(self) -> dict[tuple[Wanted, int], Figure]:
        rows = [recognised_of(row) for row in FIVE_TITLES]
        return self.several(rows, self.below, self.asked.span) if self.below else {}

    # -- what underlies it -----------------------------------------------------------------------------------------

    @cached_property
    def sets(self) -> list[SetAsked]:
        known_on = self.asked.known_on
        before = None if known_on is None else as_known.end_of(known_on)
        return sets_used.asked(self.asked.place, self.asked.span.last, on=self.tree_day, known_before=before)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What a reader must know of the whole: a difficult area, made-up people, sets nobody checked."""
        known_on = self.asked.known_on
        before = None if known_on is None else as_known.end_of(known_on)
        line = places.line(self.asked.place, self.tree_day)
        return five_titles.remarks(line, self.tree_day, self.asked.span.last, before)


def names_community(title: Title) -> bool:
    """Whether the level belongs to the title's name."""
    return title is Title.COMMUNITY
