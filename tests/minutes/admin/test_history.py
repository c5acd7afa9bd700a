"""History: who changed what and when, to be read; and the way back, by the rules of the page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions.actions import set_clauses
from decisions.models import Clause, Resolution
from minutes.models import AgendaItem, Attendance, Meeting, Narrative, Report
from minutes.text import read_clauses
from tests import factories as make
from tests.minutes.admin.test_entering import accepted, page_of

pytestmark = pytest.mark.django_db


def entries(client, record):
    return client.get(page_of(record, "history")).context["page_obj"].object_list


def told(entry):
    """The differences of an entry as text: [-went-] {+came+}."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return {
        one.label: "".join(marks[piece.kind].format(piece.text) for piece in one.pieces) for one in entry.differences
    }


def state_of(record, row, number=0):
    """The page of one of the states that a row of a record had, the first one unless told otherwise."""
    state = type(row).history.filter(id=row.pk).order_by("history_id")[number]
    name = f"admin:{record._meta.label_lower.replace('.', '_')}_state"
    return reverse(name, args=[record.pk, row._meta.label_lower, state.history_id])


def words(response):
    return " ".join(response.content.decode().split())


def test_item_s_history_tells_who_changed_which_words_of_its_rows(clerk):
    item = make.AgendaItemFactory(title="Crossing")
    make.NarrativeFactory(item=item, text="Members spoke of the north gate.")
    accepted(clerk, page_of(item), {"narrative-0-text": "Members spoke of the south gate.", "title": "A crossing"})
    rows, title, added, first = entries(clerk, item)
    assert {rows.what, title.what} == {"Minutes of an item", "Agenda item"}
    changed = rows if rows.what == "Minutes of an item" else title
    assert told(changed) == {"Minutes": "Members spoke of the [-north-]{+south+} gate."}
    assert (changed.who, changed.did) == ("clerk", "Changed")
    assert (added.did, first.did, first.who) == ("Added", "Added", "the system")
    page = words(clerk.get(page_of(item, "history")))
    assert '<del><span class="visually-hidden">removed: </span>north</del>' in page


def test_names_stand_for_people_committees_and_choices(publisher):
    meeting = make.MeetingFactory(committee=make.CommitteeFactory(name="Cabinet"))
    person = make.PersonFactory(name="Ada Thornley")
    row = make.AttendanceFactory(meeting=meeting, person=person)
    row.status, row.is_chair = "apologies", False
    row.save()
    changed, added, made = entries(publisher, meeting)
    assert told(changed) == {"Status": "[-Present-]{+Apologies+}"}
    assert told(added)["Person"] == "{+Ada Thornley+}"
    assert told(made)["Committee"] == "{+Cabinet+}"


def test_wards_and_moments_are_told(publisher):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory())
    item.wards.set([make.WardFactory(name="Eastmarsh")])
    publisher.post(page_of(item.meeting, "publish-agenda"), {"at": ""})
    released, wards, _ = entries(publisher, item)
    assert told(wards) == {"Wards affected": "{+Eastmarsh+}"}
    assert released.reason == "released"
    assert timezone.localtime().strftime("%-d %B %Y") in told(released)["Released"]


def test_row_that_was_removed_is_told_and_put_back_as_a_new_one(clerk):
    item = make.AgendaItemFactory()
    make.ResolutionFactory(item=item, text="That tea be served.")
    gone = make.ResolutionFactory(item=item, text="That cake be served.", label="2.")
    make.ClauseFactory(resolution=gone, text="with icing.")
    address = state_of(item, gone)
    accepted(clerk, page_of(item), {"resolutions-1-DELETE": "on"})
    removed = next(entry for entry in entries(clerk, item) if entry.what == "Resolution" and entry.did == "Removed")
    assert told(removed)["Text"] == "[-That cake be served.-]"
    assert not Resolution.objects.filter(pk=gone.pk).exists()
    assert "with icing." in words(clerk.get(address))
    assert clerk.post(address).url == page_of(item, "history")
    back = Resolution.objects.get(text="That cake be served.")
    assert (back.label, back.ordinal, [c.text for c in back.clauses.all()]) == ("2.", 2, ["with icing."])


def test_earlier_words_come_back_as_one_more_change(clerk):
    item = make.AgendaItemFactory(title="First")
    row = make.NarrativeFactory(item=item, text="Old words.")
    row.text = "New words."
    row.save()
    page = clerk.get(state_of(item, row))
    assert "<del>" in words(page)
    assert Narrative.objects.get().text == "New words."
    clerk.post(state_of(item, row))
    assert Narrative.objects.get().text == "Old words."
    entry = entries(clerk, item)[0]
    assert told(entry) == {"Minutes": "[-New-]{+Old+} words."}
    assert (entry.who, entry.reason.startswith("put back as it was on ")) == ("clerk", True)
    assert row.history.count() == 3


