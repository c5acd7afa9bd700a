"""Kept PDFs: served like static files, and never one that is not public at that moment."""

import datetime as dt
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minutes.actions import withdraw
from minutes.models import AgendaItem, Committee, Council, Meeting, Report
from minutes.pdf import Paper
from minutes.pdf.store import papers
from tests import factories as make
from tests.site.world import State, build

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def item():
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))


@pytest.fixture
def kept(client, item):
    """The answer to the first request, by which it is kept."""
    return client.get(item.get_pdf_url())


def files():
    return list(papers().files.rglob("*.pdf"))


def test_kept_paper_costs_one_question_and_no_printing(client, item, kept, monkeypatch):
    monkeypatch.delattr(Paper, "write")
    with CaptureQueriesContext(connection) as captured:
        again = client.get(item.get_pdf_url())
    assert len(captured) == 1
    assert (again.content, dict(again.headers)) == (kept.content, dict(kept.headers))


def test_head_of_a_paper_says_what_get_does(client, item, kept):
    head = client.head(item.get_pdf_url())
    assert (head.status_code, head.content, dict(head.headers)) == (200, b"", dict(kept.headers))
    assert kept.headers["Content-Length"] == str(len(kept.content))


def test_head_makes_a_paper_that_is_not_there(client, item):
    assert client.head(item.get_pdf_url()).status_code == 200
    assert len(files()) == 1


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-7", -7, None), ("bytes=5-999999999", 5, None)],
)
def test_range_of_a_paper_is_sent(client, item, kept, asked, start, end):
    part = client.get(item.get_pdf_url(), headers={"Range": asked})
    assert (part.status_code, part.content) == (206, kept.content[start:end])
    size, first = len(kept.content), start % len(kept.content)
    assert part.headers["Content-Range"] == f"bytes {first}-{first + len(part.content) - 1}/{size}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_range_outside_of_a_paper_is_refused(client, item, kept, asked):
    refused = client.get(item.get_pdf_url(), headers={"Range": asked})
    assert (refused.status_code, refused.headers["Content-Range"]) == (416, f"bytes */{len(kept.content)}")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=-", "lines=1-2", "bytes=9-3", "bytes=x-", "bytes=" + "9" * 5000 + "-"]
)
def test_range_that_is_none_gets_the_whole_paper(client, item, kept, asked):
    assert client.get(item.get_pdf_url(), headers={"Range": asked}).content == kept.content


def test_range_of_another_paper_gets_the_whole_of_this_one(client, item, kept):
    headers = {"Range": "bytes=0-9"}
    assert client.get(item.get_pdf_url(), headers=headers | {"If-Range": '"other"'}).status_code == 200
    assert client.get(item.get_pdf_url(), headers=headers | {"If-Range": kept.headers["ETag"]}).status_code == 206


def test_paper_is_never_compressed_on_the_way(client, item, kept):
    squeezed = client.get(item.get_pdf_url(), headers={"Accept-Encoding": "gzip"})
    papers().note(item.get_pdf_url(), papers().noted(item.get_pdf_url())._replace(state="other"))
    slow = client.get(item.get_pdf_url(), headers={"Accept-Encoding": "gzip"})
    for answer in (squeezed, slow):
        assert answer.content == kept.content
        assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_known_paper_is_not_sent(client, item, kept, known):
    answer = client.get(item.get_pdf_url(), headers={"If-None-Match": known.format(kept.headers["ETag"])})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", kept.headers["ETag"])


