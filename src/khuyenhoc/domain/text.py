"""Vietnamese text: one spelling of the same word, keys to find it by, keys to order it by."""

import re
import unicodedata
from functools import lru_cache

# Đ, Ð (Icelandic eth) and Ɖ (African d) look alike and all stand in old files for the Vietnamese letter.
_STROKED = dict.fromkeys("ĐÐƉđðɖ", "d")
_STROKE_FOLD = str.maketrans(_STROKED)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: f"{position:02d}" for position, letter in enumerate(_ALPHABET, start=2)}
_BLANK, _END, _FOREIGN = "01", "00", "98"
_LETTER_MARKS = "\u0306\u0302\u031b"  # ă, â, ơ: marks that make another letter
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng

_VOWELS = "aeiouy"
_TELEX_SYLLABLE = re.compile(f"([^{_VOWELS}w]*)(w?[{_VOWELS}w].*)")
_TELEX_LATE_VOWEL = re.compile(f"([aeo])([{_VOWELS}]*)([^{_VOWELS}]+)\\1$")


def clean(text: str) -> str:
    """One line as it is stored: NFC, each run of blanks (no-break ones too) one space, no hidden signs."""
    if not text.isprintable():  # hidden and control signs, and every blank but the plain one, are not
        visible = text.translate(_INVISIBLE)
        text = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in visible)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def search_key(text: str) -> str:
    """What a text is found by: lower case, no marks, every đ a d, punctuation and blanks one space.

    The key of a key is itself. "H'Lan Niê" and "H’LAN NIÊ" have the key "h lan nie".
    """
    lowered = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).lower().translate(_STROKE_FOLD)
    return " ".join("".join(map(_bare, lowered)).split())


@lru_cache(maxsize=4096)
def _bare(sign: str) -> str:
    """Without its marks; a blank for what is neither letter nor number, nothing for a mark that stands alone."""
    parted = (part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))
    return "".join(part if part.isalnum() else " " for part in parted)


def telex_key(text: str) -> str:
    """The search key of text typed in raw Telex: "nguyeenx" and "nguyenex" give "nguyen".

    A word that is not Telex may be shortened too ("sars" gives "sa"): look for `search_key` first.
    """
    return " ".join(_without_telex(word) for word in search_key(text).split())


def _without_telex(word: str) -> str:
    if word.startswith("dd"):
        word = word[1:]
    elif word.startswith("d") and len(word) > 2 and word.endswith("d"):
        word = word[:-1]
    found = _TELEX_SYLLABLE.fullmatch(word)
    if found is None:
        return word
    onset, rest = found.groups()
    rest = re.sub("^w", "u", rest)
    rest = re.sub("[sfrxjzw]", "", rest)
    rest = re.sub(r"([aeo])\1", r"\1", rest)
    rest = _TELEX_LATE_VOWEL.sub(r"\1\2\3", rest)
    return onset + rest


def sort_key(text: str) -> str:
    """Digits that order texts as a Vietnamese dictionary does, under any collation of any database.

    Letters first (a ă â b c d đ …), then tones (none, huyền, hỏi, ngã, sắc, nặng); case and punctuation
    weigh nothing. A text that begins another comes before it.
    """
    places: list[str] = []
    tones: list[str] = []
    for word in clean(text).lower().replace("ð", "đ").replace("ɖ", "đ").split():
        if places:
            places.append(_BLANK)
            tones.append("0")
        for letter in word:
            place, tone = _weigh(letter)
            places.append(place)
            tones.append(tone)
    return "".join(places) + _END + "".join(tones)


def person_sort_key(name: str) -> str:
    """Digits that order people: by tên (last word), then đệm (middle words), then họ (first word).

    A name of one word is a tên. Same order in every database, see `sort_key`.
    """
    words = clean(name).split()
    given, family, middle = words[-1:], words[:-1][:1], words[1:-1]
    return "".join(_part_key(" ".join(part)) for part in (given, middle, family))


@lru_cache(maxsize=4096)
def _part_key(part: str) -> str:
    """Of a part of a name; few are borne by many."""
    return sort_key(part) + _END


@lru_cache(maxsize=4096)
def _weigh(letter: str) -> tuple[str, str]:
    """Place in the alphabet and tone of one NFC letter; a sign that is no letter weighs nothing."""
    parted = unicodedata.normalize("NFD", letter)
    base, marks = parted[0], parted[1:]
    shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in _LETTER_MARKS))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    if shape in _PLACE:
        return _PLACE[shape], tone
    if base in _PLACE:
        return _PLACE[base], "6"
    if not letter.isalnum():
        return "", ""
    return f"{_FOREIGN}{ord(letter):07d}", tone
