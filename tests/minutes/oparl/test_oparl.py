"""OParl: every object held against what the specification says of it, walked as a client walks, and read back."""

import datetime as dt

import pytest
from django.utils import timezone

from minutes.models import AgendaItem, Committee, Meeting, Person, PublicChange, Report
from minutes.sources import LeftOut, read_endpoint
from tests import factories as make
from tests.minutes.oparl.shapes import SHAPES, problems

ROOT = "http://testserver"
LISTS = {"organization": "Organization", "person": "Person", "meeting": "Meeting", "paper": "Paper",
         "agendaItem": "AgendaItem", "consultation": "Consultation", "file": "File", "locationList": "Location",
         "legislativeTermList": "LegislativeTerm", "membership": "Membership"}  # fmt: skip


@pytest.fixture
def council(db):
    """A council with something of everything."""
    make.CouncilFactory(address="Town Hall, Marlbridge", email="clerk@example.org", website="https://example.org")
    parent = make.CommitteeFactory(name="Council", kind="council", established_on=dt.date(1974, 4, 1))
    cabinet = make.CommitteeFactory(name="Cabinet", parent=parent, kind="cabinet", remit="Everything else.")
    ada = make.PersonFactory(name="Ada Thornley", title="Councillor", email="ada@example.org")
    make.MembershipFactory(committee=cabinet, person=ada, role="chair", ended_on=dt.date(2025, 5, 1))
    meeting = make.MeetingFactory(
        stage="confirmed_at", committee=cabinet, date=dt.date(2024, 7, 9), starts_at=dt.time(18), ends_at=dt.time(20, 30),
        venue="Council Chamber", status="held",
    )  # fmt: skip
    make.AttendanceFactory(meeting=meeting, person=ada, is_chair=True)
    issue = make.IssueFactory(title="The weir")
    item = make.AgendaItemFactory(meeting=meeting, label="12", title="Repair of the weir", issue=issue)
    make.ReportFactory(item=item, title="Report on the weir")
    make.ReportFactory(item=item, title="Costs", kind="appendix")
    resolution = make.ResolutionFactory(item=item, opening="RESOLVED:", label="1.", text="That the weir be repaired.")
    make.ClauseFactory(resolution=resolution, label="(a)", text="this year;")
    make.ResolutionFactory(item=item, label="2.", text="That the cost be met from reserves.")
    vote = make.VoteFactory(item=item, votes_for=7, votes_against=2)
    make.BallotFactory(vote=vote, person=ada)
    private = make.AgendaItemFactory(
        meeting=meeting, label="13", title="A lease", is_exempt=True, exempt_reason="Price."
    )
    make.ResolutionFactory(item=private, text="That it be signed.")
    other = make.MeetingFactory(
        stage="agenda_published_at", committee=cabinet, date=dt.date(2025, 1, 14), status="cancelled"
    )
    again = make.AgendaItemFactory(meeting=other, title="The weir again", issue=issue)
    make.ReportFactory(item=again)
    return meeting


def get(client, address):
    response = client.get(address.removeprefix(ROOT))
    assert response.status_code == 200, address
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def pages(client, address):
    """All objects of a list, page by page."""
    found = []
    while address:
        page = get(client, address)
        assert set(page) == {"data", "pagination", "links"}
        found += page["data"]
        address = page["links"].get("next")
    return found


def test_every_object_is_as_the_specification_says_and_stands_at_its_address(client, council):
    system = get(client, "/oparl/v1.1/")
    assert problems(system, "System") == []
    [body] = pages(client, system["body"])
    assert problems(body, "Body") == []
    seen = {"System", "Body"}
    for name, kind in LISTS.items():
        for one in pages(client, body[name]):
            assert problems(one, kind) == [], one
            assert get(client, one["id"]) == one
            seen.add(kind)
    assert seen == set(SHAPES)


def test_record_that_was_loaded_with_no_change_noted_has_its_moments(client, council):
    PublicChange.objects.all().delete()
    for kind in ("organization", "person", "membership"):
        for one in pages(client, f"/oparl/v1.1/{kind}/"):
            assert problems(one, kind.capitalize()) == []
            assert one["created"] == one["modified"] == "2024-01-01T09:00:00.000000+00:00"


def test_what_the_specification_has_no_word_for_stands_under_a_prefix(client, council):
    [item, _, _] = pages(client, "/oparl/v1.1/agendaitem/")
    assert item["result"] == "RESOLVED:"
    assert (
        item["resolutionText"]
        == "1. That the weir be repaired.\n(a) this year;\n2. That the cost be met from reserves."
    )
    assert [row["label"] for row in item["minutebook:resolutions"]] == ["1.", "2."]
    assert item["minutebook:votes"][0]["ballots"] == [{"name": "Councillor Ada Thornley", "choice": "for"}]


def test_what_is_private_is_said_to_be_and_no_more(client, council):
    private = pages(client, "/oparl/v1.1/agendaitem/")[1]
    assert private["public"] is False
    assert "resolutionText" not in private
    assert "signed" not in str(private)


