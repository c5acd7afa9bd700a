"""The command in processes of its own: two at once, and killed in the middle."""

import os
import random
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings as project
from django.db import connection

from minutes.ledger.chain import first_faults
from minutes.ledger.writing import bring_up_to_date
from minutes.models import AgendaItem, LedgerEntry, LedgerReach, Meeting, Report
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120


@pytest.fixture
def start(tmp_path):
    """Starts `manage.py log_publications` on the test database."""
    told = connection.get_connection_params()
    host, port = quote(told["host"], safe=""), f":{told['port']}" if told.get("port") else ""
    url = f"postgres://{quote(told['user'])}@{host}{port}/{connection.settings_dict['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "MINUTEBOOK_DATA": str(tmp_path)}
    started = []

    def begin():
        command = [sys.executable, "manage.py", "log_publications", "--all"]
        process = subprocess.Popen(
            command, cwd=project.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def records():
    """How many records are public: several batches of each kind."""
    meeting = make.MeetingFactory(stage="agenda_published_at")
    items = [
        AgendaItem(meeting=meeting, position=n, label=str(n), slug=str(n), title=f"Matter {n}", released_at=make.PAST)
        for n in range(1, 301)
    ]
    AgendaItem.objects.bulk_create(items)
    reports = [
        Report(item=item, position=1, title="A report", file_name="a.pdf", released_at=make.PAST) for item in items
    ]
    Report.objects.bulk_create(reports)
    return Meeting.public.count() + AgendaItem.public.count() + Report.public.count()


def assert_each_once(records):
    assert first_faults(5) == []
    entries = list(LedgerEntry.objects.values_list("kind", "key", "act"))
    assert {act for _, _, act in entries} == {"published"}
    assert len(entries) == len(set(entries)) == records


def test_two_at_once_enter_everything_once(start, records):
    processes = [start(), start()]
    for process in processes:
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    assert_each_once(records)


def test_killed_ones_leave_whole_batches_and_the_next_enters_the_rest(start, records):
    chance, partial = random.Random(7), set()
    for number in range(6):
        process = start()
        while process.poll() is None and LedgerEntry.objects.count() in {*partial, 0}:
            pass
        try:
            process.wait(timeout=chance.uniform(0, 0.3) if number else 0)  # the first one at once
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        assert first_faults(5) == []
        partial.add(LedgerEntry.objects.count())
    assert min(partial) < records
    bring_up_to_date()
    assert_each_once(records)
    assert LedgerReach.objects.count() == 1
    assert bring_up_to_date(everything=True) == 0
