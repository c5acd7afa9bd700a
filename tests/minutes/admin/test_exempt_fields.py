"""The paragraph of the law on the pages of items and documents, and what is closed by the act alone."""

import pytest
from django.urls import reverse

from minutes.models import AgendaItem, Report
from tests import factories as make
from tests.minutes.admin.forms import errors, filled

pytestmark = pytest.mark.django_db


def page_of(item):
    return reverse("admin:minutes_agendaitem_change", args=[item.pk])


def test_paragraphs_of_the_nation_are_offered_with_their_words(clerk):
    make.CouncilFactory(jurisdiction="wales")
    item = make.AgendaItemFactory(is_exempt=True, exempt_paragraph="14")
    page = clerk.get(page_of(item)).content.decode()
    assert '<option value="14">14. Financial or business affairs' in page
    assert '<option value="3">' not in page


@pytest.mark.parametrize(("paragraph", "is_taken"), [("14 and 16", True), ("3", False), ("commercial", False)])
def test_paragraph_that_the_nation_has_not_is_refused(clerk, paragraph, is_taken):
    make.CouncilFactory(jurisdiction="wales")
    item = make.AgendaItemFactory(is_exempt=True)
    response = clerk.post(page_of(item), filled(clerk.get(page_of(item)), {"exempt_paragraph": paragraph}))
    assert (response.status_code == 302) is is_taken
    assert is_taken or "Name paragraphs 12 to 18: 3, or 1 and 3." in errors(response)
    assert AgendaItem.objects.get().exempt_paragraph == (paragraph if is_taken else "")


def test_words_that_an_import_brought_may_stay(clerk):
    item = make.AgendaItemFactory(is_exempt=True, exempt_paragraph="commercial")
    data = filled(clerk.get(page_of(item)), {"exempt_test": "A bidder would gain by it."})
    assert clerk.post(page_of(item), data).status_code == 302
    assert AgendaItem.objects.get().exempt_test == "A bidder would gain by it."


def test_what_is_public_is_not_made_exempt_in_passing(publisher):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    make.ReportFactory(item=item)
    page = publisher.get(page_of(item))
    data = filled(page, {"is_exempt": "on", "reports-0-is_exempt": "on"})
    publisher.post(page_of(item), data)
    assert not AgendaItem.objects.get().is_exempt
    assert not Report.objects.get().is_exempt
    assert "Make exempt" in page.content.decode()
