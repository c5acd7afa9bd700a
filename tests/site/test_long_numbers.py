"""A number of 5,000 digits, which int() refuses with an error, is refused like anything else that is no number."""

import pytest
from django.urls import reverse

from decisions.citing import resolution_at
from tests import factories as make
from tests.minutes.admin.test_entering import page_of

pytestmark = pytest.mark.django_db
LONG = "1" * 5_000


def test_ticked_record(admin_client):
    sent = {"kind": "draft", "ticked": LONG, "until": "2030-01-01", "dispose": "1"}
    assert admin_client.post("/admin/minutes/disposal/due/", sent).status_code in (200, 302)


def test_person_whose_name_is_withheld(admin_client):
    assert admin_client.get(f"/admin/minutes/redaction/add/?person={LONG}").status_code == 200


@pytest.mark.parametrize("page", ["change", "history"])
@pytest.mark.parametrize("model", ["redaction", "meeting", "ward"])
def test_record_in_an_address(admin_client, model, page):
    address = reverse(f"admin:minutes_{model}_{page}", args=[LONG])
    assert admin_client.get(address, follow=True).status_code in (200, 404)


def test_resolution_that_is_cited():
    item = make.ResolutionFactory().item
    assert resolution_at(f"{item.get_absolute_url()}#resolution-{LONG}") is None


def test_size_of_a_file_to_verify(client):
    assert client.generic("POST", "/verify/", CONTENT_LENGTH=LONG).status_code == 413


@pytest.mark.parametrize(
    "text", [f"{LONG}. School places", f"{LONG}.1 School places", f"{LONG}/{LONG} School", f"{LONG} March {LONG}"]
)
@pytest.mark.parametrize(
    "html",
    [
        "",
        (
            f"<style>@list l0:level1 {{mso-level-start-at:{LONG}; mso-level-text:'%1.'}}</style>"
            f"<p style='font-weight:{LONG}'>School places</p>"
        ),
    ],
)
def test_pasted_minutes(admin_client, text, html):
    meeting = make.MeetingFactory()
    sent = {"text": text, "html": html}
    assert admin_client.post(page_of(meeting, "paste"), sent, follow=True).status_code == 200
