"""The pages of the log: reading it, following it, asking it."""

import hashlib
import io
import json

import feedparser
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from minutes import actions
from minutes.ledger.writing import bring_up_to_date
from minutes.models import LedgerEntry, Report
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Weir Lane")
    make.ReportFactory(item=item, title="Report on Weir Lane")
    return item


def page(response):
    assert response.status_code in (200, 413, 422), response.status_code
    return response.content.decode()


def check(client, content, name="paper.pdf"):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, content)})


def test_log_tells_what_was_published_with_links_the_newest_first(client, item):
    bring_up_to_date()
    text = page(client.get("/log/"))
    assert text.index('id="entry-3"') < text.index('id="entry-2"') < text.index('id="entry-1"')
    assert f'<a href="{item.get_absolute_url()}">' in text
    assert "Report on Weir Lane" in text
    assert "since 1 January 2024" in text  # it was public long before it was entered


def test_log_says_no_title_of_what_is_withdrawn(client, item):
    bring_up_to_date()
    actions.withdraw(record=item, note="An error.", by=None)
    text = page(client.get("/log/"))
    assert "Weir Lane" not in text
    assert item.get_absolute_url() in text


def test_log_is_paged_by_number(client):
    make.LedgerEntryFactory.create_batch(60)
    first = page(client.get("/log/"))
    assert ('id="entry-11"' in first, 'id="entry-10"' in first) == (True, False)
    assert 'href="?before=11"' in first
    second = page(client.get("/log/?before=11"))
    assert ('id="entry-11"' in second, 'id="entry-10"' in second, 'rel="next"' in second) == (False, True, False)


@pytest.mark.parametrize("query", ["before=x", "before=%00", "before=" + "9" * 30, "after=1", "before=-1"])
def test_odd_number_is_named(client, query):
    assert 'class="ignored"' in page(client.get(f"/log/?{query}"))


def test_download_goes_on_after_an_entry(client):
    make.LedgerEntryFactory.create_batch(4)
    lines = b"".join(client.get("/log.jsonl?after=2")).splitlines()
    assert [json.loads(line)["number"] for line in lines] == [3, 4]


def test_feed_holds_the_signed_heads(client):
    head = make.LedgerHeadFactory(day=timezone.now().date(), at=timezone.now(), number=7)
    feed = feedparser.parse(client.get("/log/feed.atom").content)
    assert not feed.bozo
    assert "entry 7" in feed.entries[0].title
    assert json.loads(feed.entries[0].summary) == json.loads(client.get("/log/heads.jsonl").content)
    assert json.loads(feed.entries[0].summary)["signature"] == head.signature


def test_item_leads_to_its_entries(client, item):
    text = page(client.get(item.get_absolute_url()))
    address = text.split("/verify/?address=")[1].split('"')[0]
    answer = page(client.get(f"/verify/?address={address}"))
    assert "Draft minutes" in answer
    assert "entry 2" in answer  # entered at this look


@pytest.mark.parametrize("form", ["{}", "https://minutes.example.org{}", "https://minutes.example.org/cy{}", "/cy{}", "{}#minutes", "{}?x=1"])  # fmt: skip
def test_address_is_understood_in_every_form(client, item, form):
    bring_up_to_date()
    assert 'id="entry-2"' in page(client.get("/verify/", {"address": form.format(item.get_absolute_url())}))


def test_look_at_a_welsh_page_enters_the_permanent_address(client, item):
    page(client.get("/cy/verify/", {"address": item.get_absolute_url()}))
    assert [entry.address for entry in LedgerEntry.objects.filter(kind="item")] == [item.get_absolute_url()]
    bring_up_to_date(everything=True)
    assert LedgerEntry.objects.count() == 3


def test_address_of_a_pdf_has_its_pages_entries_too(client, item):
    b"".join(client.get(item.get_pdf_url()))
    answer = page(client.get("/verify/", {"address": item.get_pdf_url()}))
    assert "PDF made" in answer
    assert "Draft minutes" in answer


