"""Which place at or below one a cell means: by its name, with or without its unit word and the places above it."""

from collections import defaultdict
from datetime import date

from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import search_key


class CellPlaceUnknown(RuleBroken):
    """No place at or below the one the workbook is for is called so; facts: text."""

    code = "CELL_PLACE_UNKNOWN"


class CellPlaceAmbiguous(RuleBroken):
    """Several places below are called so; facts: text, number."""

    code = "CELL_PLACE_AMBIGUOUS"


class PlaceCells:
    """The places at or below one, those of closed ones it answers for left out."""

    def __init__(self, place: int, on: date) -> None:
        self._place = place
        self._called: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for pk, label in places.labels(list(places.ids_below(place, on)), on).items():
            parts = place_names.parts(label)
            own = {search_key(parts[0]), search_key(place_names.split_unit(parts[0])[1])}
            for number in range(len(parts)):
                above = tuple(search_key(part) for part in parts[1 : number + 1])
                for name in own:
                    self._called[name, *above].add(pk)

    def find(self, text: str) -> int:
        """Blank is the place itself. Errors: CellPlaceUnknown, CellPlaceAmbiguous."""
        wanted = tuple(search_key(part) for part in place_names.parts(text))
        if not wanted:
            return self._place
        found = self._called.get(wanted, set())
        if self._place in found:
            return self._place
        if not found:
            raise CellPlaceUnknown(text=text[:60])
        if len(found) > 1:
            raise CellPlaceAmbiguous(text=text[:60], number=len(found))
        (only,) = found
        return only
