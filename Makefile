# make run: install what is locked, run the pipeline from data/raw to data/processed
# make test: install the test needs; ruff, mypy, pytest
# make e2e: the docs, built; the wheel, in an environment of its own
# make soak: hostile files by the thousand, and runs that are killed; about two hours
# make lock: resolve the locks anew from pyproject.toml

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONHASHSEED := 0

.PHONY: run test e2e soak lock clean

run: .venv/installed
	@$(BIN)/dvc repro
	@echo "tables: data/processed/*.parquet"
	@echo "report: data/processed/report/index.html"

test: .venv/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

e2e: .venv/installed-e2e
	$(BIN)/mkdocs build --strict --quiet
	$(BIN)/pytest -o addopts="-q --import-mode=importlib" -o filterwarnings=default tests/e2e

soak: .venv/installed-test
	$(BIN)/pytest -o addopts="-q --import-mode=importlib" tests/soak

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-test: .venv/installed requirements-test.lock
	$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

.venv/installed-e2e: .venv/installed requirements-e2e.lock
	$(PIP) install --require-hashes -r requirements-e2e.lock
	@touch $@

lock:
	$(PYTHON) -m venv .venv
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --quiet --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group test --universal --python-version 3.11 --generate-hashes --quiet --custom-compile-command "make lock" -c requirements.lock -o requirements-test.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group e2e --universal --python-version 3.11 --generate-hashes --quiet --custom-compile-command "make lock" -c requirements.lock -o requirements-e2e.lock

clean:
	rm -rf .venv data/processed .dvc/cache
