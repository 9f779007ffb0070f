"""Finding the headings of a list in any order, spelling and on one row or two, and what each column holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khuyenhoc.domain.intake.cells import Cell, text
from khuyenhoc.domain.text import search_key

MOST_ROWS_ABOVE = 25  # letterhead and title; the headings begin no later
MOST_COLUMNS = 200


class Holds(StrEnum):
    """What a column holds."""

    ID = "id"
    CODE = "code"
    NAME = "name"
    BIRTH = "birth"
    HAMLET = "hamlet"
    COMMUNE = "commune"
    HOUSEHOLD = "household"
    NOT_DOUBLE = "not_double"
    NUMBER = "number"


class ListKind(StrEnum):
    HOUSEHOLDS = "households"
    PEOPLE = "people"


_ALIASES: Mapping[ListKind, Mapping[Holds, tuple[str, ...]]] = {
    ListKind.HOUSEHOLDS: {
        Holds.ID: ("ma he thong",),
        Holds.CODE: ("ma ho", "ma so ho", "so ho", "ma ho gia dinh", "household code"),
        Holds.NAME: (
            *("ten ho", "chu ho", "ho ten chu ho", "ho va ten chu ho", "ten chu ho", "ho gia dinh", "ho"),
            *("ten ho gia dinh", "ho va ten", "ho ten", "household", "household name"),
        ),
        Holds.HAMLET: (
            *("thon", "ban", "ap", "to dan pho", "khu pho", "xom", "to", "thon ban", "thon to dan pho"),
            *("thon ban to dan pho", "thon to", "dia chi thon", "khu dan cu", "hamlet", "thon xom"),
        ),
        Holds.COMMUNE: ("xa", "phuong", "xa phuong", "xa phuong thi tran", "xa phuong dac khu", "commune"),
        Holds.NOT_DOUBLE: ("khong trung", "xac nhan khong trung", "not a duplicate"),
    },
    ListKind.PEOPLE: {
        Holds.ID: ("ma he thong",),
        Holds.NAME: (
            "ho va ten",
            "ho ten",
            "ten",
            "ten nguoi",
            "ho ten nguoi",
            "ten cong dan",
            "name",
            "full name",
        ),
        Holds.BIRTH: (
            *(
                "nam sinh",
                "ngay sinh",
                "ngay thang nam sinh",
                "ngay nam sinh",
                "sinh nam",
                "ngay sinh nam sinh",
            ),
            *("nam sinh nam", "nam sinh nu", "ngay sinh nam", "ngay sinh nu", "year of birth", "born"),
            *("ngay thang nam sinh nam", "ngay thang nam sinh nu"),
        ),
        Holds.HAMLET: (
            *("thon", "ban", "ap", "to dan pho", "khu pho", "xom", "to", "thon ban", "thon to dan pho"),
            *("thon ban to dan pho", "thon to", "dia chi thon", "khu dan cu", "hamlet", "thon xom"),
        ),
        Holds.COMMUNE: ("xa", "phuong", "xa phuong", "xa phuong thi tran", "xa phuong dac khu", "commune"),
        Holds.CODE: ("ma ho", "ma so ho", "so ho", "ma ho gia dinh", "household code"),
        Holds.NUMBER: (
            *("so can cuoc", "can cuoc", "cccd", "so cccd", "so dinh danh", "so dinh danh ca nhan"),
            *("can cuoc cong dan", "so can cuoc cong dan", "ma dinh danh", "id number"),
        ),
        Holds.HOUSEHOLD: (
            *(
                "ten ho",
                "chu ho",
                "thuoc ho",
                "ho ten chu ho",
                "ho va ten chu ho",
                "ten chu ho",
                "ho gia dinh",
            ),
            *("household",),
        ),
        Holds.NOT_DOUBLE: ("khong trung", "xac nhan khong trung", "not a duplicate"),
    },
}
_MEANING = {
    kind: {alias: holds for holds, aliases in fields.items() for alias in aliases}
    for kind, fields in _ALIASES.items()
}
_SHEETS = {
    ListKind.HOUSEHOLDS: ("ho", "ho gia dinh", "danh sach ho", "danh sach ho gia dinh", "households"),
    ListKind.PEOPLE: (
        *("nguoi", "nhan khau", "cong dan", "danh sach nguoi", "danh sach cong dan", "thanh vien", "people"),
    ),
}
_KEPT_UNREAD = frozenset({"stt", "so thu tu", "tt", "loi", "ghi chu", "no"})


@dataclass(frozen=True, slots=True)
class Headings:
    """columns: what is held → its columns, counted from 0; several only of a birth (men and women apart).

    first: index of the first row below. height: rows of headings, 1 or 2. titles: column → as it is written.
    unread: titles of columns that nothing is taken from, counting, remark and error columns left out.
    """

    kind: ListKind
    columns: Mapping[Holds, tuple[int, ...]]
    first: int
    height: int
    titles: Mapping[int, str]
    unread: tuple[str, ...]


def kind_of_sheet(sheet: str) -> ListKind | None:
    """What the name of a sheet says it lists."""
    key = search_key(sheet)
    return next((kind for kind, names in _SHEETS.items() if key in names), None)


def find(rows: Sequence[Sequence[Cell]], kind: ListKind | None = None) -> Headings | None:
    """The headings that tell most, one row or two; None when no row names a column of names and another.

    kind: what the sheet's name says; without it the columns decide.
    """
    found = [
        told
        for one in ([kind] if kind else ListKind)
        for top in range(min(MOST_ROWS_ABOVE, len(rows)))
        for told in _read(rows, top, one)
    ]
    return max(found, key=_worth, default=None)


def _worth(told: Headings) -> tuple[int, bool, int, int]:
    is_people = told.kind is ListKind.PEOPLE and Holds.BIRTH in told.columns
    return len(told.columns), is_people, -told.height, -told.first


def _read(rows: Sequence[Sequence[Cell]], top: int, kind: ListKind) -> Iterable[Headings]:
    heads = [text(cell) for cell in rows[top][:MOST_COLUMNS]]
    alone = _headings(kind, [(head,) for head in heads], top + 1, 1)
    if alone is not None:
        yield alone
    if top + 1 < len(rows):
        below = [text(cell) for cell in rows[top + 1][:MOST_COLUMNS]]
        if any(_is_number(cell) for cell in rows[top + 1] if cell is not None):
            return
        width = max(len(heads), len(below))
        heads += [""] * (width - len(heads))
        below += [""] * (width - len(below))
        spread = _carried(heads, below)
        both = [
            (f"{over} {under}", under, over) if under else (over,)
            for over, under in zip(spread, below, strict=True)
        ]
        paired = _headings(kind, both, top + 2, 2)
        if paired is not None and (alone is None or len(paired.columns) > len(alone.columns)):
            yield paired


def _carried(heads: Sequence[str], below: Sequence[str]) -> list[str]:
    """A heading merged over several columns stands in the first of them only."""
    spread, last = [], ""
    for over, under in zip(heads, below, strict=True):
        last = over or (last if under else "")
        spread.append(last)
    return spread


def _headings(kind: ListKind, told: Sequence[Sequence[str]], first: int, height: int) -> Headings | None:
    columns: dict[Holds, tuple[int, ...]] = {}
    titles: dict[int, str] = {}
    unread = []
    for at, spellings in enumerate(told):
        title = next((spelling for spelling in spellings if spelling), "")
        if not title:
            continue
        titles[at] = title
        holds = next(
            (_MEANING[kind][key] for one in spellings if (key := _key(one)) in _MEANING[kind]),
            None,
        )
        if holds is not None and (holds not in columns or holds is Holds.BIRTH):
            columns[holds] = (*columns.get(holds, ()), at)
        elif search_key(title) not in _KEPT_UNREAD:
            unread.append(title)
    if Holds.NAME not in columns or len(titles) < 1 or (len(columns) < 2 and len(titles) < 2):
        return None
    return Headings(kind, columns, first, height, titles, tuple(unread))


def _key(title: str) -> str:
    """Without what stands in brackets, "Năm sinh (*)", "Ngày sinh (dd/mm/yyyy)"."""
    return search_key(title.partition("(")[0])


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row under the headings only numbers them: 1 2 3, (1) (2) (3), A B 1 2."""
    told = [text(cell).strip("()[] ") for cell in row if text(cell)]
    return len(told) > 1 and all((one.isdecimal() and len(one) < 3) or len(one) == 1 for one in told)
