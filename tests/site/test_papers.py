"""The PDF of an item: all that its page shows, nothing else, and valid by both standards."""

import json
import os
import re

import pypdfium2
import pytest
from django.core.management import call_command

from minutes.models import AgendaItem
from tests import factories as make
from tests.site.test_pages import grow
from tests.site.test_walk import STATES, pdf_text
from tests.site.world import State, build
from tests.verapdf import verify

pytestmark = pytest.mark.django_db


def words_of_page(client, item):
    """The text of the article on an item's page, without what only a screen has and what the page explains."""
    page = client.get(item.get_absolute_url()).content.decode()
    article = page.split("<article>")[1].split("</article>")[0]
    explained = (
        r'<section id="(?:history|words|cite)".*?</section>|<(div|details) class="(?:plain-words|compared)">.*?</\1>'
    )
    article = re.sub(rf'(?s)<p class="tools">.*?</p>|<nav.*?</nav>|{explained}', "", article)
    return re.sub(r"<[^>]*>", " ", article).split()


def squeezed(text):
    return re.sub(r"[\W_]+", "", text)


def test_paper_holds_every_word_of_its_page(client):
    world = build(State("confirmed_at"))
    grow(world, 2)
    text = squeezed(pdf_text(b"".join(client.get(world.item.get_pdf_url()))))
    missing = [word for word in words_of_page(client, world.item) if squeezed(word) not in text]
    assert missing == []


def test_paper_carries_the_record_as_data(client):
    world = build(State("confirmed_at"))
    with pypdfium2.PdfDocument(client.get(world.item.get_pdf_url()).content) as document:
        assert document.count_attachments() == 1
        data = json.loads(bytes(document.get_attachment(0).get_data()))
    assert data["label"] == world.item.label
    assert [row["text"] for row in data["resolutions"]] == [world.item.resolutions.get().text]


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_paper_of_any_state_is_valid_or_not_there(client, state):
    world = build(state)
    response = client.get(world.item.get_pdf_url())
    if response.status_code != 200:
        assert response.status_code in (404, 410)
        return
    assert problems(response.content) == []


def test_paper_says_whether_it_is_confirmed(client):
    said = {}
    for stage in ("minutes_published_at", "confirmed_at"):
        item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage=stage))
        said[stage] = "Draft minutes" in pdf_text(client.get(item.get_pdf_url()).content)
    assert said == {"minutes_published_at": True, "confirmed_at": False}


def test_paper_that_is_known_already_is_not_printed_again(client, monkeypatch):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    etag = client.get(item.get_pdf_url()).headers["ETag"]
    monkeypatch.delattr("minutes.pdf.Paper.write")
    assert client.get(item.get_pdf_url(), headers={"If-None-Match": etag}).status_code == 304
    assert client.get(item.get_pdf_url(), headers={"If-None-Match": '"other"'}).status_code == 200


def test_paper_of_a_changed_record_has_another_etag(client):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    etags = [client.get(item.get_pdf_url()).headers["ETag"]]
    make.NarrativeFactory(item=item)
    etags.append(client.get(item.get_pdf_url()).headers["ETag"])
    assert client.get(item.get_pdf_url()).headers["ETag"] == etags[1] != etags[0]


def test_every_paper_of_the_demo_council_is_valid(client):
    call_command("sync_groups", verbosity=0)
    call_command("load_demo")
    items = list(AgendaItem.public.with_place())
    assert len(items) > 150
    items = items[:: 1 if "MINUTEBOOK_PAPERS" in os.environ else 10]  # `make papers` looks at every one
    found = {item.get_pdf_url(): problems(client.get(item.get_pdf_url()).content) for item in items}
    assert {address: broken for address, broken in found.items() if broken} == {}


def problems(paper):
    """What either standard objects to."""
    return [*verify(paper, "3a"), *verify(paper, "ua1")]
