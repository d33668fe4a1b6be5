# Everything one does with the project. `make help` lists it; `make demo` and `make test` are all a newcomer needs.

PYTHON  ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV    := .venv
PY      := $(VENV)/bin/python
PIP     := $(PY) -m pip -qq --no-input --disable-pip-version-check
PEERS   := .venv-bench
AUDIT   := .venv-audit
LOCK    := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(UPGRADE)
COMPILE := $(LOCK) pyproject.toml --group build
ROOMS   := hotline bot web conversations cases directory store locales
LASTING := $(wildcard tests/figures/test_r05* tests/figures/test_r06* tests/figures/test_r07* tests/figures/test_r08* \
	tests/figures/test_r11* tests/figures/test_r12*)
BROWSER  = $(shell for b in "$$CHROMIUM" /usr/bin/chromium chromium chromium-browser google-chrome; do \
	command -v "$$b" 2>/dev/null && break; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Our own modules are compiled once, as they are when installed, and not anew by every process that a test starts.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup demo serve test figures faults pictures bench audit check lint types rooms translations messages catalogues docs gathered lock clean browser

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.run catalogues ## make .venv with the locked packages and the program `hotline`

demo: setup ## run everything on 127.0.0.1 with sample data: no token, no account
	@$(VENV)/bin/hotline demo

serve: setup ## run the installed hotline (settings: see README)
	@$(VENV)/bin/hotline serve

test: $(VENV)/.test catalogues browser ## run every test, four at a time, for many wait; ARGS="-k receipt" chooses some
	@CHROMIUM="$$(command -v $(or $(BROWSER),chromium))" $(PY) -m pytest -n 4 $(ARGS)

figures: $(VENV)/.test catalogues browser ## measure every promised figure in full; ONLY=r14 chooses one (docs/SECURITY.md)
	@CHROMIUM="$$(command -v $(or $(BROWSER),chromium))" $(PY) -m pytest --full --timeout 1800 tests/figures/test_$(ONLY)*.py

faults: $(VENV)/.test catalogues ## kill, cut, fill and starve the house: R1-R12 in full, about twenty minutes; ARGS=-x
	@$(PY) -m pytest --full --timeout 1800 -n 3 -p no:randomly $(ARGS) tests/faults $(LASTING)

pictures: $(VENV)/.test catalogues browser ## take pictures of every page, for a person to look at; INTO=folder
	@CHROMIUM="$$(command -v $(or $(BROWSER),chromium))" $(PY) -m tests.journeys.desk.pictures $(INTO)

bench: $(VENV)/.test $(PEERS)/.made catalogues ## measure beside the peers: a table, benchmarks/results.json; ARGS=--brief is a try
	@$(PY) -m benchmarks $(ARGS)

audit: $(VENV)/.test $(AUDIT)/.made ## examine the rooms by rules of our own; bill of materials with licences: dist/sbom.json
	@$(PY) -m tests.audit.examining $(AUDIT)/bin/semgrep
	@$(PY) -m tests.audit.bill $(AUDIT)/bin/cyclonedx-py dist/sbom.json

check: types lint rooms translations docs gathered ## everything that needs no running; -j2 does two things at a time

lint: $(VENV)/.test ## format, lint rules, and bandit's look for weaknesses
	@$(PY) -m ruff format --check --quiet . || { echo "Not formatted: run $(PY) -m ruff format ."; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m bandit --quiet --recursive --configfile pyproject.toml $(ROOMS) 2>/dev/null

# What mypy keeps for the next time costs a fifth of its time, and a checkout of one run has no next time.
types: $(VENV)/.test ## mypy, strict for the rooms
	@$(PY) -m mypy $(if $(CI),--cache-dir=/dev/null) $(ROOMS) benchmarks tests

rooms: $(VENV)/.test ## who may import whom
	@$(VENV)/bin/lint-imports --no-cache

translations: $(VENV)/.test catalogues ## are the catalogues complete, whole and current?
	@$(PY) -m locales.checking

messages: $(VENV)/.run ## carry new texts of the sources and locales/glossary.csv into the catalogues
	@$(PY) -m locales.upkeep extract refill compile

docs: $(VENV)/.test catalogues ## sizes, names, docstrings, and every command and setting in the docs
	@$(PY) -m pytest -q tests/architecture

# Afterwards the tests lie there compiled: four processes that gather them at once would each compile all of them.
gathered: $(VENV)/.test catalogues ## can every test be gathered?
	@told=$$($(PY) -m pytest --collect-only -qq --ignore=tests/architecture) || { echo "$$told"; exit 1; }

catalogues: $(VENV)/.run
	@$(PY) -m locales.upkeep compile

lock: $(VENV)/.made ## lock what pyproject.toml asks for; UPGRADE=--upgrade takes the newest
	@away=$$(mktemp -d) && trap 'rm -rf "$$away"' EXIT && $(PY) -m venv "$$away" \
	&& "$$away/bin/python" -m pip -qq --disable-pip-version-check install uv \
	&& PATH="$$away/bin:$$PATH" && export UV_NO_PROGRESS=1 \
	&& $(COMPILE) -o requirements/run.txt \
	&& $(COMPILE) --group test -c requirements/run.txt -o requirements/test.txt \
	&& sed -n 's/^\(python-telegram-bot==[^ ]*\).*/\1/p' requirements/run.txt >"$$away/same.txt" \
	&& $(LOCK) --group bench -c "$$away/same.txt" -o requirements/bench.txt \
	&& $(LOCK) --group audit -o requirements/audit.txt

clean: ## forget .venv, compiled catalogues and caches; var/ with its data stays
	rm -rf $(VENV) $(PEERS) $(AUDIT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(ROOMS) benchmarks tests -name __pycache__ -prune -exec rm -rf {} +
	find locales -name '*.mo' -delete

browser:
	@test -n "$(BROWSER)" || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing Chromium …" \
	&& { apt-get install -qq -y chromium || { apt-get update -qq && apt-get install -qq -y chromium; }; } >/dev/null; } || \
	{ echo "Missing: Chromium, for the browser test (Debian, Ubuntu: apt-get install chromium; or set CHROMIUM=/path/to/it)."; exit 1; }

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Missing: Python 3.11 or newer (Debian, Ubuntu: apt-get install python3)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo "Missing: Python 3.11 or newer; $(PYTHON) is older or does not run."; exit 1; }
	@$(PYTHON) -c 'import venv' 2>/dev/null || \
	{ echo "Missing: Python's venv module (Debian, Ubuntu: apt-get install python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	{ echo "Missing: pip for Python's venv (Debian, Ubuntu: apt-get install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml
	@echo "Installing what the hotline needs into $(VENV) …"
	@$(PIP) install --no-deps --no-compile --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e . && touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@echo "Installing what the tests need into $(VENV) …"
	@$(PIP) install --no-deps --no-compile --require-hashes -r requirements/test.txt && touch $@

$(PEERS)/.made: $(VENV)/.made requirements/bench.txt
	@echo "Installing the peers that we are measured beside into $(PEERS) …"
	@$(PY) -m venv $(PEERS) && $(PEERS)/bin/python -m pip -qq --no-input --disable-pip-version-check \
	install --require-hashes -r requirements/bench.txt && touch $@

$(AUDIT)/.made: $(VENV)/.made requirements/audit.txt
	@echo "Installing what examines the rooms into $(AUDIT) …"
	@$(PY) -m venv $(AUDIT) && $(AUDIT)/bin/python -m pip -qq --no-input --disable-pip-version-check \
	install --no-deps --require-hashes -r requirements/audit.txt && touch $@
