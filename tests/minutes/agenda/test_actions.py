"""An agenda that is put together: its order, its numbers, and what is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from minutes.actions import NotPossible
from minutes.agenda import actions
from minutes.agenda.numbering import course_of, notes
from minutes.models import AgendaItem, Meeting, StandardItem
from tests import factories as make

pytestmark = pytest.mark.django_db


def meeting_of(scheme="meeting", pattern="#", **facts):
    committee = make.CommitteeFactory(label_scheme=scheme, label_pattern=pattern, **facts)
    return make.MeetingFactory(committee=committee, date=dt.date(2026, 10, 6))


def put(meeting, *titles):
    """Items with these titles; a title that begins with a hyphen is a part of the one above it."""
    return [
        actions.add(meeting=meeting, title=title.lstrip("-"), depth=2 if title.startswith("-") else 1, by=None)
        for title in titles
    ]


def agenda(meeting):
    items = AgendaItem.objects.filter(meeting=meeting).order_by("position")
    assert [item.position for item in items] == list(range(1, len(items) + 1))
    return " ".join(f"{'-' * (item.depth - 1)}{item.label}{item.title}" for item in items)


def test_items_are_numbered_as_they_are_added_and_keep_plain_addresses():
    meeting = meeting_of()
    put(meeting, "A", "B", "-b", "C")
    assert agenda(meeting) == "1A 2B -2ab 3C"
    assert list(meeting.items.order_by("position").values_list("slug", flat=True)) == ["1", "2", "2a", "3"]


def test_item_inserted_below_another_stands_behind_its_parts_and_moves_the_numbers_on():
    meeting = meeting_of()
    b = put(meeting, "A", "B", "-b", "C")[1]
    actions.add(meeting=meeting, title="N", below=b, by=None)
    assert agenda(meeting) == "1A 2B -2ab 3N 4C"
    actions.add(meeting=meeting, title="p", below=b, depth=2, by=None)
    assert agenda(meeting) == "1A 2B -2ap -2bb 3N 4C"
    assert list(meeting.items.order_by("position").values_list("slug", flat=True)) == ["1", "2", "2a", "2b", "3", "4"]


@pytest.mark.parametrize(
    ("which", "up", "order"),
    [("B", True, "1B -1ab -1bc 2A 3C"), ("A", False, "1B -1ab -1bc 2A 3C"), ("C", True, "1A 2C 3B -3ab -3bc"),
     ("c", True, "1A 2B -2ac -2bb 3C"), ("b", True, "1A -1ab 2B -2ac 3C"), ("c", False, "1A 2B -2ab 3C -3ac")],
)  # fmt: skip
def test_item_moves_with_its_parts_and_a_part_by_itself(which, up, order):
    meeting = meeting_of()
    items = {item.title: item for item in put(meeting, "A", "B", "-b", "-c", "C")}
    actions.move(item=items[which], up=up, by=None)
    assert agenda(meeting) == order


@pytest.mark.parametrize(("which", "up"), [("A", True), ("C", False)])
def test_item_at_the_edge_goes_no_further(which, up):
    meeting = meeting_of()
    items = {item.title: item for item in put(meeting, "A", "B", "C")}
    with pytest.raises(NotPossible, match="cannot go further"):
        actions.move(item=items[which], up=up, by=None)


def test_part_never_stands_first():
    meeting = meeting_of()
    a, part = put(meeting, "A", "-a")
    for act in (
        lambda: actions.move(item=part, up=True, by=None),
        lambda: actions.place(item=part, before=a, by=None),
        lambda: actions.nest(item=a, depth=2, by=None),
    ):
        with pytest.raises(NotPossible):
            act()
    actions.remove(item=a, by=None)
    assert agenda(meeting) == "1a"


@pytest.mark.parametrize(
    ("which", "before", "order"),
    [("A", None, "1B -1ab 2C 3A"), ("C", "A", "1C 2A 3B -3ab"), ("A", "b", "1B -1ab 2A 3C"), ("b", "C", "1A 2B -2ab 3C"),
     ("b", "B", "1A -1ab 2B 3C"), ("B", "b", "1A 2B -2ab 3C"), ("B", None, "1A 2C 3B -3ab")],
)  # fmt: skip
def test_item_is_placed_before_another(which, before, order):
    meeting = meeting_of()
    items = {item.title: item for item in put(meeting, "A", "B", "-b", "C")}
    actions.place(item=items[which], before=items.get(before), by=None)
    assert agenda(meeting) == order


def test_number_by_hand_stays_and_the_others_go_on_from_it():
    meeting = meeting_of()
    a, _, c = put(meeting, "A", "B", "C")
    actions.rename(item=a, title="A", label="263", by=None)
    assert agenda(meeting) == "263A 264B 265C"
    actions.move(item=c, up=True, by=None)
    assert agenda(meeting) == "263A 264C 265B"
    a.refresh_from_db()
    actions.rename(item=a, title="A", label="", by=None)
    assert agenda(meeting) == "1A 2C 3B"


def test_published_number_never_changes_and_what_is_added_between_gets_a_letter():
    meeting = meeting_of()
    a, _ = put(meeting, "A", "B")
    AgendaItem.objects.filter(meeting=meeting).update(released_at=make.PAST)
    actions.add(meeting=meeting, title="N", below=a, by=None)
    actions.add(meeting=meeting, title="Z", by=None)
    assert agenda(meeting) == "1A 1AN 2B 3Z"
    assert list(meeting.items.order_by("position").values_list("slug", flat=True)) == ["1", "1A", "2", "3"]


def test_numbers_run_through_the_year_and_later_drafts_follow():
    first = meeting_of("year", "#/YY", label_first=10)
    later = make.MeetingFactory(committee=first.committee, date=dt.date(2027, 3, 2))
    before = make.MeetingFactory(committee=first.committee, date=dt.date(2026, 4, 2))
    put(before, "Old")
    put(first, "A", "B")
    put(later, "X")
    assert (agenda(before), agenda(first), agenda(later)) == ("10/25Old", "10/26A 11/26B", "12/26X")
    put(first, "C")
    assert (agenda(first), agenda(later)) == ("10/26A 11/26B 12/26C", "13/26X")
    AgendaItem.objects.filter(meeting=later).update(released_at=make.PAST)
    put(first, "D")
    assert (agenda(first), agenda(later)) == ("10/26A 11/26B 12/26C 14/26D", "13/26X")
    assert notes(course_of(first), first.items.order_by("position")) == []


def test_gap_and_double_are_told():
    meeting = meeting_of("meeting", "#.")
    for label in ("1.", "4", "4.", ""):
        make.AgendaItemFactory(meeting=meeting, label=label)
    told = notes(course_of(meeting), meeting.items.order_by("position"))
    assert told == ["More than one item has the number 4.", "No item has these numbers: 2, 3."]


def test_number_used_twice_is_refused_by_the_act_and_by_the_database():
    meeting = meeting_of("")
    a = actions.add(meeting=meeting, title="A", label="5b", by=None)
    with pytest.raises(actions.Wrong, match="has the number 5b already") as wrong:
        actions.add(meeting=meeting, title="B", label="5B", by=None)
    assert wrong.value.field == "label"
    other = actions.add(meeting=meeting, title="B", label="6", by=None)
    with pytest.raises(IntegrityError, match="label_once"), transaction.atomic():
        AgendaItem.objects.filter(pk=other.pk).update(label="5B")
    a.refresh_from_db()
    assert a.label == "5b"


def test_number_of_another_meeting_of_the_year_is_refused():
    first = meeting_of("year")
    put(first, "A")
    later = make.MeetingFactory(committee=first.committee, date=dt.date(2026, 11, 6))
    with pytest.raises(actions.Wrong, match="6 October 2026 has the number 1"):
        actions.add(meeting=later, title="X", label="1", by=None)


@pytest.mark.parametrize(
    ("title", "label", "field"),
    [
        (" ", "", "title"),
        ("x" * 1001, "", "title"),
        ("a\0b", "", "title"),
        ("A", "1" * 41, "label"),
        ("A", "\0", "label"),
    ],
    ids=["none", "too long", "no text", "long number", "no number"],
)
def test_title_and_number_that_cannot_be_are_refused(title, label, field):
    with pytest.raises(actions.Wrong) as wrong:
        actions.add(meeting=meeting_of(), title=title, label=label, by=None)
    assert wrong.value.field == field
    assert not AgendaItem.objects.exists()


def test_draft_is_removed_and_nothing_that_was_published_or_has_something_entered():
    meeting = meeting_of()
    a, b, c, d = put(meeting, "A", "B", "C", "D")
    AgendaItem.objects.filter(pk=a.pk).update(released_at=make.PAST)
    make.DeclarationFactory(item=b)
    make.NarrativeFactory(item=c)
    for item in (a, b, c):
        with pytest.raises(NotPossible):
            actions.remove(item=item, by=None)
    actions.remove(item=d, by=None)
    assert agenda(meeting) == "1A 2B 3C"
    assert AgendaItem.history.filter(id=d.pk, history_type="-").exists()


def test_template_is_put_on_in_one_step_and_only_what_is_missing():
    meeting = meeting_of()
    for title, place, numbered in [("Apologies", "start", True), ("Prayers", "start", False), ("Urgent", "end", True)]:
        make.StandardItemFactory(committee=meeting.committee, title=title, where=place, is_numbered=numbered)
    put(meeting, "apologies", "Bins", "-Lids")
    assert actions.put_standard(meeting=meeting, by=None) == 2
    assert agenda(meeting) == "1apologies Prayers 2Bins -2aLids 3Urgent"
    with pytest.raises(NotPossible, match="already"):
        actions.put_standard(meeting=meeting, by=None)
    StandardItem.objects.all().delete()
    assert agenda(meeting) == "1apologies Prayers 2Bins -2aLids 3Urgent"


def test_history_tells_who_moved_an_item_and_an_unmoved_one_has_no_new_entry(django_user_model):
    user = django_user_model.objects.create_user("pat")
    meeting = meeting_of()
    a, b, c = put(meeting, "A", "B", "C")
    actions.move(item=c, up=True, by=user)
    assert [item.history.count() for item in (a, b, c)] == [1, 2, 2]
    assert (c.history.first().history_user, c.history.first().history_change_reason) == (user, "moved on the agenda")


def test_agenda_of_a_withdrawn_meeting_is_closed():
    meeting = meeting_of()
    Meeting.objects.filter(pk=meeting.pk).update(
        announced_at=make.PAST, withdrawn_at=make.PAST, withdrawal_note="Wrong."
    )
    with pytest.raises(NotPossible, match="withdrawn"):
        put(meeting, "A")
