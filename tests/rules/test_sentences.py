"""Every error that a person can meet has one code for ever, and one sentence in each language."""

import importlib
import pkgutil
import re
from collections import Counter
from string import Formatter

import pytest

import khuyenhoc
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import LANGUAGES

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


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__qualname__)
class TestError:
    def test_it_has_a_code_of_its_own(self, error: type[RuleBroken]) -> None:
        assert "code" in vars(error)
        assert CODE.fullmatch(error.code)

    def test_it_has_a_sentence_in_each_language_with_the_same_facts(self, error: type[RuleBroken]) -> None:
        told = {language: sentences.get(error.code, "") for language, sentences in LANGUAGES.items()}

        assert all(told.values()), f"{error.code} lacks a sentence: {told}"
        assert len({frozenset(placeholders(sentence)) for sentence in told.values()}) == 1, told

    def test_its_docstring_names_the_facts_of_its_sentences(self, error: type[RuleBroken]) -> None:
        used = placeholders(LANGUAGES["vi"].get(error.code, "")) | placeholders(
            LANGUAGES["en"].get(error.code, "")
        )

        assert used <= facts(error), (
            f"write “facts: {', '.join(sorted(used))}” in {error.__qualname__}'s docstring"
        )


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
        if not (sentence[0].isupper() or sentence[0] in "{“\"'") or sentence[-1] not in '.?!”"'
    ]

    assert odd == []
