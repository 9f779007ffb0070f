"""Figures of indicators: for one place, for many places, or several indicators of many places at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.carrying import Carrying
from khuyenhoc.analytics.indicators.counted import COUNTING
from khuyenhoc.analytics.indicators.counting import Counted, Question
from khuyenhoc.analytics.indicators.figure import Behind, Figure, Missing, Whole
from khuyenhoc.analytics.indicators.insiders import Insiders, insiders
from khuyenhoc.analytics.indicators.listing import LISTED, Part
from khuyenhoc.analytics.indicators.telling import Parts, reported
from khuyenhoc.analytics.indicators.wholes import OF_CASES, OF_THE_REGISTER, wholes
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.bodies import BODIES
from khuyenhoc.domain.catalogue import Catalogue, Indicator
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.figures import days_of, known_period
from khuyenhoc.domain.indicators import Caution, Remark, cautions, rate
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State

_LISTS = {"registered": Measure.REGISTRATIONS.value, "recognised": Measure.HELD.value}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An indicator at a level; base_kind None: the usual one of the level. All by code."""

    indicator: str
    level: str = ""
    base_kind: str | None = None


def value(
    indicator: str,
    place: int,
    period: int | str,
    *,
    level: str = "",
    base_kind: str | None = None,
    basis: Basis = Basis.REPORTED,
    on: date | None = None,
    known_on: date | None = None,
) -> Figure:
    """One figure; see `several`."""
    wanted = Wanted(indicator, level, base_kind)
    return several([wanted], [place], period, basis=basis, on=on, known_on=known_on)[wanted, place]


def values(
    indicator: str,
    where: Collection[int],
    period: int | str,
    *,
    level: str = "",
    base_kind: str | None = None,
    basis: Basis = Basis.REPORTED,
    on: date | None = None,
    known_on: date | None = None,
) -> dict[int, Figure]:
    """place → its figure; see `several`."""
    wanted = Wanted(indicator, level, base_kind)
    found = several([wanted], where, period, basis=basis, on=on, known_on=known_on)
    return {place: found[wanted, place] for place in where}


def several(
    wanted: Sequence[Wanted],
    where: Collection[int],
    period: int | str,
    *,
    basis: Basis = Basis.REPORTED,
    on: date | None = None,
    known_on: date | None = None,
    carrying: Carrying | None = None,
) -> dict[tuple[Wanted, int], Figure]:
    """(what is wanted, place) → figure, for all of both; a few questions to the database however many places.

    period: a year, or a text that `domain.figures.known_period` reads; a number of cases in a period that ends
    within a year is what was known on its last day. basis: REPORTED, places of the tree of the period's last day;
    else places of the tree of `on`, which is then needed. known_on: as known at the end of that day.
    carrying: `carried_together` of the same wanted and `on`, which fetches once what several calls ask.
    Rates are shares of sums and never averaged. Errors: IndicatorUnknown, LevelUnknown, BaseKindUnknown,
    PeriodUnclear, RestatedBackwards.
    """
    first, until = _days(period)
    catalogue = figures.catalogue()
    asked = [(one, *_understood(one, catalogue)) for one in dict.fromkeys(wanted)]
    known_before = None if known_on is None else as_known.end_of(known_on)
    before = known_before
    if until < last_day(until.year):
        end = as_known.end_of(until)
        before = end if before is None else min(before, end)
    if carrying is None or before is not None:
        carrying = Carrying(on or until, _titles_of(asked))
    asking = Asking(
        where=tuple(dict.fromkeys(_there(where, until, on, basis))),
        year=until.year,
        day=until,
        basis=basis,
        on=on or until,
        before=before,
        first_year=first.year,
        of_titles=carrying.titles,
        carrying=carrying,
    )
    told = reported(asking, [row[1:] for row in asked], first, known_before=known_before)
    bases = wholes(
        asking,
        list(dict.fromkeys(kind for *_, kind in asked)),
        known_before=known_before,
        round_of={kind: (indicator.title, level) for _, indicator, level, kind in asked if indicator.title},
    )
    found = {}
    for one, indicator, level, kind in asked:
        base_name = catalogue.bases.get(kind)
        inside = None
        if indicator.query == "recognised" and base_name is not None and base_name.within:
            inside = insiders(asking, base_name)
        counted = _counted(asking, indicator, level, kind, inside)
        for place in where:
            found[one, place] = _figure(
                asking=asking,
                indicator=indicator,
                level=level,
                kind=kind,
                place=place,
                first=first,
                amount=counted.amounts.get(place),
                missing=counted.missing,
                base=_inside_base(kind, place, inside)
                if inside is not None
                else bases.get(kind, {}).get(place),
                parts=told[indicator.code, level, kind].get(place),
                known_on=known_on,
                ageless=None if inside is None else inside.ageless.get(place),
            )
    return found


