"""Codes to choose from, in the field's words and the page's language."""

from collections.abc import Callable, Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.sentences import words

Choices = list[tuple[str, str]]


def spoken(kind: str, codes: Iterable[str]) -> Callable[[], Choices]:
    """Choices of a kind of words.KINDS, worded when the form is drawn."""
    known = [str(code) for code in codes]

    def choices() -> Choices:
        language = "en" if get_language() == "en" else "vi"
        return [(code, words.word(kind, code, language)) for code in known]

    return choices


def spoken_at(kind: str, codes: Iterable[str], where: str) -> Callable[[], Choices]:
    """The same where words depend on where they are used: a chair is "chi hội trưởng" at a "chi_hoi"."""
    known, told = [str(code) for code in codes], spoken(kind, [f"{where}.{code}" for code in codes])
    return lambda: [(code, word) for code, (_code, word) in zip(known, told(), strict=True)]


def any_or(kind: str, codes: Iterable[str]) -> Callable[[], Choices]:
    """The same, with "all" before them."""
    some = spoken(kind, codes)
    return lambda: [("", _("tất cả")), *some()]
