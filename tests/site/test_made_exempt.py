"""
Made exempt in the same second: everything public is walked before the act and after it.

Unlike the other walks this one closes what caches, papers and the search have already seen.
"""

import pytest

from decisions.models import Clause, Decision, Resolution, Vote
from minutes.closing.exempting import Ground, make_exempt
from minutes.models import Correction, Declaration, Narrative, Report, ReportVersion
from tests.site.test_walk import addresses, walk
from tests.site.world import State, build, text_fields, word

pytestmark = pytest.mark.django_db
OF_ITEM = (Narrative, Declaration, Correction, Decision, Resolution, Clause, Vote)
GROUND = Ground("3", "Prices.", "A bidder would gain by it.")
# Told of no document, public or not, and words by which nothing is found.
NEVER = {"exempt_paragraph", "exempt_reason", "exempt_test", "listed_as", "withdrawal_note", "file_name", "part",
         "withheld_because"}  # fmt: skip


def words_of(*models):
    words = {
        word(model, name): f"{model.__name__}.{name}"
        for model in models
        for name in text_fields(model)
        if name not in NEVER
    }
    return words | {
        word(model, "file"): f"{model.__name__}.file" for model in (Report, ReportVersion) if model in models
    }


@pytest.mark.parametrize("what", ["item", "report"])
def test_everything_public_is_walked_after_it_is_made_exempt(client, what, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        world = build(State("confirmed_at"))
    models = (Report, ReportVersion) if what == "report" else (*OF_ITEM, Report, ReportVersion)
    words = words_of(*models)
    before = " ".join(walk(client, world).values())
    assert {name for w, name in words.items() if w not in before} == set()
    with django_capture_on_commit_callbacks(execute=True):
        make_exempt(record=getattr(world, what), ground=GROUND, by=None)
    after = walk(client, world)
    assert {
        f"{name} at {address}" for address, text in after.items() for w, name in words.items() if w in text
    } == set()
    for document in (world.report, world.version):
        assert client.get(document.get_absolute_url()).status_code == 404


def test_search_finds_nothing_of_it_in_the_same_second(client, django_capture_on_commit_callbacks):
    world = build(State("confirmed_at"))
    asked = {"q": word(Report, "title")}
    item = world.item.get_absolute_url()
    assert item in client.get("/search/", asked).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        make_exempt(record=world.report, ground=GROUND, by=None)
    assert item not in client.get("/search/", asked).content.decode()
    assert word(Report, "title") not in client.get("/search/suggest/", {"q": asked["q"][:6]}).content.decode()


def test_caches_ask_before_they_show_it_again(client, settings):
    settings.PUBLIC_MAX_AGE = 60
    world = build(State("confirmed_at"))
    wrong = {}
    for address in addresses(world):
        response = client.get(address)
        b"".join(response)  # of a file, which is closed at its end
        if response.status_code == 200:
            told = response.headers.get("Cache-Control", "")
            wanted = "no-cache" if response.headers["Content-Type"] == "application/pdf" else "must-revalidate"
            wrong |= {} if wanted in told else {address: told}
    assert wrong == {}


@pytest.mark.parametrize("address", ["file", "paper"])
def test_cache_that_asks_again_is_told_that_it_is_gone(client, address, django_capture_on_commit_callbacks):
    world = build(State("confirmed_at"))
    at = world.report.get_absolute_url() if address == "file" else f"{world.meeting.get_absolute_url()}agenda.pdf"
    first = client.get(at)
    b"".join(first)
    etag = first.headers["ETag"]
    assert client.get(at, headers={"If-None-Match": etag}).status_code == 304
    with django_capture_on_commit_callbacks(execute=True):
        make_exempt(record=world.report, ground=GROUND, by=None)
    again = client.get(at, headers={"If-None-Match": etag})
    assert again.status_code == (404 if address == "file" else 200)
