"""`manage.py keep_pages`."""

from django.core.management import call_command

from minutes.actions import withdraw
from minutes.models import Committee
from minutes.standby.known import shelf
from tests import factories as make


def told(capsys, **options):
    call_command("keep_pages", **options)
    return capsys.readouterr().out.strip()


def test_page_is_asked_for_again_after_something_else_was_changed(client, database, capsys):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    client.get(item.get_absolute_url())
    assert told(capsys) == "0 pages asked for again, 0 left."
    Committee.objects.filter(pk=make.CommitteeFactory().pk).update(name="Another")
    assert told(capsys, seconds=0) == "0 pages asked for again, 1 left."
    assert told(capsys) == "1 pages asked for again, 0 left."
    database.lose()
    assert client.get(item.get_absolute_url()).status_code == 200


def test_page_of_what_was_withdrawn_is_deleted(client, database, capsys):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"))
    client.get(item.get_absolute_url())
    withdraw(record=item, by=None, note="An error.")
    assert told(capsys) == "1 pages asked for again, 0 left."
    assert list(shelf().addresses()) == []


def test_what_was_read_last_stays_what_was_read_last(client, database, capsys):
    for address in ("/people/", "/committees/", "/meetings/"):
        client.get(address)
    before = list(shelf().addresses())
    Committee.objects.filter(pk=make.CommitteeFactory().pk).update(name="Another")
    told(capsys)
    assert list(shelf().addresses()) == before
    assert before[0].endswith("/meetings/")
