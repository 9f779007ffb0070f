"""Learning centres with their classes and sessions in one plain workbook, out and in by the same columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Final

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.actions import NewClass
from khuyenhoc.apps.centres.queries import HeldCentre, HeldClass, SessionLine
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import ledger
from khuyenhoc.domain.centres import DaysOutOfOrder, Field, HeadCount, NobodyCame, read_head_count
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import Kind as PlaceKind
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences import words
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.workbooks import opening, plain
from khuyenhoc.workbooks.given_out import bounded
from khuyenhoc.workbooks.place_cells import PlaceCells
from khuyenhoc.workbooks.plain import CellMissing, CellUnreadable, Looked, Row
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value, write_xlsx

PLACE: Final = "Nơi"
CENTRE, SINCE, REFERENCE = "Trung tâm", "Thành lập", "Quyết định thành lập"
TOPIC, FIELD, BEGINS, ENDS, TEACHERS, COST = (
    "Lớp",
    "Lĩnh vực",
    "Khai giảng",
    "Kết thúc",
    "Người dạy",
    "Kinh phí (đồng)",
)
HELD_ON, ABOUT, CAME = "Buổi học ngày", "Nội dung buổi", "Số người dự"
CENTRES, CLASSES = "Trung tâm", "Lớp học"
CENTRE_HEADS = (PLACE, CENTRE, SINCE, REFERENCE)
CLASS_HEADS = (PLACE, TOPIC, FIELD, BEGINS, ENDS, TEACHERS, COST, HELD_ON, ABOUT, CAME)
_WIDTHS = (34, 34, 14, 30), (34, 34, 26, 14, 14, 30, 18, 14, 34, 14)
_DAYS, _NUMBERS = {SINCE, BEGINS, ENDS, HELD_ON}, {COST}
_GUIDANCE = (
    "Bảng “Trung tâm”: mỗi xã một dòng. Bảng “Lớp học”: mỗi buổi học một dòng; lớp chưa học buổi nào thì một dòng,"
    " để trống ba cột cuối.",
    "Không đổi tên các cột. Thiếu một trong hai bảng cũng được.",
    "Nơi: tên xã, hoặc tên thôn nơi mở lớp; để trống là chính nơi đang nạp tệp.",
    "Ngày: ghi như 5/11/2026. Số người dự: 30, hơn 30, gần 50.",
    "Lĩnh vực: " + "; ".join(words.word("centre_field", one) for one in Field) + ".",
    "Cùng nơi, cùng tên lớp, cùng ngày khai giảng là một lớp. Lớp đã có thì chỉ thêm buổi mới và sửa số người dự;"
    " sửa thông tin lớp thì vào trang của lớp.",
    "Số người dự gồm cả người đã đánh dấu tên ở trang lớp, nên không được ít hơn số ấy.",
    "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
)


class SessionFewerThanNamed(RuleBroken):
    """Fewer came than are named already; facts: day, named."""

    code = "SESSION_FEWER_THAN_NAMED"


@dataclass(frozen=True, slots=True)
class NewCentre:
    place: int
    name: str
    since: date
    reference: str


@dataclass(slots=True)
class ClassRows:
    """A class with its rows. held: as it is, None for a new one. sessions: new ones; changed: to be corrected."""

    commune: int
    new: NewClass
    held: HeldClass | None = None
    there: dict[date, SessionLine] = field(default_factory=dict)
    sessions: list[tuple[date, str, HeadCount]] = field(default_factory=list)
    changed: list[tuple[SessionLine, str, HeadCount]] = field(default_factory=list)
    days: set[date] = field(default_factory=set)


def write_template(out: BinaryIO) -> None:
    """Empty sheets with their guidance."""
    plain.write_template([(CENTRES, _columns(0)), (CLASSES, _columns(1))], _GUIDANCE, out)


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
        )
        for one in found
    ]
    write_xlsx([Table(CENTRES, _columns(0), centre_rows), Table(CLASSES, _columns(1), rows)], out)


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
    if not sessions:
        return [(*told, None, None, None)]
    return [
        (*told, line.held_on, line.topic or None, as_written(str(line.number), line.qualifier))
        for line in sessions
    ]


def _columns(sheet: int) -> list[Column]:
    return [
        Column(head, Kind.DAY if head in _DAYS else Kind.NUMBER if head in _NUMBERS else Kind.TEXT, width)
        for head, width in zip((CENTRE_HEADS, CLASS_HEADS)[sheet], _WIDTHS[sheet], strict=True)
    ]


@dataclass(frozen=True, slots=True)
class CentreBook:
    """The centres at or below a place; see `plain.Book`. New entries are centres and classes with their sessions."""

    place: int
    by: Account
    on: date

    def look(self, file: Path, *, name: str = "") -> Looked[NewCentre | ClassRows]:
        """totals: "centres", "classes", "sessions" and "corrected" of what is new."""
        sheets = opening.read(file, name=name)
        told: Looked[NewCentre | ClassRows] = Looked()
        reading = _Reading(self, PlaceCells(self.place, self.on), told)
        has_centres = plain.holds(sheets, (CENTRE, SINCE))
        if has_centres:
            for row in plain.rows(sheets, (CENTRE, SINCE), told.faults):
                reading.centre(row)
        if not has_centres or plain.holds(sheets, (TOPIC, BEGINS)):
            for row in plain.rows(sheets, (TOPIC, BEGINS), told.faults):
                reading.session(row)
        opened = [one for one in reading.classes.values() if one.held is None or one.sessions or one.changed]
        told.new = [*reading.centres.values(), *opened]
        told.totals = {
            "centres": len(reading.centres),
            "classes": sum(one.held is None for one in opened),
            "sessions": sum(len(one.sessions) for one in opened),
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
        for one in told.new:
            if isinstance(one, NewCentre):
                actions.open_centre(
                    one.place, one.name, since=one.since, legal_reference=one.reference, by=by, at=at
                )
            else:
                _written(one, by, at)
        return told


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


class NoCentreThere(RuleBroken):
    """The commune has no centre to hold a class; facts: none."""

    code = "NO_CENTRE_THERE"


@dataclass(slots=True)
class _Reading:
    book: CentreBook
    names: PlaceCells
    told: Looked[NewCentre | ClassRows]
    centres: dict[int, NewCentre] = field(default_factory=dict)
    classes: dict[tuple[int, str, date], ClassRows] = field(default_factory=dict)
    _running: dict[int, HeldCentre | None] = field(default_factory=dict)
    _held: dict[tuple[int, str, date], tuple[HeldClass, dict[date, SessionLine]]] | None = None

    def centre(self, row: Row) -> None:
        self.told.rows += 1
        before = len(row.faults)
        place = row.tried(PLACE, self._commune)
        name = row.tried(CENTRE, lambda text: plain.required(CENTRE, text))
        since = row.tried(SINCE, self._past)
        if len(row.faults) > before or place is None or name is None or since is None:
            return
        there = self._at(place)
        if place in self.centres or (there is not None and search_key(there.name) != search_key(name)):
            row.fault(CENTRE, actions.CentreAlready())
        elif there is not None:
            self.told.known += 1
        else:
            self.centres[place] = NewCentre(place, name[:200], since, row.text(REFERENCE)[:200])

    def session(self, row: Row) -> None:
        self.told.rows += 1
        found = self._class(row)
        if found is None:
            return
        if not row.text(HELD_ON):
            if row.text(CAME) or row.text(ABOUT):
                row.fault(HELD_ON, CellMissing(column=HELD_ON))
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
        topic = row.tried(TOPIC, lambda text: plain.required(TOPIC, text))
        field_ = row.tried(FIELD, _field)
        begins = row.tried(BEGINS, lambda text: plain.day(plain.required(BEGINS, text)))
        ends = row.tried(ENDS, plain.day_or_none)
        cost = row.tried(COST, lambda text: ledger.dong(text) if text else None)
        if len(row.faults) > before or place is None or topic is None or begins is None:
            return None
        key = (place, search_key(topic), begins)
        if key in self.classes:
            return self.classes[key]
        new = NewClass(topic, field_ or Field.OTHER, place, begins, ends, 0, _lines(row.text(TEACHERS)), cost)
        held, there = self._of_book().get(key, (None, {}))
        commune = centres.commune_of(place, self.book.on)
        try:
            if held is None:
                self._require_possible(commune, new)
        except RuleBroken as error:
            row.fault(ENDS if isinstance(error, DaysOutOfOrder) else BEGINS, error)
            return None
        made = self.classes[key] = ClassRows(commune or place, new, held, there)
        return made

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
            where = places.ids_below(self.book.place, self.book.on)
            found = centres.every_class(where, seen_by=self.book.by, on=self.book.on)
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
            self._running[commune] = centres.at(commune, self.book.on)
        return self._running[commune]

    def _commune(self, text: str) -> int:
        place = self.names.find(text)
        if PlaceKind(places.version(place, self.book.on).place.kind) is not PlaceKind.COMMUNE:
            raise actions.CentreOfNoCommune()
        return place

    def _past(self, text: str) -> date:
        found = plain.day(text)
        if found > self.book.on:
            raise actions.CentreDayToCome(day=found)
        return found


def _field(text: str) -> Field:
    """By its word or the beginning of it, in either language; blank is other."""
    key = search_key(text)
    for one in Field:
        told = {search_key(words.word("centre_field", one, language)) for language in ("vi", "en")}
        if key == one.value or any(word.startswith(key) for word in told if len(key) > 2):
            return one
    if not key:
        return Field.OTHER
    raise CellUnreadable(text=text[:40])


def _lines(text: str) -> str:
    return "\n".join(part.strip() for part in text.split(";"))
