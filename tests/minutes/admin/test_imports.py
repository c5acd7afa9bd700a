"""Going through what imports left to a person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.models import Resolution
from minutes.loading.load import load
from minutes.models import AgendaItem, Committee, ImportNote, Narrative, Person
from minutes.text.records import Body, Member
from minutes.text.records import Resolution as ReadResolution
from tests import factories as make
from tests.minutes.loading.pages import item, page

pytestmark = pytest.mark.django_db

LIST = "/admin/minutes/importnote/"


def page_of(note):
    return reverse("admin:minutes_importnote_change", args=[note.pk])


def step(note, name):
    return reverse("admin:minutes_importnote_step", args=[note.pk, name])


def conflict(**said):
    """A conflict over the minutes of an item, unless told otherwise."""
    load(page(item()))
    Narrative.objects.update(text="A clerk's <b>minutes</b>.")
    load(page(item(minutes="The source's minutes.")))
    return ImportNote.objects.get()


def test_list_shows_open_questions_each_with_its_record(clerk):
    note = conflict()
    make.ImportNoteFactory(words="Dealt with.", outcome="settled", settled_at=make.PAST)
    text = clerk.get(LIST).content.decode()
    assert note.words in text
    assert f'href="/admin/minutes/agendaitem/{note.key}/change/"' in text
    assert "Dealt with." not in text
    assert "Dealt with." in clerk.get(LIST, {"state": "settled"}).content.decode()
    assert note.words not in clerk.get(LIST, {"state": "all", "kind": "vanished"}).content.decode()


def test_conflict_stands_side_by_side_and_is_escaped(publisher):
    text = publisher.get(page_of(conflict())).content.decode()
    assert "A clerk&#x27;s &lt;b&gt;minutes&lt;/b&gt;." in text
    assert "The source&#x27;s minutes." in text


def test_source_s_words_are_taken_and_follow_the_source_again(publisher):
    note = conflict()
    assert publisher.post(step(note, "take"), follow=True).status_code == 200
    assert Narrative.objects.get().text == "The source's minutes."
    note.refresh_from_db()
    assert (note.outcome, note.settled_by) == ("taken", "publisher")
    assert Narrative.history.first().history_user.username == "publisher"
    assert load(page(item(minutes="The source's minutes."))).notes == []
    load(page(item(minutes="And more of it.")))
    assert Narrative.objects.get().text == "And more of it."


def test_ours_are_kept_until_the_source_says_something_else(clerk):
    note = conflict()
    clerk.post(step(note, "keep"))
    note.refresh_from_db()
    assert (note.outcome, note.settled_by, Narrative.objects.get().text) == (
        "kept",
        "clerk",
        "A clerk's <b>minutes</b>.",
    )
    load(page(item(minutes="The source's minutes.")))
    note.refresh_from_db()
    assert note.outcome == "kept"
    load(page(item(minutes="Something new.")))
    note.refresh_from_db()
    assert note.outcome == ""


def test_list_of_resolutions_is_taken_whole(publisher):
    load(page(item()))
    Resolution.objects.filter(ordinal=1).update(text="A clerk's.")
    told = (ReadResolution("1.", "First.", "resolved"), ReadResolution("2.", "Second.", "noted"))
    load(page(item(resolutions=told)))
    note = ImportNote.objects.get()
    text = publisher.get(page_of(note)).content.decode()
    assert "\n2. Second. noted" in text
    assert "(a) in full;" in text
    publisher.post(step(note, "take"))
    assert [row.text for row in Resolution.objects.order_by("ordinal")] == ["First.", "Second."]


@pytest.mark.parametrize(
    ("first", "edit", "then"),
    [
        (page(bodies=(Body("Harbour Committee", "Ours.", old="committee:1"),), page="committee", old=("committee:1",)),
         lambda: Committee.objects.update(remit="A clerk's."),
         page(bodies=(Body("Harbour Committee", "Theirs.", old="committee:1"),), page="committee", old=("committee:1",))),
        (page(members=(Member("Cllr Ada Thornley", ward="Quayside", old="member:1"),), page="member", old=("member:1",)),
         lambda: Person.objects.update(name="Ada Thornley-Marsh"),
         page(members=(Member("Cllr Ada Marsh", ward="Quayside", old="member:1"),), page="member", old=("member:1",))),
    ],
    ids=["committee", "member"],
)  # fmt: skip
def test_conflict_over_other_records_is_taken(publisher, first, edit, then):
    load(first)
    edit()
    load(then)
    note = ImportNote.objects.still_open().get()
    publisher.post(step(note, "take"))
    assert load(then).notes == []
    assert ImportNote.objects.get().outcome == "taken"


def test_clerk_does_not_take_over_what_is_public(clerk):
    note = conflict()
    assert "Take the source" not in clerk.get(page_of(note)).content.decode()
    assert clerk.post(step(note, "take")).status_code == 403
    assert Narrative.objects.get().text == "A clerk's <b>minutes</b>."


def test_clerk_takes_over_what_is_still_a_draft(clerk):
    load(page(item()))
    AgendaItem.objects.update(released_at=None)
    Narrative.objects.update(text="A clerk's.")
    load(page(item(minutes="The source's.")))
    note = ImportNote.objects.get(kind="conflict")
    clerk.post(step(note, "take"))
    assert Narrative.objects.get().text == "The source's."


@pytest.mark.parametrize("name", ["take", "keep", "mark"])
def test_officer_reads_and_settles_nothing(log_in, name):
    note = conflict()
    client = log_in("Officer")
    assert "<form method" not in client.get(page_of(note)).content.decode().split("content-main")[1]
    assert client.post(step(note, name)).status_code == 403
    note.refresh_from_db()
    assert note.outcome == ""


def test_steps_are_posted_once_and_by_people_who_are_logged_in(client, publisher):
    note = conflict()
    assert publisher.get(step(note, "mark")).status_code == 405
    publisher.post(step(note, "mark"))
    text = publisher.post(step(note, "keep"), follow=True).content.decode()
    assert "It has been settled already." in text
    client.logout()
    assert client.post(step(note, "mark")).status_code == 302
    assert ImportNote.objects.get().outcome == "settled"
    assert publisher.post(step(note, "burn")).status_code in (302, 404)


def test_question_about_a_record_that_is_gone_is_still_a_page(publisher):
    note = make.ImportNoteFactory(kind="conflict", record="minutes.agendaitem", key=99, fact="title", value="A title",
                                  record_name="An item")  # fmt: skip
    assert "which is not here any more" in publisher.get(page_of(note)).content.decode()
    assert publisher.post(step(note, "take")).status_code == 403


def test_list_asks_the_same_questions_however_long(clerk):
    def questions():
        clerk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(LIST).status_code == 200
        return len(captured)

    conflict()
    make.ImportNoteFactory.create_batch(3)
    few = questions()
    make.ImportNoteFactory.create_batch(40)
    assert questions() == few <= 12
