"""Several processes count together: nothing falls back when one ends, and files stay few."""

import subprocess
import sys
import textwrap

import pytest
from django.conf import settings

COUNT = """
import os, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "minutes.config.settings"
from prometheus_client import generate_latest
from minutes.gauges import shared
from minutes.gauges.counts import counts

counts().search_seconds.observe(9)  # before it begins, by whoever forked it
shared.begin(Path(sys.argv[1]))
counts().request(view="minutes:home", kind="page", method="GET", status=200, seconds=0.01)
counts().search_seconds.observe(1)
print(shared._places[0].number, flush=True)
if sys.argv[2] == "wait":
    input()
for line in generate_latest(shared.registry()).decode().splitlines():
    if "_total" in line and not line.startswith("#") or "seconds_count" in line:
        print(line)
print([number for number, key in shared.processes()])
"""


@pytest.fixture
def process(tmp_path):
    """Start a process that counts one request; with "wait" it lives until it is told a line."""
    started = []

    def start(how="end"):
        one = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(COUNT), str(tmp_path / "gauges"), how], cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(one)
        return one

    yield start
    for one in started:
        one.kill()
        one.communicate()


def ended(process):
    out, _ = process.communicate("\n")
    assert process.returncode == 0
    return out.splitlines()


def test_processes_count_together_and_each_has_the_lowest_free_number(process, tmp_path):
    first = process("wait")
    assert first.stdout.readline() == "1\n"
    second = process("wait")
    assert second.stdout.readline() == "2\n"
    second.kill()  # as a worker that is recycled, or dies
    second.wait()
    third = ended(process())
    assert third[0] == "2"
    total = 'minutebook_requests_total{method="GET",status="2xx",view="minutes:home"} 3.0'
    assert total in third
    assert 'minutebook_request_seconds_count{kind="page"} 3.0' in third
    assert "minutebook_search_seconds_count 3.0" in third
    assert third[-1] == "[1, 2]"
    assert total in ended(first)
    assert len(list((tmp_path / "gauges").glob("*.db"))) == 4  # counters and histograms of two at once


def test_first_process_of_a_site_begins_anew(process):
    ended(process())
    assert 'minutebook_requests_total{method="GET",status="2xx",view="minutes:home"} 1.0' in ended(process())


def test_folder_that_nobody_may_write_is_told(process, tmp_path):
    (tmp_path / "gauges").write_text("in the way")
    one = process()
    one.communicate()
    assert one.returncode == 1
