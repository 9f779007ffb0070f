"""The list of learning centres, and a centre's classes, as tables."""

from datetime import date

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.places import Kind
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Table
from khuyenhoc.workbooks.tables import Kind as Cell

_COLUMNS = {
    "vi": (
        "Nơi",
        "Trung tâm",
        "Thành lập",
        "Tình trạng",
        "Giám đốc",
        "Chủ tịch, phó chủ tịch Hội tham gia quản lý",
        "Số lớp",
        "Lượt người",
        "Xếp loại",
    ),
    "en": (
        "Place",
        "Centre",
        "Since",
        "State",
        "Director",
        "Chair or vice-chair in management",
        "Classes",
        "Attendances",
        "Rating",
    ),
}
_WORDS = {
    "vi": {
        "works": "đang hoạt động",
        "rests": "tạm ngừng",
        "yes": "có",
        "no": "không",
        "none": "chưa có trung tâm",
    },
    "en": {"works": "active", "rests": "resting", "yes": "yes", "no": "no", "none": "no centre"},
}
_CLASSES = {
    "vi": (
        "Lớp",
        "Lĩnh vực",
        "Nơi mở",
        "Khai giảng",
        "Kết thúc",
        "Người dạy",
        "Số buổi",
        "Người (có tên)",
        "Lượt người",
        "Kinh phí (đồng)",
    ),
    "en": (
        "Class",
        "Field",
        "Held at",
        "Begins",
        "Ends",
        "Teachers",
        "Sessions",
        "People (named)",
        "Attendances",
        "Cost (đồng)",
    ),
}


def centres_table(place: int, year: int, *, language: str, by: User, on: date) -> Table:
    """Every centre below the place, then communes without one. Numbers of the year."""
    said = _WORDS.get(language, _WORDS["vi"])
    found = centres.centres_below(place, year, seen_by=by, on=on)
    having = {places.custodian(one.centre.place_id, on) for one in found}
    without = [pk for pk in places.listed_below(place, on, kind=Kind.COMMUNE) if pk not in having]
    names = places.labels({*(one.centre.place_id for one in found), *without}, on)
    rows: list[tuple[str | int | date | None, ...]] = [
        (
            names[one.centre.place_id],
            one.centre.name,
            one.centre.since,
            said["works" if one.works else "rests"],
            one.director,
            said["yes" if one.managed else "no"],
            one.classes,
            one.attendances,
            word("centre_grade", one.rating, language),
        )
        for one in found
    ]
    rows += [(names[pk], said["none"], None, "", "", "", None, None, "") for pk in without]
    kinds = (Cell.TEXT, Cell.TEXT, Cell.DAY, *(Cell.TEXT,) * 3, Cell.NUMBER, Cell.NUMBER, Cell.TEXT)
    titles = _COLUMNS.get(language, _COLUMNS["vi"])
    columns = [Column(title, kind, 24) for title, kind in zip(titles, kinds, strict=True)]
    return Table(f"{year}", columns, rows)


def classes_table(place: int, year: int, *, language: str, by: User, on: date) -> Table:
    """The classes held at the place or below it in the year, as the page lists them."""
    where = places.ids_below(place, on, with_custody=True)
    lines = centres.classes(where, year, seen_by=by, on=on)
    names = places.labels({one.of_class.place_id for one in lines}, on)
    rows = [
        (
            one.of_class.topic,
            word("centre_field", one.of_class.field, language),
            names[one.of_class.place_id],
            one.of_class.begins,
            one.of_class.ends,
            one.of_class.teachers.replace("\n", "; "),
            one.sessions,
            one.turnout.people,
            one.turnout.attendances,
            one.of_class.cost,
        )
        for one in lines
    ]
    days, numbers = (Cell.DAY,) * 2, (Cell.NUMBER,) * 4
    kinds = (*(Cell.TEXT,) * 3, *days, Cell.TEXT, *numbers)
    titles = _CLASSES.get(language, _CLASSES["vi"])
    columns = [Column(title, kind, 22) for title, kind in zip(titles, kinds, strict=True)]
    return Table(f"{year}", columns, rows)
