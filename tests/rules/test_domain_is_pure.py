"""The rules are functions of what they are given: no framework, file, clock or chance reaches them."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules import contracts

# Modules of the standard library whose answers depend on the machine or the moment.
IMPURE = {
    *("asyncio", "ctypes", "ftplib", "getpass", "glob", "http", "importlib", "locale", "logging", "mmap"),
    *("multiprocessing", "os", "pathlib", "pickle", "platform", "random", "secrets", "select", "shutil"),
    *("signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib"),
    *("uuid", "warnings", "webbrowser"),
}
CALLS = {"open", "input", "print", "eval", "exec", "compile", "breakpoint", "__import__", "globals"}
CLOCKS = {"now", "utcnow", "today", "fromtimestamp"}
FILES = sorted((contracts.PACKAGE / "domain").rglob("*.py"))


def faults(source: str) -> Iterator[str]:
    """What makes a module of the domain impure, a line each."""
    for node in ast.walk(ast.parse(source)):
        line = f"line {getattr(node, 'lineno', 0)}"
        yield from (f"{line}: imports {module}" for module in imported(node) if not pure(module))
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield f"{line}: calls {name}"
            case ast.Attribute(attr=name) if name in CLOCKS:
                yield f"{line}: reads the clock by {name}"
            case ast.Global():
                yield f"{line}: keeps a state between calls"


def pure(module: str) -> bool:
    """Part of the domain, or of the standard library and without side effects."""
    root = module.partition(".")[0]
    if root == "khuyenhoc":
        return f"{module}.".startswith("khuyenhoc.domain.")
    return root in sys.stdlib_module_names and root not in IMPURE


def imported(node: ast.AST) -> list[str]:
    """Full names of the modules an import statement may load; a relative one stays inside the domain."""
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module=str(module), names=names, level=0) if module == "khuyenhoc":
            return [f"{module}.{name.name}" for name in names]
        case ast.ImportFrom(module=str(module), level=0):
            return [module]
    return []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(contracts.PACKAGE)))
def test_a_module_of_the_domain_is_pure(file: Path) -> None:
    assert list(faults(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import django",
        "from polars import col",
        "import os.path",
        "from pathlib import Path",
        "def f():\n    import random",
        "from khuyenhoc import apps",
        "import khuyenhoc.batch",
        "from datetime import date\nyear = date.today().year",
        "import datetime\nat = datetime.datetime.now()",
        "clock = datetime.now",
        "text = open('a').read()",
        "def f():\n    global last",
    ],
)
def test_an_impure_module_would_be_found(source: str) -> None:
    assert list(faults(source)) != []


def test_a_pure_module_passes() -> None:
    source = "import tomllib\nfrom datetime import date\nfrom khuyenhoc.domain import text\nfrom . import x\n"

    assert list(faults(source)) == []
