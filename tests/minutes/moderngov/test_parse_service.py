"""Replies of the web service as plain records: their forms, their dirt, and what must never be taken from them."""

import datetime as dt

import pytest

from minutes.moderngov.parse_service import read_committees, read_councillors, read_meetings, read_places
from minutes.moderngov.parse_service_meeting import presence_of, read_meeting, time_of
from minutes.moderngov.service_xml import NotAReply
from minutes.text.records import Body, Place, Presence
from tests.minutes.moderngov import invented
from tests.minutes.moderngov.invented import agenda_item, attendee, linked, meeting, reply, xml

CABINET = Body(name="Cabinet", old="committee:11")
DAY = dt.date(2019, 3, 14)


def read(*items, **options):
    return read_meeting(meeting(77, DAY, *items, **options), "GetMeeting?lMeetingId=77", CABINET)


def only(*items, **options):
    (item,) = read(*items, **options).items
    return item


def test_committees_are_read_and_what_is_deleted_is_left_out_and_named():
    page = read_committees(invented.council().replies["GetCommittees"], "list")
    assert [(body.name, body.dissolved, body.old) for body in page.bodies] == [
        ("Cabinet", False, "committee:11"),
        ("Planning Committee", False, "committee:12"),
        ("Harbour Board (expired)", True, "committee:13"),
    ]
    assert page.unread == ("“Deleted Panel” is deleted there and was left out, with its meetings.",)


def test_councillors_have_ward_party_post_and_work_address_and_no_home():
    page = read_councillors(invented.council().replies["GetCouncillorsByWard"], "list")
    first = page.members[0]
    assert (first.name, first.ward, first.party) == ("Councillor Ida Fernhill", "Rushmoor Fen", "Green Party")
    assert (first.post, first.email, first.old) == ("Chair of Planning", "501@fen.example", "member:501")
    assert page.members[2].ward == "Castle & Quay"
    for private in ("Secret Lane", "960001", "home.example"):
        assert private not in repr(page)


def test_councillor_with_a_home_address_alone_has_none():
    one = xml("councillor", xml("homeaddress", email="me@home.example"), councillorid=9, fullusername="Cllr Nye Pool")
    page = read_councillors(reply(xml("councillorsbyward", xml("wards", xml("ward", xml("councillors", one))))), "x")
    assert (page.members[0].email, page.members[0].ward) == (None, None)


def test_places_have_role_and_days():
    told = [
        xml("committee", committeetitle="Planning &amp; Parks", roledescription="Vice-Chairman",
            startdate="22/05/2018", enddate="unspecified"),
        xml("committee", committeetitle="Audit", role="Chair"),
        xml("committee", committeetitle="Licensing", role="Reserve"),
        xml("committee", committeetitle="Gone", committeedeleted="True"),
    ]  # fmt: skip
    places = read_places(reply(xml("member", xml("committees", *told))), "x", "Cllr Nye Pool")
    assert places == (
        Place("Planning & Parks", "Cllr Nye Pool", "vice_chair", dt.date(2018, 5, 22)),
        Place("Audit", "Cllr Nye Pool", "chair"),
        Place("Licensing", "Cllr Nye Pool", "substitute"),
    )


def test_list_of_meetings_is_sorted_and_an_impossible_day_is_named():
    told = [
        xml("meeting", meetingid=12, meetingdate="01/02/2019"),
        xml("meeting", meetingid=9, meetingdate="2018-11-05T00:00:00"),
        xml("meeting", meetingid=10, meetingdate="31/02/2015"),
        xml("meeting", meetingdate="01/02/2019"),
    ]
    body = xml("getmeetings", xml("committee", xml("committeemeetings", *told), committeeid=11))
    listed, unread = read_meetings(reply(body), "x", CABINET)
    assert [(one.number, one.date) for one in listed] == [("9", dt.date(2018, 11, 5)), ("12", dt.date(2019, 2, 1))]
    assert [sentence.partition(": ")[2] for sentence in unread] == ["10 31/02/2015", "01/02/2019"]


