"""What holds for every page: how many questions it asks the database, and what it does with bad input."""

import datetime as dt
from itertools import count

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import Choice
from minutes.search.index import catch_up
from tests import factories as make
from tests.site.test_walk import addresses
from tests.site.world import State, build

pytestmark = pytest.mark.django_db

CEILING = 10
FUTURE = (dt.date(2099, 1, 1) + dt.timedelta(days=n) for n in count())


def queries(client, address):
    """How many questions a page asks when the index is up to date: bringing it there is no reader's page."""
    assert catch_up()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        b"".join(response)
    assert response.status_code == 200, address
    return len(captured)


def test_no_page_asks_more_than_ten_questions(client):
    world = build(State("confirmed_at"))
    grow(world, 3)
    assert {a: n for a in addresses(world) if (n := queries(client, a)) > CEILING} == {}


def test_questions_do_not_grow_with_the_record(client):
    world = build(State("confirmed_at"))
    grow(world, 1)
    before = {a: queries(client, a) for a in addresses(world)}
    grow(world, 8)
    assert {a: queries(client, a) for a in addresses(world)} == before


def grow(world, number):
    """As many more of everything that a page lists."""
    for _ in range(number):
        item = make.AgendaItemFactory(meeting=world.meeting, issue=world.issue)
        for owner in (item, world.item):
            make.ReportFactory(item=owner)
            resolution = make.ResolutionFactory(item=owner)
            make.ClauseFactory.create_batch(2, resolution=resolution)
            vote = make.VoteFactory(item=owner, resolution=resolution)
            make.BallotFactory(vote=vote, choice=Choice.AGAINST)
            make.BallotFactory(vote=vote, person=world.person)
            make.DeclarationFactory(item=owner)
            make.CorrectionFactory(item=owner)
        make.AttendanceFactory(meeting=world.meeting)
        make.MembershipFactory(committee=world.committee)
        make.MembershipFactory(person=world.person)
        make.SeatFactory()
        other = make.MeetingFactory(committee=world.committee, stage="confirmed_at")
        make.AgendaItemFactory(meeting=other, issue=world.issue)
        make.AttendanceFactory(meeting=other, person=world.person)
        make.MeetingFactory(committee=world.committee, stage="announced_at", date=next(FUTURE))


BAD = ["?page=x", "?q=%00", "?q=%22", "?q=%27", "?q=" + "a" * 10_000, "?q=-", "?q=%22%22", "?q=%EF%BF%BF", "?q=a%00b",
       "?from=31/02/2012", "?from=2012-13-45", "?from=%00", "?to=" + "9" * 300, "?committee=nope", "?committee=%00",
       "?committee=" + "x" * 10_000, "?kind=nope", "?order=nope", "?after=nope", "?after=%00", "?after=2012-01-01.1.99999999999",
       "?after=2012-01-01.99999999999999999999.1", "?after=2012-02-31.1.1", "?after=..", "?key=maybe",
       "?q=a&q=b&from=&to=&kind=&committee=", "?%00=1", "?q=%ff%fe", "?q=(((((&kind[]=x", "?q=%5C", "?q=%3A*%26%7C!"]  # fmt: skip


@pytest.mark.parametrize("query", BAD, ids=[query[:40] for query in BAD])
@pytest.mark.parametrize("page", ["/search/", "/decisions/", "/", "/meetings/"])
def test_bad_query_gets_a_page(client, page, query):
    assert client.get(page + query).status_code == 200


@pytest.mark.parametrize("page", ["/search/", "/decisions/"])
@pytest.mark.parametrize("query", ["page=x", "from=31/02/2012", "committee=nope", "kind=nope", "after=nope"])
def test_bad_parameter_is_named_on_the_page(client, page, query):
    name, value = query.split("=")
    text = client.get(f"{page}?{query}").content.decode()
    assert 'class="ignored"' in text
    told = text.split('class="ignored"')[1].split("</div>")[0]
    assert value in told or name in told


@pytest.mark.parametrize(
    "address",
    ["/nowhere/", "/committees/nope/", "/committees/nope/2012-10-16/", "/committees/nope/2012-02-31/",
     "/committees/nope/2012-10-16/263/", "/committees/nope/2012-10-16/263.pdf", "/issues/nope/", "/people/nope/",
     "/documents/1/x.pdf", "/documents/99999999999999999999/x.pdf", "/documents/1/%00", "/committees/%00/", "/%ff%fe/"],
)  # fmt: skip
def test_unknown_address_is_a_404_page_with_a_search(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_page_takes_no_other_method(client, method):
    assert getattr(client, method)("/committees/").status_code == 405


def test_every_model_has_a_factory():
    made = {
        f._meta.model
        for f in vars(make).values()
        if isinstance(f, type) and issubclass(f, make.Factory) and f._meta.model
    }
    ours = {m for name in ("minutes", "decisions") for m in apps.get_app_config(name).get_models()}
    wanted = {m for m in ours if m._meta.managed and not m.__name__.startswith(("Historical", "Search"))}
    assert wanted - made == set()


def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_record_of_a_clerk_has_a_history():
    ours = [m for name in ("minutes", "decisions") for m in apps.get_app_config(name).get_models()]
    kept = {m.__name__.removeprefix("Historical") for m in ours if m.__name__.startswith("Historical")}
    made_by_programs = {"OldAddress", "ImportedPage", "ImportedRecord", "ReportPage", "Upload", "PublicChange", "AlertSubscription", "AlertNews", "AlertMeeting", "AlertLetter",
                        "AlertKnock", "LedgerEntry", "LedgerHead", "LedgerReach", "PastedMinutes", "GivenCommittee", "AskedCorrection",
                        "Redaction", "RedactedPlace", "RetentionPeriod", "KeptLonger", "Disposal"}  # fmt: skip
    records = {m.__name__ for m in ours if m._meta.managed and not m.__name__.startswith(("Historical", "Search"))}
    assert records - made_by_programs <= kept
