"""Places that at all times lay below the same places: what is added up above one of them is added up for all."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from khuyenhoc.apps.places.models import Custody, PlaceVersion
from khuyenhoc.apps.places.queries.stamping import made_once
from khuyenhoc.apps.places.queries.tree import version
from khuyenhoc.domain.places import ids_of
from khuyenhoc.storing import among

_Turn = tuple[str, date, date | None]  # the path of what is above, and while it is
_KEPT = 500  # answers
_KEPT_ABOVE = 60  # of them about several places together
_KEPT_IDS = 30  # of them that name every place, of the country a megabyte each


class Bundles:
    """leads: every place → the first (by id) of those that at all times hung where it hangs and had its custodians.

    every: all those first ones.
    """

    def __init__(self, hung: Mapping[int, list[_Turn]], answered: Mapping[int, list[_Turn]]) -> None:
        first: dict[object, int] = {}
        self.leads = {
            place: first.setdefault((tuple(turns), tuple(answered.get(place, ()))), place)
            for place, turns in hung.items()
        }
        # what is answered for lies below its custodian, in no place of its own: 0. Beside the path what is above.
        self._lines = [
            (lead, f"{path}{own}.", frozenset(ids_of(path)), since, until, not own)
            for lead in first.values()
            for own, turns in ((lead, hung[lead]), (0, answered.get(lead, ())))
            for path, since, until in turns
        ]
        self.every = frozenset(first.values())
        self._known: dict[tuple[str, date, bool], dict[int, int]] = {}
        self._ids: dict[tuple[int, str, date, bool], frozenset[int]] = {}
        self._above: dict[tuple[frozenset[int], date, bool], dict[int, set[int]]] = {}

    def below(self, place: int, on: date, *, with_custody: bool = True) -> Mapping[int, int]:
        """Lead → the place right below `place` in which its bundle is added up, of all that are added up for `place`.

        The bundle hangs below that place or is answered for there; 0 where it hangs right below `place` or is
        answered for by it. with_custody: those that are answered for too. Errors: PlaceUnknownThen.
        """
        above = version(place, on).path
        key = above, on, with_custody
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[key] = {}
            for lead, path, _, since, until, is_custody in self._lines:
                if is_custody and not with_custody:
                    continue
                if path.startswith(above) and since <= on and (until is None or on < until):
                    child, _, rest = path[len(above) :].partition(".")
                    if child:  # else it is the lead of the place's own bundle
                        found[lead] = int(child) if rest else 0
        return self._known[key]

    def above(
        self, where: Collection[int], on: date, *, with_custody: bool = True
    ) -> Mapping[int, Collection[int]]:
        """Lead → those of the places in which its bundle is added up, see `below`; of all places together."""
        wanted = frozenset(where)
        key = wanted, on, with_custody
        if key not in self._above:
            if len(self._above) >= _KEPT_ABOVE:
                self._above.clear()
            found: dict[int, set[int]] = {}
            for lead, _, line, since, until, is_custody in self._lines:
                is_meant = (with_custody or not is_custody) and since <= on and (until is None or on < until)
                if is_meant and not wanted.isdisjoint(line):
                    found.setdefault(lead, set()).update(wanted & line)
            self._above[key] = found
        return self._above[key]

    def ids(self, place: int, on: date, *, with_custody: bool = True) -> frozenset[int]:
        """The place, what lies below it on the day, and the closed places that somebody there answers for."""
        key = place, version(place, on).path, on, with_custody
        if key not in self._ids:
            leads = self.below(place, on, with_custody=with_custody)
            if len(self._ids) >= _KEPT_IDS:
                self._ids.clear()
            below = (one for one, lead in self.leads.items() if lead in leads)
            self._ids[key] = frozenset((place, *below))
        return self._ids[key]


def lying_below(where: Collection[int], on: date, *, column: str = "place", with_custody: bool = True) -> Q:
    """The condition that a row's place is one of `ids_below` of any of the places, with custody or without.

    Named one by one out of what the process knows of the tree, and by those left out where these are fewer: a
    question asked of many tables need not go through the tree in each. Errors: PlaceUnknownThen.
    """
    known = bundles()
    found = frozenset[int]().union(*(known.ids(place, on, with_custody=with_custody) for place in where))
    if 2 * len(found) > len(known.leads):
        return Q(**{f"{column}__isnull": False}) & ~among(column, known.leads.keys() - found)
    return among(column, found)


def bundles() -> Bundles:
    """Of the tree as it is now."""
    return made_once("bundles", _read)


def _read() -> Bundles:
    hung: dict[int, list[_Turn]] = {}
    versions: dict[int, list[_Turn]] = defaultdict(list)
    rows = PlaceVersion.objects.order_by("place", "valid_from")
    for place, path, since, until in rows.values_list("place", "path", "valid_from", "valid_to"):
        versions[place].append((path, since, until))
        above, turns = path.removesuffix(f"{place}."), hung.setdefault(place, [])
        if turns and turns[-1][0] == above and turns[-1][2] == since:  # it was renamed, no more
            since = turns.pop()[1]
        turns.append((above, since, until))
    answered: dict[int, list[_Turn]] = defaultdict(list)
    custodies = Custody.objects.order_by("place", "valid_from")
    for place, custodian, since, until in custodies.values_list(
        "place", "custodian", "valid_from", "valid_to"
    ):
        for path, begun, ended in versions[custodian]:
            begin = max(since, begun)
            end = min((day for day in (until, ended) if day is not None), default=None)
            if end is None or begin < end:
                answered[place].append((path, begin, end))
    return Bundles(hung, answered)
