"""Which branch two cells mean: the place and the branch's name there."""

from collections import defaultdict
from datetime import date

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import BranchQuery, HeldBranch
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import search_key
from khuyenhoc.workbooks.place_cells import PlaceCells
from khuyenhoc.workbooks.plain import Head, Row


class BranchNotThere(RuleBroken):
    """No branch of the place is called so; facts: text."""

    code = "CELL_BRANCH_NOT_THERE"


class BranchCells:
    """Branches at or below a place, those that ended too, by place and name; the latest of those called alike."""

    def __init__(self, place: int, by: Account, on: date) -> None:
        self._names = PlaceCells(place, on)
        self._found: dict[tuple[int, str], list[HeldBranch]] = defaultdict(list)
        for one in association.whole_list(BranchQuery(place, on, with_ended=True), seen_by=by):
            self._found[one.place_id, one.search_key].append(one)

    def find(self, row: Row, place: Head, branch: Head) -> tuple[int | None, HeldBranch | None]:
        """(the place, its branch or None where no name is told); a fault on the cell that is wrong."""
        where = row.tried(place, self._names.find)
        text = row.text(branch)
        if where is None or not text:
            return where, None
        there = self._found.get((where, search_key(text)), [])
        if not there:
            row.fault(branch, BranchNotThere(text=text[:60]))
            return where, None
        return where, max(there, key=lambda one: (one.until is None, one.since))
