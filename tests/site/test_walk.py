"""
The walk: every public address in every state of a record, with a word of its own in every text field.

What may not be public is not found on any page, in any header, PDF, file or search; what must be public is found. A
test for absence alone would pass on an empty page.
"""

import io
import re
import zipfile

import pypdfium2
import pytest
from django.urls import reverse

from minutes.oparl.views import KINDS as OPARL_KINDS
from minutes.registry import registry
from tests import factories
from tests.site import expected
from tests.site.world import State, build, word

pytestmark = pytest.mark.django_db

STATES = {
    "draft": State(),
    "announced": State("announced_at"),
    "agenda": State("agenda_published_at"),
    "decisions": State("decisions_published_at"),
    "minutes": State("minutes_published_at"),
    "confirmed": State("confirmed_at"),
    "agenda scheduled": State("announced_at", scheduled="agenda_published_at"),
    "decisions scheduled": State("agenda_published_at", scheduled="decisions_published_at"),
    "minutes scheduled": State("decisions_published_at", scheduled="minutes_published_at"),
    "meeting withdrawn": State("confirmed_at", withdrawn="meeting"),
    "item withdrawn": State("confirmed_at", withdrawn="item"),
    "report withdrawn": State("confirmed_at", withdrawn="report"),
    "version withdrawn": State("confirmed_at", withdrawn="version"),
    "item exempt": State("confirmed_at", exempt_item=True),
    "wording before a correction withheld": State("confirmed_at", withheld=True),
    "report exempt": State("confirmed_at", exempt_report=True),
    "item added and not released": State("confirmed_at", unreleased="item"),
    "report added and not released": State("confirmed_at", unreleased="report"),
    "committee and person not listed": State("confirmed_at", listed=False),
}

PLAIN = ("home", "search", "committee-list", "meeting-list", "person-list", "ward-list", "news", "glossary",
         "how-to-read", "accessibility", "log", "verify")  # fmt: skip
# Not followed: what is no page of the record, and what every search page has anew; `addresses` has some of each.
LEFT_OUT = ("/static/", "/admin/", "/feeds/search.", "/alerts/?")
FORMS = ("docx", "odt", "txt", "json")
PAPERS = ("agenda", "decisions", "minutes")


@pytest.fixture(params=STATES.values(), ids=STATES.keys())
def world(request):
    return build(request.param)


def test_walk_in_every_state_shows_what_is_public_and_nothing_else(client, world):
    pages = walk(client, world)
    secrets = expected.hidden(world.state)
    leaks = {
        f"{name} at {address}"
        for address, text in pages.items()
        for w, name in secrets.items()
        if w in text.lower() and w not in address  # a page may repeat what it was asked for
    }
    everything = " ".join(pages.values())
    missing = {name for w, name in expected.shown(world.state).items() if w not in everything}
    assert (leaks, missing) == (set(), set())


def test_search_in_every_state_finds_what_is_public_and_nothing_else(client, world):
    item = world.item.get_absolute_url()
    searched = ("AgendaItem", "Resolution", "Clause", "Narrative", "Decision", "Report", "FairSummary")
    found = {
        name
        for model, name in expected._all()
        if model.__name__ in searched
        and item in client.get(reverse("minutes:search"), {"q": word(model, name)}).content.decode()
        for name in [f"{model.__name__}.{name}"]
    }
    assert found <= set(expected.shown(world.state).values())
    must = {"AgendaItem.title", "Resolution.text", "Clause.text", "Narrative.text", "Decision.reasons", "Report.title"}
    assert must & set(expected.shown(world.state).values()) <= found


def test_draft_and_nothing_answer_with_the_same_page(client, db):
    world = build(State("agenda_published_at", unreleased="item"))
    draft = client.get(world.item.get_absolute_url())
    nothing = client.get(world.item.get_absolute_url().replace(world.item.slug, "nothing-here"))
    for form in forms(world):
        if world.item.slug in form:
            again = client.get(form)
            assert (again.status_code, again.content, dict(again.headers)) == (404, draft.content, dict(draft.headers))
    assert (draft.status_code, nothing.status_code) == (404, 404)
    assert draft.content == nothing.content
    assert dict(draft.headers) == dict(nothing.headers)


def test_public_page_sets_no_cookie_and_is_the_same_for_a_clerk(client, admin_client, db):
    world = build(State("confirmed_at"))
    for address in addresses(world):
        anonymous, clerk = client.get(address), admin_client.get(address)
        assert not anonymous.cookies, address
        assert b"".join(anonymous) == b"".join(clerk), address
        assert "cookie" not in anonymous.headers.get("Vary", "").lower(), address


def addresses(world):
    """Every public address of the world's records, whether or not there should be anything at it."""
    item, meeting = world.item, world.meeting
    return [
        *(reverse(f"minutes:{name}") for name in PLAIN),
        reverse("decisions:register"),
        world.committee.get_absolute_url(),
        meeting.get_absolute_url(),
        *(reverse(f"minutes:{paper}-pdf", args=[world.committee.slug, meeting.key]) for paper in PAPERS),
        reverse("minutes:year-pdf", args=[world.committee.slug, meeting.municipal_year_start]),
        item.get_absolute_url(),
        item.get_pdf_url(),
        *forms(world),
        f"{meeting.get_absolute_url()}pack.pdf",
        world.issue.get_absolute_url(),
        world.person.get_absolute_url(),
        world.item.wards.get().get_absolute_url(),
        f"/meetings/?month={meeting.date:%Y-%m}",
        f"/decisions/?month={meeting.date:%Y-%m}",
        f"/new/?month={factories.PAST:%Y-%m}",
        f"{world.committee.get_absolute_url()}?year={meeting.municipal_year_start}",
        f"{world.person.get_absolute_url()}?year={meeting.municipal_year_start}",
        world.report.get_absolute_url(),
        world.version.get_absolute_url(),
        f"/search/?committee={world.committee.slug}",
        f"/search/suggest/?q={word(type(world.item), 'title')[:5]}",
        f"/decisions/?committee={world.committee.slug}&key=1",
        f"/decisions/?q={word(type(world.item), 'title')}",
        "/decisions/?format=csv",
        *followed(world),
        *open_data(world),
    ]


