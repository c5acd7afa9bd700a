"""The whole way from the web service to the record, against a stand-in on loopback."""

from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from decisions.models import Resolution
from minutes.models import AgendaItem, Meeting, Report
from tests.minutes.moderngov.invented import council
from tests.minutes.moderngov.stand_in import StandIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_in_a_temporary_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def run(there, *arguments):
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("import_moderngov", there.address, "--pause", "0", *arguments, stdout=out, stderr=err)
    except CommandError:
        status = 1
    return status, out.getvalue(), err.getvalue()


def test_import_brings_meetings_items_resolutions_and_files(client):
    with StandIn(council()) as there:
        status, _, errors = run(there)
    assert status == 0
    assert errors.strip().endswith("“Deleted Panel” is deleted there and was left out, with its meetings.")
    assert (Meeting.public.count(), AgendaItem.public.count(), Resolution.public.count()) == (6, 18, 36)
    reports = Report.public.all()
    assert len(reports) == 12
    assert all(report.file and report.pages == 1 for report in reports)
    with closing(client.get(reports[0].get_absolute_url())) as answer:
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")
