"""What is uploaded is what its content says, at every place that takes files and whatever its name promises."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minutes.files import word
from minutes.models import Council, Upload
from tests import factories as make
from tests.minutes.admin.test_crest import upload
from tests.minutes.admin.test_entering import page_of
from tests.site.sending import FILES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_office(monkeypatch):
    monkeypatch.setattr(word, "program", lambda: None)


def uploaded(name, content):
    """As a browser would send it, which says of the content what the name says."""
    return SimpleUploadedFile(name.rpartition("/")[2].replace("\x00", ""), content, "application/pdf")


def test_document_is_taken_for_its_content_or_refused(clerk):
    for name, content, kind in FILES:
        meeting = make.MeetingFactory()
        page = clerk.post(page_of(meeting, "documents"), {"send": "1", "files": [uploaded(name, content)]}, follow=True)
        kinds = list(Upload.objects.filter(meeting=meeting).values_list("file_type", flat=True))
        assert kinds == ([kind] if kind else []), (name, content[:40])
        assert "<zq7" not in page.content.decode()


def test_what_is_no_picture_is_never_a_crest(admin_client):
    make.CouncilFactory()
    for name, content, _ in FILES:
        assert upload(admin_client, content).status_code == 200, (name, content[:40])
        assert not Council.objects.exclude(crest="").exists(), (name, content[:40])
