"""What pages weigh over the wire, and that they ask for nothing elsewhere."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.site.full import MINUTES, addresses, build

pytestmark = pytest.mark.django_db

PARTS = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*?(?:href|src)="([^"]+)"')


def weight(client, address):
    """In bytes: the page and everything that a browser asks for with it, compressed as the site sends it."""
    page = client.get(address, headers={"accept-encoding": "gzip"})
    assert page.status_code == 200
    assert page.headers["Content-Encoding"] == "gzip"
    asked = PARTS.findall(gzip.decompress(page.content).decode())
    assert any(part.endswith("site.css") for part in asked)
    return len(page.content) + sum(len(part_of(client, part)) for part in asked)


def part_of(client, address):
    if address.startswith(settings.STATIC_URL):
        return gzip.compress(Path(finders.find(address.removeprefix(settings.STATIC_URL))).read_bytes())
    return client.get(address).content


def test_item_with_everything_weighs_less_than_30_kb(client):
    item = build()
    item.narrative.text = "\n\n".join(
        [MINUTES, *(f"{n}.1 Councillor {n} spoke of matter {n * n}. " * 20 for n in range(20))]
    )
    item.narrative.save()
    for n in range(40):
        make.ResolutionFactory(item=item, text=f"That matter {n * 37} be done by {n} March. " * 4)
    assert weight(client, item.get_absolute_url()) < 30 * 1024


def test_meeting_of_a_hundred_items_weighs_less_than_80_kb_and_asks_ten_questions_at_most(client):
    meeting = build().meeting
    for n in range(100):
        item = make.AgendaItemFactory(meeting=meeting, label=f"{n}/21", title=f"Matter {n * n} of street {n * 7}")
        make.ReportFactory.create_batch(3, item=item, file="", title=f"Report {n * 31} of the Director of Roads")
        make.ResolutionFactory.create_batch(3, item=item, text=f"That matter {n * 37} be done by {n} March. " * 4)
    with CaptureQueriesContext(connection) as captured:
        assert weight(client, meeting.get_absolute_url()) < 80 * 1024
    assert len(captured) <= 10 + 1  # the council's colour is a request of its own


def test_no_page_asks_for_anything_of_another_host(client):
    for address in addresses(build()):
        text = client.get(address).content.decode()
        assert [part for part in PARTS.findall(text) if not part.startswith("/")] == [], address