def test_our_own_reader_reads_it_back(client, council):
    found = list(read_endpoint(f"{ROOT}/oparl/v1.1/", lambda url: client.get(url.removeprefix(ROOT)).content))
    assert [str(one) for one in found if isinstance(one, LeftOut)] == []
    [bodies] = [page for page in found if page.page == "committee"]
    assert {(body.name, body.parent) for body in bodies.bodies} == {("Council", None), ("Cabinet", "Council")}
    [people] = [page for page in found if page.page == "member"]
    assert people.places[0].role == "chair"
    meeting = next(page for page in found if page.page == "meeting" and page.items and page.items[0].label == "12")
    [sitting] = meeting.sittings
    assert (sitting.committee, sitting.date, sitting.starts_at, sitting.ends_at, sitting.venue, sitting.status) == (
        "Cabinet", dt.date(2024, 7, 9), dt.time(18), dt.time(20, 30), "Council Chamber", "held",
    )  # fmt: skip
    item, private = meeting.items
    assert (item.title, item.exempt, private.exempt) == ("Repair of the weir", False, True)
    assert [(row.label, row.text) for row in item.resolutions] == [
        ("1.", "That the weir be repaired."), ("2.", "That the cost be met from reserves."),
    ]  # fmt: skip
    assert [document.title for document in item.documents] == ["Report on the weir", "Costs"]
    cancelled = [
        page.sittings[0] for page in found if page.page == "meeting" and page.sittings[0].status == "cancelled"
    ]
    assert len(cancelled) == 1


@pytest.mark.django_db
def test_pages_are_stable_while_the_record_grows(client):
    first = make.MeetingFactory.create_batch(5, stage="announced_at")
    page = get(client, "/oparl/v1.1/meeting/?limit=2")
    make.MeetingFactory.create_batch(2, stage="announced_at")
    Meeting.objects.filter(pk=first[0].pk).update(withdrawn_at=timezone.now(), withdrawal_note="x")
    rest = pages(client, page["links"]["next"])
    assert [one["id"].rsplit("/", 2)[1] for one in [*page["data"], *rest]][:5] == [str(one.pk) for one in first]
    assert len(rest) == 5
    assert page["links"]["first"] == f"{ROOT}/oparl/v1.1/meeting/?limit=2"


@pytest.mark.django_db
def test_four_filters_by_date(client):
    """The tests' one transaction dates all changes alike: these rows are seen by their moments of publication."""
    old, new = (
        make.MeetingFactory(stage="announced_at", at=dt.datetime(year, 1, 1, tzinfo=dt.UTC)) for year in (2020, 2024)
    )

    def found(query):
        return [one["id"].rsplit("/", 2)[1] for one in pages(client, f"/oparl/v1.1/meeting/?{query}")]

    assert found("created_since=2022-01-01T00:00:00Z") == [str(new.pk)]
    assert found("created_until=2022-01-01T00:00:00%2B01:00") == [str(old.pk)]
    assert found("created_since=2020-01-01T00:00:00Z&created_until=2020-01-01T00:00:00Z") == [str(old.pk)]
    assert found("modified_until=2022-01-01T00:00:00Z") == []
    assert found("modified_since=2022-01-01T00:00:00Z") == [str(old.pk), str(new.pk)]
    assert found("modified_since=2099-01-01T00:00:00Z") == []


@pytest.mark.django_db(transaction=True)
def test_change_raises_modified_and_a_draft_or_a_later_stage_does_not(client):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    make.ReportFactory(item=item)
    kinds = {"agendaitem": item.pk, "meeting": item.meeting_id, "paper": item.pk}

    def modified():
        return {kind: get(client, f"/oparl/v1.1/{kind}/{pk}/")["modified"] for kind, pk in kinds.items()}

    before = modified()
    make.NarrativeFactory(item=item)
    make.ResolutionFactory(item=item)
    make.ReportFactory(item=item, is_exempt=True)
    make.AgendaItemFactory(meeting=item.meeting, released_at=None)
    item.meeting.decisions_published_at = timezone.now() + dt.timedelta(hours=1)
    item.meeting.save()
    assert modified() == before, "an edit of what is not public shows"
    item.title = "Another title"
    item.save()
    after = modified()
    assert all(after[kind] > before[kind] for kind in kinds)
    item.save()
    assert modified() == after, "nothing was changed"


