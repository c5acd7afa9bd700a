"""An import that is killed with SIGKILL and started again. `tests.benchmarks.kills` does it a hundred times."""

import random

import pytest
from django.db import connection

from tests.minutes.moderngov.invented import council
from tests.minutes.moderngov.killing import killed, server_address, undisturbed
from tests.minutes.moderngov.stand_in import StandIn

# Nothing is written to the test database itself, which serves as a template; no transaction may be open on it.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def template():
    """The server, and the name of the empty test database, to which nobody is connected."""
    told = server_address(connection), connection.settings_dict["NAME"]
    connection.close()
    return told


def test_import_that_is_killed_and_started_again_ends_as_if_it_never_was(template, tmp_path):
    with StandIn(council(meetings=6), delay=0.01) as there:
        whole = undisturbed(*template, tmp_path / "undisturbed", there)
        assert sum(line.startswith("decisions.resolution ") for line in whole.dump) == 36
        kills, chance = 0, random.Random(20260)
        while kills < 3:
            more, dump, again = killed(*template, tmp_path / f"killed-{kills}", there, whole, 3 - kills, chance)
            kills += more
            assert dump == whole.dump
            assert again <= more, "what had come was asked for again"
