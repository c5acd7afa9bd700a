"""How many questions a page of the admin asks: no more for fifty rows than for five."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.minutes.admin.test_entering import page_of

pytestmark = pytest.mark.django_db

CEILING = 40


@pytest.mark.parametrize("group", ["Clerk", "Publisher", "Officer"])
def test_pages_of_a_clerk_ask_the_same_however_long(log_in, group):
    client, item = log_in(group), make.AgendaItemFactory()
    make.VoteFactory(item=item)
    addresses = ["/admin/minutes/meeting/", "/admin/minutes/agendaitem/", page_of(item.meeting), page_of(item),
                 page_of(item.votes.get()), page_of(item.meeting, "preview"), page_of(item, "preview"),
                 page_of(item.meeting.committee), "/admin/"]  # fmt: skip
    grow(item, 4)
    few = [questions(client, address) for address in addresses]
    grow(item, 20)
    many = [questions(client, address) for address in addresses]
    assert dict(zip(addresses, few, strict=True)) == dict(zip(addresses, many, strict=True))
    assert max(many) <= CEILING


def questions(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def grow(item, number):
    for _ in range(number):
        make.ReportFactory(item=item)
        make.DeclarationFactory(item=item)
        resolution = make.ResolutionFactory(item=item)
        make.ClauseFactory.create_batch(2, resolution=resolution)
        make.VoteFactory(item=item, resolution=resolution, mover=make.PersonFactory())
        make.BallotFactory(vote=item.votes.first())
        make.AgendaItemFactory(meeting=item.meeting)
        make.AgendaItemFactory()
        make.AttendanceFactory(meeting=item.meeting)
        make.MembershipFactory(committee=item.meeting.committee)
