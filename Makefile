# Everything a newcomer needs is `make play` and `make test`; see README.md.
# Written for GNU make 3.81 and newer, which is what macOS ships.

# The first Python on the path that is new enough; `make play PYTHON=/path/to/python3` chooses one.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo "$$python"; break; }; done)
IN := .venv/bin

.PHONY: help play test check format bench soak screens lock clean environment-play environment-test

help:
	@echo 'make play    install if needed, and play'
	@echo 'make test    install if needed, and run the tests'
	@echo 'make check   formatting, lint, types, and who may import whom'
	@echo 'make format  write the formatting that `make check` asks for'
	@echo 'make bench   measure how fast it is'
	@echo 'make soak    the tests that play for minutes'
	@echo 'make screens draw every screen into build/screens, to look at them'
	@echo 'make lock    choose the versions again and write the constraints'
	@echo 'make clean   remove caches and builds; the environment stays'

play: environment-play
	@$(IN)/dilemma play

test: environment-test
	@$(IN)/python -m pytest --numprocesses auto --dist loadfile

check: environment-test
	@$(IN)/ruff format --check .
	@$(IN)/ruff check .
	@$(IN)/mypy
	@$(IN)/lint-imports --no-logo

format: environment-test
	@$(IN)/ruff check --fix .
	@$(IN)/ruff format .

bench: environment-test
	@$(IN)/python -m benchmarks

soak: environment-test
	@$(IN)/python -m pytest -m soak

environment-play environment-test:
	@test -n '$(PYTHON)' || { \
		echo 'No Python 3.11 or newer on the path: install one (python.org, or your package manager).' >&2; \
		exit 2; }
	@$(PYTHON) tools/environment.py $(@:environment-%=%)

screens: environment-test
	@$(IN)/python tools/screens.py

# Versions and hashes for every system and every Python from 3.11 on; never an address.
COMPILE = $(IN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --quiet --upgrade
lock: environment-test
	$(COMPILE) --extra build --output-file constraints.txt
	$(COMPILE) --extra dev --constraint constraints.txt --output-file constraints-dev.txt

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		.coverage htmlcov
	find shared server client assets tests benchmarks tools -name __pycache__ -type d -prune \
		-exec rm -rf {} + 2>/dev/null || true
