# One verb a target. `make` sets everything up and does the main job; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := all
unexport PYTHONDONTWRITEBYTECODE  # packages without bytecode import three times slower
unexport PYTHONPATH

PYTHON ?= python3
BIN := .venv/bin
RUN := PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python
DEMO := ex02_multi_output
SECONDS ?= 60  # of `make fuzz`, for each target
TESTERS ?= 3  # processes of `make test`: tests wait a lot, so one more than cores
SLOW := book figures hostile tools test_secrets.py test_grade_crashes.py test_grade_elsewhere.py test_benchmarks.py
READY := .venv/.ready
TESTS_READY := .venv/.ready-tests

.PHONY: all help setup setup-tests walls exercises book demo test check verify coverage fuzz lock audit release bench pdf pictures hub serve clean

all: setup exercises book demo  ## set up, build the book, cut the exercises, grade the demo class

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY) walls  ## the environment in .venv, and bubblewrap where it can be installed

$(READY): requirements.txt autograder/requirements.txt constraints.txt pyproject.toml tools/set-up autograder/start_up.py autograder/torchvision_pair.py
	@echo "Setting up .venv (some minutes the first time) ..."
	@tools/set-up $(PYTHON) -r requirements.txt setuptools
	@tools/set-up $(PYTHON) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m autograder.start_up
	@touch $@

setup-tests: $(TESTS_READY) walls

$(TESTS_READY): $(READY) requirements-dev.txt
	@echo "Setting up what the tests need ..."
	@tools/set-up $(PYTHON) -r requirements-dev.txt
	@touch $@

walls:
	@tools/install-system-packages "student code runs behind fewer walls without it" bwrap:bubblewrap

exercises: $(READY)  ## cut the exercises out of their solutions
	@$(RUN) -m autograder release

book: $(READY)  ## build the book into build/html
	@$(RUN) book/build.py

demo: $(READY)  ## grade the demo class, in a course of its own
	@$(RUN) -m autograder.authoring.demo $(DEMO)
	@$(RUN) -m autograder grade $(DEMO) --course build/demo || test $$? -eq 1
	@echo
	@echo "The book:      build/html/index.html"
	@echo "A feedback:    build/demo/classroom/feedback/dita/$(DEMO)/$(DEMO).html"
	@echo "The gradebook: build/demo/classroom/gradebook.db"

test: setup-tests  ## run all tests
	@tools/install-system-packages "the tests need them" chromium:chromium node:nodejs npm:npm \
	  libatomic.so.1:libatomic1 '/usr/share/fonts/truetype/*/*:fonts-dejavu-core' '/usr/lib/postgresql/*/bin/initdb:postgresql'
	@$(RUN) -m pytest -q -n $(TESTERS) --dist loadfile --no-loadscope-reorder

check: setup-tests  ## types, style, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check autograder tests book benchmarks
	@$(BIN)/mypy
	@$(RUN) book/translate.py --check

verify: $(READY)  ## try every rule of a good exercise
	@$(RUN) -m autograder verify --strict

coverage: setup-tests  ## which lines of the engine the fast tests run
	@$(BIN)/coverage erase
	@$(RUN) -m coverage run -m pytest -q tests $(SLOW:%=--ignore=tests/%)
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report

fuzz: setup-tests  ## random bytes and system calls against readers and the box; SECONDS=60 a target
	@cd tests && PATH="$(CURDIR)/$(BIN):$$PATH" ../$(BIN)/python -m fuzz.run --seconds $(SECONDS)

lock:  ## pin anew what the requirements lead to; LOCK=--newest takes the newest of everything
	@$(PYTHON) tools/lock $(LOCK)

audit: $(READY)  ## look the pinned versions up among known vulnerabilities
	@PYTHON=$(BIN)/python tools/audit

release: setup-tests  ## the wheel and the sdist, the same bytes from the same commit
	@tools/release

bench: setup-tests  ## measure against nbgrader and otter
	@$(RUN) -m benchmarks.run
	@$(RUN) -m benchmarks.in_and_out
	@$(RUN) -m benchmarks.one_costs_one

pdf: $(READY)  ## the book as one PDF, through a browser
	@$(RUN) book/build.py --pdf

pictures: setup-tests book  ## draw the pictures of README and first page anew
	@tools/install-system-packages "it opens the pages" chromium:chromium
	@$(RUN) tools/pictures

hub: $(TESTS_READY)  ## a small JupyterHub with one teacher and two students
	@$(RUN) deploy/jupyterhub/start.py

serve: book  ## read the book at a local address
	@$(RUN) -m http.server --bind 127.0.0.1 --directory build/html 8000

clean:  ## delete what can be built again; classroom/ stays
	rm -rf build .jupyter_cache
