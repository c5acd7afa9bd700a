"""A dump of the Legistar Web API, read."""

import datetime as dt
import json
from pathlib import Path

import pytest

from minutes.sources import LeftOut, read
from minutes.text.records import Ballot, Body, Document, Member, Place, Presence, Vote

DUMP = Path(__file__).parents[3] / "fixtures" / "sources" / "legistar"


@pytest.fixture(scope="module")
def found():
    return list(read(DUMP))


def pages(found, kind):
    return [one for one in found if not isinstance(one, LeftOut) and one.page == kind]


def dump(folder, **kinds):
    for name, objects in kinds.items():
        (folder / f"{name}.json").write_text(json.dumps(objects))
    return list(read(folder))


def test_bodies_and_people_are_read(found):
    [bodies], [people] = pages(found, "committee"), pages(found, "member")
    assert [(one.name, one.dissolved, one.dissolved_on) for one in bodies.bodies] == [
        ("City Council", False, None),
        ("Streets Commission", True, dt.date(2019, 2, 1)),
    ]
    assert bodies.bodies[0] == Body(
        "City Council",
        "Nine members, elected by ward.",
        "Kim Lowe",
        "clerk@juniperfalls.example",
        old="legistar-body:1",
    )
    assert people.members == (
        Member("Ada Thornley", email="ada@juniperfalls.example", old="legistar-person:11"),
        Member("Ben Moss", old="legistar-person:12"),
    )
    assert people.places == (
        Place("City Council", "Ada Thornley", "chair", dt.date(2018, 1, 1), dt.date(2021, 12, 31)),
        Place("City Council", "Ben Moss", "vice_chair", dt.date(2018, 1, 1)),
    )


def test_meeting_is_read_with_its_items_in_order(found):
    meeting = pages(found, "meeting")[0]
    sitting = meeting.sittings[0]
    assert (sitting.committee, sitting.date, sitting.starts_at) == (
        "City Council",
        dt.date(2019, 1, 8),
        dt.time(18, 30),
    )
    assert sitting.venue == "Council Chambers, 1 Falls Street"
    assert sitting.presences == (Presence("Ada Thornley", "present"), Presence("Fay Reed", "apologies"))
    assert [(one.label, one.title) for one in meeting.items] == [
        ("2.", "Library report"),
        ("3.", "Rezoning of the old cannery"),
        ("4.", "Fountain in the square"),
    ]
    assert meeting.unread == (
        "Heading of the agenda, left out: CONSENT CALENDAR",
        "Item 3.: Not among those who voted: Fay Reed (Absent).",
        "Item 5.: its matter is kept from the web there, and was left out.",
        "Comment on the meeting: Special session",
    )


def test_item_has_notes_action_and_the_votes_by_name(found):
    item = pages(found, "meeting")[0].items[1]
    assert item.purpose == "File 19-004"
    assert item.minutes.startswith(
        "The planner’s map was shown.\n\nTwo neighbors spoke: café and mill.\n\nA motion was made by"
    )
    assert [(one.text, one.kind, one.after) for one in item.resolutions] == [("Approved", "resolved", 3)]
    ballots = [("Ada Thornley", "for"), ("Ben Moss", "for"), ("Cara Fenn", "against"), ("Dan Hay", "abstain")]
    ballots = tuple(Ballot(*one) for one in [*ballots, ("Eve Pike", "declined")])
    assert item.votes == (Vote(None, "carried", 2, 1, 1, ballots),)


def test_attachments_are_documents_and_hidden_ones_are_not_public(found):
    files = "https://files.juniperfalls.example"
    assert pages(found, "meeting")[0].items[1].documents == (
        Document("Staff report", "report", old="legistar-attachment:301", url=f"{files}/301.pdf"),
        Document("Appendix A: map", "appendix", old="legistar-attachment:302", url=f"{files}/302.pdf"),
        Document("Advice of counsel", "appendix", exempt=True, old="legistar-attachment:303", url=f"{files}/303.pdf"),
    )


def test_note_in_html_and_tally_without_names_are_read(found):
    item = pages(found, "meeting")[0].items[0]
    assert item.purpose == "Yearly report.\n\nSee file."
    assert item.minutes == "Mover: Ada Thornley."
    assert [(one.text, one.kind) for one in item.resolutions] == [("Received and Filed", "noted")]
    assert item.votes == (Vote(None, None, 9, 0),)


def test_action_that_failed_resolves_nothing(found):
    item = pages(found, "meeting")[0].items[2]
    assert (item.resolutions, item.minutes, item.votes) == ((), "Adopted: Fail", (Vote(None, "lost"),))


def test_cancelled_meeting_is_one(found):
    assert pages(found, "meeting")[1].sittings[0].status == "cancelled"


def test_what_cannot_be_read_is_named_with_its_place(found):
    assert [str(one).replace(f"{DUMP}/", "") for one in found if isinstance(one, LeftOut)] == [
        "OfficeRecords.json: Office record 3 names no person or no body.",
        "Events.json, event 503: It has no date; its 0 items were left out.",
        "EventItems.json: 1 items belong to event 999, which is not here.",
    ]


def event(number, **more):
    return {"EventId": number, "EventBodyName": "Council", "EventDate": f"2020-01-0{number}T00:00:00", **more}


def item(number, of, **more):
    return {
        "EventItemId": number,
        "EventItemEventId": of,
        "EventItemTitle": "Parks",
        "EventItemAgendaNumber": "1",
        **more,
    }


def test_items_inside_events_and_votes_inside_items_are_read(tmp_path):
    inner = {k: v for k, v in item(5, 1).items() if k != "EventItemEventId"}
    inner["EventItemVoteInfo"] = [{"VoteId": 1, "VotePersonName": "Ann Ash", "VoteValueName": "Aye"}]
    [meeting] = dump(tmp_path, all=[event(1, EventItems=[inner])])
    assert meeting.items[0].votes[0].names == (Ballot("Ann Ash", "for"),)


def test_matter_that_came_twice_is_an_issue(tmp_path):
    matter = {"MatterId": 7, "MatterTitle": "Parks for all"}
    items = [item(1, 1, EventItemMatterId=7), item(2, 2, EventItemMatterId=7), item(3, 2, EventItemMatterId=8)]
    found = dump(tmp_path, a=[event(1), event(2)], b=items, c=[matter, {"MatterId": 8, "MatterTitle": "Once"}])
    [issue] = pages(found, "issue")
    assert (issue.issue, [one.date.day for one in issue.items]) == ("Parks for all", [1, 2])


def test_broken_file_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "EventItems.json").write_text('[{"EventItemId": 1,\n "EventItem')
    (tmp_path / "Votes.json").write_bytes(b'[{"VoteId": "\xff"}]')
    found = dump(tmp_path, Events=[event(1), "no object", {"Other": 1}])
    assert [str(one).replace(f"{tmp_path}/", "") for one in found if isinstance(one, LeftOut)] == [
        "EventItems.json: It is broken JSON at line 2; nothing of it was read.",
        "Events.json: 1 of its entries are no objects.",
        "Votes.json: It is not in UTF-8, as JSON must be.",
        "Events.json: 1 of its objects are of no kind known here.",
    ]
    assert len(pages(found, "meeting")) == 1
