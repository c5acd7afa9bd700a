"""A few kills of the trial, and that it would notice."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.torture.acts import Promise


@pytest.mark.parametrize(
    ("found", "is_acknowledged", "said"),
    [
        ("new", True, ""),
        ("new", False, ""),
        ("old", False, ""),
        ("old", True, "lost: a record: 'new' was acknowledged, and there is 'old'"),
        ("half", False, "half done: a record: 'half', and ['old', 'new'] was expected"),
    ],
)
def test_promise_tells_what_is_lost_or_half_done(found, is_acknowledged, said):
    promise = Promise("a record", lambda: found, "new", ["old", "new"], is_acknowledged)
    assert promise.broken() == said


def test_what_was_found_once_must_stay():
    found = ["old"]
    promise = Promise("a record", lambda: found[0], "new", ["old", "new"])
    assert promise.broken() == ""
    found[0] = "new"
    assert promise.broken().startswith("half done: a record: 'new'")


def test_nothing_is_lost_or_half_done_after_kills():
    trial = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--kills", "4", "--seconds", "300", "--seed", "3"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert trial.returncode == 0, trial.stdout + trial.stderr
    assert "4 kills" in trial.stdout