def test_clauses_and_wards_come_back_with_the_record_on_which_they_hang(clerk):
    item, ward = make.AgendaItemFactory(title="First"), make.WardFactory()
    item.wards.set([ward])
    resolution = make.ResolutionFactory(item=item)
    set_clauses(resolution, read_clauses("(a) red; and\n(b) blue."))
    resolution.label = "1."
    resolution.save()
    set_clauses(resolution, read_clauses("(a) green."))
    item.wards.clear()
    clerk.post(state_of(item, resolution))
    assert list(Clause.objects.values_list("label", "text")) == [("(a)", "red; and"), ("(b)", "blue.")]
    clerk.post(state_of(item, item, number=1))  # the first one after it was added
    assert list(item.wards.all()) == [ward]


@pytest.mark.parametrize("group", ["Clerk", "Officer"])
def test_what_is_public_is_not_put_back_by_those_who_do_not_publish(log_in, group):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Old")
    row = make.NarrativeFactory(item=item, text="Old")
    for one, name in ((row, "text"), (item, "title")):
        setattr(one, name, "New")
        one.save()
    client = log_in(group)
    for one in (row, item):
        assert "It is not put back here" in words(client.get(state_of(item, one)))
        assert client.post(state_of(item, one)).status_code == 403
    assert (Narrative.objects.get().text, AgendaItem.objects.get().title) == ("New", "New")


def test_publisher_puts_public_words_back_but_no_moment_and_no_address(publisher):
    meeting = make.MeetingFactory(date=dt.date(2024, 2, 6), venue="Hall")
    meeting.date = dt.date(2024, 2, 13)
    meeting.save()
    publisher.post(page_of(meeting, "announce"), {"at": ""})
    item = make.AgendaItemFactory(meeting=meeting)
    publisher.post(page_of(meeting, "publish-agenda"), {"at": ""})
    published = Meeting.objects.get()
    published.venue = "Annexe"
    published.save()
    publisher.post(state_of(meeting, meeting))
    after = Meeting.objects.get()
    assert (after.venue, after.date) == ("Hall", dt.date(2024, 2, 13))
    assert (after.announced_at, after.agenda_published_at) == (published.announced_at, published.agenda_published_at)
    assert AgendaItem.public.get() == item


def test_state_that_does_not_fit_any_more_is_refused_with_the_reason(clerk):
    meeting = make.MeetingFactory()
    chair = make.AttendanceFactory(meeting=meeting, is_chair=True)
    chair.is_chair = False
    chair.save()
    make.AttendanceFactory(meeting=meeting, is_chair=True)
    assert "Somebody else is already marked as in the chair." in words(clerk.post(state_of(meeting, chair)))
    assert not Attendance.objects.get(pk=chair.pk).is_chair


def test_document_that_was_removed_is_uploaded_anew(clerk):
    item = make.AgendaItemFactory()
    report = make.ReportFactory(item=item)
    address = state_of(item, report)
    report.delete()
    assert "uploaded anew" in words(clerk.get(address))
    assert clerk.post(address).status_code == 403
    assert not Report.objects.exists()


def test_state_of_another_record_is_not_here(clerk):
    item, other = make.AgendaItemFactory(), make.NarrativeFactory()
    address = state_of(other.item, other).replace(f"/{other.item.pk}/history/", f"/{item.pk}/history/")
    assert clerk.get(address).status_code == 404
    assert clerk.get("/admin/minutes/agendaitem/99999999/history/").status_code == 404
    assert clerk.get("/admin/minutes/agendaitem/x/history/").status_code == 404


def test_history_of_what_was_deleted_can_be_read(clerk):
    meeting = make.MeetingFactory(venue="Hall")
    address = page_of(meeting, "history")
    meeting.delete()
    removed, _ = clerk.get(address).context["page_obj"].object_list
    assert told(removed)["Venue"] == "[-Hall-]"


def test_history_is_escaped(clerk):
    item = make.AgendaItemFactory(title="<script>alert(1)</script>")
    assert "<script>alert" not in clerk.get(page_of(item, "history")).content.decode()


def test_history_asks_the_same_however_much_was_changed(clerk):
    item = make.AgendaItemFactory()

    def grow(number):
        for n in range(number):
            make.DeclarationFactory(item=item)
            make.ReportFactory(item=item)
            resolution = make.ResolutionFactory(item=item)
            make.ClauseFactory(resolution=resolution)
            make.VoteFactory(item=item, mover=make.PersonFactory(), resolution=resolution)
            item.title = f"Title {n} of {number}"
            item.save()

    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(page_of(item, "history")).status_code == 200
        return len(captured)

    grow(4)
    questions()
    few = questions()
    grow(60)
    assert questions() <= few <= 40