def followed(world):
    """Feeds and calendars of everything and of each record, and where they are listed."""
    ward = world.item.wards.earliest("pk").slug
    subjects = [
        ("committee", world.committee.slug),
        ("issue", world.issue.slug),
        ("member", world.person.slug),
        ("ward", ward),
    ]
    feeds = [
        reverse("minutes:feed-of", args=[*subject, form])
        for subject, form in zip(subjects, ["atom", "rss"] * 2, strict=True)
    ]
    return [
        "/follow/",
        "/alerts/asked/",
        f"/alerts/?committee={world.committee.slug}",
        f"/alerts/?issue={world.issue.slug}",
        "/feeds/all.atom",
        "/feeds/all.rss",
        *feeds,
        f"/feeds/search.atom?committee={world.committee.slug}",
        f"/feeds/search.rss?q={word(type(world.item), 'title')}",
        "/calendar.ics",
        reverse("minutes:committee-calendar", args=[world.committee.slug]),
    ]


def open_data(world):
    """All that programs are told."""
    kinds = [kind.name for kind in registry.public_kinds]
    objects = [*OPARL_KINDS, "body", "legislativeterm"]
    return [
        *("/log.jsonl", "/log/heads.jsonl", "/log/feed.atom"),
        *("/robots.txt", "/opensearch.xml", "/sitemap.xml", "/api/", "/api/v1/", "/oparl/v1.1/"),
        *(f"/sitemap-{kind}-0.xml" for kind in ("committees", "people", "wards", "issues", "meetings", "items")),
        *(f"/api/v1/{kind}/" for kind in kinds),
        *(f"/api/v1/{kind}.{form}" for kind, form in zip(kinds, ["csv", "jsonl"] * 9, strict=False)),
        *(f"/api/v1/{kind}/{pk}/" for kind, pk in _numbers(world)),
        *(f"/oparl/v1.1/{kind}/" for kind in objects),
        *(f"/oparl/v1.1/{kind}/?modified_since=2000-01-01T00:00:00Z" for kind in OPARL_KINDS),
        *(f"/oparl/v1.1/{kind}/{pk}/" for kind, pk in _oparl_numbers(world)),
    ]


def _numbers(world):
    records = {"committees": world.committee, "people": world.person, "issues": world.issue, "meetings": world.meeting,
               "items": world.item, "documents": world.report, "resolutions": world.item.resolutions.earliest("pk"),
               "wards": world.item.wards.earliest("pk")}  # fmt: skip
    return [(kind, record.pk) for kind, record in records.items()]


def _oparl_numbers(world):
    item, meeting = world.item.pk, world.meeting.pk
    return [("organization", world.committee.pk), ("person", world.person.pk), ("meeting", meeting),
            ("location", meeting), ("agendaitem", item), ("paper", item), ("consultation", item),
            ("file", world.report.pk), ("membership", world.person.memberships.earliest("pk").pk), ("body", 1)]  # fmt: skip


def forms(world):
    """The addresses of the item and of its meeting's papers in forms that are no page and no PDF."""
    names = [world.item.slug, *PAPERS]
    return [f"{world.meeting.get_absolute_url()}{name}.{form}" for name in names for form in FORMS]


def walk(client, world):
    """The text of every address and of every page that those link to, headers included."""
    pages, waiting = {}, [*addresses(world), f"{world.meeting.get_absolute_url()}pack-supplement-1.pdf"]
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address)
        assert response.status_code in (200, 301, 302, 404, 410), f"{address}: {response.status_code}"
        pages[address] = read(response)
        if address.startswith("/documents/"):
            part = client.get(address, headers={"range": "bytes=0-"})
            assert part.status_code in (206, 404, 410), f"{address}: {part.status_code}"
            pages[f"{address} as a range"] = read(part)
        links = re.findall(r'href="(/[^"#]*)', pages[address])
        waiting += [link.replace("&amp;", "&") for link in links if not link.startswith(LEFT_OUT)]
    return pages


def read(response):
    """What a response says: headers, and the text of a page or of every page of a PDF with its attachments."""
    body = b"".join(response)
    text = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    if response.headers["Content-Type"] == "application/pdf" and response.status_code in (200, 206):
        return text + pdf_text(body)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return text + "".join(archive.read(name).decode() for name in archive.namelist())
    return text + body.decode()


def pdf_text(data):
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        attached = [bytes(document.get_attachment(i).get_data()) for i in range(document.count_attachments())]
    metadata = re.findall(rb"<rdf:.*?</rdf:RDF>", data, re.S)
    return re.sub(r"[-\u00ad\ufffe]?\s*\n", "", "".join(pages)) + b" ".join(attached + metadata).decode()