def test_sitting_has_day_time_venue_and_keys():
    sitting = read(meetingactualfinishtime="9.40 pm").sittings[0]
    assert (sitting.committee, sitting.date, sitting.starts_at) == ("Cabinet", DAY, dt.time(19))
    assert (sitting.ends_at, sitting.venue, sitting.status) == (dt.time(21, 40), "Council Chamber, Fen Hall", None)
    assert sitting.old == ("committee:11", "meeting:77")


@pytest.mark.parametrize("status", ["Cancelled", "MEETING CANCELLED - no business"])
def test_cancelled_meeting_is_one(status):
    assert read(meetingstatus=status).sittings[0].status == "cancelled"


def test_meeting_on_an_impossible_day_is_named():
    with pytest.raises(NotAReply, match="names no possible day: “31/02/2015”"):
        read(meetingdate="31/02/2015")


@pytest.mark.parametrize(
    ("text", "time"),
    [("7.30 pm", dt.time(19, 30)), ("19:30", dt.time(19, 30)), ("10 am", dt.time(10)), ("12.00 noon", dt.time(12)),
     ("12:15 AM", dt.time(0, 15)), ("18:00:00", dt.time(18)), ("to be confirmed", None), ("27:90", None), ("", None),
     ("9.30am", dt.time(9, 30)), ("2 p.m.", dt.time(14))],
)  # fmt: skip
def test_time_of_day_is_read(text, time):
    assert time_of(text) == time


@pytest.mark.parametrize(
    ("words", "kind", "status"),
    [("Present, as expected", "", "present"), ("Present, as substitute", "", "substitute"),
     ("Apologies, sent representative", "", "apologies"), ("Absent", "", "absent"), ("Expected", "", None),
     ("In attendance", "", "in_attendance"), ("Present", "Officer", "in_attendance"), ("", "", None),
     ("Present, virtual", "", "present"), ("Not present", "", "absent")],
)  # fmt: skip
def test_attendance_is_read(words, kind, status):
    assert presence_of(words, kind) == status


def test_who_was_virtually_present_attended_remotely():
    people = (attendee("Councillor Nye Pool", "Present, virtual"), attendee("Councillor Mabel Ostrow", "Present"))
    assert [one.is_remote for one in read(attendees=people).sittings[0].presences] == [True, False]


def test_presences_name_the_chair_and_the_substituted():
    people = (
        attendee("Councillor Ida Fernhill", "Apologies", "Chair"),
        attendee("Councillor Tobias Quill", "Present, as expected", "Vice-Chair"),
        attendee("Councillor Mabel Ostrow", "Present", "Chairman"),
        attendee("Councillor Nye Pool", "Present, as substitute", representing="Councillor Ida Fernhill"),
        attendee("Wyn Carrow", "In attendance", membertype="Officer"),
        attendee("Councillor Yet To Come", "Expected"),
        attendee("Councillor Nye Pool", "Present"),
    )
    assert read(attendees=people).sittings[0].presences == (
        Presence("Councillor Ida Fernhill", "apologies"),
        Presence("Councillor Tobias Quill", "present"),
        Presence("Councillor Mabel Ostrow", "present", is_chair=True),
        Presence("Councillor Nye Pool", "substitute", substitute_for="Councillor Ida Fernhill"),
        Presence("Wyn Carrow", "in_attendance"),
    )


def test_item_has_purpose_decision_minutes_and_documents():
    item = only(
        agenda_item(
            7701, "Ferry fares", linked(5, "Ferry fares 2019"), linked(6, "Appendix A"), printed="12.",
            agendatext="<p>To set the fares.</p>",
            decisionnonemptyhtmlbody="<p><b>RESOLVED</b> that the fares be set.</p><p>Reasons for decision: Costs rose."
            "</p>",
            minutesnonemptyhtmlbody="<p>Councillor Quill asked about dogs.</p><p><b>RESOLVED</b> that the fares be set."
            "</p>",
            isdecisionpublished="True",
        )
    )  # fmt: skip
    assert (item.committee, item.date, item.label, item.title) == ("Cabinet", DAY, "12.", "Ferry fares")
    assert (item.purpose, item.minutes) == ("To set the fares.", "Councillor Quill asked about dogs.")
    assert [one.text for one in item.resolutions] == ["that the fares be set."]
    assert item.reasons == "Costs rose."
    assert item.old == ("committee:11", "meeting:77", "item:7701")
    first, second = item.documents
    assert (first.title, first.kind, first.old, first.url) == (
        "Ferry fares 2019", "report", "document:5", "/documents/s5/Ferry%20fares%202019.pdf",
    )  # fmt: skip
    assert (second.kind, second.exempt) == ("appendix", False)


