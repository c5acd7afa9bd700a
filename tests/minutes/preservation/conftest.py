"""A site with something of every kind, and empty places to which a backup of it goes."""

from types import SimpleNamespace

import pytest
from django.db import connection

from minutes.ledger.writing import bring_up_to_date
from minutes.models import Report
from minutes.preservation.chest import Chest
from minutes.preservation.keys import KEY, KEY_FILE
from tests import factories as make
from tests.minutes.moderngov.killing import Place, server_address
from tests.minutes.preservation.places import make_file
from tests.site.test_pages import grow
from tests.site.world import State, build


@pytest.fixture(autouse=True)
def _no_key_but_the_tests_own(monkeypatch):
    monkeypatch.delenv(KEY, raising=False)
    monkeypatch.delenv(KEY_FILE, raising=False)


@pytest.fixture
def record(transactional_db):
    """A small council: a public document, a closed one, one that was replaced, an upload, a user."""
    make.CouncilFactory()
    make.PersonFactory()
    make.UserFactory()
    meeting = make.MeetingFactory(stage="confirmed_at")
    item = make.AgendaItemFactory(meeting=meeting)
    report = make.ReportFactory(item=item, file=make_file("A report."))
    make.ReportVersionFactory(report=report)
    make.ReportFactory(item=item, is_exempt=True, exempt_paragraph="3", exempt_reason="A", file=make_file("Closed."))
    make.UploadFactory(meeting=meeting, file=make_file("An upload."))
    assert Report.public.get() == report
    return SimpleNamespace(meeting=meeting, item=item)


@pytest.fixture
def everything(transactional_db):
    """A council with something of every kind."""
    world = build(State("confirmed_at"))
    grow(world, 2)
    bring_up_to_date()
    make.LedgerHeadFactory()
    make.UserFactory()
    make.UploadFactory(meeting=world.meeting, file=make_file("An upload."))


@pytest.fixture
def chest(tmp_path):
    return Chest(tmp_path / "backups")


@pytest.fixture
def empty_place(transactional_db, tmp_path):
    """Another site: a database without a table, and a data folder that is not there yet."""
    with Place(server_address(connection), "template0", tmp_path / "elsewhere") as place:
        yield place
