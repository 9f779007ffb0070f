"""Branches in one plain workbook, out and in by the same columns: kind, whose they are, who leads them, officers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.actions import NewBranch, Whom
from khuyenhoc.apps.association.queries import BranchQuery, HeldBranch
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.branches import BodyOf, BranchKind, Post, may_stand_under
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks import plain_cells
from khuyenhoc.workbooks.place_cells import PlaceCells
from khuyenhoc.workbooks.plain import Form, Head, Looked, PlaceBook, Row, RowTwice
from khuyenhoc.workbooks.tables import Kind, Table, Value

NAME: Final = Head("Tên", "Name", ("tên tổ chức", "tên chi hội", "tổ chức hội"), width=40, needed=True)
KIND: Final = Head("Loại", "Kind", ("loại tổ chức", "loại hình"), width=24, needed=True)
BODY_KIND: Final = Head("Của", "Of", width=22)
BODY: Final = Head("Dòng họ, cơ quan trong sổ", "Clan or body of the register", width=34)
PLACE: Final = Head("Nơi", "Place", ("xã", "thôn", "địa bàn"), width=48)
PARENT: Final = Head("Tổ chức cấp trên", "Led by", ("cấp trên", "trực thuộc"), width=36)
SINCE: Final = Head("Thành lập", "Founded", ("ngày thành lập",), kind=Kind.DAY, width=14, needed=True)
UNTIL: Final = Head("Kết thúc", "Ended", ("ngày kết thúc",), kind=Kind.DAY, width=14)
CHAIR: Final = Head("Người đứng đầu", "Chair", ("chủ tịch", "chi hội trưởng", "trưởng ban"), width=28)
VICE: Final = Head("Cấp phó", "Vice chairs", ("phó chủ tịch", "chi hội phó", "phó ban"), width=34)
SECRETARY: Final = Head("Thư ký", "Secretary", width=28)
TREASURER: Final = Head("Thủ quỹ", "Treasurer", width=28)
POSTS: Final = {
    CHAIR: Post.CHAIR,
    VICE: Post.VICE_CHAIR,
    SECRETARY: Post.SECRETARY,
    TREASURER: Post.TREASURER,
}
FORM: Final = Form(
    "Tổ chức hội",
    "Branches",
    (NAME, KIND, BODY_KIND, BODY, PLACE, PARENT, SINCE, UNTIL, *POSTS),
    (
        "Mỗi dòng một tổ chức hội: hội cấp xã, chi hội, ban khuyến học.",
        "Loại: " + "; ".join(word("branch_kind", one) for one in BranchKind) + ".",
        "Của: để trống nếu là tổ chức của chính nơi ấy; hoặc "
        + "; ".join(word("body_of", one) for one in BodyOf)
        + ".",
        "Dòng họ, cơ quan trong sổ: ghi đúng tên trong sổ theo dõi để nối vào; để trống cũng được.",
        "Nơi: tên xã hoặc tên thôn; để trống là chính nơi đang nạp tệp.",
        "Tổ chức cấp trên: tên một tổ chức đã có, hoặc một dòng khác trong tệp này.",
        "Ngày: ghi như 5/11/2026. Kết thúc: để trống nếu còn hoạt động.",
        "Người đứng đầu, Cấp phó, Thư ký, Thủ quỹ: họ tên; nhiều cấp phó cách nhau bằng dấu chấm phẩy."
        " Giữ chức từ ngày thành lập.",
        "Tổ chức đã có thì giữ như cũ, chỉ ghi thêm chức vụ còn trống; sửa thì vào trang của tổ chức.",
        "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
    ),
    (
        "A row for each branch of the association.",
        "Kind: " + "; ".join(word("branch_kind", one, "en") for one in BranchKind) + ".",
        "Of: empty for the place's own; or " + "; ".join(word("body_of", one, "en") for one in BodyOf) + ".",
        "Clan or body of the register: its name as the register has it, to link them; may be empty.",
        "Place: the name of a commune or hamlet; empty is the place the file is taken in at.",
        "Led by: the name of a branch that is there, or of another row of this file.",
        "Days: like 5/11/2026. Ended: empty while it goes on.",
        "Chair, Vice chairs, Secretary, Treasurer: names; several vice chairs parted by a semicolon."
        " They hold the post from the founding on.",
        "Branches that are there stay as they are, only empty posts are filled; change them on their page.",
        "Nothing is taken in until every row is right. The same file again adds nothing.",
    ),
)


class BranchUnknown(RuleBroken):
    """No branch that may lead it is called so, here or above; facts: text."""

    code = "CELL_BRANCH_UNKNOWN"


class BodyUnknown(RuleBroken):
    """No clan or organisation without a branch is called so there, or several are; facts: text."""

    code = "CELL_BODY_UNKNOWN"


class EndsTooEarly(RuleBroken):
    """A branch ends after it was founded; facts: since."""

    code = "CELL_BRANCH_ENDS_TOO_EARLY"


@dataclass(slots=True)
class BranchRow:
    """A branch to be opened, or one that is there (held) with posts that are empty still."""

    row: Row
    new: NewBranch
    until: date | None = None
    led_by: str = ""
    officers: list[tuple[Post, str]] = field(default_factory=list)
    held: HeldBranch | None = None


class BranchBook(PlaceBook[BranchRow]):
    """The branches at or below a place. Known: the same name at the same place."""

    form = FORM
    takes_back = True

    def __init__(self, place: int, by: Account, on: date) -> None:
        self._place, self._by, self._on = place, by, on
        self._names = PlaceCells(place, on)
        self._held: dict[tuple[int, str], list[HeldBranch]] = defaultdict(list)
        for one in self._all():
            self._held[one.place_id, one.search_key].append(one)
        self._above = association.running_at(places.line(place, on)[1:], on)
        self._bodies: dict[tuple[int, str], list[int]] | None = None
        self._seen: dict[tuple[int, str, date], int] = {}

    def table(self, language: str, *, at: datetime) -> Table:
        """What is there, as it goes in again; names of officers too."""
        found = self._all()
        homes = places.labels({one.place_id for one in found}, self._on)
        posts = self._posts([one.pk for one in found])
        rows: list[list[Value]] = [
            [
                one.name,
                word("branch_kind", one.kind, language),
                word("body_of", one.body_kind, language) if one.body_kind else None,
                one.body.name if one.body is not None else None,
                homes[one.place_id],
                one.parent.name if one.parent is not None else None,
                one.since,
                one.until,
                *("; ".join(posts[one.pk, post]) or None for post in POSTS.values()),
            ]
            for one in found
        ]
        return FORM.table(rows, language)

    def read(self, row: Row, told: Looked[BranchRow]) -> None:
        before = len(row.faults)
        name = row.told(NAME, needed=True)
        kind = row.tried(
            KIND, lambda text: plain_cells.code(plain_cells.required(KIND, text), "branch_kind", BranchKind)
        )
        body_kind = row.tried(
            BODY_KIND, lambda text: plain_cells.code(text, "body_of", ["", *BodyOf]) if text else ""
        )
        place = row.tried(PLACE, self._names.find)
        since = row.tried(SINCE, lambda text: plain_cells.past(plain_cells.required(SINCE, text), self._on))
        until = row.tried(UNTIL, lambda text: plain_cells.past(text, self._on) if text else None)
        officers = [
            (post, one.strip())
            for head, post in POSTS.items()
            for one in row.told(head).split(";")
            if one.strip()
        ]
        if len(row.faults) > before or place is None or since is None or kind is None:
            return
        if until is not None and until <= since:
            row.fault(UNTIL, EndsTooEarly(since=since))
            return
        first = self._seen.setdefault((place, search_key(name), since), row.number)
        if first != row.number:
            row.fault(NAME, RowTwice(row=first))
            return
        new = NewBranch(place, name, kind.value, since, body_kind=str(body_kind or ""))
        entry = BranchRow(row, new, until, row.told(PARENT), officers)
        held = self._held_as(entry)
        if held is not None:
            self._known(entry, held, told)
        elif row.tried(BODY, lambda text: self._linked(entry, text)) or not row.text(BODY):
            told.new.append(entry)

    def settle(self, told: Looked[BranchRow]) -> None:
        """totals: "branches" to be opened and "officers" to be noted."""
        opened = [one for one in told.new if one.held is None]
        for one in opened:
            if one.led_by and not self._leads(one, opened):
                one.row.fault(PARENT, BranchUnknown(text=one.led_by[:60]))
        told.totals = {"branches": len(opened), "officers": sum(len(one.officers) for one in told.new)}

    def write(self, new: Sequence[BranchRow], *, by: Account, at: datetime) -> list[int]:
        """Those that lead before those that are led. Errors: as `actions.open_branch`, `appoint`, `close_branch`."""
        kinds = list(BranchKind)
        made: dict[int, HeldBranch] = {}
        for one in sorted(new, key=lambda entry: kinds.index(BranchKind(entry.new.kind))):
            branch = one.held
            if branch is None:
                above = self._leads(one, [other for other in new if other.held is None])
                parent = made[id(above)].pk if isinstance(above, BranchRow) else above.pk if above else None
                branch = made[id(one)] = actions.open_branch(replace(one.new, parent=parent), by=by, at=at)
            for post, name in one.officers:
                since = branch.since if one.held is None else self._on
                actions.appoint(branch, post, Whom(name=name), since=since, by=by, at=at)
        for one in new:
            if one.until is not None and one.held is None:
                actions.close_branch(made[id(one)], on=one.until, with_members=False, by=by, at=at)
        return [] if any(one.held or one.until for one in new) else [branch.pk for branch in made.values()]

    def take_back(self, made: Sequence[int], *, by: Account, at: datetime) -> None:
        """Errors: as `actions.take_back_opened`."""
        actions.take_back_opened(made, by=by, at=at)

    def _all(self) -> list[HeldBranch]:
        here = set(places.ids_below(self._place, self._on))
        asked = BranchQuery(self._place, self._on, with_ended=True)
        found = [one for one in association.whole_list(asked, seen_by=self._by) if one.place_id in here]
        return association.with_bodies(found)

    def _posts(self, branches: Sequence[int]) -> dict[tuple[int, Post], list[str]]:
        found: dict[tuple[int, Post], list[str]] = defaultdict(list)
        for one in association.holding_in(branches, list(POSTS.values()), self._on):
            found[one.branch_id, Post(one.post)].append(association.name_of(one))
        return found

    def _held_as(self, entry: BranchRow) -> HeldBranch | None:
        there = self._held.get((entry.new.place, search_key(entry.new.name)), [])
        same = [one for one in there if one.since == entry.new.since]
        return next(iter(same or [one for one in there if one.until is None]), None)

    def _known(self, entry: BranchRow, held: HeldBranch, told: Looked[BranchRow]) -> None:
        row = entry.row
        if not row.agrees(
            (KIND, word("branch_kind", entry.new.kind), word("branch_kind", held.kind)),
            (BODY_KIND, word("body_of", entry.new.body_kind), word("body_of", held.body_kind)),
            (SINCE, entry.new.since, held.since),
            (UNTIL, entry.until, held.until),
        ):
            return
        above = held.parent.name if held.parent is not None else None
        if entry.led_by and search_key(entry.led_by) != search_key(above or ""):
            row.agrees((PARENT, entry.led_by, above))
            return
        posts = self._posts([held.pk]) if entry.officers and held.until is None else {}
        missing = []
        for head, post in POSTS.items():
            said = [name for one, name in entry.officers if one is post]
            there = {search_key(name) for name in posts.get((held.pk, post), [])}
            more = [name for name in said if search_key(name) not in there]
            if more and there and post is not Post.VICE_CHAIR and held.until is None:
                row.agrees((head, "; ".join(said), "; ".join(posts[held.pk, post])))
                return
            missing += [(post, name) for name in more]
        if missing and held.until is None:
            told.new.append(replace(entry, held=held, officers=missing))
        else:
            told.known += 1

    def _linked(self, entry: BranchRow, text: str) -> bool:
        """Errors: BodyUnknown."""
        if not text:
            return False
        if self._bodies is None:
            self._bodies = defaultdict(list)
            for one in association.every_body_without(self._place, self._on, seen_by=self._by):
                self._bodies[one.place_id, search_key(one.name)].append(one.pk)
        found = self._bodies.get((entry.new.place, search_key(text)), [])
        if len(found) != 1:
            raise BodyUnknown(text=text[:60])
        entry.new = replace(entry.new, body=found[0])
        return True

    def _leads(self, one: BranchRow, opened: Sequence[BranchRow]) -> BranchRow | HeldBranch | None:
        """The branch its row says it is led by: of the file, of the place, the nearest above."""
        key, new = search_key(one.led_by), one.new
        if not key:
            return None
        line = places.line(new.place, self._on)
        rows = [
            other
            for other in opened
            if search_key(other.new.name) == key
            and other.new.place in line
            and may_stand_under(new.kind, other.new.kind)
            and other.new.since <= new.since
        ]
        if rows:
            return min(rows, key=lambda other: line.index(other.new.place))
        there = [found for place in line for found in self._held.get((place, key), [])]
        there += [found for found in self._above if found.search_key == key]
        fit = [
            found
            for found in there
            if may_stand_under(new.kind, found.kind) and found.until is None and found.since <= new.since
        ]
        return next(iter(fit), None)
