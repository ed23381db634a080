# One set-up, two things to do with it: see the bot (`make demo`) and check it (`make test`).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test coverage setup lint words lock clean

demo: setup
	$(BIN)/python run.py demo

test: lint
	$(BIN)/pytest

# What the tests leave out: branches of the council itself first.
coverage: setup
	$(BIN)/pytest -n auto --cov=bot --cov=handlers --cov=storage --cov=sandbox --cov-branch --cov-report=term-missing:skip-covered

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

setup: $(VENV)/ready

$(VENV)/ready: requirements/dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Yishi needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

# Brings new sentences of bot/views into the catalogues, and takes unused ones out; the new ones are then translated by hand.
words: setup
	$(BIN)/pybabel --quiet extract --no-default-keywords --keyword=_ --keyword=N_:1,1t --keyword=N_:1,2c,2t --omit-header --add-location=file --output-file=bot/locales/yishi.pot bot
	$(BIN)/pybabel --quiet update --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete --domain=yishi --output-dir=bot/locales --input-file=bot/locales/yishi.pot
	rm bot/locales/yishi.pot

# Needs pip-tools; run after a change of the ranges in pyproject.toml.
lock:
	pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/run.txt pyproject.toml
	pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev -o requirements/dev.txt pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
