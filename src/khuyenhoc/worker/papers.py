"""Papers of many names, and certificates by the hundred."""

from datetime import datetime
from typing import Any

from khuyenhoc.analytics import decisions
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.papers import certificate as certificate_papers
from khuyenhoc.papers import decision as decision_papers
from khuyenhoc.papers import proposal as proposal_papers
from khuyenhoc.papers import registration as registration_papers
from khuyenhoc.worker.desk import Desk, Finish

PDF = "application/pdf"
A_STEP = 100  # certificates between two signs of how far it is
A_FILE = 500  # certificates; more in one file jams an office printer


def registrations(desk: Desk) -> Finish:
    """facts: round, year, title, level."""
    asked = desk.facts
    listed = registration_papers.of(
        desk.place,
        year=asked["year"],
        title=Title(asked["title"]),
        level=Level(asked["level"]),
        on=desk.today(),
        opened=rounds.get(asked["round"]),
    )
    desk.put(
        registration_papers.pdf(listed), name=f"danh-sach-dang-ky-{desk.place}.pdf", kind=PDF, label="PDF"
    )
    return _nothing


def proposal(desk: Desk) -> Finish:
    """facts: proposal."""
    pk = desk.facts["proposal"]
    made = proposal_papers.pdf(proposal_papers.of(pk))
    desk.put(made, name=f"danh-sach-de-nghi-{pk}.pdf", kind=PDF, label="PDF")
    return _nothing


def decision(desk: Desk) -> Finish:
    """facts: decision."""
    pk = desk.facts["decision"]
    made = decision_papers.pdf(decision_papers.of(pk))
    desk.put(made, name=f"quyet-dinh-{pk}.pdf", kind=PDF, label="PDF")
    return _nothing


def certificates(desk: Desk) -> Finish:
    """facts: decision. Every certificate still held, so many in a file; each file whole before the next begins."""
    pk = desk.facts["decision"]
    held = decisions.number_held(pk)
    for start in range(0, held, A_FILE):
        desk.tell(start, held)
        numbers = decisions.certificates_held(pk, start=start, limit=A_FILE)
        if not numbers:
            break
        made = certificate_papers.pdf(certificate_papers.of(pk, numbers=numbers))
        first, last = start + 1, start + len(numbers)
        desk.put(made, name=f"giay-cong-nhan-{pk}-{first}-{last}.pdf", kind=PDF, label=f"{first}–{last}")
    desk.tell(held, held)
    return _nothing


def _nothing(_at: datetime) -> dict[str, Any]:
    """The files are all there is."""
    return {}
