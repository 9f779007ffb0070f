"""How the repository's files are named, how long they are, and what they never say."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.rules import contracts

PYTHON = contracts.python_files()
LONGEST = 400
LONGER_FOR_A_REASON: dict[str, str] = {}  # path under src/khuyenhoc -> why it cannot be cut in two
NOUNLESS = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "managers", "lib"}
# Written in two halves, so that this file does not say them itself.
NEVER_SAID = [
    *("TO" + "DO", "FIX" + "ME", "XX" + "X"),
    *("pypi" + ".org", "python" + "hosted", "registry.npm" + "js", "npmjs" + ".org", "index" + "-url ="),
    *("/wo" + "rk/main", "/wo" + "rk/shared", "/ro" + "ot/", "/opt/py" + "pi", "/ho" + "me/"),
    *("clau" + "de", "anthro" + "pic", "chat" + "gpt", "open" + "ai", "co" + "pilot"),
]


def repository_files() -> list[Path]:
    """What git holds or would hold: tracked files, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=contracts.ROOT,
        capture_output=True,
        check=True,
    )
    return [
        file
        for name in listed.stdout.decode().split("\0")
        if name and (file := contracts.ROOT / name).is_file()
    ]


def text_of(file: Path) -> str:
    """Empty for what is not text."""
    content = file.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def short(file: Path) -> str:
    return str(file.relative_to(contracts.PACKAGE))


def test_no_module_is_named_for_nothing() -> None:
    assert [short(file) for file in PYTHON if {file.stem, *file.parent.parts[-2:]} & NOUNLESS] == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {short(file): len(file.read_text(encoding="utf-8").splitlines()) for file in PYTHON}

    assert {
        file: lines for file, lines in lengths.items() if lines > LONGEST and file not in LONGER_FOR_A_REASON
    } == {}


def test_every_module_says_what_it_is_for() -> None:
    sources = {short(file): file.read_text(encoding="utf-8") for file in PYTHON}

    assert [
        file
        for file, source in sources.items()
        if source.strip() and not ast.get_docstring(ast.parse(source))
    ] == []


def test_no_file_says_what_a_repository_should_not() -> None:
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in NEVER_SAID), re.IGNORECASE)
    said = [
        f"{file.relative_to(contracts.ROOT)}: {match.group()}"
        for file in repository_files()
        for match in pattern.finditer(text_of(file))
    ]

    assert said == []


@pytest.mark.parametrize("name", ["run", "dev", "places"])
def test_a_lock_file_holds_hashes_and_no_address(name: str) -> None:
    lock = (contracts.ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")

    assert "://" not in lock
    assert [pin for pin, hashes in pins(lock).items() if not hashes] == []


def test_what_runs_the_program_is_what_was_tested() -> None:
    run, dev = (
        pins((contracts.ROOT / "requirements" / f"{n}.lock").read_text(encoding="utf-8"))
        for n in ("run", "dev")
    )

    assert run.items() <= dev.items()


def pins(lock: str) -> dict[str, tuple[str, ...]]:
    """name==version, with its condition -> its hashes."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE)).splitlines():
        pin, *hashes = re.split(r"\s+--hash=", entry.strip())
        if pin:
            assert "==" in pin, f"{pin} is not pinned"
            found[pin] = tuple(hashes)
    return found


def test_every_make_command_that_the_papers_name_exists() -> None:
    targets = set(
        re.findall(r"^([a-z]+):", (contracts.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {
        (str(file.relative_to(contracts.ROOT)), target)
        for file in repository_files()
        if file.suffix == ".md"
        for target in re.findall(r"(?:`|^\s*\$?\s*)make ([a-z]+)", text_of(file), re.MULTILINE)
    }

    assert sorted((file, target) for file, target in named if target not in targets) == []


def test_every_picture_and_page_that_the_papers_lead_to_is_in_the_repository() -> None:
    held = set(repository_files())
    papers = [file for file in held if file.suffix == ".md"]

    led_to = {
        f"{file.relative_to(contracts.ROOT)}: {link}"
        for file in papers
        for link in re.findall(r"\]\(([^)#:\s]+)[^)]*\)", file.read_text(encoding="utf-8"))
        if not _leads_to(file.parent / link, held)
    }

    assert led_to == set()


def _leads_to(target: Path, held: set[Path]) -> bool:
    target = Path(os.path.normpath(target))
    return target in held or any(target in file.parents for file in held)
