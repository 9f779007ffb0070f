"""Every check, one after the other, each announced and timed; stops at the first that fails and says so.

`make test` calls this; with --keep-going it goes on and names every failure at the end. The same list runs on
every machine: nothing is left out because something is missing. Two begin at once and are told in their turn:
looking at types and fetching the browser leave a processor or the network idle.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
SETTINGS = "--settings=khuyenhoc.config.settings"
ENOUGH = 8 * 2**30  # bytes; all the tests together hold less than half of it at a time
WORKERS = os.environ.get("KHUYENHOC_TEST_WORKERS", "2")


@dataclass(frozen=True)
class Check:
    """A command, and the sentence for whoever has to put right what it finds."""

    name: str
    command: tuple[str, ...]
    when_it_fails: str
    begins_early: bool = False


def program(name: str) -> str:
    return str(PROGRAMS / name)


def python(*words: str) -> tuple[str, ...]:
    return (sys.executable, *words)


def pytest(*words: str) -> tuple[str, ...]:
    return python("-m", "pytest", "-q", "--durations=5", "--durations-min=5", *words)


CHECKS = (
    Check("Lint (ruff)", (program("ruff"), "check", "."), "ruff found the faults above."),
    Check(
        "Layout (ruff format)",
        (program("ruff"), "format", "--check", "."),
        "The files above are laid out otherwise; run: .venv/bin/ruff format FILE",
    ),
    Check(
        "Import contracts",
        (program("lint-imports"), "--no-logo"),
        "An import breaks a contract of .importlinter; there are no exceptions, so the import has to go.",
    ),
    Check(
        "Missing migrations",
        python("-m", "django", "makemigrations", "--check", "--dry-run", SETTINGS),
        "A model changed without its migration; run: .venv/bin/python -m django makemigrations " + SETTINGS,
    ),
    Check(
        "Tests on SQLite",
        pytest("-n", WORKERS, "--dist=worksteal", "--ignore=tests/journeys"),
        "A test failed on SQLite; the lines above say which.",
    ),
    Check("Types (mypy strict)", (program("mypy"),), "mypy found the type errors above.", begins_early=True),
    Check(
        "Tests on PostgreSQL",
        python(
            "scripts/throwaway_postgres.py",
            *pytest("-n", WORKERS, "--dist=worksteal", "--ignore=tests/journeys", "-m", "database"),
        ),
        "The tests on PostgreSQL did not pass; the lines above say why.",
    ),
    Check(
        "Browser and letters",
        python("scripts/system_packages.py"),
        "The browser tests cannot run before this is installed.",
        begins_early=True,
    ),
    Check(
        "Tests in the browser",
        pytest("-n", WORKERS, "--dist=worksteal", "tests/journeys"),
        "A browser test failed; the lines above say which.",
    ),
)


def environment(data_dir: str, shared: str) -> dict[str, str]:
    """The caller's, without what would change the answers of the checks or touch the caller's data.

    shared: a folder for what the runs of the tests make once for all of them.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("KHUYENHOC_") and k != "DATABASE_URL"}
    for name in ("KHUYENHOC_TEST_POSTGRES", "KHUYENHOC_TEST_WORKERS"):
        if name in os.environ:
            kept[name] = os.environ[name]
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process compiles everything anew
    folders = {"KHUYENHOC_DATA_DIR": data_dir, "KHUYENHOC_TEST_FOLDER": shared, "TMPDIR": roomy()}
    return {**kept, **folders, "PYTHONUNBUFFERED": "1"}


def roomy() -> str:
    """The folder for what the checks write and throw away: in memory where there is room.

    The databases of the tests flush each write as production does; a disk takes 5 ms for that.
    """
    memory = Path("/dev/shm")  # noqa: S108  (folders in it are made with names of their own)
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ENOUGH:
        return str(memory)
    return tempfile.gettempdir()


class Early:
    """A check that runs beside the others; what it prints is kept until its turn."""

    def __init__(self, check: Check, shared: str) -> None:
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115  (closed in `told`)
        self._data = tempfile.TemporaryDirectory(prefix="khuyenhoc-checks-", dir=roomy())
        self._process = subprocess.Popen(
            check.command,
            cwd=ROOT,
            env=environment(self._data.name, shared),
            stdin=subprocess.DEVNULL,
            stdout=self._printed,
            stderr=subprocess.STDOUT,
        )

    def told(self) -> int:
        """Its exit status, once it has ended and all it printed is passed on."""
        status = self._process.wait()
        self._printed.seek(0)
        sys.stdout.write(self._printed.read().decode(errors="replace"))
        self._printed.close()
        self._data.cleanup()
        return status

    def ended(self) -> None:
        """For a run that ends before its turn: packages are never left half installed."""
        self._process.wait()
        self._printed.close()
        self._data.cleanup()


def run(check: Check, shared: str) -> int:
    """Its exit status; what it prints is passed on as it comes."""
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-checks-", dir=roomy()) as data_dir:
        told = environment(data_dir, shared)
        done = subprocess.run(check.command, cwd=ROOT, env=told, stdin=subprocess.DEVNULL)
    return done.returncode


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-tests-", dir=roomy()) as shared:
        return checked(shared, keep_going="--keep-going" in sys.argv[1:])


def checked(shared: str, *, keep_going: bool) -> int:
    """The exit status of all."""
    failed: list[str] = []
    begin = time.monotonic()
    early = {check.name: Early(check, shared) for check in CHECKS if check.begins_early}
    for number, check in enumerate(CHECKS, start=1):
        print(f"\n── {number}/{len(CHECKS)} {check.name}", flush=True)
        since = time.monotonic()
        status = early.pop(check.name).told() if check.begins_early else run(check, shared)
        print(f"   {time.monotonic() - since:.1f} s", flush=True)
        if status:
            failed.append(f"{number}/{len(CHECKS)} {check.name}: {check.when_it_fails}")
            if not keep_going:
                break
    for one in early.values():
        one.ended()
    if failed:
        print("\nFailed:", *failed, sep="\n  ", file=sys.stderr)
        return 1
    print(f"\nAll {len(CHECKS)} checks passed in {time.monotonic() - begin:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
