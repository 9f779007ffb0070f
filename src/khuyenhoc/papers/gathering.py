"""Biên bản of a meeting, course, briefing or event: who came, what it was about, what was agreed."""

from dataclasses import dataclass
from datetime import date, time

from khuyenhoc.analytics.training import role_told
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.gatherings.queries import Gathering
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.text import clean
from khuyenhoc.papers import press
from khuyenhoc.papers.amounts import Amount, amount
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.papers.marks import marks


@dataclass(frozen=True, slots=True)
class Present:
    name: str
    role: str
    place: str


@dataclass(frozen=True, slots=True)
class GatheringPaper:
    """body: "Ban Chấp hành, lần thứ 5, nhiệm kỳ 2021–2026", "" for none. Paragraphs as they were written.

    from_hour, to_hour: "8 giờ 30 phút", "" where nobody said. invited, present: None where nobody said.
    """

    head: Letterhead
    title: str
    body: str
    place: str
    where: str
    held_on: date
    until: date | None
    from_hour: str
    to_hour: str
    partners: tuple[str, ...]
    documents: tuple[str, ...]
    invited: Amount | None
    present: Amount | None
    people: tuple[Present, ...]
    topics: tuple[str, ...]
    conclusions: tuple[str, ...]
    chair: str
    secretary: str
    marks: tuple[str, ...]


def of(one: Gathering) -> GatheringPaper:
    came = [row for row in gatherings.attendances(one) if row.is_present]
    day = one.held_on
    names = places.short_labels({row.place_id for row in came}, of_place=one.place_id, on=day)
    names[one.place_id] = str(places.version(one.place_id, day))
    present = one.present if one.present_counted is None else one.present_counted
    told = (
        one.body,
        f"lần thứ {one.number}" if one.number else "",
        f"nhiệm kỳ {one.term_first}–{one.term_last}" if one.term_first else "",
    )
    documents = gatherings.documents_of([one.pk]).get(one.pk, [])
    return GatheringPaper(
        head=of_association(one.place_id, day),
        title=clean(one.title),
        body=", ".join(part for part in told if part),
        place=places.label(one.place_id, day),
        where=clean(one.where),
        held_on=day,
        until=one.until,
        from_hour=_hour(one.from_hour),
        to_hour=_hour(one.to_hour),
        partners=tuple(one.partners.splitlines()),
        documents=tuple(f"{paper.number} – {paper.title}" for paper in documents),
        invited=None if one.invited is None else amount(one.invited),
        present=None if present is None else amount(present),
        people=tuple(
            Present(row.name, role_told(row.role, row.user_id is not None, "vi"), names[row.place_id])
            for row in came
        ),
        topics=_paragraphs(one.topics),
        conclusions=_paragraphs(one.conclusions),
        chair=clean(one.chair),
        secretary=clean(one.secretary),
        marks=marks(None, is_sample=one.is_sample),
    )


def _hour(told: time | None) -> str:
    return "" if told is None else f"{told.hour} giờ {told.minute:02} phút"


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in (clean(line) for line in text.splitlines()) if line)


def pdf(paper: GatheringPaper) -> bytes:
    """A4 upright."""
    return press.typeset("gathering", paper, dated=paper.held_on, name=f"Biên bản {paper.title}")