@pytest.mark.parametrize("gone", ["meeting", "item"])
def test_withdrawn_object_is_told_as_deleted_and_says_nothing_else(client, council, gone):
    item = AgendaItem.objects.get(label="12")
    record = {"meeting": item.meeting, "item": item}[gone]
    type(record).objects.filter(pk=record.pk).update(withdrawn_at=timezone.now(), withdrawal_note="x")
    paths = {"agendaitem": item.pk, "paper": item.pk, "consultation": item.pk, "file": item.reports.first().pk}
    if gone == "meeting":
        paths |= {"meeting": item.meeting_id, "location": item.meeting_id}
    for kind, pk in paths.items():
        name = next(name for name in SHAPES if name.lower() == kind)
        stub = get(client, f"/oparl/v1.1/{kind}/{pk}/")
        assert stub["deleted"] is True
        assert problems(stub, name) == []
        assert stub["id"] not in [one["id"] for one in pages(client, f"/oparl/v1.1/{kind}/")]
        assert stub in pages(client, f"/oparl/v1.1/{kind}/?modified_since=2000-01-01T00:00:00Z")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["modified_since=yesterday", "limit=0", "limit=1000", "after=x", "nonsense=1", "created_until=2024-13-01",
              "after=99999999999999999999", "organization=x", "limit=%00"],
)  # fmt: skip
def test_bad_parameter_is_named(client, query):
    response = client.get(f"/oparl/v1.1/meeting/?{query}")
    assert response.status_code == 400
    assert response.json()["parameters"][0]["parameter"] == query.partition("=")[0]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["nonsense/", "meeting/1/", "meeting/99999999999999999999/", "body/2/", "location/0/"])
def test_nothing_is_answered_as_json(client, path):
    response = client.get(f"/oparl/v1.1/{path}")
    assert response.status_code == 404
    assert "error" in response.json()


def test_list_without_internal_objects(client, council):
    [first, _] = pages(client, "/oparl/v1.1/meeting/?omit_internal=true")
    assert "agendaItem" not in first
    assert first["organization"]


def test_preflight_is_answered(client, db):
    response = client.options("/oparl/v1.1/meeting/")
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.post("/oparl/v1.1/meeting/").status_code == 405


BEFORE = "?modified_since=2000-01-01T00:00:00Z"
STUB = {"id", "type", "created", "modified", "deleted"}


def stubs(client, kind):
    data = get(client, f"/oparl/v1.1/{kind}/{BEFORE}")["data"]
    found = [one for one in data if one.get("deleted")]
    for one in found:
        assert set(one) == STUB
        assert get(client, one["id"]) == one
    return {one["id"].rstrip("/").rsplit("/", 1)[1]: one["modified"] for one in found}


@pytest.mark.django_db(transaction=True)
def test_document_that_became_exempt_leaves_a_stub_and_one_that_always_was_none(client, council):
    report = Report.objects.get(title="Costs")
    asked = timezone.now()
    report.is_exempt, report.exempt_paragraph, report.title = True, "3", "Costs of Ms Grey"
    report.save()
    make.ReportFactory(item=report.item, is_exempt=True)
    found = stubs(client, "file")
    assert list(found) == [str(report.pk)]
    assert dt.datetime.fromisoformat(found[str(report.pk)]) >= asked
    assert stubs(client, "paper") == {}, "its item has another document"


def test_item_that_became_private_leaves_stubs_of_its_papers(client, council):
    item = AgendaItem.objects.get(title="Repair of the weir")
    draft = make.ReportFactory(item=item, released_at=None)
    item.is_exempt = True
    item.save()
    shut = {str(report.pk) for report in item.reports.exclude(pk=draft.pk)}
    assert (set(stubs(client, "file")), set(stubs(client, "paper"))) == (shut, {str(item.pk)})
    assert set(stubs(client, "consultation")) == {str(item.pk)}


def test_what_leaves_the_site_leaves_stubs_and_what_was_never_on_it_none(client, council):
    committee, person = council.committee, Person.objects.get(name="Ada Thornley")
    member = str(person.memberships.get().pk)
    later = make.MeetingFactory(committee=committee, stage=None, date=dt.date(2025, 3, 4))
    hidden = make.CommitteeFactory(is_listed=False)
    make.ReportFactory(item__meeting__committee=hidden, item__meeting__stage="confirmed_at")
    unlisted = make.PersonFactory(is_listed=False)
    make.SeatFactory(person=unlisted)
    make.MembershipFactory(person=unlisted, committee=committee)
    meetings = {str(row.pk) for row in committee.meetings.filter(announced_at__isnull=False)}
    items = {str(row.pk) for row in AgendaItem.objects.filter(meeting__in=meetings)}
    with_papers = {str(row.item_id) for row in Report.objects.filter(item__in=items)}
    files = {str(row.pk) for row in Report.objects.filter(item__in=items)}
    Person.objects.filter(pk=person.pk).update(is_listed=False)
    assert (set(stubs(client, "person")), set(stubs(client, "membership"))) == ({str(person.pk)}, {member})
    Committee.objects.filter(pk=committee.pk).update(is_listed=False)
    Meeting.objects.filter(pk=later.pk).update(announced_at=timezone.now())  # behind closed doors
    assert set(stubs(client, "organization")) == {str(committee.pk)}
    assert set(stubs(client, "meeting")) == meetings
    assert set(stubs(client, "agendaitem")) == items
    assert (set(stubs(client, "paper")), set(stubs(client, "file"))) == (with_papers, files)
    assert set(stubs(client, "location")) == {str(council.pk)}