def test_item_without_a_printed_number_has_that_of_the_agenda():
    assert only(agenda_item(1, "Ferry fares", agendaitemnumber="4", agendaitemsubnumber="b")).label == "4b"


def test_title_that_is_a_heading_of_pages_stays_a_title():
    item = only(agenda_item(1, "Minutes:", printed="2.", agendatext="<p>To confirm them.</p>"))
    assert (item.title, item.purpose, item.minutes) == ("Minutes:", "To confirm them.", None)


@pytest.mark.parametrize("numbers", [("0", "0"), ("0", ""), ("", ""), ("0", "0.")])
def test_section_heading_is_no_item(numbers):
    number, printed = numbers
    heading = agenda_item(1, "Part one: in public", printed=printed, agendaitemnumber=number)
    page = read(heading, agenda_item(2, "Ferry fares", printed="1."))
    assert [item.title for item in page.items] == ["Ferry fares"]
    assert page.unread == ()


def test_unnumbered_item_that_has_minutes_is_one():
    item = only(agenda_item(1, "Urgent business", printed="0", minutesnonemptyhtmlbody="<p>There was none.</p>"))
    assert (item.label, item.title, item.minutes) == (None, "Urgent business", "There was none.")


def test_private_twin_is_part_of_the_public_item():
    public = agenda_item(1, "Sale of the old pier", linked(5, "Pier report"), printed="7.")
    twin = agenda_item(2, "Sale of the old pier (exempt)", linked(6, "Valuation"), printed="14.", isrestricted="True",
                       minutesnonemptyhtmlbody="<p>The price was a secret.</p>")  # fmt: skip
    page = read(public, twin)
    (item,) = page.items
    assert (item.label, item.exempt) == ("7.", None)
    assert [(one.title, one.exempt, one.url[:12]) for one in item.documents] == [
        ("Pier report", False, "/documents/s"), ("Valuation", True, ""),
    ]  # fmt: skip
    assert item.old[-2:] == ("item:1", "item:2")
    assert "a part of it, 14., is private there." in page.unread[-1]
    assert "secret" not in repr(page)


def test_private_item_has_title_and_reason_and_no_text():
    page = read(agenda_item(2, "A dispute", linked(6, "Advice"), printed="9.", isrestricted="True",
                            agendatext="<p>Secret advice.</p>", restrictionreason="Legal privilege"))  # fmt: skip
    (item,) = page.items
    assert (item.exempt, item.exempt_reason, item.purpose, item.minutes) == (True, "Legal privilege", None, None)
    assert item.documents[0].exempt
    assert "Secret" not in repr(page)
    assert "private" in page.unread[0]


def test_restricted_document_has_no_address():
    (document,) = only(agenda_item(1, "Fares", linked(5, "Costs", restricted="True"), printed="1.")).documents
    assert (document.exempt, document.url) == (True, "")


@pytest.mark.parametrize(
    ("flags", "shown"),
    [({"isminutepublished": "False"}, (False, True)), ({"isdecisionpublished": "False"}, (True, False)),
     ({"isdisplayallowed": "False"}, None)],
)  # fmt: skip
def test_what_is_not_published_there_is_not_read(flags, shown):
    page = read(agenda_item(1, "Fares", printed="1.", minutesnonemptyhtmlbody="<p>A draft of words.</p>",
                            decisionnonemptyhtmlbody="<p>A draft decision.</p>", **flags))  # fmt: skip
    text = repr(page)
    assert ("draft of words" in text, "draft decision" in text) == (shown or (False, False))
    assert bool(page.items) == bool(shown)


def test_agenda_that_is_not_published_has_no_items():
    page = read(agenda_item(1, "Fares", printed="1."), agendapublished="False")
    assert (page.items, len(page.sittings)) == ((), 1)
