"""The mark of the record: another one after every change, and when a moment comes."""

import datetime as dt
import threading

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from minutes.models import AgendaItem, Meeting, Party, Report
from minutes.models.mark import public_mark, record_mark
from minutes.walls.role import reading
from tests import factories as make

pytestmark = pytest.mark.django_db

# Of these no paper shows anything: the index, the history, what is read but not yet entered, the words of a file, who
# is written to, when something changed, the public log, and what was withheld or kept for how long.
NOT_SHOWN = ("Historical", "Search", "Import", "Upload", "ReportPage", "Synonyms", "Alert", "PublicChange", "Pasted",
             "Asked", "Given", "StandardItem", "Phrase", "Ledger", "Redact", "Retention", "KeptLonger", "Disposal")  # fmt: skip


def shown_tables():
    found = set()
    for app in ("minutes", "decisions"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if model._meta.managed and not model.__name__.startswith(NOT_SHOWN):
                found.add(model._meta.db_table)
    return found


def test_every_table_of_the_record_is_watched():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_touch'")
        watched = {name for (name,) in cursor.fetchall()}
    assert shown_tables() - watched == set()


def test_every_moment_at_which_something_becomes_public_is_watched():
    tomorrow = timezone.now() + dt.timedelta(days=1)
    unwatched = set()
    for model in (Meeting, AgendaItem, Report):
        for name in [f.name for f in model._meta.concrete_fields if isinstance(f, models.DateTimeField)]:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM minutes_recordmoment")
                cursor.execute(
                    "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%_moments_%%'"
                    " AND encode(tgargs, 'escape') LIKE %s",
                    [model._meta.db_table, f"%{name}%"],
                )
                if cursor.fetchone()[0] != 2:
                    unwatched.add(f"{model.__name__}.{name}")
    assert unwatched == set()
    meeting = make.MeetingFactory(announced_at=tomorrow)
    Meeting.objects.filter(pk=meeting.pk).update(announced_at=tomorrow + dt.timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM minutes_recordmoment")
        assert cursor.fetchone()[0] == 2


def test_mark_stays_while_nothing_changes():
    make.PartyFactory()
    assert record_mark() == record_mark()


@pytest.mark.parametrize("change", ["insert", "update", "delete"])
def test_mark_changes_with_the_record(change):
    party = make.PartyFactory()
    before = record_mark()
    {
        "insert": make.PartyFactory,
        "update": lambda: Party.objects.update(name="Another"),
        "delete": party.delete,
    }[change]()
    assert record_mark() != before


def test_mark_changes_when_a_moment_comes():
    make.MeetingFactory(announced_at=timezone.now() + dt.timedelta(seconds=2))
    before = record_mark()
    assert record_mark() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(2.1)")
    assert record_mark() != before


def test_mark_of_a_change_that_is_rolled_back_is_the_one_before():
    before = record_mark()
    with transaction.atomic():
        make.PartyFactory()
        transaction.set_rollback(True)
    assert record_mark() == before


@pytest.mark.django_db(transaction=True)
def test_writer_does_not_wait_for_a_long_import_and_both_change_the_mark():
    start = record_mark()
    seen = []

    def write():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            make.PartyFactory()
            seen.append(record_mark())
        finally:
            connection.close()

    with transaction.atomic():
        make.PartyFactory()
        other = threading.Thread(target=write)
        other.start()
        other.join()
    assert len(seen) == 1  # it did not wait
    assert len({start, seen[0], record_mark()}) == 3  # the import's change is seen when it is stored


@pytest.mark.django_db(transaction=True)
def test_mark_is_read_past_a_connection_that_has_died():
    before = record_mark()
    connection.connection.pgconn.exec_(b"SELECT pg_terminate_backend(pg_backend_pid())")
    assert record_mark() == before
    connection.close()
    assert record_mark() == before


@pytest.mark.django_db(transaction=True)
def test_mark_read_without_a_transaction_is_the_one_that_a_transaction_reads():
    outside = record_mark()
    with transaction.atomic():
        assert record_mark() == outside
        make.PartyFactory()
        inside = record_mark()
    assert record_mark() == inside != outside


def test_every_table_of_the_record_is_looked_at_for_the_public_mark():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname ~ '_public_' GROUP BY 1")
        looked_at = {name for name, number in cursor.fetchall() if number == 3}
    assert shown_tables() - looked_at == set()


@pytest.fixture
def item():
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))


@pytest.fixture
def draft():
    return make.AgendaItemFactory(meeting=make.MeetingFactory(stage="announced_at"))


TAKEN = {
    "a title": lambda item: AgendaItem.objects.filter(pk=item.pk).update(title="Another"),
    "a row": lambda item: make.MembershipFactory().delete(),
    "the minutes of a meeting": lambda item: Meeting.objects.filter(pk=item.meeting_id).update(
        minutes_published_at=None
    ),
    "what it is called": lambda item: Party.objects.filter(pk=make.PartyFactory().pk).update(name="Another"),
    "a decision": lambda item: item.resolutions.filter(pk=make.ResolutionFactory(item=item).pk).update(text="Another"),
    "the name of a private document": lambda item: Report.objects.filter(
        pk=make.ReportFactory(item=item, is_exempt=True, exempt_paragraph="3", listed_as="A name").pk
    ).update(listed_as=""),
    "a note": lambda item: (
        AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawal_note="An error."),
        public_mark(),
        AgendaItem.objects.filter(pk=item.pk).update(withdrawal_note="Another."),
    ),
}


@pytest.mark.parametrize("take", TAKEN.values(), ids=TAKEN.keys())
def test_public_mark_changes_when_something_public_is_taken_or_changed(item, take):
    before = public_mark()
    take(item)
    assert public_mark() != before


def test_public_mark_stays_when_a_draft_is_edited_or_something_is_added(item, draft):
    before = public_mark()
    AgendaItem.objects.filter(pk=draft.pk).update(title="Another")
    make.NarrativeFactory(item=draft).delete()
    make.NarrativeFactory(item=item)
    make.MeetingFactory(stage="minutes_published_at")
    AgendaItem.objects.filter(pk=item.pk).update(title=item.title)
    assert public_mark() == before


def test_public_mark_can_be_read_by_readers(item):
    before = public_mark()
    with reading():
        assert public_mark() == before


def test_public_mark_holds_until_the_next_moment_that_was_set(item):
    soon = timezone.now() + dt.timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM minutes_recordmoment")
    make.MeetingFactory(announced_at=soon + dt.timedelta(hours=1))
    make.MeetingFactory(announced_at=soon)
    assert abs(public_mark().until - soon.timestamp()) < 0.001
