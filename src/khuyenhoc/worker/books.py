"""Plain workbooks of the association's books: looked at, taken in."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.sentences import sentence
from khuyenhoc.workbooks import marking
from khuyenhoc.workbooks.award_list import AwardBook
from khuyenhoc.workbooks.awards import ReceivedBook
from khuyenhoc.workbooks.branch_book import BranchBook
from khuyenhoc.workbooks.centre_book import CentreBook
from khuyenhoc.workbooks.commendation_book import CommendationBook
from khuyenhoc.workbooks.fund_book import FundBook
from khuyenhoc.workbooks.outreach_book import OutreachBook
from khuyenhoc.workbooks.pilot_book import PilotBook
from khuyenhoc.workbooks.plain import Book, Looked, PlaceBook
from khuyenhoc.workbooks.plan_tasks import TaskBook
from khuyenhoc.workbooks.tables import XLSX
from khuyenhoc.worker.desk import Desk, Finish

SHOWN: Final = 200  # faults on the page; the marked file holds all


AT_PLACES: Final[Mapping[str, type[PlaceBook[Any]]]] = {  # books of a place itself
    "branches": BranchBook,
    "commendations": CommendationBook,
    "received": ReceivedBook,
    "outreach": OutreachBook,
    "pilots": PilotBook,
    "tasks": TaskBook,
}


def _fund(of: int, _place: int, by: Account, on: date) -> Book:
    return FundBook(funds.fund(of, seen_by=by, on=on), on)


def _awards(of: int, place: int, by: Account, on: date) -> Book:
    return AwardBook(awards.round_at(of, place, seen_by=by, on=on), place, by, on)


def _centres(_of: int, place: int, by: Account, on: date) -> Book:
    return CentreBook(place, by, on)


_BOOKS: Mapping[str, Callable[[int, int, Account, date], Book]] = {
    "fund": _fund,
    "awards": _awards,
    "centres": _centres,
}


def book(code: str, of: int, place: int, *, by: Account, on: date) -> Book:
    """code: "fund" with its id, "awards" with the round's, the others with 0. Errors: OutsideScope."""
    if code in AT_PLACES:
        return at_place(code, place, by=by, on=on)
    return _BOOKS[code](of, place, by, on)


def at_place(code: str, place: int, *, by: Account, on: date) -> PlaceBook[Any]:
    """The book of the place by its code in AT_PLACES."""
    return AT_PLACES[code](place, by, on)


def report(told: Looked[Any], language: str) -> dict[str, Any]:
    """What a look found, as its page draws it and as plain JSON."""
    return {
        "rows": told.rows,
        "new": len(told.new),
        "known": told.known,
        "totals": list(told.totals.items()),
        "faults": [
            [fault.row, fault.column, sentence(fault.error, language), fault.sheet]
            for fault in told.faults[:SHOWN]
        ],
        "more": max(0, len(told.faults) - SHOWN),
        "has_news": bool(told.new) and not told.faults,
    }


def look(desk: Desk) -> Finish:
    """facts: file, what the person calls it; book and of, as `book`."""
    desk.tell(0, 2)
    told = _of(desk).look(desk.sent(), name=desk.facts["file"])
    desk.tell(1, 2)
    found, language = report(told, desk.language), desk.language
    if told.faults:
        out = io.BytesIO()
        marking.mark(
            desk.sent(),
            told.faults,
            out,
            told=lambda error: sentence(error, language),
            name=desk.facts["file"],
        )
        desk.put(out.getvalue(), name="bang-tinh-co-ghi-loi.xlsx", kind=XLSX, label="marked")
    return lambda _at: found


def take_in(desk: Desk) -> Finish:
    """facts: as `look`. All of it or nothing."""
    desk.tell(0, 2)

    def write(at: datetime) -> Mapping[str, Any]:
        told = _of(desk).take_in(desk.sent(), by=desk.by, at=at, name=desk.facts["file"])
        return report(told, desk.language)

    return write


def _of(desk: Desk) -> Book:
    facts = desk.facts
    return book(facts["book"], facts["of"], desk.place, by=desk.by, on=desk.today())
