"""The log in every state of a record: no word of anything, and no entry of what was never public."""

import pytest

from minutes.closing.exempting import Ground, make_exempt
from minutes.ledger.writing import bring_up_to_date
from minutes.models import LedgerEntry, Report, ReportVersion
from tests.site import expected
from tests.site.test_walk import STATES, read
from tests.site.world import State, build, word

pytestmark = pytest.mark.django_db
PAGES = ("/log/", "/cy/log/", "/log.jsonl", "/log/heads.jsonl", "/log/feed.atom")


def said(client):
    return " ".join(read(client.get(page)) for page in PAGES)


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_log_says_nothing_of_what_is_not_public(client, state):
    build(state)
    bring_up_to_date(everything=True)
    text = said(client)
    assert {name for w, name in expected.hidden(state).items() if w in text.lower()} == set()


@pytest.mark.parametrize("state", [State(), State(listed=False), State("confirmed_at", listed=False)])
def test_log_of_what_never_was_public_has_no_line_of_it(client, state):
    world = build(state)
    bring_up_to_date(everything=True)
    # Another meeting of this council is announced in each state, by a committee on the site or off it.
    assert LedgerEntry.objects.exclude(kind="meeting").count() == 0
    assert LedgerEntry.objects.filter(kind="meeting", key=world.meeting.pk).count() == 0
    assert len(b"".join(client.get("/log.jsonl")).splitlines()) == LedgerEntry.objects.count()


def test_address_of_a_draft_is_answered_like_that_of_nothing(client):
    world = build(State("agenda_published_at", unreleased="item"))
    nothing = world.item.get_absolute_url().replace(world.item.slug, "x" * len(world.item.slug))
    draft = client.get("/verify/", {"address": world.item.get_absolute_url()}).content
    assert draft.replace(world.item.get_absolute_url().encode(), nothing.encode()) == (
        client.get("/verify/", {"address": nothing}).content
    )


def test_words_of_a_document_are_gone_from_the_log_when_it_is_made_exempt(client):
    world = build(State("confirmed_at"))
    bring_up_to_date()
    assert word(Report, "title") in said(client)
    make_exempt(record=world.report, ground=Ground("3", "Prices.", "A bidder would gain by it."), by=None)
    text = said(client)
    words = {word(model, name) for model in (Report, ReportVersion) for name in ("title", "file_name", "file", "author")
             if hasattr(model, name)}  # fmt: skip
    assert {w for w in words if w in text} == set()
    assert LedgerEntry.objects.filter(kind="document").first().file in text
