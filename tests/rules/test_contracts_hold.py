"""Each import contract is broken once in a copy of the source; lint-imports must refuse each copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import contracts

# contract, the file that breaks it, what stands in the file
FORBIDDEN = [
    ("tiers", "web/planted.py", "from khuyenhoc.cli import main"),
    ("tiers", "cli/planted.py", "from khuyenhoc.web import middleware"),
    ("tiers", "api/planted.py", "from khuyenhoc.web import middleware"),
    ("tiers", "analytics/planted.py", "from khuyenhoc.web import middleware"),
    ("tiers", "analytics/planted.py", "from khuyenhoc.cli import main"),
    ("tiers", "apps/audit/planted.py", "import khuyenhoc.analytics"),
    ("tiers", "analytics/planted.py", "import khuyenhoc.papers"),
    ("tiers", "papers/planted.py", "from khuyenhoc.cli import main"),
    ("tiers", "batch/planted.py", "import khuyenhoc.apps.criteria"),
    ("tiers", "sentences/planted.py", "import khuyenhoc.batch"),
    ("tiers", "domain/planted.py", "from khuyenhoc.sentences import sentence"),
    ("tiers", "domain/planted.py", "def late():\n    import khuyenhoc.batch"),
    ("tiers", "helpers/__init__.py", ""),
    ("data_is_a_leaf", "data/planted.py", "from khuyenhoc.domain import errors"),
    ("data_is_read_above_the_rules", "domain/planted.py", "import khuyenhoc.data"),
    ("data_is_read_above_the_rules", "web/planted.py", "import khuyenhoc.data"),
    ("settings_are_read_through_django", "apps/places/planted.py", "from khuyenhoc.config import settings"),
    ("domain_is_standard_library", "domain/planted.py", "from django.utils import timezone"),
    ("domain_is_standard_library", "domain/planted.py", "import ibis"),
    ("domain_is_standard_library", "domain/planted.py", "import click"),
    ("batch_and_sentences_know_no_django", "batch/planted.py", "from django.conf import settings"),
    ("batch_and_sentences_know_no_django", "sentences/planted.py", "from django.utils import translation"),
    ("order_of_apps", "apps/strangers/__init__.py", ""),
    ("surfaces_touch_no_tables", "web/planted.py", "from khuyenhoc.apps.subjects import models"),
    ("surfaces_touch_no_tables", "api/planted.py", "from khuyenhoc.apps.figures.models import Target"),
    ("surfaces_touch_no_tables", "cli/planted.py", "from khuyenhoc.apps.audit.models import Event"),
]
APPS = contracts.apps_from_the_top()
INSIDE = contracts.lines("inside_an_app", "layers")
APP = "khuyenhoc.apps.{}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source once more, without what Python made of it, and with every file name an app may have."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(
        contracts.PACKAGE,
        folder / "khuyenhoc",
        ignore=lambda _folder, names: [
            n for n in names if n == "__pycache__" or n in {"static", "templates"}
        ],
    )
    shutil.copy(contracts.ROOT / ".importlinter", folder)
    for app in APPS:
        for name in INSIDE:
            (folder / "khuyenhoc" / "apps" / app / f"{name}.py").touch()
    return folder


def lint(folder: Path, *, contract: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the real program on the copy, which precedes the installed package; all contracts by default."""
    return subprocess.run(
        [
            *(Path(sys.executable).with_name("lint-imports"), "--no-logo"),
            *(("--contract", contract) if contract else ()),
        ],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
    )


def environment(folder: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": "/usr/bin:/bin",
        "COLUMNS": "200",
    }


def refused(output: str, importer: str, imported: str) -> bool:
    """Whether the report says so in its own words, wherever it broke the line."""
    return f"{importer} is not allowed to import {imported}:" in " ".join(output.split())


def test_the_copy_itself_is_accepted_by_every_contract(copy: Path) -> None:
    done = lint(copy)

    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(contracts.names())} kept, 0 broken." in done.stdout


@pytest.mark.parametrize(("contract", "file", "text"), FORBIDDEN)
def test_a_planted_import_is_refused(copy: Path, contract: str, file: str, text: str) -> None:
    planted = copy / "khuyenhoc" / file
    new_folder = not planted.parent.exists()
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text)

    try:
        done = lint(copy, contract=contract)
    finally:
        shutil.rmtree(planted.parent) if new_folder else planted.unlink()

    assert done.returncode == 1
    assert (planted.parent.name if new_folder else "planted") in done.stdout


def test_no_app_may_import_one_above_it(copy: Path) -> None:
    pairs = [(lower, upper) for at, lower in enumerate(APPS) for upper in APPS[:at]]
    planted = [copy / "khuyenhoc" / "apps" / app / "planted.py" for app in APPS]
    for file, app in zip(planted, APPS, strict=True):
        file.write_text("".join(f"import khuyenhoc.apps.{up}\n" for low, up in pairs if low == app))

    done = lint(copy, contract="order_of_apps")

    for file in planted:
        file.unlink()
    assert len(pairs) == len(APPS) * (len(APPS) - 1) // 2
    missed = [(low, up) for low, up in pairs if not refused(done.stdout, APP.format(low), APP.format(up))]
    assert missed == []


def test_no_file_of_any_app_may_import_one_above_it(copy: Path) -> None:
    pairs = [
        (f"{APP.format(app)}.{lower}", f"{APP.format(app)}.{upper}")
        for app in APPS
        for at, lower in enumerate(INSIDE)
        for upper in INSIDE[:at]
    ]
    before: dict[Path, bytes] = {}
    for lower, upper in pairs:
        file = copy / f"{lower.replace('.', '/')}.py"
        before.setdefault(file, file.read_bytes())
        with file.open("a") as more:
            more.write(f"\nimport {upper}\n")

    done = lint(copy, contract="inside_an_app")

    for file, content in before.items():
        file.write_bytes(content)
    assert [pair for pair in pairs if not refused(done.stdout, *pair)] == []


def test_every_contract_is_broken_by_one_of_these_tests() -> None:
    assert {contract for contract, _, _ in FORBIDDEN} | {"order_of_apps", "inside_an_app"} == set(
        contracts.names()
    )


def test_no_contract_has_an_exception_and_none_forgets_an_app() -> None:
    found = contracts.read()

    assert [s for s in found.sections() if "ignore_imports" in found[s]] == []
    assert contracts.lines("inside_an_app", "containers") == [APP.format(app) for app in APPS]
    assert sorted(APPS) == sorted(
        f.name for f in (contracts.PACKAGE / "apps").iterdir() if (f / "apps.py").exists()
    )
