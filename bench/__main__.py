"""Runs every measurement, one after the other: python -m bench [NAME …]."""

import subprocess
import sys

ALL = (
    "score_million",
    "places",
    "restate",
    "figures",
    "demo",
    "province",
    "five_titles",
    "recount_million",
    "papers",
    "api",
    "workbooks",
    "verifying",
    "pages_million",
    "page_weight",
    "dashboards",
    "change_seen",
)


def main() -> None:
    """Exit status 1 when a measurement failed; the others are still run."""
    failed = []
    for name in sys.argv[1:] or ALL:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
