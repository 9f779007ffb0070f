# Every command of the project. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo serve test faults bench screenshots lock places
PYTHON ?= python3.11
export PYTHON

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

demo: ## build the demonstration once, print its table, serve it
	@scripts/prepare.sh run
	@.venv/bin/khuyenhoc demo --serve

serve: ## serve what is already built
	@scripts/prepare.sh run
	@.venv/bin/khuyenhoc serve

test: ## run every check: lint, types, contracts, migrations, tests on both databases and in the browser
	@scripts/prepare.sh dev
	@.venv/bin/python scripts/checks.py

faults: ## break things on purpose, at the full dose (KHUYENHOC_DOSE=nightly for more)
	@scripts/prepare.sh dev
	@KHUYENHOC_DOSE=$${KHUYENHOC_DOSE:-full} .venv/bin/python -m pytest -q tests/faults tests/domain tests/web/test_scope_matrix*.py --timeout=3600

bench: ## measure, and print a table and JSON
	@scripts/prepare.sh dev
	@.venv/bin/python -m bench

screenshots: ## draw the pages' pictures again, into docs/screenshots
	@scripts/prepare.sh dev
	@.venv/bin/python scripts/system_packages.py
	@KHUYENHOC_PICTURES=docs/screenshots .venv/bin/python -m pytest -q -m browser
	@KHUYENHOC_PICTURES=docs/screenshots .venv/bin/python -m pytest -q tests/papers

lock: ## compile requirements/*.in to lock files with hashes
	@scripts/lock.sh

places: ## build the data file of places again from its two sources
	@scripts/places.sh
