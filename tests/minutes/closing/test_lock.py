"""Confirmed minutes are locked: in the database, in `clean`, in the admin."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from minutes.models import Meeting, Narrative
from minutes.models.lock import LOCKED, Confirmable, Way, unlocked
from minutes.models.refusals import sentence
from tests import factories as make

pytestmark = pytest.mark.django_db
ROWS = {
    "narrative": lambda item: make.NarrativeFactory(item=item),
    "fair summary": lambda item: make.FairSummaryFactory(item=item),
    "declaration": lambda item: make.DeclarationFactory(item=item),
    "attendance": lambda item: make.AttendanceFactory(meeting=item.meeting),
    "decision": lambda item: make.DecisionFactory(item=item),
    "resolution": lambda item: make.ResolutionFactory(item=item),
    "clause": lambda item: make.ClauseFactory(resolution__item=item),
    "vote": lambda item: make.VoteFactory(item=item),
    "ballot": lambda item: make.BallotFactory(vote__item=item),
}
CHANGED = {"attendance": ("note", "Late."), "decision": ("reasons", "Other."), "vote": ("subject", "Other."),
           "ballot": ("choice", "against")}  # fmt: skip


def item(stage="confirmed_at"):
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage=stage))


def changed(kind, row):
    field, value = CHANGED.get(kind, ("text", "Other words."))
    setattr(row, field, value)
    return row


@pytest.mark.parametrize("kind", ROWS)
def test_row_of_confirmed_minutes_is_not_changed(kind):
    row = changed(kind, ROWS[kind](item()))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    assert sentence(refused.value) == LOCKED
    with pytest.raises(ValidationError, match="changed by a correction alone"):
        row.full_clean()


@pytest.mark.parametrize("kind", ROWS)
def test_row_of_confirmed_minutes_is_not_deleted_nor_added(kind):
    row = ROWS[kind](item())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table}")
    with unlocked(Way.IMPORT):
        if kind in ("declaration", "attendance", "clause", "ballot"):
            row.delete()
            row.pk = None
            row._state.adding = True
    if row.pk is None:
        with pytest.raises(IntegrityError, match="correction alone"), transaction.atomic():
            row.save()
        with pytest.raises(ValidationError, match="correction alone"):
            row.clean()


@pytest.mark.parametrize("kind", ROWS)
def test_row_of_draft_minutes_is_changed(kind):
    row = changed(kind, ROWS[kind](item("minutes_published_at")))
    row.full_clean()
    row.save()


def test_row_that_is_stored_as_it_stands_passes():
    row = ROWS["narrative"](item())
    row.full_clean()
    row.save()


def test_every_table_of_the_minutes_has_the_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_locked'")
        tables = {table for (table,) in cursor.fetchall()}
    assert tables == {model._meta.db_table for model in Confirmable.__subclasses__()} | {"minutes_meeting"}


def test_minutes_are_not_locked_before_the_moment_of_their_confirmation():
    row = ROWS["narrative"](item("minutes_published_at"))
    Meeting.objects.update(confirmed_at=timezone.now() + dt.timedelta(hours=1))
    changed("narrative", row).full_clean()
    row.save()


def test_confirmation_is_not_taken_back():
    meeting = item().meeting
    meeting.confirmed_at = None
    with pytest.raises(IntegrityError, match="not taken back"), transaction.atomic():
        meeting.save()
    meeting.refresh_from_db()
    meeting.venue = "Town hall"
    meeting.save()


def test_way_past_the_lock_ends_with_its_block():
    row = changed("narrative", ROWS["narrative"](item()))
    with unlocked(Way.CORRECTION):
        row.save()
    row.text = "More."
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_way_past_the_lock_ends_with_an_error_too():
    row = changed("narrative", ROWS["narrative"](item()))

    def fail():
        with unlocked(Way.IMPORT):
            row.save()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Narrative.objects.get().text != "Other words."
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_admin_shows_confirmed_minutes_and_the_way_to_a_correction(publisher):
    row = ROWS["narrative"](item())
    make.ResolutionFactory(item=row.item)
    address = reverse("admin:minutes_agendaitem_change", args=[row.item_id])
    page = publisher.get(address)
    text = page.content.decode()
    assert 'name="narrative-0-text"' not in text
    assert 'name="resolutions-0-text"' not in text
    assert 'name="decision-0-reasons"' not in text
    assert 'name="fair_summary-0-text"' not in text
    assert row.text in text
    assert reverse("admin:minutes_agendaitem_correct", args=[row.item_id]) in text
    assert "The minutes are confirmed" in text
    meeting = publisher.get(reverse("admin:minutes_meeting_change", args=[row.item.meeting_id])).content.decode()
    assert reverse("admin:minutes_meeting_correct", args=[row.item.meeting_id]) in meeting
    ticking = publisher.get(reverse("admin:minutes_meeting_attendance", args=[row.item.meeting_id]))
    assert ticking.status_code == 403


def test_earlier_state_is_not_put_back_over_confirmed_minutes(publisher):
    row = ROWS["narrative"](item("minutes_published_at"))
    first = row.history.first().history_id
    changed("narrative", row).save()
    Meeting.objects.update(confirmed_at=make.PAST)
    history = reverse("admin:minutes_agendaitem_history", args=[row.item_id])
    address = f"{history}minutes.narrative/{first}/"
    assert "what stands is public or locked" in publisher.get(address).content.decode()
    publisher.post(address)
    assert Narrative.objects.get().text == "Other words."


def test_import_changes_confirmed_minutes_by_its_own_way():
    """The whole of it: minutes/loading/load.py opens the lock, and tests/minutes/loading/test_again.py goes through."""
    row = changed("narrative", ROWS["narrative"](item()))
    with unlocked(Way.IMPORT):
        row.save()
    assert Narrative.objects.get().text == "Other words."
