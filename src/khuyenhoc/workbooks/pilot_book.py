"""Pilots in one plain workbook, out and in by the same columns: a row a goal, with what was measured beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.pilots import actions
from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.apps.pilots.actions import NewGoal, NewPilot
from khuyenhoc.apps.pilots.queries import HeldGoal, HeldPilot
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import goals
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.goals import Band, Outcome
from khuyenhoc.domain.pilots import months
from khuyenhoc.domain.text import search_key
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks import plain_cells
from khuyenhoc.workbooks.place_cells import PlaceCells
from khuyenhoc.workbooks.plain import Form, Head, Looked, PlaceBook, Row, RowDiffers, RowTwice
from khuyenhoc.workbooks.tables import Kind, Table, Value

PILOT: Final = Head("Mô hình", "Pilot", ("tên mô hình",), width=36, needed=True)
PLACE: Final = Head("Nơi lập", "Kept at", width=36)
THEME: Final = Head("Chủ đề", "Theme", width=28)
TITLE: Final = Head("Danh hiệu", "Title", width=24)
SITES: Final = Head("Nơi làm", "Where", ("địa điểm", "nơi thí điểm"), width=44, most=4_000)
FIRST: Final = Head("Từ tháng", "From", width=12, needed=True)
UNTIL: Final = Head("Đến tháng", "Until", width=12)
WHOM: Final = Head("Nhóm", "Group", ("đối tượng",), width=24)
AIM: Final = Head("Việc cần làm", "Aim", width=40, most=500)
GOAL: Final = Head("Mục tiêu", "Goal", ("chỉ tiêu",), width=22, most=64)
BAND: Final = Head("Mức cần đạt", "Rating to reach", width=16)
RESULT: Final = Head("Kết quả", "Result", width=22, most=64)
WHOLE: Final = Head("Trong tổng số", "Out of", width=14, most=64)
RATED: Final = Head("Xếp loại", "Rating", width=16)
JUDGED: Final = Head("Đánh giá", "Outcome", width=16)
MEASURED: Final = Head("Ngày đo", "Measured on", kind=Kind.DAY, width=12)
NOTE: Final = Head("Ghi chú", "Note", width=36, most=1_000)
FORM: Final = Form(
    "Mô hình điểm",
    "Pilots",
    (
        *(PILOT, PLACE, THEME, TITLE, SITES, FIRST, UNTIL, WHOM, AIM, GOAL, BAND),
        *(RESULT, WHOLE, RATED, JUDGED, MEASURED, NOTE),
    ),
    (
        "Mỗi dòng một mục tiêu của một mô hình; mô hình chưa có mục tiêu thì một dòng. Các dòng cùng “Mô hình”,"
        " “Nơi lập”, “Từ tháng” là một mô hình.",
        "Nơi lập: xã hoặc thôn lập mô hình; để trống là chính nơi đang nạp tệp. Nơi làm: các nơi, cách nhau bằng"
        " dấu chấm phẩy; để trống là chính nơi lập.",
        "Danh hiệu: " + "; ".join(word("title", one) for one in Title) + "; để trống nếu theo chủ đề khác.",
        "Từ tháng, Đến tháng: ghi như 6/2020.",
        "Mục tiêu: số, khoảng hoặc tỷ lệ, như 15 hộ, 800 - 1.000, 100%; không định lượng thì để trống.",
        "Mức cần đạt, Xếp loại: " + "; ".join(word("band", one) for one in Band) + ".",
        "Kết quả: như mục tiêu. Trong tổng số: khi mục tiêu là tỷ lệ mà kết quả là số.",
        "Đánh giá: chỉ ghi khi số liệu không tự nói lên, kèm Ghi chú: "
        + "; ".join(word("goal_outcome", one) for one in Outcome)
        + ".",
        "Ngày đo: để trống là hôm nay.",
        "Mô hình, mục tiêu đã có thì giữ như cũ, chỉ thêm mục tiêu mới, kết quả mới; sửa thì vào trang của mô hình.",
        "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
    ),
    (
        "A row for each goal of a pilot; one row for a pilot without goals. Rows with the same “Pilot”, “Kept at”"
        " and “From” are one pilot.",
        "Kept at: the commune or hamlet whose pilot it is; empty is the place the file is taken in at. Where: places"
        " parted by semicolons; empty is where it is kept.",
        "Title: " + "; ".join(word("title", one, "en") for one in Title) + "; empty for another theme.",
        "From, Until: months like 6/2020.",
        "Goal: a number, a range or a share, like 15 hộ, 800 - 1.000, 100%; empty where nothing is counted.",
        "Rating to reach, Rating: " + "; ".join(word("band", one, "en") for one in Band) + ".",
        "Result: like the goal. Out of: where the goal is a share and the result a number.",
        "Outcome: only where the numbers do not tell, with a note: "
        + "; ".join(word("goal_outcome", one, "en") for one in Outcome)
        + ".",
        "Measured on: empty is today.",
        "Pilots and goals that are there stay as they are; new goals and results are added. Change them on the page.",
        "Nothing is taken in until every row is right. The same file again adds nothing.",
    ),
)
_RESULTS: Final = (RESULT, RATED, JUDGED)


class GoalWithoutWords(RuleBroken):
    """A result stands beside a goal that says for whom and what; facts: none."""

    code = "PILOT_ROW_WITHOUT_GOAL"


@dataclass(frozen=True, slots=True)
class Measured:
    """As `actions.measure`."""

    written: str
    whole: str
    band: str
    judged: str
    note: str
    on: date

    def told(self) -> tuple[str, ...]:
        return (self.written, self.whole, self.band, self.judged)


@dataclass(slots=True)
class GoalRow:
    new: NewGoal
    result: Measured | None
    held: HeldGoal | None = None


@dataclass(slots=True)
class PilotRows:
    """A pilot to be opened, or one that is there (held), with goals to be set and results to be noted."""

    place: int
    new: NewPilot
    held: HeldPilot | None
    there: dict[tuple[str, str], pilots.Standing]
    goals: list[GoalRow] = field(default_factory=list)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)


class PilotBook(PlaceBook[PilotRows]):
    """The pilots kept at or below a place. Known: the same name, place and first month; goals by group and aim."""

    takes_back = True
    form = FORM

    def __init__(self, place: int, by: Account, on: date) -> None:
        self._on = on
        self._names = PlaceCells(place, on)
        here = set(places.ids_below(place, on))
        self._found = [one for one in pilots.below(place, seen_by=by, on=on) if one.place_id in here]
        ids = [one.pk for one in self._found]
        self._sites, self._standings = pilots.sites_of(ids), pilots.standings(ids)
        self._held = {(one.place_id, search_key(one.name), one.first): one for one in self._found}
        self._pilots: dict[tuple[int, str, date], PilotRows] = {}

    def table(self, language: str, *, at: datetime) -> Table:
        """What is there, as it goes in again."""
        labels = places.labels(
            {site.place_id for some in self._sites.values() for site in some}
            | {one.place_id for one in self._found},
            self._on,
        )
        rows: list[list[Value]] = []
        for one in self._found:
            begin: list[Value] = [
                one.name,
                labels[one.place_id],
                one.theme or None,
                word("title", one.title, language) if one.title else None,
                "; ".join(labels[site.place_id] for site in self._sites[one.pk]),
                f"{one.first:%m/%Y}",
                f"{one.until:%m/%Y}" if one.until else None,
            ]
            told = [_cells(standing, language) for standing in self._standings[one.pk]]
            rows += [[*begin, *cells] for cells in told or [[None] * 10]]
        return FORM.table(rows, language)

    def read(self, row: Row, told: Looked[PilotRows]) -> None:
        found = self._pilot(row)
        if found is None:
            return
        if not any(row.text(head) for head in (WHOM, AIM, GOAL, BAND, *_RESULTS)):
            told.known += found.held is not None
            return
        before = len(row.faults)
        if not row.text(WHOM) or not row.text(AIM):
            row.fault(AIM if row.text(WHOM) else WHOM, GoalWithoutWords())
            return
        band = row.tried(BAND, lambda text: plain_cells.code(text, "band", Band).value if text else "")
        wanted = row.tried(GOAL, goals.read_goal)
        new = NewGoal(row.told(WHOM), row.told(AIM), row.told(GOAL), band or "")
        result = self._result(row)
        if len(row.faults) > before:
            return
        key = (search_key(new.whom), search_key(new.aim))
        first = found.rows.setdefault(key, row.number)
        if first != row.number:
            row.fault(AIM, RowTwice(row=first))
            return
        if result is not None and not new.band and not self._comparable(row, wanted):
            return
        self._goal(row, found, GoalRow(new, result), found.there.get(key), told)

    def settle(self, told: Looked[PilotRows]) -> None:
        """totals: "pilots" to be opened, "goals" to be set, "results" to be noted."""
        rows = [one for one in self._pilots.values() if one.held is None or one.goals]
        told.new = rows
        told.totals = {
            "pilots": sum(one.held is None for one in rows),
            "goals": sum(goal.held is None for one in rows for goal in one.goals),
            "results": sum(goal.result is not None for one in rows for goal in one.goals),
        }

    def write(self, new: Sequence[PilotRows], *, by: Account, at: datetime) -> list[int]:
        """Ids of what was opened, where nothing was added to pilots that were there; errors: of the deeds."""
        made: list[int] = []
        for one in new:
            pilot = one.held
            if pilot is None:
                pilot = actions.open_pilot(one.place, one.new, by=by, at=at)
                made.append(pilot.pk)
            for goal in one.goals:
                set_now = goal.held or actions.set_goal(pilot, goal.new, by=by, at=at)
                if goal.result is not None:
                    actions.measure(
                        set_now,
                        written=goal.result.written,
                        whole=goal.result.whole,
                        band=goal.result.band,
                        judged=goal.result.judged,
                        note=goal.result.note,
                        measured_on=goal.result.on,
                        by=by,
                        at=at,
                    )
        return made if len(made) == len(new) else []

    def take_back(self, made: Sequence[int], *, by: Account, at: datetime) -> None:
        """Errors: as `actions.take_openings_back`."""
        actions.take_openings_back(made, by=by, at=at)

    def _pilot(self, row: Row) -> PilotRows | None:
        before = len(row.faults)
        name = row.told(PILOT, needed=True)
        place = row.tried(PLACE, self._names.find)
        theme = row.told(THEME)
        title = row.tried(TITLE, lambda text: plain_cells.code(text, "title", Title).value if text else "")
        sites = row.tried(SITES, self._places)
        first = row.tried(FIRST, lambda text: months(plain_cells.required(FIRST, text), "")[0])
        if len(row.faults) > before or place is None or first is None:
            return None
        until = row.tried(UNTIL, lambda text: months(row.text(FIRST), text)[1])
        if len(row.faults) > before:
            return None
        if any(place not in places.line(site, self._on) for site in sites or ()):
            row.fault(SITES, actions.SiteElsewhere(places=row.text(SITES)[:80]))
            return None
        key = (place, search_key(name), first)
        if key not in self._pilots:
            held = self._held.get(key)
            if held is not None and not self._as_held(row, held, theme, title or "", sites or [], until):
                return None
            new = NewPilot(name, row.text(FIRST), row.text(UNTIL), theme, title or "", sites or ())
            there = {
                (search_key(one.goal.whom), search_key(one.goal.aim)): one
                for one in (self._standings[held.pk] if held is not None else [])
            }
            self._pilots[key] = PilotRows(place, new, held, there)
        return self._pilots[key]

    def _as_held(
        self, row: Row, held: HeldPilot, theme: str, title: str, sites: Sequence[int], until: date | None
    ) -> bool:
        if not row.agrees(
            (THEME, theme, held.theme),
            (TITLE, word("title", title) if title else "", word("title", held.title) if held.title else ""),
            (UNTIL, f"{until:%m/%Y}" if until else "", f"{held.until:%m/%Y}" if held.until else ""),
        ):
            return False
        there = {site.place_id for site in self._sites[held.pk]}
        if sites and set(sites) != there:
            names = places.labels(there, self._on)
            row.fault(SITES, RowDiffers(column=row.titles[SITES], held="; ".join(sorted(names.values()))))
            return False
        return True

    def _result(self, row: Row) -> Measured | None:
        rated = row.tried(RATED, lambda text: plain_cells.code(text, "band", Band).value if text else "")
        judged = row.tried(
            JUDGED, lambda text: plain_cells.code(text, "goal_outcome", Outcome).value if text else ""
        )
        measured = row.tried(MEASURED, lambda text: plain_cells.past(text, self._on) if text else self._on)
        row.tried(RESULT, goals.read_goal)
        row.tried(WHOLE, goals.read_goal)
        note = row.told(NOTE)
        if not any(row.text(head) for head in _RESULTS):
            return None
        if judged and not note:
            row.fault(NOTE, actions.NothingMeasured())
        return Measured(
            row.told(RESULT), row.told(WHOLE), rated or "", judged or "", note, measured or self._on
        )

    def _comparable(self, row: Row, wanted: Any) -> bool:
        before = len(row.faults)
        whole = goals.read_goal(row.text(WHOLE))
        row.tried(RESULT, lambda text: goals.outcome(wanted, goals.read_goal(text), whole))
        return len(row.faults) == before

    def _goal(
        self,
        row: Row,
        found: PilotRows,
        goal: GoalRow,
        standing: "pilots.Standing | None",
        told: Looked[PilotRows],
    ) -> None:
        if standing is not None:
            held = standing.goal
            if not row.agrees(
                (GOAL, goal.new.written, held.written),
                (BAND, word("band", goal.new.band), word("band", held.band) if held.band else ""),
            ):
                return
            goal.held = held
            last = standing.result
            same = (
                last is not None
                and goal.result is not None
                and goal.result.told()
                == (
                    last.written,
                    last.whole,
                    last.band,
                    last.judged,
                )
            )
            if goal.result is None or same:
                told.known += 1
                return
        if found.held is not None and found.held.closed_on is not None:
            row.fault(PILOT, actions.PilotClosed())
        else:
            found.goals.append(goal)

    def _places(self, text: str) -> list[int]:
        return [self._names.find(one.strip()) for one in text.split(";") if one.strip()]


def _cells(one: pilots.Standing, language: str) -> list[Value]:
    goal, result = one.goal, one.result
    told: list[Value] = [
        goal.whom,
        goal.aim,
        goal.written or None,
        word("band", goal.band, language) if goal.band else None,
    ]
    if result is None:
        return [*told, *[None] * 6]
    return [
        *told,
        result.written or None,
        result.whole or None,
        word("band", result.band, language) if result.band else None,
        word("goal_outcome", result.judged, language) if result.judged else None,
        result.measured_on,
        result.note or None,
    ]
