"""The sentence a report prints of one figure."""

import re
from collections.abc import Mapping
from typing import Final

from khuyenhoc.domain.catalogue.model import Catalogue, Indicator

# place: "tỉnh Hà Giang"; period: "Năm 2023"; value: "gần 7,4 tỷ"; rate: "66,60%"; of: "tổng số hộ"; name: of the
# indicator, level: "cấp xã"; change: with its sign; previous: what it is a change against.
FIELDS: Final = frozenset(
    {"place", "period", "value", "unit", "rate", "of", "name", "level", "change", "previous"}
)
_FIELD = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_EITHER = re.compile(r"<([^<>|{}]*)\|([^<>|{}]*)>")  # after a value of 1, after any other


def fields_of(pattern: str) -> set[str]:
    return set(_FIELD.findall(pattern))


def is_sound(pattern: str) -> bool:
    """Whether brackets and braces close and hold nothing inside one another."""
    bare = _FIELD.sub("", _OPTIONAL.sub(r"\1", _EITHER.sub("", pattern)))
    return not set("[]{}<|>") & set(bare)


def fill(pattern: str, words: Mapping[str, str]) -> str | None:
    """The pattern with its words; None where one outside of brackets is missing or empty."""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(words.get(name) for name in fields_of(found[1])) else ""

    of_one = words.get("value", "").split()[-1:] == ["1"]  # "1", "about 1"
    kept = _OPTIONAL.sub(part, _EITHER.sub(r"\1" if of_one else r"\2", pattern))
    if not all(words.get(name) for name in fields_of(kept)):
        return None
    return " ".join(_FIELD.sub(lambda found: words[found[1]], kept).split()).replace(" ,", ",")


def sentence(
    catalogue: Catalogue, indicator: Indicator, words: Mapping[str, str], *, language: str = "vi"
) -> str | None:
    """What a report prints; where there is no value, the sentence of its rate; None where there is neither.

    words: see FIELDS; unit, name and level are the catalogue's where they are not given.
    """
    named = indicator.name.told(language)
    known = {"unit": indicator.unit(language), "name": named[:1].lower() + named[1:]} | dict(words)
    return fill(indicator.sentence.told(language), known) or fill(catalogue.rate_only.told(language), known)
