"""
The leak test catches what it is there to catch: faults are sown into the code, one by one.

Three in every run of the tests; `make seeded-faults` sows all of them.
"""

import os

import pytest

from tests.leaks.council import RICH
from tests.leaks.faults import FAULTS, SHORT
from tests.leaks.seeded import ALL
from tests.leaks.trial import Hasty, Leak, run

pytestmark = pytest.mark.django_db
TRIES = 9  # looks at a council that has something of everything; what is asked there is drawn anew each time
chosen = FAULTS if ALL in os.environ else [FAULTS[number] for number in SHORT]


STORIES = [
    ([("exempt", 5), ("list_or_not", 0)], ("add_item", 1)),
    ([("exempt", 10), ("withdraw", 0)], ("add_meeting", 0)),
    ([("exempt", 8), ("correct", 1)], ("edit", 7)),
]


def caught(fault):
    """What gave a fault away; nothing where no telling did."""
    with fault.sown():
        for number in range(TRIES):
            acts, quiet = STORIES[number % len(STORIES)]
            try:
                run(RICH, acts, quiet, number, Hasty, fault)
            except Leak as leak:
                return str(leak)
    return ""


@pytest.mark.parametrize("fault", chosen, ids=[fault.name for fault in chosen])
def test_sown_fault_is_caught(fault, record_property):
    found = caught(fault)
    record_property("fault", fault.name)
    record_property("told", found.partition("\n")[2].strip().partition("\n")[0])
    assert found
