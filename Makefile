# Everything a fresh machine needs: `make demo` (the main job) and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup system demo test fast lint types contracts scores bench samples clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "kehoach needs Python 3.11 or newer; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 3; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 3; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# Programs that tests start: a database server, a converter of old Word files, a dumper of
# PDF text, the words of Vietnamese for recognition. Installed where we may, named where we may not.
system:
	@need=""; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need="$$need postgresql"; \
	command -v soffice >/dev/null || need="$$need libreoffice-writer-nogui"; \
	command -v pdftotext >/dev/null || need="$$need poppler-utils"; \
	ls /usr/share/tesseract-ocr/*/tessdata/vie.traineddata >/dev/null 2>&1 || need="$$need tesseract-ocr-vie"; \
	[ -z "$$need" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$need >/dev/null; \
	else echo "the tests need programs; install them with: sudo apt-get install$$need"; exit 3; fi

demo: setup  ## load samples/ into an archive and print the calendar
	@$(BIN)/kehoach ingest samples/*.pdf samples/*.txt --archive demo-archive
	@$(BIN)/kehoach calendar --archive demo-archive
	@echo "The archive is in demo-archive/; ask it more: $(BIN)/kehoach calendar --archive demo-archive --help"

test: setup system  ## all tests, those that start a Prefect server included
	$(BIN)/python -m pytest

fast: setup  ## the tests that take under a minute together
	$(BIN)/python -m pytest -m 'not slow'

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

CORPUS ?= ../shared/corpus
scores: setup  ## compare the scores on samples/ and, where it is there, on the corpus with samples/scores.json
	$(BIN)/python bench/scores.py --corpus $(CORPUS) --check

bench: setup
	$(BIN)/python bench/pages.py samples
	$(BIN)/python bench/time.py
	$(BIN)/python bench/nlp.py samples
	$(BIN)/python bench/ocr.py --corpus $(CORPUS)
	$(BIN)/python bench/scans.py
	$(BIN)/python bench/tables.py

samples: setup  ## typeset samples/ anew
	$(BIN)/python samples/make.py

clean:
	rm -rf $(VENV) demo-archive .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
