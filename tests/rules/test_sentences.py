"""Every error that a person can meet has one code for ever, and one sentence in each language."""

import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

import khuyenhoc
from khuyenhoc.apps.assessments.actions import CasesUnknown
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import LANGUAGES, sentence

CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
NOT_TO_IMPORT = ("khuyenhoc.config.wsgi",)  # starts the application a second time


def errors() -> list[type[RuleBroken]]:
    """RuleBroken and whatever derives from it anywhere in the package."""
    for module in pkgutil.walk_packages(khuyenhoc.__path__, "khuyenhoc."):
        if ".migrations." not in module.name and module.name not in NOT_TO_IMPORT:
            importlib.import_module(module.name)
    found, waiting = [], [RuleBroken]
    while waiting:
        error = waiting.pop()
        found.append(error)
        waiting += [child for child in error.__subclasses__() if child.__module__.startswith("khuyenhoc.")]
    return sorted(set(found), key=lambda error: (error.__module__, error.__qualname__))


ERRORS = errors()


def placeholders(sentence: str) -> set[str]:
    """Names of the facts a sentence is filled with."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def facts(error: type[RuleBroken]) -> set[str]:
    """The words after `facts:` in the docstring."""
    _, _, told = (error.__doc__ or "").partition("facts:")
    return set(re.findall(r"\w+", told))


def told(error: type[RuleBroken]) -> list[str]:
    """Its sentences, Vietnamese first; an empty one where none is written."""
    return [LANGUAGES[language].get(error.code, "") for language in ("vi", "en")]


def test_every_error_has_a_code_of_its_own() -> None:
    assert [e.__qualname__ for e in ERRORS if "code" not in vars(e) or not CODE.fullmatch(e.code)] == []


def test_every_error_has_a_sentence_in_each_language() -> None:
    assert [f"{error.__module__}: {error.code}" for error in ERRORS if not all(told(error))] == []


def test_both_languages_tell_the_same_facts() -> None:
    differing = [error.code for error in ERRORS if len({frozenset(placeholders(s)) for s in told(error)}) > 1]

    assert differing == []


def test_the_docstring_of_an_error_names_the_facts_that_its_sentences_tell() -> None:
    unnamed = {
        error.__qualname__: missing
        for error in ERRORS
        if (missing := set().union(*map(placeholders, told(error))) - facts(error))
    }

    assert unnamed == {}


def test_no_two_errors_share_a_code() -> None:
    assert [code for code, times in Counter(error.code for error in ERRORS).items() if times > 1] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_sentence_is_left_without_its_error(language: str) -> None:
    assert set(LANGUAGES[language]) - {error.code for error in ERRORS} == set()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_sentence_begins_with_a_capital_and_ends_as_sentences_do(language: str) -> None:
    odd = [
        code
        for code, sentence in LANGUAGES[language].items()
        if not (sentence[0].isupper() or sentence[0] in "{“\"'") or sentence[-1] not in '.?!…”"'
    ]

    assert odd == []


@pytest.mark.parametrize(
    ("number", "language", "told"),
    [
        (1, "en", "1 case is not in the system."),
        (1_250, "en", "1,250 cases are not in the system."),
        (1_250, "vi", "1.250 hồ sơ"),
    ],
)
def test_a_sentence_that_counts_fits_its_number(number: int, language: str, told: str) -> None:
    assert told in sentence(CasesUnknown(number=number), language)


def test_no_english_sentence_says_many_of_one() -> None:
    many = re.compile(
        r"\{(?:number|count)\} (?!(?:is|was|repeats|like)\b)(?:[a-z]+ (?!is\b|was\b))?[a-z]+s\b"
    )

    assert [code for code, sentence in LANGUAGES["en"].items() if many.search(sentence)] == []


def test_a_page_that_counts_groups_its_number() -> None:
    pages = Path(str(khuyenhoc.__file__)).parent / "web" / "templates"
    counting = re.compile(r"\{% blocktranslate count [^%]*%\}")

    bare = {
        (page.name, tag)
        for page in pages.rglob("*.html")
        for tag in counting.findall(page.read_text(encoding="utf-8"))
        if "|counted" not in tag and "|grouped" not in tag
    }

    assert bare == set()
