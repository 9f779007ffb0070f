"""Times the building of the demonstration, as `khuyenhoc demo` does it, from an empty database.

    python bench/demo.py [--communes 10]

Runs the program once in a throwaway data folder (or on the empty database that DATABASE_URL names), prints a table
and, last, one line of JSON: seconds in all, processor seconds, peak memory of the process, size of the database.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAIN = "from khuyenhoc.cli.main import main; main()"


def commit() -> str:
    told = subprocess.run(
        ["git", "-c", "safe.directory=*", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip() or "unknown"


def engine() -> str:
    return os.environ.get("DATABASE_URL", "sqlite").partition(":")[0]


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--communes", type=int, default=10)
    communes = arguments.parse_args().communes
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-bench-") as folder:
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", MAIN, "demo", "--communes", str(communes)],
            env={**os.environ, "KHUYENHOC_DATA_DIR": folder},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        seconds = time.perf_counter() - begin
        size = sum(file.stat().st_size for file in Path(folder).glob("*.sqlite3*"))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {
        "what": "demo",
        "dataset": f"{communes} communes, two years, tables and places of the country included",
        "engine": engine(),
        "commit": commit(),
        "machine": f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}",
        "seconds": round(seconds, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
        "load_when_done": round(os.getloadavg()[0], 1),
        "peak_mib": round(used.ru_maxrss / 1024),
        "database_mib": round(size / 2**20),
    }
    for name, value in found.items():
        print(f"{name:18} {value}")
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