CHANGES = {
    "item": lambda world: AgendaItem.objects.update(title="Zebra"),
    "committee": lambda world: Committee.objects.update(name="Zebra"),
    "council": lambda world: Council.objects.update(name="Zebra"),
    "person": lambda world: type(world.person).objects.update(name="Zebra"),
    "ward": lambda world: world.item.wards.update(name="Zebra"),
    "report": lambda world: Report.objects.update(title="Zebra"),
    "another item of the issue": lambda world: make.AgendaItemFactory(
        title="Zebra", issue=world.issue, meeting=make.MeetingFactory(stage="minutes_published_at")
    ),
    "resolution": lambda world: world.item.resolutions.update(text="Zebra"),
    "ballot": lambda world: make.BallotFactory(vote=world.item.votes.get(), person__name="Zebra"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_paper_shows_a_change_wherever_it_is_made(client, change):
    world = build(State("minutes_published_at"))
    before = client.get(world.item.get_pdf_url())
    assert client.get(world.item.get_pdf_url()).headers["ETag"] == before.headers["ETag"]
    change(world)
    assert client.get(world.item.get_pdf_url()).headers["ETag"] != before.headers["ETag"]
    assert len(files()) == 1  # the older one is gone


HIDINGS = {
    "withdrawn meeting": (410, lambda item: withdraw(record=item.meeting, by=None, note="An error.")),
    "withdrawn item": (410, lambda item: withdraw(record=item, by=None, note="An error.")),
    "committee off the site": (404, lambda item: Committee.objects.update(is_listed=False)),
    "item not released": (404, lambda item: AgendaItem.objects.update(released_at=None)),
}


@pytest.mark.parametrize(("status", "hide"), HIDINGS.values(), ids=HIDINGS.keys())
def test_paper_of_a_hidden_record_is_gone_at_once_with_its_file(client, item, kept, status, hide):
    hide(item)
    assert client.get(item.get_pdf_url(), headers={"If-None-Match": kept.headers["ETag"]}).status_code == status
    assert files() == []
    assert papers().noted(item.get_pdf_url()) is None


def test_paper_is_gone_at_the_moment_that_was_set(client, item, kept):
    AgendaItem.objects.update(withdrawn_at=timezone.now() + dt.timedelta(seconds=4), withdrawal_note="An error.")
    assert client.get(item.get_pdf_url()).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(4.1)")
    assert client.get(item.get_pdf_url()).status_code == 410


def test_paper_shows_what_is_published_at_the_moment_that_was_set(client):
    meeting = make.MeetingFactory(stage="decisions_published_at")
    item = make.NarrativeFactory(item=make.AgendaItemFactory(meeting=meeting)).item
    Meeting.objects.update(minutes_published_at=timezone.now() + dt.timedelta(seconds=10))
    before = client.get(item.get_pdf_url()).headers["ETag"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(10.1)")
    assert client.get(item.get_pdf_url()).headers["ETag"] != before


def test_paper_of_another_host_bears_its_address(client, item, kept, settings):
    settings.ALLOWED_HOSTS = ["*"]
    other = client.get(item.get_pdf_url(), headers={"Host": "other.example"})
    assert other.headers["ETag"] != kept.headers["ETag"]
    assert len(files()) == 1


def test_paper_is_made_anew_after_the_site_has_changed(client, item, kept, monkeypatch):
    note = papers().noted(item.get_pdf_url())
    monkeypatch.setattr("minutes.views.kept.site_version", lambda: "the next one")
    client.get(item.get_pdf_url())
    assert papers().noted(item.get_pdf_url()).state != note.state


def test_kept_paper_that_was_deleted_is_made_again(client, item, kept):
    files()[0].unlink()
    assert client.get(item.get_pdf_url()).content == kept.content


def full(path, data):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def test_full_disk_gets_a_page_that_says_so(client, item, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        answer = client.get(item.get_pdf_url())
    assert answer.status_code == 503
    assert "No space left on device" in answer.content.decode()
    assert list(papers().root.rglob("*.p*")) == []
    assert client.get(item.get_pdf_url()).status_code == 200


def test_full_disk_for_the_note_still_gives_the_paper(client, item, monkeypatch, caplog):
    monkeypatch.setattr(Path, "write_text", full)
    assert client.get(item.get_pdf_url()).status_code == 200
    assert "could not be noted" in caplog.text


def test_paper_printed_by_another_process_has_the_same_bytes(client, item, kept, tmp_path, settings):
    script = """
import pickle, sys
from pathlib import Path
from minutes.pdf import child
sys.stdout.buffer.write(child.printed(*pickle.load(sys.stdin.buffer)))
"""
    import pickle

    from minutes import pdf

    seen = []
    papers().forget(item.get_pdf_url())
    write = Paper.write
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Paper, "write", lambda paper, path: (seen.append(paper), write(paper, path)))
        assert client.get(item.get_pdf_url()).content == kept.content
    (paper,) = seen
    given = pickle.dumps((paper.html, tuple(paper.about), paper.attachment))
    other = subprocess.run([sys.executable, "-c", script], input=given, cwd=ROOT, capture_output=True, check=True)
    assert other.stdout == kept.content
    assert isinstance(paper, pdf.Paper)
