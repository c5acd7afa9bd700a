"""The site in Welsh: under /cy/ alone, and nothing but the address decides it."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import translation

from decisions.citing import resolution_at
from minutes.languages import WELSH, in_welsh
from minutes.models import Council, Jurisdiction, Language
from minutes.search.index import catch_up
from minutes.templatetags.minutebook import after_preposition, day, written
from minutes.urls import PAGES
from tests import factories as make
from tests.site import expected
from tests.site.test_walk import addresses
from tests.site.world import State, build

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2025, 3, 4)


@pytest.fixture
def item():
    make.CouncilFactory(jurisdiction=Jurisdiction.WALES)
    meeting = make.MeetingFactory(stage="confirmed_at", date=TUESDAY)
    item = make.AgendaItemFactory(meeting=meeting, title="Crossing in Weir Lane", issue=make.IssueFactory())
    make.ResolutionFactory(item=item, text="That the crossing be built.")
    assert catch_up()
    return item


def page(client, address, status=200, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status, address
    assert not response.cookies
    assert "language" not in response.headers.get("Vary", "").lower()
    return response.content.decode()


def every_page(item):
    records = [item, item.meeting, item.meeting.committee, item.issue]
    named = [reverse(f"minutes:{pattern.name}") for pattern in PAGES if "<" not in str(pattern.pattern)]
    named = [address for address in named if not re.search("/(alerts|suggest)/", address)]
    return [reverse("decisions:register"), "/search/?q=crossing", "/search/?q=nothinghere", *named,
            *(record.get_absolute_url() for record in records)]  # fmt: skip


def test_every_page_is_in_welsh_under_its_prefix(client, item):
    for address in every_page(item):
        html = page(client, f"/cy{address}")
        assert '<html lang="cy">' in html, address
        assert "Penderfyniadau</a>" in html, address
        assert "Skip to the text" not in html, address


def test_links_of_a_welsh_page_lead_to_welsh_pages_and_to_files_as_they_are(client, item):
    for address in every_page(item):
        html = page(client, f"/cy{address}")
        links = set(re.findall(r'<(?:a|form)\b[^>]*(?:href|action)="(/[^"]*)"', html)) - {address}
        wrong = {
            link for link in links
            if link.startswith("/cy/") == bool(re.search(r"\.(pdf|docx|odt|txt|jsonl?|ics|atom|rss|css)\b|^/api/v1/|^/oparl/", link))
        }  # fmt: skip
        assert wrong == set(), address
        assert f'<a lang="en" hreflang="en" href="{address}">English</a>' in html


def test_item_in_welsh_says_when_and_in_what_state_it_is(client, item):
    html = page(client, f"/cy{item.get_absolute_url()}")
    assert ">dydd Mawrth 4 Mawrth 2025</a>" in html
    assert "Cadarnhawyd y cofnodion yn gofnod cywir." in html
    assert "Yr hyn a benderfynwyd" in html
    assert "That the crossing be built." in html  # as it was written


def test_canonical_address_is_in_the_language_of_the_page(client, item):
    address = item.get_absolute_url()
    for own in (address, f"/cy{address}"):
        html = page(client, own)
        assert f'<link rel="canonical" href="http://testserver{own}">' in html
        assert f'<link rel="alternate" hreflang="en" href="http://testserver{address}">' in html
        assert f'<link rel="alternate" hreflang="cy" href="http://testserver/cy{address}">' in html


@pytest.mark.parametrize(
    ("facts", "offered"),
    [({"jurisdiction": Jurisdiction.WALES}, True), ({"language": Language.WELSH}, True), ({}, False)],
    ids=["in Wales", "papers in Welsh", "elsewhere"],
)
def test_welsh_is_offered_where_the_council_has_it_and_served_everywhere(client, item, facts, offered):
    Council.objects.update(**{"jurisdiction": Jurisdiction.ENGLAND, **facts})
    html = page(client, "/decisions/?key=1")
    assert ('<a lang="cy" hreflang="cy" href="/cy/decisions/?key=1">Cymraeg</a>' in html) == offered
    assert ("hreflang" in html) == offered
    assert "Penderfyniadau" in page(client, "/cy/decisions/")


def test_no_header_and_no_cookie_changes_a_page(client, item):
    for address in (item.get_absolute_url(), f"/cy{item.get_absolute_url()}", "/search/"):
        before = page(client, address)
        client.cookies["django_language"] = "cy"
        assert page(client, address, accept_language="cy") == before
        client.cookies["django_language"] = "en"
        assert page(client, address, accept_language="en-GB") == before
        client.cookies.clear()


@pytest.mark.parametrize(
    "address", ["/cy/nothing/", "/cy/calendar.ics", "/cy/feeds/all.atom", "/cy/api/v1/", "/cy/admin/"]
)
def test_what_is_no_page_has_no_welsh_address(client, item, address):
    html = page(client, address, status=404)
    assert "Nid oes dim yn y cyfeiriad hwn" in html
    assert "English</a>" not in html


@pytest.mark.parametrize(
    "state",
    [State("announced_at"), State("decisions_published_at"), State("confirmed_at", exempt_item=True)],
    ids=["announced", "decisions", "exempt"],
)
def test_welsh_pages_show_what_is_public_and_nothing_else(client, state):
    world = build(state)
    Council.objects.update(jurisdiction=Jurisdiction.WALES)
    split = [address.partition("?") for address in addresses(world)]
    welsh = [found + mark + query for path, mark, query in split if (found := in_welsh(path))]
    assert len(welsh) > 20
    pages = {address: b"".join(client.get(address)).decode().lower() for address in welsh}
    secrets = expected.hidden(state)
    assert {f"{secrets[w]} at {a}" for a, text in pages.items() for w in secrets if w in text and w not in a} == set()
    assert (
        sum('<html lang="cy">' in text for text in pages.values()) == len(welsh) - 2
    )  # suggestions are JSON, and there is a table


def test_draft_and_nothing_answer_with_the_same_page_in_wales(client):
    world = build(State("agenda_published_at", unreleased="item"))
    Council.objects.update(jurisdiction=Jurisdiction.WALES)
    for before in ("", "/cy"):
        draft = f"{before}{world.item.get_absolute_url()}"
        assert page(client, draft, status=404) == page(client, f"{before}/nothing/", status=404)


def test_old_address_that_leads_nowhere_offers_no_welsh(client, item):
    assert "hreflang" not in page(client, "/ieListDocuments.aspx?CId=1&MId=999999", status=404)


def test_english_page_of_nothing_stays_english(client, item):
    assert "There is nothing at this address" in page(client, "/nothing/", status=404, accept_language="cy")


def test_page_that_failed_speaks_the_language_of_its_address(client, item, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("minutes.views.committees.render", None)
    assert "Aeth rhywbeth o’i le ar y wefan hon" in page(client, "/cy/committees/", status=500)


def test_suggestions_in_welsh_lead_to_welsh_pages(client, item):
    found = client.get("/cy/search/suggest/", {"q": item.meeting.committee.name}).json()["suggestions"][0]
    assert (found["kind"], found["url"]) == ("Pwyllgor", f"/cy{item.meeting.committee.get_absolute_url()}")


def test_odd_parameters_are_named_in_welsh(client, item):
    assert "Ni ellir gofyn i’r dudalen hon am “odd”." in page(client, "/cy/search/?odd=1")
    assert "O: anwybyddwyd “never”. Nid dyddiad fel 16/10/2012 ydyw." in page(client, "/cy/search/?from=never")


def test_calendar_in_welsh_has_seven_different_days(client, item):
    html = page(client, "/cy/meetings/?month=2025-03")
    heads = re.findall(r'<abbr title="([^"]+)">([^<]+)</abbr>', html)
    assert [name for name, _ in heads][:2] == ["Dydd Llun", "Dydd Mawrth"]
    assert len({short for _, short in heads}) == 7
    assert "Dydd Mawrth 4 Mawrth 2025" in html


def test_dates_in_welsh_are_written_as_the_language_has_them():
    with translation.override(WELSH):
        assert written(TUESDAY) == "4 Mawrth 2025"
        assert day(TUESDAY) == "dydd Mawrth 4 Mawrth 2025"
        assert after_preposition(TUESDAY) == "ddydd Mawrth 4 Mawrth 2025"
    assert day(TUESDAY) == after_preposition(TUESDAY) == "Tuesday 4 March 2025"


def test_welsh_papers_hold_the_permanent_addresses():
    with translation.override("cy-gb"):
        assert translation.gettext("Decisions") == "Penderfyniadau"
        assert reverse("decisions:register") == "/decisions/"


def test_clerk_may_cite_the_welsh_address_of_a_resolution(item):
    resolution = item.resolutions.get()
    assert resolution_at(f"https://example.org/cy{resolution.get_absolute_url()}") == resolution
