"""What the walls cost: the database reads no table from end to end for a reader where it reads none for a clerk."""

import json
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.archive import Archive
from minutes.models import AgendaItem
from minutes.search.index import rebuild
from minutes.walls.role import reading
from tests.minutes.walls.asking import ask

pytestmark = pytest.mark.django_db
ITEMS = 3_000
LARGE = 1_000  # rows
SIZES = "SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
ADDRESSES = [
    "/", "/new/", "/meetings/", "/decisions/", "/decisions/?q=council", "/decisions/?q=library", "/decisions/?key=1",
    "/search/?q=council", "/search/?q=library+report", "/feeds/all.atom", "/feeds/search.atom?q=library",
    "/api/v1/meetings/", "/api/v1/items/", "/api/v1/documents/", "/api/v1/resolutions/", "/calendar.ics",
    "{meeting}", "{item}", "{committee}", "/feeds/committee/{slug}.atom", "/decisions/?committee={slug}",
]  # fmt: skip


@pytest.fixture
def places(settings):
    """A made-up archive, indexed and counted; the addresses of its parts."""
    settings.NETWORK_SECONDS = 0
    for work in (Archive(1).write(ITEMS), rebuild()):
        list(work)
    ask("ANALYZE")
    item = AgendaItem.public.with_place().filter(resolutions__isnull=False).first()
    committee = item.meeting.committee
    return {"meeting": item.meeting.get_absolute_url(), "item": item.get_absolute_url(), "slug": committee.slug,
            "committee": committee.get_absolute_url()}  # fmt: skip


def questions(client, address):
    """What a page asks of the database."""
    client.get(address)  # what is asked once in a process is asked here
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        assert response.status_code == 200
        list(response)
    return [one["sql"] for one in captured if one["sql"].lstrip("(").startswith("SELECT")]


def whole_tables(question):
    """The large tables that are read from end to end to answer it."""
    large = {name for name, rows in ask(SIZES) if rows >= LARGE}
    [(plan,)] = ask(f"EXPLAIN (FORMAT JSON) {question.replace('%', '%%')}")
    return Counter(
        name for name in _scanned(json.loads(plan)[0] if isinstance(plan, str) else plan[0]) if name in large
    )


def _scanned(node):
    if node.get("Node Type") == "Seq Scan":
        yield node["Relation Name"]
    for value in node.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from _scanned(inner)


def test_reader_reads_no_table_from_end_to_end_that_a_clerk_does_not(places, client):
    found = []
    for address in ADDRESSES:
        asked = questions(client, address.format(**places))
        assert asked, address
        for question in asked:
            as_owner = whole_tables(question)
            with reading():
                more = whole_tables(question) - as_owner
            found += [(address, dict(more), question)] if more else []
    assert [(address, tables) for address, tables, _ in found] == [], found
