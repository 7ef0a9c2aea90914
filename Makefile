# Two commands do everything: make demo, make test. Both need only Python >= 3.11, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo site test quick lint format bench survival tools clean

demo: $(VENV)/.installed ## Build, check and query the shipped review
	$(BIN)/reviewgraph build
	$(BIN)/reviewgraph validate
	$(BIN)/reviewgraph summary
	$(BIN)/reviewgraph query recommendations-by-theme -p theme=mental-capacity
	$(BIN)/reviewgraph publish -o release --version 2026.11

# The engine that answers SPARQL in the browser: fetched, never committed, and only as it is known.
OXIGRAPH := oxigraph-0.5.11.tgz
OXIGRAPH_SHA256 := 1095d6eb210104411fad61437f29e80c9c76c7fbbe7480c95b9aa2762818deb2

build/$(OXIGRAPH):
	@mkdir -p build
	npm pack --silent --pack-destination build oxigraph@0.5.11
	@echo "$(OXIGRAPH_SHA256)  $@" | sha256sum --check --quiet || { rm -f $@; exit 1; }

site: demo build/$(OXIGRAPH) ## The pages as files, with search and SPARQL in the browser
	$(BIN)/reviewgraph site -o site --release release
	@mkdir -p site/vendor/oxigraph
	tar -xzf build/$(OXIGRAPH) -C site/vendor/oxigraph --strip-components 1 package/web.js package/web_bg.wasm

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

survival: $(VENV)/.installed-dev ## Every fault in full (half an hour); writes benchmarks/SURVIVAL.md
	SURVIVAL=full $(BIN)/pytest tests/survival

tools: ## Bring browser, OpenRefine and Virtuoso, which some slow tests drive
	tests/serving/install

clean:
	rm -rf $(VENV) build dist graph release site

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
