# One set-up, two things to do with it: see the bot (`make demo`) and check it (`make test`).
PYTHON ?= python3
DEMO ?=
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-all test-dates coverage setup setup-dev lint words docs lock clean

demo: setup
	$(BIN)/python run.py demo $(DEMO)

# Compiled modules are kept, whatever the shell says: tests start the bot dozens of times. The tests of one file share
# what is expensive to make, so they stay in one process.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist loadfile

# The fast lane: everything but tests/slow (kills, fuzz, random walks, browsers, …); properties try a fifth of their examples.
test: lint
	$(PYTEST) --ignore=tests/slow --hypothesis-profile=fast

# The full lane: everything, with all examples.
test-all: lint
	$(PYTEST)

# The suite under another clock: a year whose holidays nobody knows, a leap day, the last minutes of a year.
DATES := "2027-01-15 10:00:00" "2028-02-29 10:00:00" "2026-12-31 23:58:00"
TESTS ?= tests

test-dates: setup-dev
	@command -v faketime >/dev/null || { echo "faketime is missing. On Debian or Ubuntu: sudo apt install faketime" >&2; exit 1; }
	@for date in $(DATES); do \
		echo "as if it were $$date"; \
		NO_FAKE_STAT=1 FAKETIME_DONT_FAKE_MONOTONIC=1 faketime -f "@$$date" $(BIN)/pytest -q -n auto -p no:cacheprovider $(TESTS) || exit 1; \
	done

# What the tests leave out: branches of the council itself first.
coverage: setup-dev
	$(BIN)/pytest -n auto --cov=bot --cov=handlers --cov=storage --cov=sandbox --cov-branch --cov-report=term-missing:skip-covered

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# What the bot runs with, and no more. A second call looks at the lock and is done.
setup:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is missing. On Debian or Ubuntu: sudo apt install python3 python3-venv. 请先安装 Python 3.11 或更新的版本。" >&2; exit 1; }
	@$(PYTHON) requirements/install.py run.txt

# And what checks it: linters, types, tests.
setup-dev: setup
	@$(PYTHON) requirements/install.py dev.txt

# Brings new sentences of bot/views into the catalogues, and takes unused ones out; the new ones are then translated by hand.
words: setup-dev
	$(BIN)/pybabel --quiet extract --no-default-keywords --keyword=_ --keyword=N_:1,1t --keyword=N_:1,2c,2t --omit-header --add-location=file --output-file=bot/locales/yishi.pot bot
	$(BIN)/pybabel --quiet update --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete --domain=yishi --output-dir=bot/locales --input-file=bot/locales/yishi.pot
	rm bot/locales/yishi.pot

# Draws the parts of the pages that repeat tables of the code: commands, configuration, rules, the ways of a matter.
docs: setup-dev
	$(BIN)/python -m docs.generator

# Needs pip-tools, under the oldest Python; run after a change of the ranges in pyproject.toml.
lock:
	pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/run.txt pyproject.toml
	pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev -o requirements/dev.txt pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
