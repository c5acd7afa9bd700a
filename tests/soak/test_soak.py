"""A minute of the soak, and that it would notice what it looks for."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.soak.people import Done
from tests.soak.site import errors_in
from tests.soak.verdict import MB, faults
from tests.soak.watch import Sample

QUIET = [Done(what, second, 0.1) for second in range(300) for what in ("page", "search", "healthz")]
FLAT = [Sample(second, {"worker 1": 100 * MB, "worker 2": 90 * MB}) for second in range(300)]


def test_site_that_keeps_every_rule_has_no_fault():
    assert faults(QUIET, FLAT, []) == []


def test_wrong_answer_is_a_fault():
    found = faults([*QUIET, Done("page", 7, 0.1, "/: 500")] * 2, FLAT, [])
    assert found == ["2 times page: /: 500"]


def test_error_in_the_log_is_a_fault(tmp_path):
    log = tmp_path / "web.log"
    log.write_text('{"level": "WARNING"}\n{"level": "ERROR", "message": "x"}\nTraceback (most recent call last):\n')
    assert len(faults(QUIET, FLAT, errors_in(log))) == 2


def test_memory_that_grows_is_a_fault():
    grows = [Sample(second, {"worker 1": (100 + second) * MB}) for second in range(300)]
    [fault] = faults(QUIET, grows, [])
    assert fault == "memory of worker 1 grows: 250 MB in the middle third, 350 MB in the last"


def test_memory_that_grows_in_a_short_run_is_a_fault_but_for_a_few_megabytes():
    for grown, is_fault in ((10, False), (30, True)):
        grows = [Sample(second, {"worker 1": (100 + (second >= 200) * grown) * MB}) for second in range(300)]
        assert bool(faults(QUIET, grows, [], is_short=True)) == is_fault
        assert faults(QUIET, grows, [])


def test_memory_that_grew_at_the_beginning_is_none():
    warms = [Sample(second, {"worker 1": (50 + min(second, 80)) * MB}) for second in range(300)]
    assert faults(QUIET, warms, []) == []


def test_worker_that_died_is_a_fault():
    other = [Sample(one.at, {"worker 1": 100 * MB, "worker 3": 90 * MB}) for one in FLAT[150:]]
    assert "not every worker lived" in faults(QUIET, [*FLAT[:150], *other], [])[0]


def slower(factor, *kinds):
    return [one._replace(seconds=one.seconds * factor) if one.at >= 150 and one.what in kinds else one for one in QUIET]


@pytest.mark.parametrize(
    ("done", "is_fault"),
    [
        (slower(1.15, "page", "search"), False),
        (slower(1.3, "page", "search"), True),
        (slower(1.3, "page", "search", "healthz"), False),  # the whole machine
        (slower(1.6, "page", "search", "healthz"), False),
        (slower(0.5, "healthz"), False),
        (slower(0.5, "page", "search", "healthz"), False),
    ],
    ids=["a little", "much", "with the machine", "much with the machine", "quicker machine", "quicker"],
)
def test_second_half_that_is_slower_is_a_fault(done, is_fault):
    assert bool(faults(done, FLAT, [])) == is_fault
    assert faults(done, FLAT, [], is_short=True) == []


def test_site_keeps_every_rule_for_a_minute():
    soak = subprocess.run(
        [sys.executable, "-m", "tests.soak", "--seconds", "75", "--items", "300", "--short"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert soak.returncode == 0, soak.stdout + soak.stderr
    assert "No rule was broken." in soak.stdout
