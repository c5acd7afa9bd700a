"""The register of decisions: what it lists, how it is narrowed down and paged."""

import datetime as dt

import pytest

from decisions.paging import PAGE
from decisions.parts import LATEST, latest_decided
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided():
    """Two resolutions: of the Cabinet in January, key; of Planning in March, recommended."""
    cabinet = make.MeetingFactory(
        committee__slug="cabinet", committee__name="Cabinet", date=dt.date(2024, 1, 9), stage="confirmed_at"
    )
    planning = make.MeetingFactory(committee__slug="planning", date=dt.date(2024, 3, 12), stage="confirmed_at")
    crossing = make.ResolutionFactory(item__meeting=cabinet, text="That a crossing be built.")
    make.DecisionFactory(item=crossing.item, is_key=True)
    make.ClauseFactory(resolution=crossing, text="with lights")
    make.ResolutionFactory(item__meeting=planning, text="That the library be extended.", kind="recommended")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"crossing", "library"}),
        ("committee=cabinet", {"crossing"}),
        ("from=2024-02-01", {"library"}),
        ("from=01/02/2024", {"library"}),
        ("to=2024-01-09", {"crossing"}),
        ("kind=recommended", {"library"}),
        ("key=1", {"crossing"}),
        ("q=crossings", {"crossing"}),
        ("q=light", {"crossing"}),
        ("q=%22library+be+extended%22", {"library"}),
        ("q=library+-extended", set()),
        ("committee=cabinet&kind=recommended", set()),
        ("committee=nope&from=31/02/2012", {"crossing", "library"}),
    ],
)
def test_register_filtered_lists_what_answers(client, decided, query, found):
    page = client.get(f"/decisions/?{query}").content.decode()
    entries = page.split('<ol class="entries">')[1]
    assert {word for word in ("crossing", "library") if word in entries} == found


def test_register_with_nothing_to_show_says_what_to_do(client):
    assert "Leave out a filter" in client.get("/decisions/?q=nothing").content.decode()


def test_register_pages_by_key_reach_every_resolution_once(client):
    meeting = make.MeetingFactory(stage="confirmed_at")
    for _ in range(4):
        item = make.AgendaItemFactory(meeting=meeting)
        make.ResolutionFactory.create_batch(PAGE // 2, item=item)
    address, seen = "/decisions/", []
    while address:
        page = client.get(address).content.decode()
        seen += [part.split('"')[0] for part in page.split('<h2 class="plain"><a href="')[1:]]
        address = (
            "/decisions/" + page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
            if 'rel="next"' in page
            else ""
        )
    assert len(seen) == len(set(seen)) == 4 * (PAGE // 2)


def test_register_links_to_the_first_page_keep_the_filters(client):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"))
    make.ResolutionFactory.create_batch(PAGE + 1, item=item, kind="noted")
    following = client.get("/decisions/?kind=noted").context["next_page"]
    second = client.get(f"/decisions/{following}")
    assert len(second.context["resolutions"]) == 1
    assert second.context["first_page"] == "?kind=noted"


def test_front_page_looks_back_past_meetings_that_decided_nothing():
    decided = make.ResolutionFactory(
        item__meeting__stage="minutes_published_at", item__meeting__date=dt.date(2001, 1, 9)
    )
    make.MeetingFactory.create_batch(LATEST + 1, stage="minutes_published_at")
    assert latest_decided(3) == [decided.item]
