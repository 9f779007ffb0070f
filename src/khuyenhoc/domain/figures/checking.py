"""Every check over every row."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from khuyenhoc.domain.figures.conflicts import findings_between
from khuyenhoc.domain.figures.finding import Finding
from khuyenhoc.domain.figures.intervals import Bases
from khuyenhoc.domain.figures.row import Row
from khuyenhoc.domain.figures.shares import bases_of, findings_in
from khuyenhoc.domain.figures.targets import findings_against


class Entry(NamedTuple):
    """A row, the whole bases its rate allows (None: no rate, or none does), and what was found."""

    row: Row
    bases: Bases | None
    findings: tuple[Finding, ...]


def check(rows: Sequence[Row]) -> list[Entry]:
    """One entry a row, in their order; findings of the row alone first, then against other rows."""
    bases = [bases_of(row) for row in rows]
    across: dict[str, list[Finding]] = defaultdict(list)
    for row, finding in findings_against(rows):
        across[row.id].append(finding)
    for row, finding in findings_between(zip(rows, bases, strict=True)):
        across[row.id].append(finding)
    return [
        Entry(row, found, (*findings_in(row, found), *across.get(row.id, ())))
        for row, found in zip(rows, bases, strict=True)
    ]
