"""
The leak test catches what it is there to catch: faults are sown into the code, one by one.

Three in every run of the tests; `make seeded-faults` sows all of them, and says what the wall alone makes of each.
"""

import os

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError

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


def look(fault, number, *, wall):
    """What one look told; nothing where it told nothing."""
    acts, quiet = STORIES[number % len(STORIES)]
    try:
        run(RICH, acts, quiet, number, Hasty, fault, wall=wall)
    except Leak as leak:
        return str(leak)
    return ""


def caught(fault):
    """The first look without the wall that gave a fault away, and what it told; none where none did."""
    with fault.sown():
        looks = ((number, look(fault, number, wall=False)) for number in range(TRIES))
        return next(((number, told) for number, told in looks if told), (None, ""))


def behind_the_wall(fault, number):
    """
    What the same look tells through the wall: whether that alone keeps it from a stranger.

    A page that fails tells nothing: the database refuses its question, or gives it no row.
    """
    with fault.sown():
        try:
            told = look(fault, number, wall=True)
        except (DatabaseError, ObjectDoesNotExist, AttributeError) as error:
            return f"stopped: {type(error.__cause__ or error).__name__}"
    return f"told: {first(told)}" if told else "stopped"


def first(told):
    """The first line of what was told, without the story before it."""
    return told.partition("\n")[2].strip().partition("\n")[0]


@pytest.mark.parametrize("fault", chosen, ids=[fault.name for fault in chosen])
def test_sown_fault_is_caught(fault, record_property):
    number, told = caught(fault)
    record_property("fault", fault.name)
    record_property("told", first(told))
    if told and ALL in os.environ:
        record_property("wall", behind_the_wall(fault, number))
    assert told
