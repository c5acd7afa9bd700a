"""The deposit as a folder of files: all that is public is there, and every link leads to a file."""

from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from minutes.models import Council, Jurisdiction
from tests.site import full

pytestmark = pytest.mark.django_db


def links(page):
    """What a page leads to and loads, in the folder."""
    document = lxml.html.document_fromstring(page.read_bytes())
    for element, attribute, link, _ in document.iterlinks():
        if not urlsplit(link).scheme and not link.startswith("#"):
            yield element.tag, attribute, link


def test_every_link_leads_to_a_file(write, payload):
    item = full.build()
    Council.objects.update(jurisdiction=Jurisdiction.WALES)
    outcome = write()
    pages = list(payload.rglob("*.html"))
    assert outcome.troubles == []
    dead = [
        f"{page.relative_to(payload)}: {tag} {attribute}={link}"
        for page in pages
        for tag, attribute, link in links(page)
        if not (page.parent / unquote(urlsplit(link).path)).resolve().is_file()
    ]
    assert dead == []
    assert {item.get_absolute_url(), f"/cy{item.get_absolute_url()}"} <= {
        f"/{page.relative_to(payload)}".removesuffix("index.html") for page in pages
    }
    for kind in (
        "calendar.ics",
        "log.jsonl",
        "feeds/all.atom",
        "api/v1/items.csv",
        "api/v1/items.jsonl",
        "decisions/all.csv",
    ):
        assert (payload / kind).is_file(), kind
    shown = "".join(page.read_text() for page in pages)
    assert 'type="module"' not in shown
    assert "Ada Thornley" in shown
