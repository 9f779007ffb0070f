"""What rates are shares of: counted from the register, or told, with every claim beside it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import titles
from khuyenhoc.analytics.indicators.counting_centres import centres_by_place
from khuyenhoc.analytics.indicators.figure import Whole
from khuyenhoc.analytics.indicators.rows import bodies_by_place
from khuyenhoc.analytics.indicators.telling import lying_in
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import ToldBase
from khuyenhoc.domain.bodies import BODIES
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import BaseKind, Title

OF_CASES = {  # base kind → the title and measure whose count it is
    BaseKind.REGISTERED_CITIZENS.value: (Title.CITIZEN, Measure.REGISTRATIONS),
    "titled households": (Title.HOUSEHOLD, Measure.HELD),
    "titled clans": (Title.CLAN, Measure.HELD),
}
_COUNTED_AS = {"hamlets and town quarters": BaseKind.HAMLETS.value}
# bodies that are counted from the register as it stands, since their list is opened beside the number
_BODIES = BODIES.keys() - {BaseKind.HAMLETS.value, BaseKind.CLANS.value}
_CENTRES = "learning centres"  # likewise, where their book is kept
OF_THE_REGISTER = "register"  # stands for a source where the number is of the program's own cases


def wholes(
    asking: Asking,
    kinds: Collection[str],
    *,
    known_before: datetime | None,
    round_of: Mapping[str, tuple[str, str]],
) -> dict[str, dict[int, Whole]]:
    """base kind → place → the base of the year. round_of: kind → the (title, level) compared like for like.

    A counted base goes before a reported one, that before a typed one; the other claims stand in `told`.
    """
    found: dict[str, dict[int, Whole]] = {}
    stored = [kind for kind in kinds if kind and kind not in OF_CASES and kind != "all members"]
    counted = _counted(asking, {_COUNTED_AS.get(one, one) for one in stored}, known_before, round_of)
    told = _told(asking, stored, known_before)
    for kind in kinds:
        if kind in (*_BODIES, _CENTRES) and asking.before is None:
            by_place = (
                centres_by_place(asking)
                if kind == _CENTRES
                else bodies_by_place(asking, BODIES[kind], with_branch=None)
            )
            there = asking.gathered(by_place, asking.year)
            counted[kind] = {
                place: _counted_base(place, asking.year, kind, amount.value, OF_THE_REGISTER)
                for place, amount in there.items()
                if not amount.unattributed
            }
    for kind in kinds:
        if kind in OF_CASES:
            title, measure = OF_CASES[kind]
            amounts: Mapping[int, Amount] = titles(asking, title, "", measure, asking.year)
            found[kind] = _of_amounts(kind, amounts)
        elif kind == "all members":
            found[kind] = _of_amounts(kind, asking.members(asking.year))
        elif kind:
            mine = counted.get(kind) or counted.get(_COUNTED_AS.get(kind, kind), {})
            found[kind] = _chosen(asking, kind, mine, told)
    return found


def _of_amounts(kind: str, amounts: Mapping[int, Amount]) -> dict[int, Whole]:
    return {
        place: Whole(kind, one.value, one.value, "counted", OF_THE_REGISTER)
        for place, one in amounts.items()
        if not one.unattributed or one.value
    }


def _chosen(
    asking: Asking,
    kind: str,
    counted: Mapping[int, ToldBase],
    told: Mapping[tuple[int, str], list[ToldBase]],
) -> dict[int, Whole]:
    claims: dict[int, list[ToldBase]] = {place: [one] for place, one in counted.items()}
    by_place = {place: ones for (place, of_kind), ones in told.items() if of_kind == kind}
    for place, (parts, is_whole) in lying_in(asking, by_place).items():
        if asking.basis is Basis.REPORTED:
            claims.setdefault(place, []).extend(parts[0])
        elif is_whole and asking.basis is Basis.RESTATED:
            claims.setdefault(place, []).append(_added(place, [ones[0] for ones in parts]))
    found = {}
    for place, ones in claims.items():
        first = ones[0]
        found[place] = Whole(
            kind=kind,
            low=first.low,
            high=first.high,
            provenance=first.provenance,
            source=first.source,
            text=first.text,
            qualifier=first.qualifier,
            told=tuple(ones),
            contradicted=figures.contradict(ones),
        )
    return found


def _added(place: int, parts: list[ToldBase]) -> ToldBase:
    """Bases of the places of then, added for the place they lie in today."""
    rough = {one.qualifier for one in parts} - {"exact"}
    return ToldBase(
        place_id=place,
        year=parts[0].year,
        kind=parts[0].kind,
        low=sum(one.low for one in parts),
        high=sum(one.high for one in parts),
        text=" + ".join(one.text for one in parts if one.text),
        qualifier="exact" if not rough else rough.pop() if len(rough) == 1 else "about",
        provenance=parts[0].provenance,
        source="; ".join(dict.fromkeys(one.source for one in parts)),
    )


# -- counted ---------------------------------------------------------------------------------------------------


def _counted(
    asking: Asking,
    kinds: Collection[str],
    known_before: datetime | None,
    round_of: Mapping[str, tuple[str, str]],
) -> dict[str, dict[int, ToldBase]]:
    if not kinds:
        return {}
    if asking.basis is Basis.REPORTED:
        return _counted_below(asking, kinds, known_before)
    found: dict[str, dict[int, ToldBase]] = {}
    together = asking.country.together([asking.year])
    told = asking.country.once(
        ("bases", *sorted(kinds), *together),
        lambda: figures.bases_where_counted_in(together, kinds=kinds, known_before=known_before),
    )
    for kind, by_place in told.get(asking.year, {}).items():
        source = asking.country.once(
            ("source", asking.year, kind),
            partial(figures.source_of_bases, asking.year, kind, known_before=known_before),
        )
        amounts = asking.gathered(by_place, asking.year, round_of=round_of.get(kind))
        counted = (
            set(asking.units_of(by_place, asking.year)) if asking.basis is Basis.LIKE_FOR_LIKE else set()
        )
        for place, amount in amounts.items():
            if asking.basis is Basis.LIKE_FOR_LIKE:
                chosen = asking.compared(round_of.get(kind))
                here = {unit for unit in chosen if place in asking.tree.lineage(unit, asking.on)}
                whole = here <= counted
            else:
                whole = not amount.unattributed
            if whole:
                one = _counted_base(place, asking.year, kind, amount.value, source)
                found.setdefault(kind, {})[place] = one
    return found


def _counted_below(
    asking: Asking, kinds: Collection[str], known_before: datetime | None
) -> dict[str, dict[int, ToldBase]]:
    sums: dict[str, Counter[int]] = defaultdict(Counter)
    sources: dict[tuple[str, int], str] = {}
    asked = (asking.day, asking.year)
    if len(asking.where) == 1:
        (alone,) = asking.where
        below = figures.counted_below(alone, *asked, kinds=kinds, known_before=known_before)
        lines = iter([(alone, *line) for line in below])
    else:
        lines = figures.counted_for_each(asking.where, *asked, kinds=kinds, known_before=known_before)
    for place, kind, source, value in lines:
        sums[kind][place] += value
        sources[kind, place] = source
    return {
        kind: {
            place: _counted_base(place, asking.year, kind, value, sources[kind, place])
            for place, value in by_place.items()
        }
        for kind, by_place in sums.items()
    }


def _counted_base(place: int, year: int, kind: str, value: int, source: str) -> ToldBase:
    return ToldBase(place, year, kind, value, value, "", "exact", "counted", source)


# -- told ------------------------------------------------------------------------------------------------------


def _told(
    asking: Asking, kinds: Collection[str], known_before: datetime | None
) -> dict[tuple[int, str], list[ToldBase]]:
    """(place, kind) → claims of the year: reported ones first, of each the latest first."""
    if not kinds:
        return {}
    found: dict[tuple[int, str], list[ToldBase]] = defaultdict(list)
    where = asking.where if asking.basis is Basis.REPORTED else None
    together = asking.country.together([asking.year])
    for one in asking.country.once(
        ("told bases", *kinds, *together, where),
        partial(_ask_told, together, kinds, where, known_before),
    ):
        if one.year == asking.year:
            found[one.place_id, one.kind].append(one)
    return found


def _ask_told(
    years: Collection[int],
    kinds: Collection[str],
    where: Collection[int] | None,
    known_before: datetime | None,
) -> list[ToldBase]:
    bases = figures.kept_bases(years, known_before=known_before).filter(kind__in=list(kinds))
    named = figures.naming_bases(years, known_before=known_before).filter(base_kind__in=list(kinds))
    if where is not None:
        bases, named = bases.filter(place__in=where), named.filter(place__in=where)
    return [
        *(figures.base_named_by(figure) for figure in named.order_by("-until", "-pk")),
        *(figures.base_as_told(base) for base in bases.order_by("provenance", "-recorded_at", "-pk")),
    ]
