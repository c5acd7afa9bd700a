"""`manage.py import_moderngov`: from a saved page to public records."""

import contextlib
import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from decisions.models import Decision, Resolution
from minutes.models import AgendaItem, Committee, Issue, Meeting, Narrative, Report
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = settings.BASE_DIR / "fixtures" / "moderngov"
NUMBERED_ONE = PAGES / "every-item-numbered-one.txt"
SAMPLE = settings.BASE_DIR.parent / "shared" / "samples" / "issue-263-school-improvement.txt"


def run(*arguments):
    """What the command printed on its two streams."""
    out, err = StringIO(), StringIO()
    call_command("import_moderngov", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def everything():
    """All rows of all kinds, as they stand."""
    kinds = [Committee, Issue, Meeting, AgendaItem, Narrative, Report, Decision, Resolution]
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the real page is not part of the project")
def test_import_of_the_real_page_makes_the_whole_item(client):
    run(SAMPLE)
    item = AgendaItem.public.get()
    assert (item.issue.title, item.meeting.committee.name) == ("School Improvement Matters", "Cabinet")
    assert (item.meeting.date, item.label) == (dt.date(2012, 10, 16), "263")
    assert item.title.endswith("schools 2012 and beyond")
    assert item.report_credit.startswith("(Report of the Director")
    assert item.purpose.startswith("The report sets out")
    report = Report.public.get()
    assert (report.size, bool(report.file)) == (753 * 1024, False)
    assert len(item.narrative.text.split("\n\n")) == 3
    resolutions = Resolution.public.order_by("ordinal")
    assert [row.ordinal for row in resolutions] == [1, 2, 3, 4, 5, 6]
    assert [row.label for row in resolutions] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert item.decision.reasons.startswith("To progress a model")
    assert item.decision.options_considered.startswith("There are a variety")
    page = client.get("/committees/cabinet/2012-10-16/263/").content.decode()
    assert all(f'id="resolution-{n}"' in page for n in range(1, 7))


def test_the_planner_knows_what_was_imported():
    run(NUMBERED_ONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'minutes_agendaitem'::regclass")
        assert cursor.fetchone() == (AgendaItem.objects.count(),)


def test_import_twice_changes_nothing():
    pages = [path for path in sorted(PAGES.iterdir()) if path.suffix in (".txt", ".html")]
    for page in pages:
        _run_whatever_the_status(page)
    first = everything()
    for page in pages:
        _run_whatever_the_status(page)
    assert first[-1], "the pages hold resolutions"
    assert everything() == first


def _run_whatever_the_status(page):
    with contextlib.suppress(CommandError):
        run(page)


def test_import_restores_numbers_that_saving_as_text_has_lost():
    run(NUMBERED_ONE)
    labels = list(Resolution.objects.order_by("ordinal").values_list("label", flat=True))
    assert labels == [f"{n}." for n in range(1, len(labels) + 1)]
    assert len(labels) > 2


def test_import_shows_to_the_public_what_was_public_there(client):
    run(NUMBERED_ONE)
    item = AgendaItem.objects.get()
    page = client.get(item.get_absolute_url()).content.decode()
    assert Resolution.objects.first().text[:40] in page
    assert Narrative.objects.first().text[:40] in page


def test_import_leaves_what_a_clerk_has_written():
    run(NUMBERED_ONE)
    Narrative.objects.update(text="The clerk's own words.")
    _, errors = run(NUMBERED_ONE)
    assert Narrative.objects.get().text == "The clerk's own words."
    assert "the minutes differ here and were left" in errors


def test_import_into_a_draft_meeting_publishes_nothing():
    run(NUMBERED_ONE)
    place = AgendaItem.objects.get().meeting
    for model in (Resolution, Decision, Narrative, Report):
        assert model.public.count() == model.objects.count()
    make.MeetingFactory(committee=place.committee, date=dt.date(2024, 2, 6))
    draft = PAGES / "restricted-documents.html"  # Cabinet on that day
    _, errors = run(draft)
    assert "stays a draft" in errors
    assert AgendaItem.public.count() == 1


def test_import_dry_run_as_json_prints_one_object_and_writes_nothing():
    out, _ = run("--dry-run", "--json", NUMBERED_ONE)
    page = json.loads(out)
    assert (page["page"], page["items"][0]["committee"]) == ("issue", "Cabinet")
    assert set(page["items"][0]) == {
        "committee", "date", "label", "title", "report_credit", "purpose", "documents", "minutes", "resolutions",
        "options_considered", "reasons", "votes", "is_key", "call_in", "published", "exempt",
    }  # fmt: skip
    assert not any(everything())


def test_import_names_a_file_that_is_no_page_and_goes_on(tmp_path):
    bad = tmp_path / "holiday.png"
    bad.write_bytes(b"\x89PNG\r\n")
    err = StringIO()
    with pytest.raises(CommandError, match="1 of 3"):
        call_command("import_moderngov", bad, NUMBERED_ONE, PAGES / "tables.html", stdout=StringIO(), stderr=err)
    assert "holiday.png" in err.getvalue()
    assert AgendaItem.objects.count() == 2


def test_import_names_a_file_that_is_not_there():
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_moderngov", Path("nowhere.txt"), stdout=StringIO(), stderr=err)
    assert "nowhere.txt: cannot be opened" in err.getvalue()


def test_import_of_an_impossible_date_is_named_and_fails(capsys):
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_moderngov", PAGES / "words-run-together.txt", stdout=StringIO(), stderr=err)
    assert "31/02/2015" in err.getvalue()
    assert "was left out" in err.getvalue()


def test_import_of_what_the_database_refuses_is_named_and_leaves_no_half(tmp_path):
    page = NUMBERED_ONE.read_text().replace("(Item 118)", f"(Item {'9' * 60})").replace("\n118 ", f"\n{'9' * 60} ")
    path = tmp_path / "long-label.txt"
    path.write_text(page)
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_moderngov", path, stdout=StringIO(), stderr=err)
    assert "nothing of it was imported" in err.getvalue()
    assert not any(everything())
