"""What people read when a rule is broken: one Vietnamese and one English sentence per code.

Pages, the API and the command line draw from here; a test holds the two languages and the codes together.
"""

import os
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.numbers import grouped
from khuyenhoc.sentences import areas, english, reporting, vietnamese
from khuyenhoc.sentences.counting import filled
from khuyenhoc.sentences.words import word

SHOWN: Final = 5  # of a list of cases; the rest is an ellipsis
_WORDED: Final = {  # facts that hold a code → the kind of word it is told by
    "state": "state",
    "step": "step",
    "title": "title",
    "level": "level",
    "why": "why",
    "counts": "inside",
    "accepted": "accepted",
    "what": "bound",
    "change": "change",
    "feature": "feature",
    "stands": "story_state",
    "post": "post",
    "holding": "holding",
}
_MONEY: Final = frozenset({"short"})  # facts that are đồng
_COUNTS: Final = frozenset({"number", "count"})  # facts that say how many
_NUMBERED: Final = frozenset({"RECEIVED_ALREADY", "ALREADY_CORRECTED", "NOT_TO_CORRECT"})  # here of a voucher
LANGUAGES = {
    "vi": vietnamese.SENTENCES | reporting.VIETNAMESE | areas.VIETNAMESE,
    "en": english.SENTENCES | reporting.ENGLISH | areas.ENGLISH,
}


def sentence(error: RuleBroken, language: str = "vi") -> str:
    """The sentence for the error's code with its facts filled in; an unknown language reads Vietnamese.

    Errors: KeyError when the code has no sentence, which a test rules out.
    """
    counts = frozenset[str]() if error.code in _NUMBERED else _COUNTS
    told = {name: _told(name, value, language, counts) for name, value in error.facts.items()}
    return filled(LANGUAGES.get(language, LANGUAGES["vi"])[error.code], told, language)


def _told(name: str, value: Any, language: str, counts: frozenset[str]) -> Any:
    """A fact as people read it: a code by its word, a day by its date, a long list by its beginning."""
    if name in _WORDED and isinstance(value, str):
        return word(_WORDED[name], value, language)
    if (name in _MONEY or name in counts) and isinstance(value, int):
        return grouped(value, language=language)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Collection) and not isinstance(value, str):
        shown = ", ".join(str(one) for one in list(value)[:SHOWN])
        return f"{shown}, …" if len(value) > SHOWN else shown
    return value


def language_of_terminal() -> str:
    """The language of the command line: KHUYENHOC_LANGUAGE, `vi` unless it says `en`."""
    return "en" if os.environ.get("KHUYENHOC_LANGUAGE", "vi").strip().lower() == "en" else "vi"
