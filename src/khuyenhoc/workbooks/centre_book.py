"""Learning centres with their classes and sessions in one plain workbook, out and in by the same columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.queries import HeldCentre, HeldClass, SessionLine
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.centres import HeadCount, Office, Post
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences import words
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.workbooks import opening, plain
from khuyenhoc.workbooks.centre_forms import CENTRE_FORM, CLASS_FORM
from khuyenhoc.workbooks.centre_rows import ClassRows, NewCentre, NoCentreThere, Reading
from khuyenhoc.workbooks.given_out import bounded
from khuyenhoc.workbooks.place_cells import PlaceCells
from khuyenhoc.workbooks.plain import Looked
from khuyenhoc.workbooks.tables import Value, write_xlsx


def write_template(out: BinaryIO) -> None:
    """Empty sheets with their guidance."""
    plain.write_template([CENTRE_FORM, CLASS_FORM], out)


def write(place: int, year: int, out: BinaryIO, *, seen_by: Account, on: date) -> None:
    """Every centre at or below the place, and the year's classes with a row a session. Errors: ListTooLong."""
    found = centres.centres_below(place, year, seen_by=seen_by, on=on)
    where = places.ids_below(place, on, with_custody=True)
    held = [one.of_class for one in centres.classes(where, year, seen_by=seen_by, on=on)]
    sessions = centres.session_lines(held)
    names = places.labels({*(one.centre.place_id for one in found), *(one.place_id for one in held)}, on)
    rows = bounded(
        row for one in held for row in _class_rows(one, names[one.place_id], sessions.get(one.pk, []))
    )
    centre_rows: list[Sequence[Value]] = [
        (
            names[one.centre.place_id],
            one.centre.name,
            one.centre.since,
            one.centre.legal_reference or None,
            *_managed(one.centre),
        )
        for one in found
    ]
    write_xlsx([CENTRE_FORM.table(centre_rows), CLASS_FORM.table(rows)], out)


def _managed(centre: HeldCentre) -> tuple[Value, ...]:
    """Director, deputies, since when they are; since when it rests, and why."""
    now = [one for one in centres.managers(centre) if one.until is None]
    names = {
        post: "; ".join(one.name for one in now if one.post == post) or None
        for post in (Post.DIRECTOR, Post.DEPUTY)
    }
    days = {one.since for one in now if one.post in names}
    resting = next((one for one in centres.rests(centre) if one.until is None), None)
    return (
        names[Post.DIRECTOR],
        names[Post.DEPUTY],
        days.pop() if len(days) == 1 else None,
        resting.since if resting is not None else None,
        (resting.reason or None) if resting is not None else None,
    )


def _class_rows(one: HeldClass, where: str, sessions: Sequence[SessionLine]) -> list[tuple[Value, ...]]:
    told = (
        where,
        one.topic,
        words.word("centre_field", one.field),
        one.begins,
        one.ends,
        one.teachers.replace("\n", "; ") or None,
        one.cost,
    )
    if one.totals is not None:
        came = as_written(str(one.totals.attendances), one.totals.qualifier)
        return [(*told, None, None, None, one.totals.sessions, one.totals.people or None, came)]
    if not sessions:
        return [(*told, *[None] * 6)]
    return [
        (
            *told,
            line.held_on,
            line.topic or None,
            as_written(str(line.number), line.qualifier),
            *[None] * 3,
        )
        for line in sessions
    ]


@dataclass(frozen=True, slots=True)
class CentreBook:
    """The centres at or below a place; see `plain.Book`. New entries are centres and classes with their sessions."""

    place: int
    by: Account
    on: date

    def look(self, file: Path, *, name: str = "") -> Looked[NewCentre | ClassRows]:
        """totals: "centres", "managers", "classes", "sessions" and "corrected" of what is new."""
        sheets = opening.read(file, name=name)
        told: Looked[NewCentre | ClassRows] = Looked()
        reading = Reading(self.place, self.by, self.on, PlaceCells(self.place, self.on), told)
        has_centres = CENTRE_FORM.found(sheets) is not None
        if has_centres:
            for row in CENTRE_FORM.rows(sheets, told.faults):
                reading.centre(row)
        if not has_centres or CLASS_FORM.found(sheets) is not None:
            for row in CLASS_FORM.rows(sheets, told.faults):
                reading.session(row)
        opened = [one for one in reading.classes.values() if one.held is None or one.sessions or one.changed]
        told.new = [*reading.centres.values(), *reading.changed, *opened]
        told.totals = {
            "centres": len(reading.centres),
            "classes": sum(one.held is None for one in opened),
            "sessions": sum(len(one.sessions) for one in opened),
            "managers": sum(len(one.managers) for one in (*reading.centres.values(), *reading.changed)),
            "corrected": sum(len(one.changed) for one in opened),
        }
        return told

    def take_in(
        self, file: Path, *, by: Account, at: datetime, name: str = ""
    ) -> Looked[NewCentre | ClassRows]:
        """Errors: as `look`, those of the deeds."""
        told = self.look(file, name=name)
        if told.faults:
            return told
        with transaction.atomic():
            self._write(told.new, by, at)
        return told

    def _write(self, new: Sequence[NewCentre | ClassRows], by: Account, at: datetime) -> None:
        for one in new:
            if isinstance(one, NewCentre):
                _centre_written(one, by, at)
            else:
                _written(one, by, at)


def _centre_written(one: NewCentre, by: Account, at: datetime) -> None:
    centre = one.held or actions.open_centre(
        one.place, one.name, since=one.since, legal_reference=one.reference, by=by, at=at
    )
    since = one.in_post or (day_of(at) if one.held is not None else one.since)
    linked = centres.officers_to_link(centre, day_of(at)) if one.managers else []
    for post, name in one.managers:
        same = [held for held in linked if search_key(association.name_of(held)) == search_key(name)]
        officer = same[0].pk if len(same) == 1 else None
        actions.appoint(
            centre, name, post=post, office=Office.NONE, since=since, officer=officer, by=by, at=at
        )
    if one.rests is not None:
        actions.rest(centre, since=one.rests, reason=one.why, by=by, at=at)


def _written(one: ClassRows, by: Account, at: datetime) -> None:
    held = one.held
    if held is None:
        centre = centres.at(one.commune, day_of(at))
        if centre is None:
            raise NoCentreThere()
        held = actions.open_class(centre, one.new, by=by, at=at)
    for held_on, topic, came in one.sessions:
        actions.hold_session(held, held_on, (), others=came, topic=topic, by=by, at=at)
    for line, topic, came in one.changed:
        actions.correct_session(
            held,
            line.pk,
            seen=line.recorded_at,
            held_on=line.held_on,
            topic=topic,
            people=line.people,
            others=HeadCount(came.number - len(line.people), came.qualifier, came.text),
            by=by,
            at=at,
        )
