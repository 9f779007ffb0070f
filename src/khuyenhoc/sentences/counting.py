"""Filling in sentences that count: the number in groups of three, and the words as one or as many want them."""

from collections.abc import Mapping
from string import Formatter
from typing import Any, Final

from khuyenhoc.domain.numbers import grouped

# English words for what is counted: many → one. Vietnamese has one form.
ONE: Final[Mapping[str, str]] = {
    "adults": "adult",
    "associations": "association",
    "attendances": "attendance",
    "awards": "award",
    "bodies": "body",
    "branches": "branch",
    "centres": "centre",
    "citizens": "citizen",
    "clans": "clan",
    "classes": "class",
    "communes": "commune",
    "communities": "community",
    "courses": "course",
    "events": "event",
    "families": "family",
    "groups": "group",
    "hamlets": "hamlet",
    "households": "household",
    "inhabitants": "inhabitant",
    "members": "member",
    "members of the association": "member of the association",
    "organisations": "organisation",
    "people": "person",
    "pilots": "pilot",
    "places": "place",
    "practices": "practice",
    "pupils": "pupil",
    "registered citizens": "registered citizen",
    "times": "time",
    "titles": "title",
}


def so_many(words: str, number: object) -> str:
    """The English words after that number: "household" after 1 and "about 1", else as they are.

    number: as counted or as printed.
    """
    return ONE.get(words, words) if str(number).split()[-1:] == ["1"] else words


class _Counting(Formatter):
    """`{number:case waits|cases wait}`: the number and, after it, what fits one or what fits many."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, many = format_spec.split("|")
        told = grouped(value, language=self._language) if isinstance(value, int) else str(value)
        return f"{told} {one if told == '1' else many}"


_BY_LANGUAGE: Final = {language: _Counting(language) for language in ("vi", "en")}


def filled(sentence: str, facts: Mapping[str, object], language: str) -> str:
    """The sentence with its facts; an unknown language counts as Vietnamese.

    Errors: KeyError when a fact is missing.
    """
    return _BY_LANGUAGE.get(language, _BY_LANGUAGE["vi"]).vformat(sentence, (), facts)
