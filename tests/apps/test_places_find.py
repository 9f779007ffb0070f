"""Finding places: every sampled name, in every spelling that people use, is found."""

import random
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from khuyenhoc.apps.places import queries
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.domain.places import CHANGE, REFORM, Kind
from khuyenhoc.domain.text import search_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

SAMPLE = 120  # of each way to spell; other places for each
THEN = date(2023, 12, 31)
TELEX_MARKS = {"\u0306": "w", "\u031b": "w"}
TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}


def telex(text: str) -> str:
    """As typed on a keyboard without a Vietnamese layout: "Lùng Tám" is "lungf tams"."""
    return " ".join(map(_telex_word, text.lower().split(" ")))


def _telex_word(word: str) -> str:
    typed, tone = "", ""
    for sign in unicodedata.normalize("NFD", word.replace("đ", "dd")):
        if sign in TELEX_TONES:
            tone = TELEX_TONES[sign]
        elif sign == "\u0302":
            typed += typed[-1]
        else:
            typed += TELEX_MARKS.get(sign, sign)
    return typed + tone


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def other_tone_place(text: str) -> str:
    pairs = [("óa", "oá"), ("òa", "oà"), ("ỏa", "oả"), ("ọa", "oạ"), ("úy", "uý"), ("ủy", "uỷ"), ("ùy", "uỳ")]
    for new, old in pairs:
        text = text.replace(new, old) if new in text else text.replace(old, new)
    return text


def icelandic(text: str) -> str:
    return text.replace("Đ", "Ð").replace("đ", "ð")


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "unaccented": search_key,
    "NFD": nfd,
    "upper case, NFD": lambda text: nfd(text.upper()),
    "Telex, upper case": lambda text: telex(text).upper(),
    "tone on the other letter": other_tone_place,
    "Icelandic eth": icelandic,
}


def sampled(spelling: str) -> list[PlaceVersion]:
    everything = list(PlaceVersion.objects.exclude(unit="").order_by("pk"))
    peculiar = [one for one in everything if "'" in one.name or "-" in one.name or one.name.isdecimal()]
    return random.Random(spelling).sample(everything, SAMPLE) + peculiar[:20]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_sampled_place_is_found_in_any_spelling(spelling: str) -> None:
    spell = SPELLINGS[spelling]
    missed = []
    for version in sampled(spelling):
        found = queries.find(spell(version.name), limit=1_000)
        if version.place_id not in {one.id for one in found}:
            missed.append((spell(version.name), str(version)))

    assert missed == []


@pytest.mark.parametrize("spelling", ["as it is", "unaccented", "Telex, upper case", "upper case, NFD"])
def test_every_sampled_place_is_found_with_its_unit_word_and_parents(spelling: str) -> None:
    spell = SPELLINGS[spelling]
    missed = []
    for version in sampled(spelling)[::3]:
        label = queries.label(version.place_id, version.valid_from)
        found = queries.find(", ".join(map(spell, label.split(", "))), on=version.valid_from)
        if version.place_id not in {one.id for one in found}:
            missed.append(label)

    assert missed == []


def labels(text: str, on: date | None = None, kinds: list[Kind] | None = None) -> list[str]:
    return [found.label for found in queries.find(text, on=on, kinds=kinds)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Lùng Tám, Quản Bạ, Hà Giang",
            "lung tam, ha giang",
            "xã Lùng Tám, huyện Quản Bạ",
            "x. lùng tám, quản bạ",
        ),
        *(
            "luungf tams, quanr baj",
            "LÙNG TÁM QUẢN BẠ",
            "lung tam quan ba tinh ha giang",
            "lùng tám hà giang",
        ),
    ],
)
def test_parents_narrow_the_search_with_or_without_commas(text: str) -> None:
    assert labels(text) == ["xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang"]


def test_parents_in_the_wrong_order_find_nothing() -> None:
    assert labels("Hà Giang, Quản Bạ, Lùng Tám") == []


def test_places_that_hold_stand_first_and_closed_ones_tell_what_they_became() -> None:
    found = queries.find("Lùng Tám")

    assert [(one.label, one.valid_from, one.valid_to, one.now) for one in found] == [
        ("xã Lùng Tám, tỉnh Tuyên Quang", REFORM, None, ()),
        ("xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang", None, REFORM, ("xã Lùng Tám, tỉnh Tuyên Quang",)),
    ]


def test_a_day_leaves_only_what_held_on_it() -> None:
    assert labels("Trấn Yên", on=REFORM) == ["xã Trấn Yên, tỉnh Lào Cai"]
    assert "huyện Trấn Yên, tỉnh Yên Bái" in labels("Trấn Yên", on=THEN)


def test_a_kind_leaves_only_places_of_it() -> None:
    assert labels("Hà Giang", kinds=[Kind.DISTRICT]) == ["thành phố Hà Giang, tỉnh Hà Giang"]


def test_a_code_finds_all_that_it_has_ever_meant() -> None:
    assert [(one.label, one.valid_to) for one in queries.find("24")] == [
        ("tỉnh Bắc Ninh", None),
        ("tỉnh Bắc Giang", REFORM),
        ("phường 24, quận Bình Thạnh, thành phố Hồ Chí Minh", CHANGE),  # its name, not its code
    ]


def test_a_name_under_another_unit_word_is_found_all_the_same() -> None:
    assert labels("xã Khai Quang") == ["phường Khai Quang, thành phố Vĩnh Yên, tỉnh Vĩnh Phúc"]


def test_the_beginning_of_a_name_finds_it() -> None:
    assert "xã Lùng Phình, tỉnh Lào Cai" in labels("Lùng Ph")


@pytest.mark.parametrize("text", ["", " , ", "%", "_", "'", "\x00", "x" * 5_000, "a " * 500, "#"])
def test_any_text_gives_an_answer(text: str) -> None:
    assert labels(text) == []
