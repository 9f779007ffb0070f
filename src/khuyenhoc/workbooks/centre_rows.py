"""What the rows of the workbook of learning centres say, against what the book holds."""

from dataclasses import dataclass, field, replace
from datetime import date

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.actions import NewClass
from khuyenhoc.apps.centres.queries import HeldCentre, HeldClass, SessionLine
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import ledger
from khuyenhoc.domain.centres import (
    DaysOutOfOrder,
    Field,
    HeadCount,
    NobodyCame,
    Post,
    Totals,
    read_head_count,
    require_totals,
)
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import Kind as PlaceKind
from khuyenhoc.domain.text import search_key
from khuyenhoc.workbooks import plain_cells
from khuyenhoc.workbooks.centre_forms import (
    ABOUT,
    ATTENDANCES,
    BEGINS,
    CAME,
    CENTRE,
    COST,
    DEPUTIES,
    DIRECTOR,
    ENDS,
    FIELD,
    HELD_ON,
    IN_POST,
    PEOPLE,
    PLACE,
    REFERENCE,
    RESTS,
    SESSIONS,
    SINCE,
    TEACHERS,
    TOPIC,
    TOTALS,
    WHY,
)
from khuyenhoc.workbooks.place_cells import PlaceCells
from khuyenhoc.workbooks.plain import CellMissing, Looked, Row, RowDiffers


class SessionFewerThanNamed(RuleBroken):
    """Fewer came than are named already; facts: day, named."""

    code = "SESSION_FEWER_THAN_NAMED"


@dataclass(frozen=True, slots=True)
class NewCentre:
    """A centre to be opened, or one that is there (held): who is to manage it since when, since when it rests."""

    place: int
    name: str
    since: date
    reference: str
    managers: tuple[tuple[Post, str], ...] = ()
    in_post: date | None = None
    rests: date | None = None
    why: str = ""
    held: HeldCentre | None = None


@dataclass(slots=True)
class ClassRows:
    """A class with its rows. held: as it is, None for a new one. sessions: new ones; changed: to be corrected.

    row: the first of them.
    """

    commune: int
    new: NewClass
    held: HeldClass | None = None
    there: dict[date, SessionLine] = field(default_factory=dict)
    row: int = 0
    sessions: list[tuple[date, str, HeadCount]] = field(default_factory=list)
    changed: list[tuple[SessionLine, str, HeadCount]] = field(default_factory=list)
    days: set[date] = field(default_factory=set)


class NoCentreThere(RuleBroken):
    """The commune has no centre to hold a class; facts: none."""

    code = "NO_CENTRE_THERE"


