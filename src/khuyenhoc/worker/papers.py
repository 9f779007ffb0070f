"""Papers of many names, certificates and giấy khen by the hundred."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from khuyenhoc.analytics import decisions
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.papers import certificate as certificate_papers
from khuyenhoc.papers import commendations as commendation_papers
from khuyenhoc.papers import decision as decision_papers
from khuyenhoc.papers import minutes as minutes_papers
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


def minutes(desk: Desk) -> Finish:
    """facts: meeting."""
    pk = desk.facts["meeting"]
    desk.put(minutes_papers.pdf(minutes_papers.of(pk)), name=f"bien-ban-{pk}.pdf", kind=PDF, label="PDF")
    return _nothing


def praises(desk: Desk) -> Finish:
    """facts: decision, of commendations. So many giấy khen in a file, as of certificates."""
    pk = desk.facts["decision"]
    paper = commendation_papers.of(pk)
    every = paper.certificates
    for start in range(0, len(every), A_FILE):
        desk.tell(start, len(every))
        part = replace(paper, certificates=every[start : start + A_FILE])
        first, last = start + 1, start + len(part.certificates)
        made = commendation_papers.pdf(part)
        desk.put(made, name=f"giay-khen-{pk}-{first}-{last}.pdf", kind=PDF, label=f"{first}–{last}")
    desk.tell(len(every), len(every))
    return _nothing


def praised_list(desk: Desk) -> Finish:
    """facts: year."""
    year = desk.facts["year"]
    found = commendations.at_place(desk.place, year, seen_by=desk.by, on=desk.today())
    paper = commendation_papers.roll(desk.place, year, [one.pk for one in found], on=desk.today())
    name = f"danh-sach-khen-thuong-{desk.place}-{year}.pdf"
    desk.put(commendation_papers.roll_pdf(paper), name=name, kind=PDF, label="PDF")
    return _nothing


def _nothing(_at: datetime) -> dict[str, Any]:
    """The files are all there is."""
    return {}
