"""Báo cáo tổng kết mô hình điểm: goals beside results, what was learnt, and where it is done next."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.apps.pilots.models import Pilot
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.numbers import grouped
from khuyenhoc.domain.place_names import place_order
from khuyenhoc.domain.written_numbers import Qualifier
from khuyenhoc.papers import press
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.papers.lists import PaperNotFound
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.sentences.words import word

UNKNOWN = "chưa có số liệu"
UNCOUNTED = "không ghi số"  # judged without a figure


@dataclass(frozen=True, slots=True)
class Line:
    """One goal. outcome: in words."""

    whom: str
    aim: str
    goal: str
    result: str
    outcome: str
    note: str


@dataclass(frozen=True, slots=True)
class Spread:
    number: str
    decided_on: date
    body: str
    where: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Of a pilot that is not closed the paper says how it stands: is_closed False. period: in words."""

    head: Letterhead
    name: str
    theme: str
    period: str
    where: tuple[str, ...]
    people: tuple[str, ...]
    lines: tuple[Line, ...]
    ratings: tuple[str, ...]
    strengths: tuple[str, ...]
    limits: tuple[str, ...]
    lessons: tuple[str, ...]
    summary: tuple[str, ...]
    spreads: tuple[Spread, ...]
    is_closed: bool
    marks: tuple[str, ...]


def of(pilot_id: int, *, on: date) -> Summary:
    """on: the day of asking, which dates the paper of a pilot that still runs. Errors: PaperNotFound."""
    pilot = Pilot.objects.select_related("criteria_set").filter(pk=pilot_id).first()
    if pilot is None:
        raise PaperNotFound(what="mô hình điểm")
    sites = pilots.sites_of([pilot.pk])[pilot.pk]
    spreads = pilots.spreads_of(pilot)
    day = pilot.closed_on or on
    named = _named({site.place_id for site in sites}, pilot, day, on)
    counted = pilots.by_centres(pilot, on)
    numbers = pilots.numbers_taking_part([pilot.pk])[pilot.pk]
    return Summary(
        head=of_association(pilot.place_id, day),
        name=pilot.name,
        theme=pilot.theme or (word("title", pilot.title) if pilot.title else ""),
        period=_period(pilot),
        where=tuple(sorted((named[site.place_id] for site in sites), key=place_order)),
        people=tuple(f"{grouped(number)} {word('subject', kind)}" for kind, number in numbers.items()),
        lines=tuple(_line(one, counted.get(one.goal.pk)) for one in pilots.standings([pilot.pk])[pilot.pk]),
        ratings=tuple(
            f"{named[site.place_id]}: {word('band', site.band).lower()}" for site in sites if site.band
        ),
        strengths=_paragraphs(pilot.strengths),
        limits=_paragraphs(pilot.limits),
        lessons=_paragraphs(pilot.lessons),
        summary=_paragraphs(pilot.summary),
        spreads=tuple(
            Spread(
                one.number,
                one.decided_on,
                one.body,
                "; ".join(
                    sorted(
                        _named({place.pk for place in one.places.all()}, pilot, one.decided_on, on).values(),
                        key=place_order,
                    )
                ),
            )
            for one in spreads
        ),
        is_closed=pilot.closed_on is not None,
        marks=(),
    )


def pdf(paper: Summary) -> bytes:
    """A4 upright."""
    return press.typeset("pilot", paper, dated=paper.head.day, name=f"Tổng kết mô hình điểm: {paper.name}")


def _named(wanted: set[int], pilot: Pilot, day: date, on: date) -> dict[int, str]:
    """As they were called on the day; all as on the day of asking where one of them did not stand yet."""
    try:
        return places.short_labels(wanted, of_place=pilot.place_id, on=day)
    except places.PlaceUnknownThen:
        return places.short_labels(wanted, of_place=pilot.place_id, on=on)


def _period(pilot: Pilot) -> str:
    begun = f"từ tháng {pilot.first:%m/%Y}"
    return begun if pilot.until is None else f"{begun} đến hết tháng {pilot.until:%m/%Y}"


def _line(one: pilots.Standing, counted: tuple[int, Qualifier] | None) -> Line:
    """counted: by the book of learning centres; None where it tells nothing."""
    goal, result = one.goal, one.result
    wanted = goal.written or ("100%" if goal.band else "không đặt số")
    reached = result.written if result is not None else ""
    if result is not None and result.whole:
        reached = f"{reached}/{result.whole}"
    if goal.band:
        wanted = f"{wanted} {word('band_up', goal.band).lower()}"
        if result is not None and result.band:
            reached = f"{reached or '100%'} {word('band_up', result.band).lower()}"
        elif one.rolled_up:
            reached = "; ".join(f"{number} {word('band', band).lower()}" for band, number in one.rolled_up)
    book = f"(Sổ của trung tâm ghi: {as_written(grouped(counted[0]), counted[1])}.)" if counted else ""
    return Line(
        whom=goal.whom,
        aim=goal.aim,
        goal=wanted,
        result=reached or (UNCOUNTED if one.outcome else UNKNOWN),
        outcome=word("goal_outcome", one.outcome or ""),
        note=" ".join(told for told in (result.note if result is not None else "", book) if told),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