@dataclass(slots=True)
class Reading:
    """What the rows of both sheets say, against what the book holds at or below the place."""

    place: int
    by: Account
    on: date
    names: PlaceCells
    told: Looked[NewCentre | ClassRows]
    centres: dict[int, NewCentre] = field(default_factory=dict)
    changed: list[NewCentre] = field(default_factory=list)
    classes: dict[tuple[int, str, date], ClassRows] = field(default_factory=dict)
    _running: dict[int, HeldCentre | None] = field(default_factory=dict)
    _held: dict[tuple[int, str, date], tuple[HeldClass, dict[date, SessionLine]]] | None = None

    def centre(self, row: Row) -> None:
        self.told.rows += 1
        before = len(row.faults)
        place = row.tried(PLACE, self._commune)
        name = row.told(CENTRE, needed=True)
        since = row.tried(SINCE, self._past)
        reference, why = row.told(REFERENCE), row.told(WHY)
        in_post = row.tried(IN_POST, lambda text: self._past(text) if text else None)
        rests = row.tried(RESTS, lambda text: self._past(text) if text else None)
        managers = [(Post.DIRECTOR, row.told(DIRECTOR))]
        managers += [(Post.DEPUTY, one.strip()) for one in row.told(DEPUTIES).split(";")]
        if len(row.faults) > before or place is None or since is None:
            return
        there = self._at(place)
        if place in self.centres or (there is not None and search_key(there.name) != search_key(name)):
            row.fault(CENTRE, actions.CentreAlready())
            return
        named = tuple((post, name) for post, name in managers if name)
        new = NewCentre(place, name, since, reference, named, in_post, rests, why, there)
        for head, day in ((IN_POST, in_post), (RESTS, rests)):
            if day is not None and day < (there.since if there is not None else since):
                row.fault(head, DaysOutOfOrder(since=since, until=day))
                return
        if there is None:
            self.centres[place] = new
        else:
            self._changed(row, new, there)

    def _changed(self, row: Row, new: NewCentre, there: HeldCentre) -> None:
        """A centre that is there takes in managers it has not yet, and that it rests."""
        now = [one for one in centres.managers(there) if one.until is None]
        held = {(one.post, search_key(one.name)) for one in now}
        more = tuple((post, name) for post, name in new.managers if (post, search_key(name)) not in held)
        director = next((one.name for one in now if one.post == Post.DIRECTOR), None)
        if director is not None and any(post is Post.DIRECTOR for post, _ in more):
            row.agrees((DIRECTOR, row.text(DIRECTOR), director))
            return
        resting = next((one.since for one in centres.rests(there) if one.until is None), None)
        if resting is not None and not row.agrees((RESTS, new.rests, resting)):
            return
        rests = new.rests if resting is None else None
        if more or rests is not None:
            self.changed.append(replace(new, managers=more, rests=rests))
        else:
            self.told.known += 1

    def session(self, row: Row) -> None:
        self.told.rows += 1
        found = self._class(row)
        if found is None:
            return
        if found.new.totals is not None or (found.held is not None and found.held.totals is not None):
            self._in_totals(row, found)
            return
        if not row.text(HELD_ON):
            if row.text(CAME) or row.text(ABOUT):
                row.fault(HELD_ON, CellMissing(column=HELD_ON.title()))
            elif found.held is not None:
                self.told.known += 1
            return
        before = len(row.faults)
        held_on = row.tried(HELD_ON, self._past)
        came = row.tried(CAME, read_head_count)
        if len(row.faults) > before or held_on is None or came is None:
            return
        try:
            self._note(found, held_on, row.text(ABOUT)[:200], came)
        except actions.SessionOutside as error:
            row.fault(HELD_ON, error)
        except actions.SessionDayTaken as error:
            row.fault(HELD_ON, error)
        except RuleBroken as error:
            row.fault(CAME, error)

    def _in_totals(self, row: Row, found: ClassRows) -> None:
        """A row of a class known in totals is the only one of it, and says no session."""
        if row.text(HELD_ON) or row.text(CAME) or found.row != row.number:
            row.fault(HELD_ON, actions.ClassInTotals())
        elif found.held is not None and found.new.totals not in (None, found.held.totals):
            held = found.held.totals
            told = "–" if held is None else f"{held.sessions}, {held.people}, {held.attendances}"
            row.fault(SESSIONS, RowDiffers(column=row.titles.get(SESSIONS, ""), held=told))
        elif found.held is not None:
            self.told.known += 1

    def _note(self, found: ClassRows, held_on: date, topic: str, came: HeadCount) -> None:
        """Errors: SessionOutside, SessionDayTaken, NobodyCame, SessionFewerThanNamed."""
        begins, ends = (found.held or found.new).begins, (found.held or found.new).ends
        if held_on < begins or (ends is not None and held_on > ends):
            raise actions.SessionOutside(day=held_on)
        if held_on in found.days:
            raise actions.SessionDayTaken(day=held_on)
        if not came.number:
            raise NobodyCame()
        found.days.add(held_on)
        line = found.there.get(held_on)
        if line is None:
            found.sessions.append((held_on, topic, came))
        elif came.number < len(line.people):
            raise SessionFewerThanNamed(day=held_on, named=len(line.people))
        elif (line.number, line.qualifier, line.topic) == (came.number, came.qualifier, topic):
            self.told.known += 1
        else:
            found.changed.append((line, topic, came))

    def _class(self, row: Row) -> ClassRows | None:
        before = len(row.faults)
        place = row.tried(PLACE, self.names.find)
        topic = row.tried(TOPIC, lambda text: plain_cells.required(TOPIC, text))
        field_ = row.tried(FIELD, _field)
        begins = row.tried(BEGINS, lambda text: plain_cells.day(plain_cells.required(BEGINS, text)))
        ends = row.tried(ENDS, plain_cells.day_or_none)
        cost = row.tried(COST, lambda text: ledger.dong(text) if text else None)
        totals = self._totals(row)
        if len(row.faults) > before or place is None or topic is None or begins is None:
            return None
        key = (place, search_key(topic), begins)
        if key in self.classes:
            return self.classes[key]
        new = NewClass(
            topic, field_ or Field.OTHER, place, begins, ends, 0, _lines(row.text(TEACHERS)), cost, totals
        )
        held, there = self._of_book().get(key, (None, {}))
        commune = centres.commune_of(place, self.on)
        try:
            if held is None:
                self._require_possible(commune, new)
        except RuleBroken as error:
            row.fault(ENDS if isinstance(error, DaysOutOfOrder) else BEGINS, error)
            return None
        made = self.classes[key] = ClassRows(commune or place, new, held, there, row.number)
        return made

    def _totals(self, row: Row) -> Totals | None:
        if not any(row.text(head) for head in TOTALS):
            return None
        sessions = row.tried(SESSIONS, lambda text: plain_cells.number(plain_cells.required(SESSIONS, text)))
        people = row.tried(PEOPLE, lambda text: plain_cells.number(text) if text else 0)
        came = row.tried(ATTENDANCES, lambda text: read_head_count(plain_cells.required(ATTENDANCES, text)))
        if sessions is None or people is None or came is None:
            return None
        told = Totals(sessions, people, came.number, came.qualifier)
        try:
            require_totals(told)
        except RuleBroken as error:
            row.fault(SESSIONS, error)
        return told

    def _require_possible(self, commune: int | None, new: NewClass) -> None:
        """Errors: NoCentreThere, CentreEnded, DaysOutOfOrder."""
        if new.ends is not None and new.ends < new.begins:
            raise DaysOutOfOrder(since=new.begins, until=new.ends)
        there = self.centres.get(commune) or self._at(commune) if commune is not None else None
        if there is None:
            raise NoCentreThere()
        if new.begins < there.since:
            raise actions.CentreEnded(centre=there.name, day=new.begins)

    def _of_book(self) -> dict[tuple[int, str, date], tuple[HeldClass, dict[date, SessionLine]]]:
        """The classes that are there, asked for once."""
        if self._held is None:
            where = places.ids_below(self.place, self.on)
            found = centres.every_class(where, seen_by=self.by, on=self.on)
            lines = centres.session_lines(found)
            self._held = {
                (one.place_id, search_key(one.topic), one.begins): (
                    one,
                    {line.held_on: line for line in lines.get(one.pk, [])},
                )
                for one in found
            }
        return self._held

    def _at(self, commune: int) -> HeldCentre | None:
        if commune not in self._running:
            self._running[commune] = centres.at(commune, self.on)
        return self._running[commune]

    def _commune(self, text: str) -> int:
        place = self.names.find(text)
        if PlaceKind(places.version(place, self.on).place.kind) is not PlaceKind.COMMUNE:
            raise actions.CentreOfNoCommune()
        return place

    def _past(self, text: str) -> date:
        found = plain_cells.day(text)
        if found > self.on:
            raise actions.CentreDayToCome(day=found)
        return found


def _field(text: str) -> Field:
    """Blank is other."""
    return plain_cells.code(text, "centre_field", Field) if text else Field.OTHER


def _lines(text: str) -> str:
    return "\n".join(part.strip() for part in text.split(";"))
