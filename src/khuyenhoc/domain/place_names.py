"""Reading what people type for a place: unit words and their short forms, Telex, parents after commas."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from khuyenhoc.domain.text import clean, search_key, sort_key, telex_key

UNITS = (
    *("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "xã", "phường", "đặc khu"),
    *("tổ dân phố", "khu phố", "tiểu khu", "thôn", "bản", "ấp", "xóm", "buôn", "làng", "khu", "tổ"),
)
_SHORT_FORMS = {
    "t": "tỉnh",
    "tp": "thành phố",
    "q": "quận",
    "h": "huyện",
    "tx": "thị xã",
    "tt": "thị trấn",
    "x": "xã",
    "p": "phường",
    "dk": "đặc khu",
    "tdp": "tổ dân phố",
    "kp": "khu phố",
}
_UNIT_OF_KEY = {search_key(unit): unit for unit in UNITS} | _SHORT_FORMS
_SHORT_NAMES = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "hn": "ha noi"}
_GLUED = re.compile("(q|p)([0-9]+)")  # Q1, P12
_MOST_WORDS_BY_HAND = 6
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a text: the key of the name and, when a unit word was given, that unit."""

    key: str
    unit: str | None = None

    def fits(self, key: str, unit: str) -> bool:
        return self.key == key and (self.unit is None or self.unit == unit)


def parts(text: str) -> tuple[str, ...]:
    """The place and its parents as typed, the smallest first: "Lùng Tám, Quản Bạ, Hà Giang"."""
    return tuple(part for part in (clean(part) for part in re.split("[,;\n]", text)) if part)


def readings(part: str) -> tuple[Reading, ...]:
    """Every way to understand one part, the plainest first: with and without unit word, typed or Telex."""
    found: dict[Reading, None] = {}
    for key in _keys(part):
        found[Reading(key)] = None
        if key in _SHORT_NAMES:
            found[Reading(_SHORT_NAMES[key])] = None
        for unit, name in _without_unit(key):
            found[Reading(_SHORT_NAMES.get(name, name), unit)] = None
    return tuple(found)


def split_unit(text: str) -> tuple[str, str]:
    """Unit word in small letters and name: "Thôn Tám" gives ("thôn", "Tám"); no unit word gives ""."""
    whole = clean(text)
    for unit in UNITS:
        if whole.casefold().startswith(f"{unit} "):
            return unit, whole[len(unit) + 1 :]
    return "", whole


def spelling(text: str) -> str:
    """The text with its marks, wherever in the word the tone stands: Hoà and Hòa are one, Ha is another."""
    words = unicodedata.normalize("NFD", clean(text).lower().replace("ð", "đ").replace("ɖ", "đ")).split()
    return " ".join(
        "".join(sign for sign in word if sign not in _TONES)
        + "".join(sign for sign in word if sign in _TONES)
        for word in words
    )


def holds(text: str, name: str) -> bool:
    """Whether the name's words stand in the text with the same marks."""
    return f" {spelling(name)} " in f" {spelling(text)} "


def _keys(part: str) -> Iterator[str]:
    """Keys of the text read as typed, as Telex, and word by word as either."""
    typed = search_key(part)
    yield typed
    words = typed.split()
    choices = [tuple(dict.fromkeys((word, telex_key(word), _squeezed(telex_key(word))))) for word in words]
    if sum(len(choice) > 1 for choice in choices) > _MOST_WORDS_BY_HAND:
        yield telex_key(part)
        return
    for chosen in product(*choices):
        if " ".join(chosen) != typed:
            yield " ".join(chosen)


def _squeezed(word: str) -> str:
    """A vowel held too long, "luungf", counts once."""
    return re.sub(r"([iuy])\1", r"\1", word)


def _without_unit(key: str) -> Iterator[tuple[str, str]]:
    if (glued := _GLUED.fullmatch(key)) is not None:
        yield _SHORT_FORMS[glued[1]], glued[2]
    for unit_key, unit in _UNIT_OF_KEY.items():
        if key.startswith(f"{unit_key} "):
            yield unit, key[len(unit_key) + 1 :]


def place_order(label: str) -> str:
    """A key that orders "Thôn 2" before "Thôn 10"."""
    return sort_key(re.sub("[0-9]+", lambda number: number[0].zfill(6), label))
