"""Nothing that is not public is in the folder: what the trial of the site looks for (tests/leaks) is looked for in each file."""

import random

import pytest
from django.test import TestCase

from tests.leaks.clock import clock
from tests.leaks.council import RICH
from tests.leaks.needles import Needles
from tests.leaks.stranger import Answer
from tests.leaks.trial import Quick, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial():
    """A council that has something of everything, every text with a word of its own."""
    with clock() as time:
        trial = Trial(time, random.Random(1), Quick)
        with TestCase.captureOnCommitCallbacks(execute=True):
            trial.builder.build(RICH)
        yield trial


def read(payload):
    """Each file as an answer of the site; its name is looked at with its bytes."""
    for path in sorted(payload.rglob("*")):
        if path.is_file():
            body, name = path.read_bytes(), f"/{path.relative_to(payload)}"
            yield Answer(name, 410 if b"been withdrawn" in body else 200, {"name": name}, body)


def told(trial, payload):
    seen = trial._seen()
    needles = Needles(seen)
    assert len(needles.told) > 20
    return [problem for answer in read(payload) for problem in needles.of_answer(answer)]


def test_deposit_tells_nothing_that_is_hidden(write, payload, trial):
    write()
    assert told(trial, payload) == []
    shown = b"".join(path.read_bytes() for path in payload.glob("search/texts/*/*.js")).decode().lower()
    assert any(word in shown for word in trial._seen().words)


def test_deposit_written_again_tells_nothing_of_what_was_closed_since(write, payload, trial):
    write()
    for act, number in (("withdraw", 0), ("withdraw", 1), ("exempt", -1)):
        trial.time.move(hours=3)
        with TestCase.captureOnCommitCallbacks(execute=True):
            trial.acts.do(act, number)
    trial.time.move(hours=3)
    assert told(trial, payload)  # in the deposit of before
    write()
    assert told(trial, payload) == []
