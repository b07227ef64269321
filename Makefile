# lab: open the lessons, with LESSONS=mine a copy of them · test: run every test
# notebooks: run the lessons, or some with NOTEBOOKS=notebooks/05_pooling.ipynb, and store what they show
# film: make the moving picture of the README anew · bench: measure speed against named peers
# clean: remove what these made
PYTHON ?= python3
LAB ?=
LESSONS ?= notebooks
NOTEBOOKS ?= notebooks/*.ipynb
PYTEST ?=
BIN := .venv/bin

.PHONY: lab test notebooks film bench clean

lab: .venv/lab-ready | $(LESSONS)
	$(BIN)/jupyter lab --allow-root --notebook-dir=$(LESSONS) --LabApp.default_url=/lab/tree/00_start_here.ipynb $(LAB)

$(filter-out notebooks,$(LESSONS)):
	cp -R notebooks $@

test: .venv/test-ready
	$(BIN)/python -m pytest --numprocesses=logical --dist=loadfile --no-loadscope-reorder $(PYTEST)

notebooks: .venv/test-ready
	$(BIN)/python -m tests.store $(NOTEBOOKS)

film: .venv/test-ready
	$(BIN)/python -m tests.film

bench: .venv/test-ready
	$(BIN)/python -m benchmarks.report

clean:
	rm -rf .venv tests/browser/node_modules build dist .pytest_cache .hypothesis .ruff_cache
	find . -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

$(BIN)/python:
	$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or newer is needed; this is ' + sys.version)"
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/lab-ready: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/test-ready: pyproject.toml tests/browser/package-lock.json | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	! command -v npm >/dev/null || npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
	touch $@ .venv/lab-ready
