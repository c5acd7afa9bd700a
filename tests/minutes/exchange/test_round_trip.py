"""
Any council goes out and in and out again byte for byte.

Four councils in every run of the tests; `MINUTEBOOK_COUNCILS=50` asks for more of them.
"""

import os

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes.search.index import differences
from tests.minutes.exchange.councils import fill

pytestmark = pytest.mark.django_db(transaction=True)

COUNCILS = int(os.environ.get("MINUTEBOOK_COUNCILS", "4"))


@settings(
    max_examples=COUNCILS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_round_trip_of_any_council_gives_the_same_bytes(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("round")
    call_command("flush", interactive=False, verbosity=0)
    fill(data.draw)
    call_command("export_records", folder / "a.jsonl", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("import_records", folder / "a.jsonl", verbosity=0)
    call_command("export_records", folder / "b.jsonl", verbosity=0)
    assert (folder / "b.jsonl").read_bytes() == (folder / "a.jsonl").read_bytes()
    assert [wrong for _, wrong in differences() if wrong] == []
