"""The command line speaks one language: its help, and what click itself says."""

import gettext
import os
import subprocess
from pathlib import Path

import pytest

from khuyenhoc.cli import speech
from khuyenhoc.cli.main import COMMANDS, program
from scripts import messages
from tests.starting import started

MAIN = "from khuyenhoc.cli.main import main; main()"
CLICKS_OWN = {"Show the version and exit.", "Show this message and exit."}


def khuyenhoc(language: str, *words: str) -> subprocess.CompletedProcess[str]:
    return started(*words, environment={**os.environ, "KHUYENHOC_LANGUAGE": language})


def test_every_help_text_has_its_english() -> None:
    english = gettext.translation(speech.DOMAIN, speech.LOCALE, ["en"])
    written = [*COMMANDS.values(), *speech.helps(program)]

    missing = [
        text
        for text in written
        if text not in CLICKS_OWN and english.gettext(one_line := " ".join(text.split())) == one_line
    ]

    assert missing == []


def test_no_english_help_is_left_without_its_text() -> None:
    written = {" ".join(text.split()) for text in (*COMMANDS.values(), *speech.helps(program))}
    known = set(messages.read(speech.LOCALE / "en" / "LC_MESSAGES" / f"{speech.DOMAIN}.po"))

    assert known - written - {""} == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_catalogue_is_compiled_from_what_is_written(language: str) -> None:
    po = Path(speech.LOCALE) / language / "LC_MESSAGES" / f"{speech.DOMAIN}.po"

    assert po.with_suffix(".mo").read_bytes() == messages.packed(messages.read(po))


@pytest.mark.parametrize(
    ("language", "usage", "options", "words"),
    [
        ("vi", "Cách dùng:", "Tùy chọn:", "Tìm chỗ mâu thuẫn"),
        ("en", "Usage:", "Options:", "Look for contradictions"),
    ],
)
def test_help_is_in_one_language(language: str, usage: str, options: str, words: str) -> None:
    told = khuyenhoc(language, "figures", "check", "--help").stdout

    assert told.startswith(usage)
    assert options in told
    assert words in told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Lỗi: Giá trị sai ở 'FILE': Tệp 'none.csv' không tồn tại.\n"),
        ("en", "Error: Invalid value for 'FILE': File 'none.csv' does not exist.\n"),
    ],
)
def test_a_wrong_call_is_told_in_that_language_with_status_2(language: str, sentence: str) -> None:
    done = khuyenhoc(language, "figures", "check", "none.csv")

    assert (done.returncode, done.stderr.endswith(sentence)) == (2, True)
