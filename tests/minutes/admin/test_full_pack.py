"""The full pack: for those with the right alone, every exempt page marked, kept nowhere."""

import pypdfium2
import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from minutes.pdf.store import papers
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    meeting = make.MeetingFactory(stage="agenda_published_at")
    opened = make.AgendaItemFactory(meeting=meeting, label="1")
    closed = make.AgendaItemFactory(
        meeting=meeting, label="2", is_exempt=True, exempt_paragraph="3", exempt_reason="Business affairs."
    )
    for number, (item, exempt) in enumerate([(opened, False), (opened, True), (closed, False)]):
        make.ReportFactory(item=item, is_exempt=exempt, title=f"Document {number}")
    return meeting


def address(meeting):
    return reverse("admin:minutes_meeting_full_pack", args=[meeting.pk])


def officer(client, *rights):
    user = User.objects.create(username="officer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_meeting", *rights]))
    client.force_login(user)
    return client


def test_full_pack_marks_every_exempt_page_and_no_other(client, meeting):
    answer = officer(client, "preview_draft", "read_exempt").get(address(meeting))
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    with pypdfium2.PdfDocument(b"".join(answer)) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    assert ["NOT FOR PUBLICATION" in text for text in pages[3:]] == [False, True, True]
    assert "paragraph 3" in pages[5]
    assert "not for publication" in pages[0]


def test_full_pack_is_kept_nowhere(client, meeting):
    b"".join(officer(client, "preview_draft", "read_exempt").get(address(meeting)))
    assert [path for path in papers().root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("rights", [(), ("preview_draft",), ("read_exempt",)])
def test_full_pack_without_the_right_is_refused(client, meeting, rights):
    assert officer(client, *rights).get(address(meeting)).status_code == 403


def test_full_pack_without_a_login_leads_to_it(client, meeting):
    assert client.get(address(meeting)).status_code == 302


def test_public_pack_holds_no_exempt_document(client, meeting):
    with pypdfium2.PdfDocument(b"".join(client.get(f"{meeting.get_absolute_url()}pack.pdf"))) as opened:
        text = "".join(page.get_textpage().get_text_bounded() for page in opened)
    assert "Document 0" in text
    assert "Document 1" not in text
    assert "Document 2" not in text


def test_link_to_the_full_pack_is_for_those_with_the_right(client, meeting):
    page = reverse("admin:minutes_meeting_change", args=[meeting.pk])
    assert "full-pack.pdf" in officer(client, "preview_draft", "read_exempt").get(page).content.decode()
    client.logout()
    User.objects.all().delete()
    assert "full-pack.pdf" not in officer(client, "preview_draft").get(page).content.decode()
