"""PDFs in the log."""

import hashlib

import pytest

from minutes import actions
from minutes.ledger import papers
from minutes.models import LedgerEntry
from minutes.pdf.store import papers as kept
from tests import factories as make
from tests.minutes.ledger.entering import news, publish

pytestmark = pytest.mark.django_db


def test_pdf_is_entered_when_it_was_made_with_the_hash_of_its_record(client, meeting):
    publish(meeting, "minutes_published_at")
    item = meeting.items.get()
    news()
    printed = b"".join(client.get(item.get_pdf_url()))
    assert news() == [("paper", "made", "")]
    entry = LedgerEntry.objects.last()
    assert (entry.address, entry.key) == (item.get_pdf_url(), None)
    assert entry.file == hashlib.sha256(printed).hexdigest()
    assert entry.record == LedgerEntry.objects.filter(kind="item").last().record
    assert news() == news(everything=True) == []


def test_pdf_of_another_template_is_another_entry_of_the_same_record(client, meeting):
    publish(meeting, "minutes_published_at")
    item = meeting.items.get()
    b"".join(client.get(item.get_pdf_url()))
    news()
    note = kept().noted(item.get_pdf_url())
    path = kept().path(note.digest)
    path.write_bytes(path.read_bytes() + b"\n% printed otherwise\n")
    assert news(everything=True) == [("paper", "made", "")]
    first, second = LedgerEntry.objects.filter(kind="paper")
    assert first.record == second.record
    assert first.file != second.file


def test_pdf_that_was_replaced_before_anybody_looked_is_entered_before_the_next_one(client, meeting):
    publish(meeting, "minutes_published_at")
    item = meeting.items.get()
    news()
    given = []
    for words in ("The first words.", "The second words."):
        type(item.narrative).objects.update(text=words)
        given.append(hashlib.sha256(b"".join(client.get(item.get_pdf_url()))).hexdigest())
    assert news() == [("paper", "made", ""), ("paper", "made", ""), ("item", "changed", "minutes_published")]
    assert [entry.file for entry in LedgerEntry.objects.filter(kind="paper")] == given
    assert news() == news(everything=True) == []


def test_pdf_that_was_given_out_is_entered_before_its_item_is_withdrawn(client, meeting):
    publish(meeting, "minutes_published_at")
    item = meeting.items.get()
    news()
    b"".join(client.get(item.get_pdf_url()))
    actions.withdraw(record=item, note="An error.", by=None)
    assert [(kind, act) for kind, act, _ in news()][:2] == [("paper", "made"), ("item", "withdrawn")]
    assert news(everything=True) == []


def test_what_was_entered_is_noted_no_longer_and_what_was_not_is(client, meeting, django_capture_on_commit_callbacks):
    publish(meeting, "minutes_published_at")
    b"".join(client.get(meeting.items.get().get_pdf_url()))
    assert len(kept().untold.notes()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        news()
    assert kept().untold.notes() == []


def test_damaged_pdf_is_not_entered(client, meeting):
    publish(meeting, "minutes_published_at")
    address = meeting.items.get().get_pdf_url()
    b"".join(client.get(address))
    news()
    kept().path(kept().noted(address).digest).write_bytes(b"%PDF-")
    assert "paper" not in {kind for kind, _, _ in news(everything=True)}


def test_kept_pdf_without_data_has_no_record(tmp_path):
    (tmp_path / "plain.pdf").write_bytes(make.pdf())
    assert papers.record_in(tmp_path / "plain.pdf") == ""
