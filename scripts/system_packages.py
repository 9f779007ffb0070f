"""What the checks need from Debian itself: a browser, and letters for Vietnamese.

Root gets what is missing installed; anybody else is told the exact command. Exit 1 when something stays
missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")


def has_vietnamese_font() -> bool:
    """Whether a font of the system draws Vietnamese; Debian's fonts-liberation does not."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=vi"], capture_output=True, text=True).stdout.strip())


def missing() -> list[str]:
    """Names of the Debian packages to install, in the order to install them."""
    wanted = []
    if not CHROMIUM.exists():
        wanted.append("chromium")
    if not has_vietnamese_font():
        wanted += ["fontconfig", "fonts-dejavu-core"]
    return wanted


def main() -> int:
    packages = missing()
    if not packages:
        print("Chromium and a Vietnamese font are here.")
        return 0
    names = " ".join(packages)
    command = f"apt-get update && apt-get install -y --no-install-recommends {names}"
    if os.geteuid() != 0:
        print(f"Missing for the browser tests: {names}. Install as root: {command}", file=sys.stderr)
        return 1
    print(f"Missing for the browser tests, installing: {names}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-qq", "-o=Dpkg::Use-Pty=0"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *quiet, *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            print(done.stdout)
            print(
                f"apt-get could not install them (no network?). Install by hand: {command}", file=sys.stderr
            )
            return 1
    still = missing()
    if still:
        print(f"Still missing after the installation: {' '.join(still)}", file=sys.stderr)
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main())
