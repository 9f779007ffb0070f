#!/usr/bin/env bash
# Compiles requirements/*.in to lock files: every package with its hashes, no address of an index.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=build/lock
if [ ! -x "$tool/bin/uv" ]; then
    "${PYTHON:-python3.11}" -m venv "$tool"
    "$tool/bin/pip" install --quiet --disable-pip-version-check uv
fi
for name in run dev places; do
    "$tool/bin/uv" pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
        --no-annotate --custom-compile-command "make lock" "requirements/$name.in" -o "requirements/$name.lock"
    echo "requirements/$name.lock"
done
