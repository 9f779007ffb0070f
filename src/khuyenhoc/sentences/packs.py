"""What a comparison of several places says in sentences, in both languages."""

from collections.abc import Mapping, Sequence
from typing import Final

from khuyenhoc.domain import numbers
from khuyenhoc.sentences.counting import filled

Both = tuple[str, str]
MOST_NAMED = 3  # of equals, the others as a number

_WORDS: Final[Mapping[str, Both]] = {
    "title": ("TÀI LIỆU SO SÁNH", "COMPARISON"),
    "about": ("{name}, {period}", "{name}, {period}"),
    "several": ("{number} đơn vị", "{number:place|places}"),
    "places": ("Các nơi được so sánh", "The places compared"),
    "notes": ("Ghi chú và nguồn số liệu", "Notes and sources"),
    "members": ("Tên và địa giới ngày {day}", "Names and boundaries of {day}"),
    "named": ("{names}.", "{names}."),
    "today": ("Nay thuộc", "Today"),
    "by_rate": ("Năm {year}, xếp theo tỷ lệ", "{year}, ranked by rate"),
    "by_number": ("Năm {year}, xếp theo số liệu", "{year}, ranked by number"),
    "rates": ("Tỷ lệ qua các năm", "Rates over the years"),
    "numbers": ("Số liệu qua các năm", "Numbers over the years"),
    "change": ("So với năm {year}", "Against {year}"),
    "points": ("So với năm {year} (điểm %)", "Against {year} (points)"),
    "hidden": (
        "Cụm còn có: {names}. Số liệu của các nơi ấy không thuộc phạm vi được xem.",
        "Also in the cluster: {names}. Their figures are outside what the reader may see.",
    ),
    "cluster": ("Thành viên của cụm: {source}.", "Members of the cluster: {source}."),
    "small": (
        "{name}: tổng số của {places} dưới {small}, nên tỷ lệ nói được ít.",
        "{name}: the base of {places} is below {small}, so the rate says little.",
    ),
    "reported": ("{name}: theo báo cáo của {places}.", "{name}: as reported by {places}."),
    "unknown": ("{name}: chưa có số liệu của {places}.", "{name}: not known of {places}."),
    "none": (
        "{name}, năm {year}: chưa nơi nào có số liệu.",
        "{name}, {year}: nothing is known of any place.",
    ),
    "only": ("{name}, năm {year}: chỉ {first} có số liệu.", "{name}, {year}: only {first} is known."),
    "alike": ("{name}, năm {year}: các nơi bằng nhau, {first}.", "{name}, {year}: all stand alike, {first}."),
    "leaders": (
        "{name}, năm {year}: cao nhất là {first}; thấp nhất là {last}.",
        "{name}, {year}: highest {first}; lowest {last}.",
    ),
    "changes": (
        "So với năm {year}: {up} nơi tăng, {down} nơi giảm, {same} nơi không đổi.",
        "Against {year}: {up} up, {down} down, {same} unchanged.",
    ),
}


def told(code: str, language: str, **facts: object) -> str:
    return filled(_WORDS[code][language == "en"], facts, language)


def leaders(
    name: str,
    year: int,
    first: Sequence[tuple[str, str]],
    last: Sequence[tuple[str, str]],
    known: int,
    language: str,
) -> str:
    """Who has most and who has least, each as (place, number as written), equals together.

    name: of the indicator; known: of how many places a number is known.
    """
    code = "none" if not first else "only" if known == 1 else "leaders" if last else "alike"
    ends = {
        "first": _all_of(first, language) if first else "",
        "last": _all_of(last, language) if last else "",
    }
    return told(code, language, name=name, year=year, **ends)


def changes(year: int, up: int, down: int, same: int, language: str) -> str:
    return told(
        "changes",
        language,
        year=year,
        **{
            name: numbers.grouped(one, language=language)
            for name, one in (("up", up), ("down", down), ("same", same))
        },
    )


def _all_of(ones: Sequence[tuple[str, str]], language: str) -> str:
    text = ", ".join(place for place, _ in ones[:MOST_NAMED])
    if (over := len(ones) - MOST_NAMED) > 0:
        text += f" and {over} more" if language == "en" else f" và {over} nơi khác"
    return f"{text} ({ones[0][1]})"
