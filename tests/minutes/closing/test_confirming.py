"""Minutes agreed by a later meeting, as they stand or amended."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import Resolution
from minutes.actions import NotPossible
from minutes.closing.confirming import Agreed, confirm, offers_confirmation, resolution_for
from minutes.models import Correction, MeetingCorrection
from tests import factories as make

pytestmark = pytest.mark.django_db
LAST, THIS = dt.date(2024, 2, 6), dt.date(2024, 3, 5)


@pytest.fixture
def draft():
    return make.MeetingFactory(stage="minutes_published_at", date=LAST)


@pytest.fixture
def later(draft):
    return make.MeetingFactory(committee=draft.committee, date=THIS, stage="agenda_published_at")


@pytest.fixture
def item(later):
    return make.AgendaItemFactory(meeting=later, label="2", title="Minutes of the last meeting")


def step(record, name="confirm-minutes"):
    return reverse(f"admin:minutes_{type(record)._meta.model_name}_{name}", args=[record.pk])


def test_confirm_names_the_later_meeting(draft, later):
    confirm(agreed=[Agreed(draft)], in_meeting=later, by=None)
    draft.refresh_from_db()
    assert draft.confirmed_at is not None
    assert draft.confirmed_in == later


def test_confirm_by_an_earlier_meeting_changes_nothing(draft):
    earlier = make.MeetingFactory(committee=draft.committee, date=LAST - dt.timedelta(days=30))
    with pytest.raises(NotPossible, match="later meeting"):
        confirm(agreed=[Agreed(draft)], in_meeting=earlier, by=None)
    draft.refresh_from_db()
    assert draft.confirmed_at is None


def test_confirm_by_a_meeting_to_come_is_refused(draft):
    ahead = make.MeetingFactory(committee=draft.committee, date=timezone.localdate() + dt.timedelta(days=7))
    with pytest.raises(NotPossible, match="not been held"):
        confirm(agreed=[Agreed(draft)], in_meeting=ahead, by=None)


def test_amendments_stand_at_their_items_dated_on_the_confirming_day_and_the_words_stay(draft, later):
    parks = make.AgendaItemFactory(meeting=draft, label="7.", title="Parks")
    narrative = make.NarrativeFactory(item=parks, text="North.", minute_number="12/24")
    lines = "7: for “north” read “south”\n12/24 – add “unanimously”\nCouncillor Grey was present"
    confirm(agreed=[Agreed(draft, lines)], in_meeting=later, by=None)
    told = [(row.text, row.kind, row.made_on) for row in Correction.objects.filter(item=parks)]
    assert told == [("for “north” read “south”", "amendment", THIS), ("add “unanimously”", "amendment", THIS)]
    assert MeetingCorrection.objects.get().text == "Councillor Grey was present"
    narrative.refresh_from_db()
    assert narrative.text == "North."


def test_amendment_of_an_exempt_item_stays_closed_with_it(draft, later):
    make.AgendaItemFactory(meeting=draft, label="9", is_exempt=True, exempt_paragraph="3")
    confirm(agreed=[Agreed(draft, "9: for £5 read £6")], in_meeting=later, by=None)
    assert Correction.objects.count() == 1
    assert not Correction.public.exists()
    assert not MeetingCorrection.objects.exists()


def test_amendment_of_an_item_that_is_not_there_is_refused(draft, later):
    with pytest.raises(NotPossible, match="“99”"):
        confirm(agreed=[Agreed(draft, "99: for £5 read £6")], in_meeting=later, by=None)
    draft.refresh_from_db()
    assert draft.confirmed_at is None


@pytest.mark.parametrize(
    ("title", "offers"),
    [("Minutes of the last meeting", True), ("To approve the minutes of the meeting held on 6 February", True),
     ("Minutes", True), ("Cofnodion", True), ("Minutes of the inquiry into the flood", False), ("Parks", False)],
)  # fmt: skip
def test_item_about_minutes_offers_the_drafts(draft, later, title, offers):
    assert offers_confirmation(make.AgendaItemFactory(meeting=later, title=title)) is offers


def test_item_offers_nothing_where_nothing_waits(later):
    draft = later.committee.meetings.get(date=LAST)
    confirm(agreed=[Agreed(draft)], in_meeting=later, by=None)
    assert not offers_confirmation(make.AgendaItemFactory(meeting=later, title="Minutes of the last meeting"))


def test_several_meetings_are_confirmed_at_the_item_with_a_resolution(publisher, draft, later, item):
    second = make.MeetingFactory(committee=draft.committee, stage="minutes_published_at", date=dt.date(2024, 2, 20))
    make.MeetingFactory(stage="minutes_published_at", date=LAST)  # another committee's
    page = publisher.get(step(item))
    assert [row.pk for row in page.context["form"].drafts] == [draft.pk, second.pk]
    words = page.context["form"].offered
    assert "6 February 2024 and 20 February 2024" in words
    data = {f"agreed_{draft.pk}": "on", f"agreed_{second.pk}": "on", f"amended_{second.pk}": "The chair was Grey",
            "resolution": words}  # fmt: skip
    said = publisher.post(step(item), data, follow=True).content.decode()
    assert "minutes of 2 meetings are confirmed" in said
    for meeting in (draft, second):
        meeting.refresh_from_db()
        assert meeting.confirmed_in == later
    resolution = Resolution.objects.get(item=item)
    assert resolution.text.startswith(
        "That, subject to the amendments noted, the minutes of the meetings of 6 February"
    )
    assert resolution.opening == "RESOLVED:"


def test_minutes_that_are_not_ticked_wait_on(publisher, draft, later, item):
    second = make.MeetingFactory(committee=draft.committee, stage="minutes_published_at", date=dt.date(2024, 2, 20))
    wrong = {f"agreed_{draft.pk}": "on", f"amended_{second.pk}": "x", "resolution": ""}
    assert "Tick that these minutes were agreed" in publisher.post(step(item), wrong).content.decode()
    publisher.post(step(item), {f"agreed_{draft.pk}": "on", "resolution": ""})
    second.refresh_from_db()
    assert second.confirmed_at is None
    assert not Resolution.objects.exists()


def test_clerk_is_not_offered_to_confirm(clerk, item):
    assert clerk.get(step(item)).status_code == 403


def test_confirmed_meeting_and_its_amendment_stand_on_page_paper_and_data(client, draft, later):
    item = make.NarrativeFactory(item__meeting=draft, item__label="7").item
    confirm(
        agreed=[Agreed(draft, "7: for “north” read “south”\nCouncillor Grey was present")], in_meeting=later, by=None
    )
    page = client.get(draft.get_absolute_url()).content.decode()
    assert f'href="{later.get_absolute_url()}"' in page
    assert "Councillor Grey was present" in page
    assert "when the minutes were confirmed" in client.get(item.get_absolute_url()).content.decode()
    paper = " ".join(client.get(f"{draft.get_absolute_url()}minutes.txt").content.decode().split())
    assert "Councillor Grey was present" in paper
    data = client.get(f"{draft.get_absolute_url()}minutes.json").json()
    assert [row["kind"] for row in data["corrections"]] == ["amendment"]


def test_resolution_is_in_the_council_s_language(draft):
    make.CouncilFactory(language="cy")
    assert "cofnodion" in resolution_for([Agreed(draft)])