def carried_together(wanted: Sequence[Wanted], on: date, *, years: Collection[int] = ()) -> Carrying:
    """For several calls of `several` about the same on one day, of those years, as known now.

    Errors: IndicatorUnknown, LevelUnknown, BaseKindUnknown.
    """
    catalogue = figures.catalogue()
    titles = _titles_of([(one, *_understood(one, catalogue)) for one in wanted])
    return Carrying(on, titles, frozenset(years))


def _titles_of(asked: Sequence[tuple[Wanted, Indicator, str, str]]) -> frozenset[str]:
    """The titles whose counts figures of these need; empty where some may need every title's."""
    found = set()
    for _, indicator, _, kind in asked:
        if indicator.query == "distinguished":
            return frozenset()
        found.add(indicator.title)
        if kind in OF_CASES:
            found.add(OF_CASES[kind][0].value)
    return frozenset(found - {""})


def usual_base(indicator: Indicator, level: str, catalogue: Catalogue | None = None) -> str:
    """The base kind of an indicator's rate at a level when nobody names one; "" for none."""
    known = (catalogue or figures.catalogue()).bases
    kinds = [kind for kind in indicator.bases if kind in known]
    if not level:
        return kinds[0] if kinds else ""
    return next((kind for kind in kinds if known[kind].level == level and not known[kind].within), "")


def _understood(one: Wanted, catalogue: Catalogue) -> tuple[Indicator, str, str]:
    indicator = catalogue.indicator(one.indicator)
    level = catalogue.level(indicator, one.level)
    if one.base_kind is None:
        return indicator, level, usual_base(indicator, level, catalogue)
    return indicator, level, catalogue.base(one.base_kind).kind if one.base_kind else ""


def _days(period: int | str) -> tuple[date, date]:
    if isinstance(period, int):
        return date(period, 1, 1), last_day(period)
    return days_of(known_period(period))


def _there(where: Collection[int], until: date, on: date | None, basis: Basis) -> list[int]:
    """Those of the places that had begun by the tree's day; of the others nothing is known."""
    day = until if basis is Basis.REPORTED or on is None else on
    standing = places.paths(where, day)
    closed = places.begun([place for place in where if place not in standing], day)
    return [place for place in where if place in standing or place in closed]


def _counted(asking: Asking, indicator: Indicator, level: str, kind: str, inside: Insiders | None) -> Counted:
    if inside is not None:
        return Counted(inside.parts, inside.missing)
    query = COUNTING.get(indicator.query)
    if query is None:
        return Counted(missing=Missing.ONLY_REPORTED)
    return query(Question(asking, indicator, level, kind))


def _inside_base(kind: str, place: int, inside: Insiders) -> Whole | None:
    amount = inside.wholes.get(place)
    if amount is None:
        return None
    return Whole(kind, amount.value, amount.value, "counted", OF_THE_REGISTER)


