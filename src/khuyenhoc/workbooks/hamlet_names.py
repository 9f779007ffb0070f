"""Which hamlet of a place a cell means, in any spelling, with or without its unit word."""

from collections import defaultdict
from collections.abc import Sequence

from khuyenhoc.apps.subjects.queries import Hamlet
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.intake.cells import Cell
from khuyenhoc.domain.text import search_key


class IntakeHamletMissing(RuleBroken):
    """The row names no hamlet, and the list is of more than one; facts: none."""

    code = "INTAKE_HAMLET_MISSING"


class IntakeHamletUnknown(RuleBroken):
    """No hamlet of the place is called so; facts: text."""

    code = "INTAKE_HAMLET_UNKNOWN"


class IntakeHamletAmbiguous(RuleBroken):
    """Several hamlets of the place are called so; facts: text, count."""

    code = "INTAKE_HAMLET_AMBIGUOUS"


class HamletNames:
    """The hamlets of one place; each text is looked for once."""

    def __init__(self, hamlets: Sequence[Hamlet]) -> None:
        self._all = hamlets
        self._by_key: dict[str, list[Hamlet]] = defaultdict(list)
        for one in hamlets:
            self._by_key[search_key(one.name)].append(one)
        self._known: dict[tuple[Cell, Cell], Hamlet | RuleBroken] = {}

    def find(self, text: Cell, commune: Cell) -> Hamlet:
        """Both cells may be empty where only one hamlet is meant.

        Errors: IntakeHamletMissing, IntakeHamletUnknown, IntakeHamletAmbiguous.
        """
        known = self._known.get((text, commune))
        if known is None:
            known = self._known[text, commune] = self._look(cells.text(text), cells.text(commune))
        if isinstance(known, RuleBroken):
            raise known
        return known

    def _look(self, text: str, commune: str) -> Hamlet | RuleBroken:
        if not text:
            return self._all[0] if len(self._all) == 1 else IntakeHamletMissing()
        parts = place_names.parts(text)
        found = self._called(parts[0]) if parts else []
        for above in (*parts[1:2], commune):
            if above and len(found) > 1:
                found = [one for one in found if _is_in(one, above)]
        if len(found) > 1:
            found = [one for one in found if place_names.holds(text, one.name)] or found
        if len(found) > 1:
            return IntakeHamletAmbiguous(text=text[:60], count=len(found))
        return found[0] if found else IntakeHamletUnknown(text=text[:60])

    def _called(self, part: str) -> list[Hamlet]:
        for reading in place_names.readings(part):
            if found := [
                one for one in self._by_key.get(reading.key, ()) if reading.unit in (None, one.unit)
            ]:
                return found
        return []


def _is_in(hamlet: Hamlet, commune: str) -> bool:
    key = search_key(hamlet.commune_name)
    return any(reading.fits(key, hamlet.commune_unit) for reading in place_names.readings(commune))
