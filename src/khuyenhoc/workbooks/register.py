"""The register of a place as one plain workbook, and the same workbook empty: what intake reads back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from khuyenhoc.analytics import identity
from khuyenhoc.apps.access.queries import OutsideScope, may, sees_rows
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects import queries as register
from khuyenhoc.apps.subjects.queries import Hamlet, Registered
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value, write_xlsx

_ID = Column("Mã hệ thống", Kind.NUMBER, 13, is_plain=True)
_CODE = Column("Mã hộ", width=12)
_HAMLET = Column("Thôn", width=24)
_COMMUNE = Column("Xã", width=24)
_NOT_DOUBLE = Column("Không trùng", width=13)
_HOUSEHOLDS = (_ID, _CODE, Column("Tên hộ", width=34), _HAMLET, _COMMUNE, _NOT_DOUBLE)
_PEOPLE = (
    *(
        _ID,
        Column("Họ và tên", width=30),
        Column("Năm sinh", Kind.NUMBER, 10, is_plain=True),
        Column("Số căn cước", width=15),
        _HAMLET,
        _COMMUNE,
    ),
    *(_CODE, Column("Tên hộ", width=34), _NOT_DOUBLE),
)
_GUIDANCE = (
    "Sổ này có hai trang: “Hộ” ghi các hộ gia đình, “Người” ghi từng người. Có thể chỉ dùng một trang.",
    "Mỗi dòng một hộ hoặc một người. Thứ tự cột tùy ý; cột không có trong mẫu được bỏ qua và báo lại.",
    "Tên hộ hoặc Họ và tên: bắt buộc, viết có dấu như trong sổ hộ.",
    "Năm sinh: ghi năm (1980) hoặc ngày (15/04/1980); chỉ năm sinh được lưu. Không biết thì để trống.",
    "Thôn: tên thôn, bản, tổ dân phố; danh sách của một thôn thì để trống được. Thôn trùng tên thì ghi thêm cột Xã.",
    "Mã hộ: số hay mã mà thôn tự đặt cho hộ (01, 02, …), để phân biệt hai hộ trùng tên. Không có thì để trống.",
    "Trang “Người”: ghi Mã hộ hoặc Tên hộ để cho biết người đó thuộc hộ nào; không thuộc hộ nào thì để trống.",
    "Mã hệ thống: do phần mềm ghi khi xuất ra; dòng mới thì để trống, dòng cũ thì giữ nguyên.",
    "Không trùng: khi phần mềm báo một dòng có thể trùng, ghi x nếu đó đúng là người khác, hộ khác.",
    "Số căn cước (12 số): không bắt buộc, chỉ giúp tìm người trùng; phần mềm chỉ lưu bốn số cuối và một mã kiểm.",
    "Ô số căn cước ghi •••• 4321 là số đã lưu: giữ nguyên ô đó thì không có gì thay đổi.",
    "Không ghi dân tộc, tôn giáo: phần mềm không cần và không đọc các cột đó.",
    "Nhập lại cùng một tệp không làm thay đổi gì. Xóa một dòng trong tệp không xóa người hay hộ trong phần mềm.",
)


def write_template(out: BinaryIO) -> None:
    """The workbook without a row."""
    write_xlsx([_guidance(), Table("Hộ", _HOUSEHOLDS, ()), Table("Người", _PEOPLE, ())], out)


def write_register(place: int, out: BinaryIO, *, by: Account, at: datetime) -> tuple[int, int]:
    """The households and the people at or below the place whom the person may see; how many of each.

    Read back by intake, it changes nothing. Whoever takes a list of people out leaves an event, with numbers only.
    Errors: OutsideScope.
    """
    on = day_of(at)
    if not sees_rows(by, place, on):
        raise OutsideScope(permission=Permission.SEE.value)
    hamlets = {one.id: one for one in register.hamlets_below(place, on)}
    names: dict[int, tuple[str, str]] = {}
    numbers = [0, 0]
    households = _counted(register.registered_in(hamlets, Title.HOUSEHOLD, on, seen_by=by), numbers, 0)
    people = _counted(register.registered_in(hamlets, Title.CITIZEN, on, seen_by=by), numbers, 1)
    known = identity.shown_in(hamlets) if may(by, Permission.KEEP_REGISTER, place, on=on) else {}
    write_xlsx(
        [
            _guidance(),
            Table("Hộ", _HOUSEHOLDS, _household_rows(households, hamlets, names)),
            Table("Người", _PEOPLE, _people_rows(people, hamlets, names, known)),
        ],
        out,
    )
    audit.record(
        "subjects.given_out",
        by=by.username,
        at=at,
        kind="place",
        object_id=place,
        place_id=place,
        facts={"households": numbers[0], "people": numbers[1]},
    )
    return numbers[0], numbers[1]


def _counted(rows: Iterable[Registered], numbers: list[int], at: int) -> Iterator[Registered]:
    for row in rows:
        numbers[at] += 1
        yield row


def _household_rows(
    rows: Iterable[Registered], hamlets: dict[int, Hamlet], names: dict[int, tuple[str, str]]
) -> Iterator[Sequence[Value]]:
    """names: filled with the code and the name of each, for the people that follow."""
    for row in rows:
        names[row.pk] = row.code, row.name
        yield row.pk, row.code or None, row.name, *_where(hamlets[row.place]), None


def _people_rows(
    rows: Iterable[Registered],
    hamlets: dict[int, Hamlet],
    names: dict[int, tuple[str, str]],
    known: dict[int, str],
) -> Iterator[Sequence[Value]]:
    for row in rows:
        code, house = names.get(row.household or 0, ("", ""))
        where = _where(hamlets[row.place])
        yield row.pk, row.name, row.birth_year, known.get(row.pk), *where, code or None, house or None, None


def _where(hamlet: Hamlet) -> tuple[str, str]:
    return f"{hamlet.unit} {hamlet.name}".strip(), f"{hamlet.commune_unit} {hamlet.commune_name}".strip()


def _guidance() -> Table:
    return Table("Hướng dẫn", (Column("Hướng dẫn", width=110),), [(line,) for line in _GUIDANCE])