def _figure(
    *,
    asking: Asking,
    indicator: Indicator,
    level: str,
    kind: str,
    place: int,
    first: date,
    amount: Amount | None,
    missing: Missing,
    base: Whole | None,
    parts: Parts | None,
    known_on: date | None,
    ageless: Amount | None,
) -> Figure:
    percent = None
    remarks: list[Remark] = []
    if amount is not None:
        whole = None if base is None else base.value
        is_complete = asking.basis is Basis.LIKE_FOR_LIKE or not amount.unattributed
        if whole is not None and is_complete and amount.value >= 0:
            percent = rate(amount.value, whole)
        if amount.value >= 0 and kind:
            remarks += cautions(amount.value, whole, None)
        remarks += _doubted(asking, indicator, level, place)
    if ageless is not None and ageless.value:
        remarks.append(Remark(Caution.AGE_UNKNOWN, {"number": ageless.value}))
    if base is not None and base.contradicted:
        remarks.append(Remark(Caution.BASE_CONFLICT, {"number": len(base.told)}))
    told = () if parts is None else parts.told
    if parts is not None and not parts.is_whole:
        remarks.append(Remark(Caution.PARTLY_TOLD, {"places": "; ".join(one.place for one in told)}))
    made = Figure(
        indicator=indicator.code,
        level=level,
        place_id=place,
        year=asking.year,
        first=first,
        until=asking.day,
        basis=asking.basis,
        on=asking.tree_day,
        base_kind=kind if amount is not None or not told else told[0].base_kind or kind,
        amount=amount,
        base=base,
        percent=percent,
        missing=missing if amount is None else None,
        told=told,
        told_is_whole=parts is None or parts.is_whole,
        known_on=known_on,
        behind=_behind(asking, indicator, level, place, kind, amount, first),
        base_behind=_base_behind(asking, base, indicator, place),
    )
    if made.difference:
        facts = {"difference": abs(made.difference)}
        remarks.append(Remark(Caution.DIFFERS, facts))
    return replace(made, cautions=tuple(remarks)) if remarks else made


def _doubted(asking: Asking, indicator: Indicator, level: str, place: int) -> list[Remark]:
    """How many of those recognised are being looked at again; they still count."""
    if indicator.query != "recognised":
        return []
    number = sum(
        amount.value
        for (title, of_level, year, state), amount in asking.titles([asking.year]).get(place, {}).items()
        if title == indicator.title
        and year == asking.year
        and state == State.TO_BE_REVIEWED
        and (of_level == level or (title == Title.ORGANISATION and not level))
    )
    return [Remark(Caution.TO_BE_REVIEWED, {"number": number})] if number else []


def _behind(
    asking: Asking,
    indicator: Indicator,
    level: str,
    place: int,
    kind: str,
    amount: Amount | None,
    first: date,
) -> Behind | None:
    """The list that has as many rows: only on the tree of a whole year, as known now."""
    is_whole_year = first == date(asking.year, 1, 1) and asking.day == last_day(asking.year)
    if amount is None or asking.basis is not Basis.REPORTED or asking.before is not None or not is_whole_year:
        return None
    within = figures.catalogue().bases.get(kind)
    if indicator.query in _LISTS and not (within and within.within):
        return Behind("cases", place, asking.year, indicator.title, level, _LISTS[indicator.query])
    if indicator.query not in LISTED:
        return None
    part = Part.JOINED if indicator.query == "members_change" else Part.COUNTED
    return Behind("rows", place, asking.year, indicator.title, level, part, indicator.code, kind)


def _base_behind(asking: Asking, base: Whole | None, indicator: Indicator, place: int) -> Behind | None:
    if base is None or asking.basis is not Basis.REPORTED or asking.before is not None:
        return None
    if base.kind in OF_CASES and base.source == OF_THE_REGISTER:
        title, measure = OF_CASES[base.kind]
        return Behind("cases", place, asking.year, title, "", measure.value)
    named = figures.catalogue().bases[base.kind]
    is_listed = (indicator.query == "coverage" and base.kind in BODIES) or bool(named.within)
    if base.source == OF_THE_REGISTER and base.kind == "all members":
        return Behind("rows", place, asking.year, "", "", Part.COUNTED, "members")
    if base.source == OF_THE_REGISTER and is_listed:
        return Behind("rows", place, asking.year, "", "", Part.WHOLE, indicator.code, base.kind)
    if base.provenance == "counted" and named.title and not named.within:
        return Behind("subjects", place, asking.year, named.title, named.level, "", base_kind=base.kind)
    return None
