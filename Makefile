# Each target sets up what it needs: a virtual environment in .venv, and in it the packages
# at the versions of constraints.txt. It does so again only when those files change.

PYTHON ?= python3
CASE ?= russia-dprk
VENV := .venv
MODELS := $(basename $(notdir $(wildcard src/foedus/estimation/artefacts/*.json)))
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt
WISHES := pyproject.toml constraints.txt

# The original data sets, where they are at hand; tests that need them are skipped elsewhere.
ifneq ($(wildcard ../shared/mirror),)
export FOEDUS_MIRROR ?= $(abspath ../shared/mirror)
endif

.PHONY: brief test check bench fit judge verify clean
.DEFAULT_GOAL := brief

brief: $(VENV)/.core  ## the brief of the embedded case, or of CASE=NAME
	@$(BIN)/foedus brief $(CASE)

test: $(VENV)/.dev  ## every test
	@$(BIN)/pytest --numprocesses auto --quiet

check: $(VENV)/.dev  ## style, types, and the order of the house
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy
	@$(BIN)/pytest --quiet tests/house

bench: $(VENV)/.bench  ## the figures that we claim, on this machine
	@$(BIN)/python benchmarks/brief.py
	@$(BIN)/python benchmarks/obligations.py
	@$(BIN)/python benchmarks/panel.py
	@$(BIN)/python benchmarks/history.py
	@$(BIN)/python benchmarks/estimation.py
	@$(BIN)/python benchmarks/ppml.py
	@$(BIN)/python benchmarks/markets.py
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/proliferation.py
	@$(BIN)/python benchmarks/ledger.py
	@$(BIN)/python benchmarks/exchange.py
	@$(BIN)/python benchmarks/power.py
	@$(BIN)/python benchmarks/bargaining.py
	@$(BIN)/python benchmarks/blocs.py
	@$(BIN)/python benchmarks/simulation.py
	@$(BIN)/python benchmarks/serve.py

verify: $(VENV)/.dev  ## published results made again: ours, theirs, and the difference
	@$(BIN)/python -m verification

fit: $(VENV)/.dev  ## the fits and the year that the package carries, made anew from the shelf
	@$(BIN)/foedus fit --out build/fit
	@$(BIN)/foedus fit blocs diverted outcomes partners polarity proliferation sanctions strains system futures trade_costs --out build/found
	@cp build/fit/artefacts/*.json src/foedus/estimation/artefacts
	@cp build/fit/findings/*.json build/found/findings/*.json src/foedus/estimation
	@cp build/fit/worlds/*.npz build/found/worlds/*.json src/foedus/past/worlds

judge: $(VENV)/.dev  ## the scores that the package carries, made anew; a quarter of an hour
	@for model in $(MODELS); do \
	  $(BIN)/foedus backtest $$model --out src/foedus/estimation/judged >/dev/null || exit 1; done
	@$(BIN)/python -m verification.futures --out src/foedus/estimation/futures_scores.json >/dev/null

clean:  ## what can be made again, but for .venv
	@rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find src tests benchmarks verification -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.core: $(WISHES) | $(BIN)/pip
	@echo "Installing Foedus in $(VENV) ..." >&2
	@$(PIP) --editable .
	@touch $@

# What the tools need holds all that the brief needs, so the brief need not ask again.
$(VENV)/.dev: $(WISHES) | $(BIN)/pip
	@echo "Installing Foedus and its tools in $(VENV) ..." >&2
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/.core $@

# Programs that we are timed beside.
$(VENV)/.bench: $(VENV)/.dev
	@echo "Installing the programs to be timed beside ..." >&2
	@$(PIP) --editable '.[dev,bench]'
	@touch $@

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) was found. Install Python 3.11 or newer, or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Foedus needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1). Name a newer one: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv. Or name another: make PYTHON=python3.11" >&2; exit 1; }
