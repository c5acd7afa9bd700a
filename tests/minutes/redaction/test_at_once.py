"""Somebody writes while a name is being withheld: what they write is changed with the rest, or refused."""

import threading
import time

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from minutes.models import AgendaItem, Redaction
from minutes.redaction import withholding
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted = %s AND mode = %s AND objid = %s"
ALONE, SHARED = "ExclusiveLock", "ShareLock"


class Other(threading.Thread):
    """Does something on a connection of its own, and keeps what it raised."""

    def __init__(self, act):
        super().__init__()
        self.act, self.error = act, None
        self.start()

    def run(self):
        try:
            self.act()
        except DatabaseError as error:
            self.error = error
        finally:
            connection.close()

    def ended(self):
        self.join(60)
        assert not self.is_alive()
        return self.error


def until_somebody(mode, *, has):
    """Waits for the lock that whoever withholds a name takes, or has it."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(LOCKS, [has, mode, withholding.LOCK])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody does")


def redaction():
    return Redaction(words="Ada Thornley", reason="safety", note="She asked for it.")


@pytest.fixture
def item():
    make.CouncilFactory()
    return make.AgendaItemFactory(meeting=make.MeetingFactory(), title="By Ada Thornley")


def test_row_that_is_not_stored_yet_is_waited_for_and_changed(item):
    with transaction.atomic():
        make.AgendaItemFactory(meeting=item.meeting, title="For Ada Thornley")
        other = Other(lambda: withholding.withhold(redaction=redaction(), by=None))
        until_somebody(ALONE, has=False)
    assert other.ended() is None
    assert set(AgendaItem.objects.values_list("title", flat=True)) == {"By [name withheld]", "For [name withheld]"}


def test_row_that_is_written_a_moment_later_is_refused(item):
    def write():
        AgendaItem.objects.filter(pk=item.pk).update(title="Against Ada Thornley")

    with transaction.atomic():
        withholding.withhold(redaction=redaction(), by=None)
        other = Other(write)
        until_somebody(SHARED, has=False)
    assert isinstance(other.ended(), IntegrityError)
    assert AgendaItem.objects.get().title == "By [name withheld]"


def test_who_waits_with_a_row_in_hand_does_not_stop_it(item):
    """Each would wait for the other: PostgreSQL ends one of them. The name is withheld in any case."""
    ready = threading.Event()

    def write():
        with transaction.atomic():
            AgendaItem.objects.select_for_update().get(pk=item.pk)
            ready.set()
            until_somebody(ALONE, has=True)
            AgendaItem.objects.filter(pk=item.pk).update(title="Against Ada Thornley")

    writer = Other(write)
    assert ready.wait(30)
    withholder = Other(lambda: withholding.withhold(redaction=redaction(), by=None))
    assert withholder.ended() is None
    writer.ended()
    assert AgendaItem.objects.get().title in ("By [name withheld]", "Against [name withheld]")
