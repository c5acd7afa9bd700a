"""Making an item or a document exempt, and public again."""

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from minutes.actions import NotPossible
from minutes.admin.closed import places
from minutes.closing.exempting import Ground, make_exempt, make_public, papers_of
from minutes.files.stores import CLOSED, PUBLIC
from minutes.models import AgendaItem, FairSummary, Report
from minutes.pdf.store import papers
from tests import factories as make

pytestmark = pytest.mark.django_db
GROUND = Ground("3", "Prices of a tender.", "A bidder would gain by it.")
ACT = {"paragraphs": ["3"], "reason": "Prices of a tender.", "test": "A bidder would gain by it."}


def published(**facts):
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"), label="7", **facts)


def step(record, name="make-exempt"):
    return reverse(f"admin:minutes_{type(record)._meta.model_name}_{name}", args=[record.pk])


def test_document_that_becomes_exempt_is_gone_and_its_file_lies_apart(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = make.ReportFactory(item=published(), title="Tenders")
    assert storages[PUBLIC].exists(str(report.file))
    with django_capture_on_commit_callbacks(execute=True):
        make_exempt(record=report, ground=GROUND, by=None, listed_as="Appendix B")
    assert client.get(report.get_absolute_url()).status_code == 404
    assert (storages[PUBLIC].exists(str(report.file)), storages[CLOSED].exists(str(report.file))) == (False, True)
    page = client.get(report.item.get_absolute_url()).content.decode()
    assert "Tenders" not in page
    assert "Appendix B" in page
    assert "A bidder would gain" not in page


def test_kept_papers_are_thrown_away(client, django_capture_on_commit_callbacks):
    report = make.ReportFactory(item=published())
    for address in (report.item.get_pdf_url(), f"{report.item.meeting.get_absolute_url()}agenda.pdf"):
        b"".join(client.get(address))
        assert papers().noted(address) is not None
    with django_capture_on_commit_callbacks(execute=True):
        make_exempt(record=report, ground=GROUND, by=None)
    assert not any(papers().noted(address) for address in papers_of(report))
    assert not list(papers().files.glob("*/*.pdf"))


def test_item_that_becomes_exempt_keeps_title_and_summary_in_public(client):
    item = make.NarrativeFactory(item=published(title="A lease"), text="The rent is five pounds.").item
    make_exempt(record=item, ground=GROUND, by=None, summary="The lease was agreed.")
    page = client.get(item.get_absolute_url()).content.decode()
    assert "five pounds" not in page
    assert "The lease was agreed." in page
    assert "Prices of a tender." in page


@pytest.mark.parametrize("kind", ["item", "document"])
def test_make_public_opens_it_again_and_says_why_in_the_history(kind):
    item = published()
    record = item if kind == "item" else make.ReportFactory(item=item)
    make_exempt(record=record, ground=GROUND, by=None)
    make_public(record=record, reason="The contract is signed.", by=None)
    record.refresh_from_db()
    assert (record.is_exempt, record.exempt_paragraph, record.exempt_test) == (False, "", "")
    assert record.history.first().history_change_reason == "made public: The contract is signed."
    assert type(record).public.filter(pk=record.pk).exists()


def test_document_that_was_never_released_is_with_make_public():
    report = make.ReportFactory(item=published(), is_exempt=True, exempt_paragraph="3")
    make_public(record=report, reason="The contract is signed.", by=None)
    assert Report.public.get() == report


def test_documents_of_an_item_that_is_made_public_are_released_but_not_those_exempt_themselves():
    item = published(is_exempt=True, exempt_paragraph="3")
    opened = make.ReportFactory(item=item, released_at=None)
    make.ReportFactory(item=item, is_exempt=True, exempt_paragraph="1")
    make_public(record=item, reason="The contract is signed.", by=None)
    assert list(Report.public.all()) == [opened]


def test_document_of_a_draft_stays_a_draft_when_made_public():
    report = make.ReportFactory(is_exempt=True, exempt_paragraph="3")
    make_public(record=report, reason="An error.", by=None)
    report.refresh_from_db()
    assert report.released_at is None


def test_acts_that_cannot_be_done_are_refused():
    item = published()
    with pytest.raises(NotPossible, match="paragraph"):
        make_exempt(record=item, ground=Ground(" ", "", ""), by=None)
    with pytest.raises(NotPossible, match="not exempt"):
        make_public(record=item, reason="x", by=None)
    make_exempt(record=item, ground=GROUND, by=None)
    with pytest.raises(NotPossible, match="already"):
        make_exempt(record=item, ground=GROUND, by=None)
    with pytest.raises(NotPossible, match="why"):
        make_public(record=item, reason=" ", by=None)


def test_page_names_before_what_will_vanish_and_shows_after_that_it_is_gone(
    publisher, django_capture_on_commit_callbacks
):
    item = make.NarrativeFactory(item=published(title="Lease of the mill"), text="The rent is five pounds a year.").item
    make.ResolutionFactory(item=item, text="That the lease be granted to Ann Grey.")
    with django_capture_on_commit_callbacks(execute=True):
        report = make.ReportFactory(item=item, title="Rents asked")
    assert "Rents asked" in publisher.get(step(item)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = publisher.post(step(item), {**ACT, "summary": "A lease was agreed."})
    assert response.url == step(item, "closed")
    page = publisher.get(response.url)
    places = page.context["places"]
    assert [place.name for place in places if place.is_found] == []
    assert {"The item’s page", "The search for “Rents asked”", "PDFs that were made before", "The API"} <= {
        place.name for place in places
    }
    assert any(place.address == report.get_absolute_url() for place in places)
    assert FairSummary.objects.get().text == "A lease was agreed."


def test_places_find_what_is_still_there(publisher, django_capture_on_commit_callbacks):
    """The looking itself: of an item that is not exempt it finds what it looks for in every place that shows it."""
    item = make.NarrativeFactory(item=published(title="Lease of the mill"), text="The rent is five pounds a year.").item
    make.ResolutionFactory(item=item, text="That the lease be granted to Ann Grey.")
    with django_capture_on_commit_callbacks(execute=True):
        make.ReportFactory(item=item, title="Rents asked")
    request = publisher.get(reverse("admin:index")).wsgi_request
    found = {place.name: place.is_found for place in places(request, item)}
    assert {name for name, is_found in found.items() if not is_found} == {
        "PDFs that were made before",
        "What’s new",
        "The sitemap",
    }


@pytest.mark.parametrize("missing", ["paragraphs", "reason", "test"])
def test_act_asks_for_paragraph_reason_and_test(publisher, missing):
    item = published()
    data = {name: value for name, value in ACT.items() if name != missing}
    assert missing in publisher.post(step(item), data).context["form"].errors
    assert not AgendaItem.objects.get().is_exempt


@pytest.mark.parametrize(
    ("nation", "paragraph", "asks"), [("wales", "14", True), ("wales", "16", False), ("scotland", "6", False)]
)
def test_act_offers_the_nation_s_paragraphs_and_asks_for_a_test_where_its_law_does(publisher, nation, paragraph, asks):
    make.CouncilFactory(jurisdiction=nation)
    form = publisher.post(step(published()), {"paragraphs": [paragraph], "reason": "x"}).context
    assert (form is not None and "test" in form["form"].errors) is asks
    assert AgendaItem.objects.get().is_exempt is not asks


def test_clerk_cannot_close_or_open_what_is_public(clerk):
    item = published()
    assert clerk.post(step(item), ACT).status_code == 403
    AgendaItem.objects.update(is_exempt=True)
    assert clerk.post(step(item, "make-public"), {"reason": "x"}).status_code == 403
    assert clerk.get(step(item, "closed")).status_code == 403
