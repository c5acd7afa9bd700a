"""Whether a withheld name stands anywhere all the same."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile

from minutes.inspection import withheld as inspected
from minutes.preservation.watching import nobody
from tests import factories as make
from tests.minutes.redaction.withheld import withheld

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    make.CouncilFactory()
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"), title="By Ada Thornley")


def found():
    return [str(finding) for finding in inspected.look("", nobody)]


def pdf_by(author):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make.pdf("Paths."))) as pdf:
        pdf.docinfo["/Author"] = author
        pdf.save(out)
    return ContentFile(out.getvalue(), "a.pdf")


def test_nothing_is_found_once_a_name_is_withheld(item):
    make.ReportFactory(item=item, file=pdf_by("Eda Thornley"))
    withheld()
    assert found() == []


def test_name_that_came_back_is_found_and_not_said(item):
    withheld(is_guarded=False)
    item.title = "By Ada Thornley"
    item.save()
    assert found() == [
        f"Agenda item {item.pk}, title: here stands a name that is withheld. Withhold it again. {inspected.SEE}"
    ]


def test_author_of_a_public_file_is_found(item):
    report = make.ReportFactory(item=item, file=pdf_by("Ada Thornley"))
    make.ReportFactory(item=item, file=pdf_by("Ada Thornley"), is_exempt=True, exempt_paragraph="1")
    assert found() == []
    withheld()
    assert [line.partition(":")[0] for line in found()] == [f"The file of document {report.pk}"]


def test_nothing_is_looked_for_where_no_name_stands_withheld(item):
    make.RedactionFactory(undone_at=make.PAST, undone_by="officer", undone_because="A mistake.")
    assert found() == []
