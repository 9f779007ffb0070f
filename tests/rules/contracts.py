"""The contracts of .importlinter as data, and the places where our source stands."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "khuyenhoc"


def read() -> configparser.ConfigParser:
    found = configparser.ConfigParser()
    found.read_string((ROOT / ".importlinter").read_text(encoding="utf-8"))
    return found


def names() -> list[str]:
    """The contracts' ids, in the order of the file."""
    return [
        section.rpartition(":")[2]
        for section in read().sections()
        if section.startswith("importlinter:contract:")
    ]


def lines(contract: str, option: str) -> list[str]:
    """One option of one contract, a line each, from the top; brackets of optional layers dropped."""
    value = read()[f"importlinter:contract:{contract}"].get(option, "")
    return [line.strip().strip("()") for line in value.splitlines() if line.strip()]


def apps_from_the_top() -> list[str]:
    """Labels of our apps; each may know only those after it."""
    return lines("order_of_apps", "layers")


def python_files() -> list[Path]:
    """Every file of src but migrations, which Django writes."""
    return [file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts]
