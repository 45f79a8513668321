# The commands of the project. `make` alone lists them. Everything is installed into .venv, once.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN    := .venv/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO   := instance/demo.sqlite3

# The demonstration has its own database, so that it never meets the unit's.
run $(DEMO): export DATABASE_URL = sqlite:///$(CURDIR)/$(DEMO)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run serve test check format bench

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 10

run: $(DEMO)  ## show the demonstration canteen in the browser
	@echo "演示账号：$(CURDIR)/instance/demo-logins.txt"
	@$(BIN)/python app.py

serve: .venv/runtime  ## serve your own unit (DATABASE_URL, else instance/canteen.sqlite3)
	@$(BIN)/python app.py

test: .venv/dev  ## run all tests, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest -n auto

check: .venv/dev .venv/used.py  ## lint, format, types, imports, templates, dead code, dependencies
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/vulture app.py canteen migrations tests .venv/used.py
	@$(BIN)/deptry .

format: .venv/dev  ## put the code into its form
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: .venv/dev  ## measure the speed (SIZES="1000 10000 100000" for all); the table is for the README
	@$(BIN)/python -m bench $(SIZES)

$(DEMO): | .venv/runtime
	@mkdir -p -m 700 $(@D)
	@$(BIN)/flask --app app db upgrade
	@$(BIN)/flask --app app seed-demo

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Mingzhang needs Python 3.11 or newer. Say where it is: make PYTHON=... $(MAKECMDGOALS)' >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; \
	  echo 'No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }

.venv/runtime: requirements.txt requirements-postgres.txt constraints.txt | .venv/bin/python
	@$(PIP) -r requirements-postgres.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	@$(PIP) -r requirements-dev.txt
	@touch $@

# What vulture may take for used: the names in the templates, the columns of the schema and its words.
.venv/used.py: $(shell find templates canteen/models -name '*.html' -o -name '*.py') | .venv/dev
	@{ grep -rhoE '[a-z_]+' templates; sed -nE 's/^    ([A-Za-z_]+)(: Mapped\[| = ").*/\1/p' canteen/models/*.py; } \
	  | sort -u | sed 's/.*/getattr(_, "&")/' > $@