def test_address_of_a_documents_file_is_understood(client, item):
    bring_up_to_date()
    assert 'id="entry-3"' in page(client.get("/verify/", {"address": Report.objects.get().get_absolute_url()}))


@pytest.mark.parametrize("address", ["http://[", "\x00x", "%00", "/nowhere/", "x" * 5000, "é", "//", "javascript:x"])
def test_odd_address_gets_an_answer(client, address):
    assert "no entry for this address" in page(client.get("/verify/", {"address": address}))


def test_pdf_just_made_is_what_the_council_published(client, item):
    answer = page(check(client, b"".join(client.get(item.get_pdf_url()))))
    assert "This is what the council published." in answer
    assert "It is still what is at its address." in answer
    assert item.get_pdf_url() in answer


def test_pdf_of_which_one_byte_was_changed_is_not_known(client, item):
    printed = b"".join(client.get(item.get_pdf_url()))
    assert "The log does not know this file." in page(check(client, printed + b"\n"))


def test_pdf_that_was_replaced_is_told_to_be(client, item):
    before = b"".join(client.get(item.get_pdf_url()))
    bring_up_to_date()
    make.NarrativeFactory(item=item, text="New words.")
    b"".join(client.get(item.get_pdf_url()))
    answer = page(check(client, before))
    bring_up_to_date()
    answer = page(check(client, before))
    assert "This is what the council published." in answer
    assert "It has been replaced since" in answer


@pytest.mark.parametrize("what", ["item", "meeting"])
def test_pdf_of_what_was_withdrawn_is_told_to_be(client, item, what):
    printed = b"".join(client.get(item.get_pdf_url()))
    bring_up_to_date()
    actions.withdraw(record=item if what == "item" else item.meeting, note="An error.", by=None)
    bring_up_to_date()
    answer = page(check(client, printed))
    assert "This is what the council published." in answer
    assert "It has been withdrawn since" in answer


def test_document_is_known_by_its_bytes_and_by_their_hash(client, item):
    bring_up_to_date()
    with Report.objects.get().file.open("rb") as file:
        content = file.read()
    assert "This is what the council published." in page(check(client, content))
    digest = hashlib.sha256(content).hexdigest()
    for text in (digest, digest.upper()):
        assert "This is what the council published." in page(client.get("/verify/", {"address": text}))


def test_file_that_is_too_large_is_refused_before_it_is_read(client, settings, monkeypatch):
    settings.REPORT_MAX_BYTES = 1024 * 1024
    response = check(client, b"x" * 1024 * 1024 * 2)
    assert response.status_code == 413
    assert "larger than 1 MB" in page(response)
    response = check(client, b"x" * (1024 * 1024 + 100))
    assert response.status_code == 413


def test_form_without_a_file_asks_for_one(client):
    for response in (client.post("/verify/", {}), check(client, b"")):
        assert response.status_code == 422
        assert "Choose a file." in page(response)


def test_answer_about_a_file_is_kept_by_no_cache_and_sets_no_cookie(item):
    from django.test import Client

    response = check(Client(enforce_csrf_checks=True), b"anything")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_look_is_answered_where_nothing_can_be_stored(client, item, monkeypatch):
    """A public process whose role may only read."""
    from django.db import OperationalError

    from minutes.ledger import writing

    def refuse(*args, **kwargs):
        raise OperationalError("cannot execute INSERT in a read-only transaction")

    monkeypatch.setattr(writing, "add", refuse)
    assert "no entry for this address" in page(client.get("/verify/", {"address": item.get_absolute_url()}))
    assert LedgerEntry.objects.count() == 0


def test_stream_of_a_file_is_hashed_as_a_whole(client, item):
    content = io.BytesIO(b"%PDF-" + b"0123456789" * 400_000).getvalue()
    assert hashlib.sha256(content).hexdigest() in page(check(client, content))
