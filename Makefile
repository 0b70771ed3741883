# The two commands of the README are `make run` and `make test`; `make check` runs everything that CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
GRAPHIQL := server/graphiql/static/manifest.json
AUDIT := tests/server/audit/node_modules/.package-lock.json

COGGED := docs/reference/shared-fields.md docs/reference/settings.md docs/reference/errors.md \
	docs/reference/limits.md

.PHONY: run test check lint coverage install bench docs lock clean

run: $(STAMP) $(GRAPHIQL)  ## install, make the database, load the demo company if it is new, serve
	@$(BIN)/carnet migrate
	@$(BIN)/carnet demo --if-empty
	@$(BIN)/carnet serve

test: $(STAMP) $(GRAPHIQL) $(AUDIT)  ## run every test on SQLite and on PostgreSQL
	$(BIN)/python -m pytest

check: lint test  ## what CI runs

lint: $(STAMP)  ## formatting, linting, types, layers, dependencies, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m cogapp --check $(COGGED)

coverage: $(STAMP) $(GRAPHIQL) $(AUDIT)  ## run every test and say which lines and branches none of them reaches
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage report --skip-covered --show-missing

install: $(STAMP) $(GRAPHIQL) $(AUDIT)  ## install the program, the tools, and the GraphiQL page

bench: $(STAMP)  ## measure beside PostGraphile, the plain way and the bare limit
	$(BIN)/python -m benchmarks.run

docs: $(STAMP)  ## write the generated parts of the reference pages, and schema.graphql, anew
	$(BIN)/python -m cogapp -r $(COGGED)
	$(BIN)/carnet sdl > schema.graphql

lock: $(STAMP)  ## write the lock file anew from what is installed
	$(BIN)/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools > requirements.lock

clean:
	rm -rf $(VENV) build server/graphiql/static
	rm -rf $(addsuffix /node_modules,frontend/graphiql tests/server/audit benchmarks/postgraphile)

$(STAMP): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@

$(GRAPHIQL): frontend/graphiql/package-lock.json frontend/graphiql/build.mjs $(wildcard frontend/graphiql/src/* frontend/graphiql/bundling/*)
	@if command -v npm >/dev/null; then cd frontend/graphiql && npm ci --silent && npm run --silent build; \
	else echo "No npm: /graphql shows a plain page. Install Node.js 20 or newer for GraphiQL."; fi

$(AUDIT): tests/server/audit/package-lock.json
	@if command -v npm >/dev/null; then cd tests/server/audit && npm ci --silent && touch node_modules/.package-lock.json; \
	else echo "No npm: the audits of HTTP and JSON are skipped. Install Node.js 20 or newer for them."; fi
