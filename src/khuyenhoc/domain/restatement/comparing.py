"""Which communes of the last day are the same ground as whole communes of the first."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.restatement.ground import Ground

_EVE = timedelta(days=1)


def comparable(ground: Ground, begin: date, end: date) -> Mapping[int, frozenset[int]]:
    """Commune of the last day -> the communes of the first day that together are the same ground.

    An island district without communes stands among the communes.

    A commune is left out when a part of a divided one came to it, when a commune of the same district ended unlinked
    (it may have got that ground), when it or a commune of the same district began out of nothing (ground may have
    been taken from it).
    """
    return ground.made_once("comparable", begin, end, make=lambda: _comparable(ground, begin, end))


def _comparable(ground: Ground, begin: date, end: date) -> dict[int, frozenset[int]]:
    origins: dict[int, set[int]] = {}
    spoilt: set[int] = set()
    for unit in ground.units(begin):
        origins[unit] = {unit}
    for day in ground.change_days(begin, end):
        origins, spoilt = _pass_day(ground, day, origins, spoilt)
    return {place: frozenset(mine) for place, mine in origins.items() if mine and place not in spoilt}


def _pass_day(
    ground: Ground, day: date, origins: dict[int, set[int]], spoilt: set[int]
) -> tuple[dict[int, set[int]], set[int]]:
    eve = day - _EVE
    before, after = ground.units(eve), ground.units(day)
    passed: dict[int, set[int]] = defaultdict(set)
    spoils: set[int] = set()
    lost: set[int | None] = set()
    for place in before:
        fate = ground.fate(place, day)
        if fate is None or fate.whole:
            heir = place if fate is None else fate.heirs[0][0]
            passed[heir] |= origins.get(place, set())
            if place in spoilt:
                spoils.add(heir)
        elif fate.heirs:
            spoils |= {heir for heir, _ in fate.heirs}
        else:
            lost.add(_around(ground, place, eve))
    fed = {heir for place in before for heir in _heirs(ground, place, day)}
    out_of_nothing = {_around(ground, place, day) for place in after - before - fed}
    for place in before:
        if _around(ground, place, eve) in lost:
            spoils |= set(_heirs(ground, place, day))
    spoils |= {place for place in after if _around(ground, place, day) in out_of_nothing}
    return dict(passed), spoils


def _heirs(ground: Ground, place: int, day: date) -> tuple[int, ...]:
    fate = ground.fate(place, day)
    return (place,) if fate is None else tuple(heir for heir, _ in fate.heirs)


def _around(ground: Ground, place: int, on: date) -> int | None:
    """The district of a commune, or whatever it hangs below."""
    found = ground.held(place, on)
    return None if found is None else found.parent if ground.kinds[place] is Kind.COMMUNE else place
