"""`manage.py make_pdfs`: every public paper, in several processes, and stopped half-way."""

import io
import os
import signal

import pytest
from django.core.management import CommandError, call_command

from minutes.management.commands.make_pdfs import Command
from minutes.models import AgendaItem
from minutes.pdf.store import papers
from minutes.views.paper_list import paper_addresses
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
URL = "http://localhost"


@pytest.fixture
def addresses():
    """Those of two items, and of the agenda and the pack they are on; one item is a draft."""
    meeting = make.MeetingFactory(stage="agenda_published_at")
    for label in "12":
        make.AgendaItemFactory(meeting=meeting, label=label)
    make.AgendaItemFactory(meeting=meeting, label="3", released_at=None)
    found = paper_addresses()
    assert len(found) == 4
    return found


def run(workers=2):
    said = io.StringIO()
    call_command("make_pdfs", workers=workers, url=URL, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("workers", [1, 2])
def test_every_paper_is_made_once(client, addresses, workers):
    assert "4 PDFs made" in run(workers)
    assert sorted(papers().addresses()) == sorted(addresses)
    said = run(workers)
    assert "0 PDFs made" in said
    assert "4 were kept already" in said


def test_stopped_it_keeps_what_is_made_and_goes_on(addresses, monkeypatch):
    watched = Command.watched

    def interrupted(command, coming, total, start):
        for outcome in watched(command, coming, total, start):
            yield outcome
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
    try:
        with monkeypatch.context() as patched:
            patched.setattr(Command, "watched", interrupted)
            with pytest.raises(CommandError, match="Stopped"):
                run()
    finally:
        signal.signal(signal.SIGINT, before)
    made = len(list(papers().addresses()))
    assert made < 4  # on a busy machine the signal comes before the first one is kept
    assert list(papers().making.glob("*.pdf")) == []
    assert f"{4 - made} PDFs made" in run()
    assert len(list(papers().files.rglob("*.pdf"))) == 4


def test_what_nothing_leads_to_any_more_is_deleted(addresses):
    run()
    AgendaItem.objects.filter(label="2").update(released_at=None)
    assert "Old files deleted: 1." in run()
    assert sorted(papers().addresses()) == sorted(paper_addresses())
