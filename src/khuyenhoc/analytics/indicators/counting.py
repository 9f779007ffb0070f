"""The counting queries that the catalogue names: one function each, in one register.

Each answers place → number for the places of an `Asking`; a place of which nothing is known is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from khuyenhoc.analytics.indicators import rows
from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.domain.bodies import BODIES
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Title


@dataclass(frozen=True, slots=True)
class Counted:
    """amounts by place; missing: why there is none where there is none. year: of the period's end."""

    amounts: Mapping[int, Amount] = field(default_factory=dict)
    missing: Missing = Missing.NO_ROUND


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator at a level on a base kind, asked of the places of an `Asking`."""

    asking: Asking
    indicator: Indicator
    level: str
    base_kind: str


Query = Callable[[Question], Counted]


def titles(asking: Asking, title: str, level: str, measure: str, year: int) -> dict[int, Amount]:
    """One measure of a title; organisations without a level named are counted whoever manages them.

    Where somebody registered nobody being recognised is 0, elsewhere it is not known.
    """
    if asking.of_titles and title not in asking.of_titles:
        raise LookupError(title)
    found: dict[int, Amount] = {}
    for place, sums in asking.titles([year]).items():
        mine = {
            key: amount
            for key, amount in sums.items()
            if key[0] == title and (key[1] == level or (title == Title.ORGANISATION and not level))
        }
        told = [amount for key, amount in mine.items() if key[3] == measure]
        if told or any(key[3] == Measure.REGISTRATIONS for key in mine):
            found[place] = sum(told, Amount())
    return found


def registered(asked: Question) -> Counted:
    """Registered and not withdrawn; of a period of several years those of each of them."""
    return _of_title(asked, Measure.REGISTRATIONS, asked.asking.years)


def recognised(asked: Question) -> Counted:
    """Recognised in the year and not revoked since, as the table counts them."""
    return _of_title(asked, Measure.HELD, [asked.asking.year])


def _of_title(asked: Question, measure: Measure, years: Iterable[int]) -> Counted:
    title = asked.indicator.title
    if title == Title.COMMUNITY and not asked.level:
        return Counted(missing=Missing.LEVEL_NEEDED)
    found: dict[int, Amount] = {}
    for year in years:
        for place, amount in titles(asked.asking, title, asked.level, measure, year).items():
            found[place] = found.get(place, Amount()) + amount
    return Counted(found, _nothing(asked.asking))


def streak(asked: Question) -> Counted:
    """Who holds the title in the year and held it in each of the years before that the indicator asks for."""
    asking = asked.asking
    if asked.indicator.title == Title.COMMUNITY and not asked.level:
        return Counted(missing=Missing.LEVEL_NEEDED)
    found = _known_places(asking, asked.indicator.title, asked.level)
    if not found:
        return Counted(missing=_nothing(asking))  # nobody has the title, so nobody has it for years
    years = range(asking.year - int(asked.indicator.facts["years"]) + 1, asking.year)
    if asking.before is None and not {(asked.indicator.title, year) for year in years} <= _held(
        asking, years
    ):
        return Counted(
            found, _nothing(asking)
        )  # and nobody held it in one of them: going through all rows is slow
    by_place = rows.streak(asking, asked.indicator, asked.level).by_place()
    found |= asking.gathered(by_place, asking.year, round_of=(asked.indicator.title, asked.level))
    return Counted(found, _nothing(asking))


def _held(asking: Asking, years: range) -> set[tuple[str, int]]:
    """(title, year) that anybody in the country held."""
    return asking.once(("held", years), lambda: counts.counted_anywhere(years=years, state=Measure.HELD))


def distinguished(asked: Question) -> Counted:
    """Distinctions of the kind on top of titles of the year that its table counts."""
    asking = asked.asking
    found: dict[int, Amount] = {}
    for title in Title:
        found |= _known_places(asking, title, None)
    found |= asking.gathered(rows.distinguished(asking, asked.indicator).by_place(), asking.year)
    return Counted(found, _nothing(asking))


def other_title(asked: Question) -> Counted:
    """Who holds another movement's title of the year and the learning title that the year's table counts too."""
    asking = asked.asking
    by_place = rows.other_title(asking, asked.indicator).by_place()
    found = _known_places(asking, asked.indicator.title, "")
    found |= asking.gathered(by_place, asking.year, round_of=(asked.indicator.title, ""))
    return Counted(found, _nothing(asking))


def members(asked: Question) -> Counted:
    asking = asked.asking
    return Counted(asking.members(asking.year), _nothing(asking))


def members_change(asked: Question) -> Counted:
    """Members at the end of the year less those a year before; it may be below 0."""
    asking = asked.asking
    now, then = asking.members(asking.year), asking.members(asking.years[0] - 1)
    found = {}
    for place in now.keys() | then.keys():
        one, other = now.get(place, Amount()), then.get(place, Amount())
        found[place] = Amount(
            one.exact - other.exact,
            one.estimated - other.estimated,
            one.unattributed - other.unattributed,
        )
    return Counted(found, _nothing(asking))


def branches(asked: Question) -> Counted:
    """Branches of the kind on the period's last day; where branches are kept at all, none of the kind is 0."""
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    known = _none_yet(asking, rows.branches_by_kind(asking))
    if not known:
        return Counted(missing=_nothing(asking))
    kind = asked.indicator.facts["kind"]
    told = {
        place: sum(number for (of_kind, _), number in kinds.items() if of_kind == kind)
        for place, kinds in rows.branches_by_kind(asking).items()
    }
    return Counted(known | asking.gathered(told, asking.year), _nothing(asking))


def coverage(asked: Question) -> Counted:
    """Bodies of the base kind that have a branch on the period's last day.

    Where branches are kept, of hamlets none is 0; of clans and organisations only where branches are told whose they
    are, since one of which nobody said that may be theirs.
    """
    asking, kind = asked.asking, BODIES.get(asked.base_kind)
    if kind is None:
        return Counted(missing=Missing.KIND_OF_BODY)
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    kept = rows.branches_by_kind(asking)
    of_bodies = [place for place, kinds in kept.items() if any(has_body for _, has_body in kinds)]
    known = _none_yet(asking, kept if kind.hamlets else of_bodies)
    there = rows.bodies_by_place(asking, kind, with_branch=None)
    known = {place: amount for place, amount in known.items() if place in asking.gathered(there, asking.year)}
    covered = asking.gathered(rows.bodies_by_place(asking, kind, with_branch=True), asking.year)
    return Counted(known | covered, Missing.KIND_OF_BODY)


def _none_yet(asking: Asking, kept: Iterable[int]) -> dict[int, Amount]:
    """0 for every place at or below which something is kept."""
    return {place: Amount() for place in asking.gathered(dict.fromkeys(kept, 0), asking.year)}


COUNTING: Mapping[str, Query] = {
    "registered": registered,
    "recognised": recognised,
    "streak": streak,
    "distinguished": distinguished,
    "other_title": other_title,
    "members": members,
    "members_change": members_change,
    "branches": branches,
    "coverage": coverage,
}


def _known_places(asking: Asking, title: str, level: str | None) -> dict[int, Amount]:
    """0 for every place where the title had a round in the year; level None: any."""
    return {
        place: Amount()
        for place, sums in asking.titles([asking.year]).items()
        if any(
            key[0] == title
            and (level is None or key[1] == level or (title == Title.ORGANISATION and not level))
            for key in sums
        )
    }


def _nothing(asking: Asking) -> Missing:
    return Missing.NOT_COMPARABLE if asking.basis is Basis.LIKE_FOR_LIKE else Missing.NO_ROUND
