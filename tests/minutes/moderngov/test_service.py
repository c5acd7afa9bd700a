"""The whole way from the web service to the record, against a stand-in on loopback."""

import os
import re
from contextlib import closing
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from decisions.models import Resolution
from minutes.models import AgendaItem, Attendance, Committee, Meeting, Membership, Narrative, Person, Report
from tests.factories import pdf
from tests.minutes.moderngov.invented import MINUTES, council
from tests.minutes.moderngov.stand_in import ERROR_PAGE, Fault, StandIn, error_page

pytestmark = pytest.mark.django_db
KINDS = [Committee, Person, Membership, Meeting, Attendance, AgendaItem, Narrative, Report, Resolution]


@pytest.fixture(autouse=True)
def _kept_in_a_temporary_folder(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(os, "fsync", lambda number: None)


@pytest.fixture
def there():
    with StandIn(council()) as it:
        yield it


def run(*arguments):
    """The exit status of an import, and what it printed on its two streams."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_moderngov", *arguments, stdout=out, stderr=err)
    except CommandError:
        return 1, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def everything():
    """All rows of all kinds, as they stand."""
    return [list(kind.objects.order_by("pk").values()) for kind in KINDS]


def test_import_brings_committees_members_meetings_items_resolutions_and_files(there, client):
    status, _, errors = run(there.address)
    assert status == 0
    assert "“Deleted Panel” is deleted there and was left out" in errors
    assert (Meeting.public.count(), AgendaItem.public.count(), Resolution.public.count()) == (6, 18, 36)
    assert list(Committee.public.values_list("name", flat=True)) == [
        "Cabinet", "Harbour Board", "Planning Committee",
    ]  # fmt: skip
    assert (Person.objects.count(), Attendance.public.count(), Membership.objects.count()) == (3, 18, 3)
    reports = Report.public.all()
    assert len(reports) == 12
    assert all(report.file and report.pages == 1 for report in reports)
    with closing(client.get(reports[0].get_absolute_url())) as answer:
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_no_home_address_comes_along(there):
    run(there.address)
    assert Person.objects.exclude(email="").count() == 3
    assert "home.example" not in repr(everything())
    assert "Secret Lane" not in repr(everything())


def test_old_addresses_lead_to_what_was_imported(there, client):
    run(there.address)
    item, report = AgendaItem.objects.get(title="The matter 904-2"), Report.objects.get(title="Report on matter 904-2")
    for address, place in {
        "/ieListDocuments.aspx?CId=12&MId=904": item.meeting.get_absolute_url(),
        "/mgAi.aspx?ID=904002": item.get_absolute_url(),
        "/documents/s904002/Report%20on%20matter%20904-2.pdf": report.get_absolute_url(),
        "/mgCommitteeDetails.aspx?ID=12": item.meeting.committee.get_absolute_url(),
    }.items():
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (301, place)


def test_import_every_night_changes_nothing_where_nothing_changed(there):
    run(there.address)
    first = everything()
    assert run(there.address)[0] == 0
    assert everything() == first


def test_import_takes_what_changed_there(there):
    run(there.address)
    key = "GetMeeting?lMeetingId=905"
    there.council.replies[key] = there.council.replies[key].replace(b"To consider the matter 905-1", b"To defer it")
    assert run(there.address)[0] == 0
    assert AgendaItem.objects.get(title="The matter 905-1").purpose == "To defer it."


def test_import_names_what_is_missing_goes_on_and_resumes(there):
    place = next(place for place in there.council.documents if "903002" in place)
    there.fault(place, *[error_page()] * 3)
    there.fault("lMeetingId=904", *[Fault(status=503, body=ERROR_PAGE)] * 6)
    status, _, errors = run(there.address)
    assert status == 1
    assert f"document “Report on matter 903-2” ({place}): It is an HTML page “Runtime Error”, not a PDF." in errors
    assert "GetMeeting?lMeetingId=904): The server answers 503 Service Unavailable. Asked 6 times." in errors
    assert (Meeting.objects.count(), Report.objects.count(), Report.objects.exclude(file="").count()) == (5, 10, 9)
    there.forget()
    assert run(there.address)[0] == 0
    assert (Meeting.objects.count(), Report.objects.count(), Report.objects.exclude(file="").count()) == (6, 12, 12)
    assert there.times(place) == 1


def test_dry_run_as_json_prints_one_object_a_page_and_writes_nothing(there):
    status, out, _ = run(there.address, "--dry-run", "--json")
    assert status == 0
    assert len(out.splitlines()) == 8
    assert not any(everything())


def test_import_afresh_asks_for_what_is_settled(there):
    run(there.address)
    there.forget()
    run(there.address, "--afresh")
    assert there.times("GetMeeting?") == 6


@pytest.mark.parametrize(
    ("address", "words"),
    [("http://democracy.example/mgWebService.asmx", "is not encrypted"),
     ("https://democracy.example/ieDocHome.aspx", "is no address of a service that is read here")],
)  # fmt: skip
def test_address_that_is_not_asked_is_named(address, words):
    status, _, errors = run(address, "--afresh")
    assert status == 1
    assert words in errors


def test_private_parts_never_come_along(there, client):
    key = "GetMeeting?lMeetingId=904"
    there.council.replies[key] = there.council.replies[key].replace(
        b"<isrestricted>False</isrestricted><isdisplayallowed>True</isdisplayallowed>",
        b"<isrestricted>True</isrestricted><isdisplayallowed>True</isdisplayallowed>",
    )
    run(there.address)
    items = AgendaItem.objects.filter(meeting__date=AgendaItem.objects.get(title="The matter 904-1").meeting.date)
    assert [item.is_exempt for item in items] == [True] * 3
    assert not Narrative.objects.filter(item__in=items).exists()
    assert not Resolution.objects.filter(item__in=items).exists()
    assert there.times("/documents/s904") == 0
    assert MINUTES.partition("{")[0][3:40] not in client.get(items[0].get_absolute_url()).content.decode()


def test_full_disc_is_named_and_the_import_goes_on_later(there, monkeypatch):
    def full(number):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        status, _, errors = run(there.address)
    assert status == 1
    assert "what was fetched cannot be kept" in errors
    assert "No space left on device" in errors
    assert run(there.address)[0] == 0


def test_document_replaced_there_is_replaced_here_and_one_of_a_clerk_is_left(there, client):
    run(there.address)
    mine, theirs = Report.public.filter(old_addresses__number__in=["903002", "903003"]).order_by(
        "old_addresses__number"
    )
    mine.file = ContentFile(pdf("A clerk's."), "own.pdf")
    mine.save()
    for place in there.council.documents:
        if "903002" in place or "903003" in place:
            there.council.documents[place] = pdf("Corrected.")
    status, _, errors = run("--afresh", there.address)  # the meeting is settled
    assert (status, "file differs here and was left" in errors) == (0, True)
    for report, words in ((mine, b"A clerk's."), (theirs, b"Corrected.")):
        report.refresh_from_db()
        assert words in b"".join(client.get(report.get_absolute_url()).streaming_content)
    assert theirs.versions.count() == 1


def test_meeting_that_is_gone_there_is_told_once_and_stays(there):
    run(there.address)
    name, told = next((name, told) for name, told in there.council.replies.items() if name.startswith("GetMeetings?"))
    meeting = re.search(rb"<meeting>.*?</meeting>", told)[0]
    there.council.replies[name] = told.replace(meeting, b"")
    words = "is no longer in the source. It was left here."
    assert words in run(there.address)[2]
    assert words not in run(there.address)[2]
    assert Meeting.public.count() == 6
