"""How much one request may bring: refused before it is read, with a page that says how much is taken."""

import io
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from minutes.files.uploads import tidy
from minutes.models import Upload
from minutes.views import bodies
from tests import factories as make
from tests.factories import pdf

pytestmark = pytest.mark.django_db

MB = 1024 * 1024
FORM = "multipart/form-data; boundary=x"


class NeverRead(io.RawIOBase):
    """A body of which no byte may be read."""

    def read(self, *size):
        raise AssertionError("the body was read")

    readline = readinto = read


def send(client, address, size):
    """The answer to a form that says it is so large."""
    return client.generic(
        "POST", address, content_type=FORM, CONTENT_LENGTH=str(size), **{"wsgi.input": NeverRead()}
    )  # fmt: skip


@pytest.fixture
def public(client):
    """Every address at which a stranger can send something."""
    return ["/", "/alerts/", "/cy/alerts/", "/alerts/x/stop/", "/search/", "/committees/", "/nothing/", "/admin/login/"]


def test_public_page_takes_a_few_kilobytes_in_all(client, public):
    for address in public:
        answer = send(client, address, 300 * 50 * MB)
        assert answer.status_code == 413, address
        assert "64 KB" in answer.content.decode()
        assert not answer.cookies


def test_page_that_hashes_a_file_takes_one(client, settings):
    settings.REPORT_MAX_BYTES = 1 * MB
    for address in ("/verify/", "/cy/verify/"):
        assert send(client, address, 2 * MB).status_code == 413
        assert send(client, address, 300 * 50 * MB).status_code == 413
    file = SimpleUploadedFile("some.pdf", pdf() + b" " * 900_000)
    assert client.post("/verify/", {"file": file}).status_code == 200


def test_clerk_sends_much_and_no_more_than_the_setting_says(clerk, settings):
    settings.UPLOAD_MAX_BYTES = 2 * MB
    meeting = make.MeetingFactory()
    address = reverse("admin:minutes_meeting_documents", args=[meeting.pk])
    answer = send(clerk, address, 2 * MB + 1)
    assert answer.status_code == 413
    assert "2 MB" in answer.content.decode()
    files = [SimpleUploadedFile(f"{n}.pdf", pdf() + b" " * 100_000) for n in range(8)]
    assert clerk.post(address, {"files": files, "send": "1"}).status_code in (200, 302)
    assert Upload.objects.count() == 8


def test_clerk_on_a_page_for_readers_is_a_reader(clerk):
    assert send(clerk, "/alerts/", 1 * MB).status_code == 413


def test_clerk_whose_session_has_ended_logs_in_again(client):
    answer = send(client, "/admin/minutes/meeting/add/", 1 * MB)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/minutes/meeting/add/")


def test_nothing_is_taken_that_the_disk_has_no_room_for(clerk, monkeypatch):
    monkeypatch.setattr(bodies, "LEAST_DISK", 2**60)
    answer = send(clerk, "/admin/minutes/meeting/add/", 1 * MB)
    assert answer.status_code == 507
    assert "no room" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "-5", "x", "1e9", "9" * 5000])
def test_length_that_is_none_gets_an_answer(length):
    client = Client(raise_request_exception=False)
    assert client.generic("POST", "/alerts/", content_type=FORM, CONTENT_LENGTH=length).status_code < 500


def test_what_killed_uploads_left_is_deleted_after_a_day(settings, tmp_path, capsys):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    for name, age in (("old.upload", 25 * 3600), ("new.upload", 3600)):
        (settings.FILE_UPLOAD_TEMP_DIR / name).write_text("some")
        os.utime(settings.FILE_UPLOAD_TEMP_DIR / name, (time.time() - age,) * 2)
    call_command("settle_documents")
    assert [path.name for path in settings.FILE_UPLOAD_TEMP_DIR.iterdir()] == ["new.upload"]
    assert "1 uploads that never ended deleted." in capsys.readouterr().out
    assert tidy() == 0


def test_uploads_come_beside_the_documents_and_leave_nothing(clerk, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    meeting = make.MeetingFactory()
    address = reverse("admin:minutes_meeting_documents", args=[meeting.pk])
    files = [SimpleUploadedFile("1.pdf", pdf()), SimpleUploadedFile("2.pdf", b"no document")]
    clerk.post(address, {"files": files, "send": "1"})
    assert Upload.objects.count() == 1
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []
