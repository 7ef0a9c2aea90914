# Two commands do everything: make demo, make test. Both need only Python >= 3.11, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test quick lint format bench tools clean

demo: $(VENV)/.installed ## Build, check and query the shipped review
	$(BIN)/reviewgraph build
	$(BIN)/reviewgraph validate
	$(BIN)/reviewgraph summary
	$(BIN)/reviewgraph query recommendations-by-theme -p theme=mental-capacity
	$(BIN)/reviewgraph publish -o release --version 2026.11

test: lint ## Every check
	$(BIN)/pytest -n 2

quick: lint ## The checks that take seconds
	$(BIN)/pytest -n 2 -m "not slow"

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev ## Measure beside the peers; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.bench

tools: ## Bring browser, OpenRefine and Virtuoso, which some slow tests drive
	tests/serving/install

clean:
	rm -rf $(VENV) build dist graph release

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "reviewgraph needs Python 3.11 or newer; say which with: make PYTHON=python3.12 demo" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --group dev
	@touch $@
