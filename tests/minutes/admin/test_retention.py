"""What is due, in the admin: ticked, confirmed by a person, or kept longer."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import Disposal, KeptLonger, RetentionPeriod, Upload
from tests import factories as make

pytestmark = pytest.mark.django_db
DUE, PERIODS, LIST = (f"/admin/minutes/disposal/{page}" for page in ("due/", "periods/", ""))


@pytest.fixture
def upload():
    row = make.UploadFactory()
    Upload.objects.update(uploaded_at=dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC))
    return row


def test_what_is_due_is_listed_with_its_day_and_the_rule(log_in, upload):
    page = log_in("Privacy").get(DUE).content.decode()
    assert f"Upload {upload.pk} (PDF" in page
    assert "due on 1 January 2021" in page
    assert "Kept 1 year. UK GDPR, Article 5(1)(e)" in page


def test_nothing_goes_before_it_was_confirmed(log_in, upload):
    client = log_in("Privacy")
    asked = client.post(DUE, {"kind": "upload", "ticked": [upload.pk], "ask": "1"})
    assert "Delete these 1" in asked.content.decode()
    assert Upload.objects.count() == 1
    done = client.post(DUE, {"kind": "upload", "ticked": [upload.pk], "do": "1"})
    assert done.url == reverse("admin:minutes_disposal_due")
    assert Upload.objects.count() == 0
    assert Disposal.objects.get().made_by == "privacy"
    assert f"Upload {upload.pk} (PDF" in client.get(LIST).content.decode()


def test_it_is_kept_longer_with_a_reason(log_in, upload):
    client, until = log_in("Privacy"), timezone.localdate() + dt.timedelta(days=400)
    sent = {"kind": "upload", "ticked": [upload.pk], "keep": "1", "until": f"{until}"}
    assert "Say why it is kept longer." in client.post(DUE, sent).content.decode()
    client.post(DUE, sent | {"reason": "It is part of a claim."})
    assert (KeptLonger.objects.get().until, KeptLonger.objects.get().made_by) == (until, "privacy")
    assert f"Upload {upload.pk} (" not in client.get(DUE).content.decode()


@pytest.mark.parametrize(
    "step", [{"ask": "1"}, {"keep": "1", "until": "2099-01-01", "reason": "A claim."}, {"do": "1"}]
)
def test_nothing_ticked_is_told(log_in, upload, step):
    assert "Nothing is ticked." in log_in("Privacy").post(DUE, {"kind": "upload", **step}).content.decode()
    assert Upload.objects.count() == 1


def test_periods_are_changed_with_what_says_so(log_in):
    client = log_in("Privacy")
    rows = client.get(PERIODS).context["rows"]
    sent = {field.html_name: field.value() if field.value() is not None else "" for row in rows for field in row}
    client.post(PERIODS, sent | {"upload-months": "6", "upload-source": "Schedule of 2026, line 12"})
    period = RetentionPeriod.objects.get()
    assert (period.kind, period.months, period.source) == ("upload", 6, "Schedule of 2026, line 12")
    assert "Kept 6 months. Schedule of 2026, line 12." in client.get(DUE).content.decode()


@pytest.mark.parametrize("group", ["Clerk", "Publisher", "Officer"])
def test_others_dispose_of_nothing(log_in, upload, group):
    client = log_in(group)
    assert [client.get(page).status_code for page in (DUE, PERIODS, LIST)] == [403, 403, 403]
    assert client.post(DUE, {"kind": "upload", "ticked": [upload.pk], "do": "1"}).status_code == 403
    assert Upload.objects.count() == 1
