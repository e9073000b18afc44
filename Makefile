# The two doors: `make serve` shows the site, `make test` runs every test. Each sets up what it needs first.
# Everyday tasks are in tasks.py: .venv/bin/inv --list

PORT ?= 8000
JOBS ?= 2
PYTHON ?=
export PYTHON

.PHONY: help setup serve test clean

help:
	@echo "make serve   build content/ and serve it at http://127.0.0.1:$(PORT) (PORT=8000)"
	@echo "make test    run the whole test suite, browser tests included (JOBS=2)"
	@echo "make setup   make the environment in .venv only (PYTHON=/path/to/python3)"
	@echo "make clean   remove the environment, caches and built sites"

setup:
	@sh scripts/setup.sh

serve: setup
	@.venv/bin/conect serve --port $(PORT)

test: setup
	@.venv/bin/python -m tests.browser.chromium
	.venv/bin/python -m pytest --numprocesses $(JOBS) --dist worksteal

clean:
	rm -rf .venv output output.* .output.* build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
