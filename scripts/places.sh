#!/usr/bin/env bash
# Runs scripts/build_places.py in an environment of its own: its two sources are needed for nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=build/places
if [ ! -x "$environment/bin/python" ]; then "${PYTHON:-python3.11}" -m venv "$environment"; fi
"$environment/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements/places.lock
PYTHONPATH=src:. "$environment/bin/python" -m scripts.build_places "$@"
