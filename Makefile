# Minutebook: `make demo` to try it, `make test` to check it. Each sets up what it needs; docs/setup.md tells how.
PORT ?= 8000
export PYTHON3 ?= python3
PYTHON := .venv/bin/python

.PHONY: demo test setup lint format bench judge bench-papers bench-exchange bench-follow bench-backup lighthouse axe papers kills requests round-trips leaks seeded-faults replica outage torture soak pictures messages requirements clean

demo: .venv/.ready-to-run
	@$(PYTHON) manage.py demo --port $(PORT)

# Checks have a data folder, and so a database server, of their own.
test lint papers requests round-trips leaks seeded-faults pictures: export MINUTEBOOK_DATA = $(CURDIR)/var/test

test: setup lint
	$(PYTHON) -m pytest -n 2 --dist worksteal

setup: .venv/.ready-to-test

.venv/.ready-to-run: requirements.txt .ci/setup
	@.ci/setup run

.venv/.ready-to-test: requirements-dev.txt .ci/setup
	@.ci/setup test

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m djhtml --check --tabwidth 2 templates

format: setup
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	$(PYTHON) -m djhtml --tabwidth 2 templates

bench: setup
	$(PYTHON) -m tests.benchmarks.pages

judge: setup
	$(PYTHON) -m tests.benchmarks.judged

bench-papers: setup
	$(PYTHON) -m tests.benchmarks.papers

bench-exchange: setup
	$(PYTHON) -m tests.benchmarks.exchange

bench-follow: setup
	$(PYTHON) -m tests.benchmarks.follow

bench-backup: setup
	$(PYTHON) -m tests.benchmarks.backup

# Needs npm.
lighthouse: setup
	$(PYTHON) -m tests.benchmarks.lighthouse

# Longer forms of what `make test` tries a little of: 500 odd papers, 100 imports killed, 100,000 odd
# requests, 50 made-up councils.
papers: setup
	MINUTEBOOK_PAPERS=500 $(PYTHON) -m pytest -n 2 tests/site/test_odd_papers.py \
		tests/site/test_papers.py tests/site/test_meeting_papers.py tests/site/test_forms.py tests/minutes/pdf

# Every page in every way, with axe: two languages, light and dark, phone and desk, with scripts and without.
axe: export MINUTEBOOK_DATA = $(CURDIR)/var/test
axe: setup
	MINUTEBOOK_AXE=all $(PYTHON) -m pytest tests/browser/test_public_pages.py tests/browser/test_admin_pages.py -k axe

kills: export MINUTEBOOK_DATA = $(CURDIR)/var/kills
kills: setup
	$(PYTHON) -m tests.benchmarks.kills

requests: setup
	MINUTEBOOK_REQUESTS=100000 MINUTEBOOK_API_EXAMPLES=300 $(PYTHON) -m pytest -n 2 --dist worksteal \
		tests/site/test_any_request.py tests/site/test_every_form.py tests/site/test_api_as_described.py

round-trips: setup
	MINUTEBOOK_COUNCILS=50 $(PYTHON) -m pytest tests/minutes/exchange/test_round_trip.py

# 500 made-up councils, looked at as a stranger does; and whether that would notice a fault: docs/leaks.md.
leaks: setup
	MINUTEBOOK_LEAKS=500 $(PYTHON) -m pytest -s tests/leaks/test_leaks.py

seeded-faults: setup
	$(PYTHON) -m tests.leaks.seeded

# A replica is killed 30 times while three readers read.
replica: export MINUTEBOOK_DATA = $(CURDIR)/var/test
replica: setup
	MINUTEBOOK_REPLICA_KILLS=30 $(PYTHON) -m pytest -s tests/minutes/replicas -k killed

# The database is down for ten minutes while people read.
outage: export MINUTEBOOK_DATA = $(CURDIR)/var/test
outage: setup
	MINUTEBOOK_OUTAGE=600 $(PYTHON) -m pytest -s tests/minutes/standby/test_site.py

# 300 times SIGKILL for web server, database and commands at work, on loopback: docs/operations.md.
torture: setup
	$(PYTHON) -m tests.torture

# Half an hour of reading, searching, saving and publishing with two workers: docs/operations.md.
soak: setup
	$(PYTHON) -m tests.soak

# The pictures in docs/images/, and the words of Welsh papers.
pictures: setup
	$(PYTHON) -m tests.pictures
	MINUTEBOOK_GUIDE=1 MINUTEBOOK_BROWSER=required $(PYTHON) -m pytest -q tests/browser/test_guide.py \
		tests/browser/test_pasting.py -k "guide or few_actions"

messages: setup
	$(PYTHON) -m babel.messages.frontend compile -D django -d minutes/locale -f

# Needs uv. The files name no index and no address.
requirements:
	uv pip compile pyproject.toml --output-file requirements.txt $(PINNED)
	uv pip compile pyproject.toml --group test --constraints requirements.txt --output-file requirements-dev.txt $(PINNED)
PINNED := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make requirements"

# Data stay: var/ is left alone but for what tests and collectstatic put there.
clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis var/test var/static
