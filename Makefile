# make demo    grade the sample class and look at the result
# make test    the whole test-suite, as CI runs it
# make quick   lint, and the quickest tests of every room: for every few lines that one writes
# make thorough  every known mistake in a notebook, a grader killed at twenty moments: half an hour
# make machines  grading on machines of other kinds, in containers, as other users
# make fuzz    hostile input of every kind, for some minutes (FUZZ_EXAMPLES=20000: for hours)
# make bench   the figures of docs/figures.md (make screenshots: the pictures of docs/)
# make image   the grader as a container image (make image-test: grade in it)

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test quick thorough fuzz bench screenshots links image image-test install sandbox browser database lock clean containers machines

demo: install
	$(BIN)/autograder demo

test: install browser database
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses logical --dist worksteal -m "not thorough" --ignore tests/machines

QUICK := $(addprefix tests/autograder/,notebooks sandbox/test_wire.py sandbox/test_outputs.py \
  sandbox/test_figure.py sandbox/test_shell.py testing pages/test_card.py \
  sandbox/test_view.py pages/test_mathml.py grading/test_grade.py \
  grading/test_hidden_tests.py gradebook/test_write.py commands/test_main.py \
  test_files.py test_limits.py test_modules.py test_sanitize.py test_settings.py) \
  $(addprefix tests/autograde_tests/test_,every_assignment.py spikes.py traces.py ode_exercises.py) \
  $(addprefix tests/reference/test_,ode.py spike_trains.py noise.py)

quick: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/pytest --quiet --numprocesses logical --dist worksteal -m "not slow and not thorough" $(QUICK)

thorough: install
	$(BIN)/pytest --numprocesses logical --dist worksteal -m thorough

machines: install containers
	$(BIN)/pytest --numprocesses logical -m "not thorough" tests/machines

fuzz: install
	$(BIN)/pytest tests/fuzz --hypothesis-profile=long --numprocesses logical

install: sandbox .venv/.installed

# Installs a package of the system's if a program is not there: test for it, package, what it is for.
define from_system
	@{ $(1); } >/dev/null || { \
	  echo "$(3): installing $(2) from the system's packages."; \
	  root=; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
	  { $$root apt-get update -qq && $$root apt-get install -y -qq $(2) >/dev/null; } || \
	  { echo "That may not be done here. Type: sudo apt-get install $(2)"; exit 1; }; }
endef

# It can be done without: the inner wall always stands.
sandbox:
	@command -v bwrap >/dev/null || { root=; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
	  { $$root apt-get update -qq && $$root apt-get install -y -qq bubblewrap; } >/dev/null 2>&1; } || \
	  echo "bubblewrap is not installed: of the sandbox's two walls, the inner one alone will stand."

database:
	$(call from_system,ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null,postgresql,Tests use a database)

containers:
	$(call from_system,command -v podman && command -v runc,podman runc,Tests use containers)

browser:
	$(call from_system,command -v chromium || command -v google-chrome,chromium,Tests use a browser)

# uv takes a third of pip's time. It does not read pip's settings: where it fails, pip may not.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PINNED := --no-deps --requirement requirements.lock --editable .

.venv/.installed: pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing what requirements.lock names into .venv: half a minute, or two without uv."
	$(PYTHON) -m venv .venv
	$(PIP) "$$(grep ^uv== requirements.lock)" \
	  && $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python $(PINNED) \
	  || $(PIP) $(PINNED)
	touch $@

# Brian2 needs an older numpy than we do, so it lives in an environment of its own.
bench: install .venv-brian2/.installed
	PYTHONPATH=. .venv-brian2/bin/python benchmarks/models.py
	PYTHONPATH=. .venv-brian2/bin/python benchmarks/brian2_check.py
	$(BIN)/python benchmarks/grading.py
	$(BIN)/python benchmarks/beside_wrong_answers.py

.venv-brian2/.installed: pyproject.toml
	$(PYTHON) -m venv .venv-brian2
	.venv-brian2/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[brian2,course]'
	touch $@

screenshots: install browser
	PYTHONPATH=tests/browser:$(CURDIR):tests $(BIN)/python docs/screenshots.py

# The grader as a container image; IMAGE_OPTIONS are for the build, such as --build-arg PIP_INDEX_URL=...
ENGINE ?= $(notdir $(firstword $(shell command -v podman docker)))

image:
	$(ENGINE) build $(IMAGE_OPTIONS) --tag autograder .
	@$(ENGINE) image inspect --format 'autograder: {{.Size}} bytes' autograder

image-test: install image
	$(BIN)/python tests/container/grade_in_image.py $(ENGINE)

# One click to a notebook: make links REPOSITORY=https://github.com/you/name
links: install
	$(BIN)/python docs/links.py $(REPOSITORY)

# Pins for all supported Pythons, without the addresses of a registry.
lock: install
	$(BIN)/uv pip compile --universal --python-version 3.11 --extra dev --upgrade --no-header \
	  --no-annotate -o requirements.lock pyproject.toml

clean:
	rm -rf .venv .venv-brian2 demo
