"""Phiếu theo dõi năm của trung tâm học tập cộng đồng: who runs it, its classes, who came, how the year was rated."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.models import Centre
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.numbers import grouped, points
from khuyenhoc.papers import press
from khuyenhoc.papers.letterhead import Letterhead, of_association
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.sentences.words import word

SAMPLE = "Bộ xếp loại là bộ mẫu, chưa đối chiếu văn bản gốc."


@dataclass(frozen=True, slots=True)
class YearSheet:
    """managers, needs: lines. classes: rows of topic, where, begins, sessions, people, attendances, cost."""

    head: Letterhead
    year: int
    centre: str
    place: str
    managers: tuple[str, ...]
    needs: tuple[str, ...]
    classes: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    rating: str
    marks: tuple[str, ...]


def of(centre: Centre, year: int, *, seen_by: User, on: date) -> YearSheet:
    """As it stands; `on`: the day the sheet is dated."""
    answering = places.custodian(centre.place_id, on)
    where = places.ids_below(answering, on, with_custody=True)
    lines = centres.classes(where, year, seen_by=seen_by, on=on)
    here = places.label(answering, on)
    names = places.labels({one.of_class.place_id for one in lines}, on)
    came = centres.year_of(centre.pk, year)
    cost = sum(one.of_class.cost or 0 for one in lines)
    rated = centres.rating_of(centre, year)
    return YearSheet(
        head=of_association(answering, on),
        year=year,
        centre=centre.name,
        place=here,
        managers=tuple(
            f"{one.name} – {word('centre_post', one.post)}"
            + (f", {word('centre_office', one.office)}" if one.office != "none" else "")
            + f" (từ {one.since:%d/%m/%Y}{f' đến {one.until:%d/%m/%Y}' if one.until else ''})"
            for one in centres.managers(centre)
            if one.since.year <= year and (one.until is None or one.until.year >= year)
        ),
        needs=tuple(
            f"{one.topic}: {as_written(grouped(one.number), one.qualifier)} người"
            for one in centres.needs(centre, year)
        ),
        classes=tuple(
            (
                one.of_class.topic,
                names[one.of_class.place_id].removesuffix(f", {here}"),
                f"{one.of_class.begins:%d/%m/%Y}",
                str(one.sessions),
                grouped(one.turnout.people),
                as_written(grouped(one.turnout.attendances), one.turnout.qualifier),
                "" if one.of_class.cost is None else grouped(one.of_class.cost),
            )
            for one in reversed(lines)
        ),
        totals=(
            str(sum(one.sessions for one in lines)),
            grouped(came.people),
            as_written(grouped(came.attendances), came.qualifier),
            grouped(cost),
        ),
        rating=""
        if rated is None or rated.rating.decided_at is None
        else f"{word('centre_grade', rated.rating.rating)} – {points(rated.rating.points)} điểm",
        marks=() if rated is None or rated.rules.checked_against_original else (SAMPLE,),
    )


def pdf(sheet: YearSheet) -> bytes:
    """A4 upright."""
    name = f"Phiếu theo dõi trung tâm học tập cộng đồng năm {sheet.year}"
    return press.typeset("centre_sheet", sheet, dated=sheet.head.day, name=name)
