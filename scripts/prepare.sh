#!/usr/bin/env bash
# Makes the environment .venv from a hashed lock file, once: prepare.sh run|dev
# The stamp is the hash of the lock file and of pyproject.toml, so a second call does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?"usage: scripts/prepare.sh run|dev"}
python=${PYTHON:-python3.11}
venv=.venv

fail() { printf '%s\n' "$1" >&2; exit 1; }
stamp_of() { cat "requirements/$1.lock" pyproject.toml src/khuyenhoc/__init__.py | sha256sum | cut -d' ' -f1; }
stamped() { [ "$(cat "$venv/.made-from-$1" 2>/dev/null)" = "$(stamp_of "$1")" ]; }

# A folder that was moved, or copied from another machine, holds programs that cannot start.
here=$(pwd -P)
works() { "$venv/bin/python" -c pass && grep -qF "$here/$venv/bin/" "$venv/bin/pip"; }
if [ -e "$venv" ] && ! works 2>/dev/null; then
    echo "The environment in $venv was made elsewhere; making it anew."
    rm -rf "$venv"
fi
if stamped "$kind"; then exit 0; fi

if [ ! -e "$venv/bin/python" ]; then
    command -v "$python" >/dev/null || fail "Python 3.11 is missing. Install it: apt-get install python3.11 python3.11-venv"
    "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
        || fail "$python is not Python 3.11, the version the lock files are made for. Install it: apt-get install python3.11 python3.11-venv"
    "$python" -c 'import venv, ensurepip' 2>/dev/null \
        || fail "Python's venv module is missing. Install it: apt-get install python3.11-venv"
    echo "Making the environment in $venv …"
    "$python" -m venv "$venv"
fi

echo "Installing the packages of requirements/$kind.lock, each checked against its hash …"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }
if [ -t 1 ]; then quiet=(); else quiet=(--quiet); fi  # somebody who waits sees what is being fetched
# Python compiles what a program loads when it first loads it, a third of what is installed
pip install "${quiet[@]}" --no-compile --require-hashes -r "requirements/$kind.lock" \
    || fail "The packages of requirements/$kind.lock could not be installed; the lines above say why (no network?). Then run the command again."
pip install --quiet --no-deps --no-build-isolation --editable . \
    || fail "The package itself could not be installed; the lines above say why."

# dev.lock holds everything of run.lock in the same versions (a test says so), so it counts for both.
stamp_of "$kind" > "$venv/.made-from-$kind"
if [ "$kind" = dev ]; then stamp_of run > "$venv/.made-from-run"; fi
