"""The made-up archive for measuring is an archive like any other."""

import pytest
from django.core.management import call_command

from decisions.models import Clause, Decision, Resolution
from minutes.models import AgendaItem, Meeting, Report
from minutes.search.index import catch_up
from minutes.search.models import SearchEntry

pytestmark = pytest.mark.django_db


def test_archive_has_as_many_public_items_as_asked_for_and_the_search_finds_them(client):
    call_command("make_archive", items=120, seed=3)
    assert AgendaItem.public.count() == AgendaItem.objects.count() == 120
    assert all(model.objects.exists() for model in (Resolution, Clause, Decision, Report))
    assert catch_up()
    assert SearchEntry.objects.count() == 120
    item = AgendaItem.public.with_place().order_by("-pk").first()
    assert client.get(item.get_absolute_url()).status_code == 200
    assert client.get(item.meeting.get_absolute_url()).status_code == 200


def test_archive_of_the_same_seed_is_the_same_and_of_another_one_goes_beside_it():
    call_command("make_archive", items=40, seed=3)
    titles = list(AgendaItem.objects.order_by("pk").values_list("title", flat=True))
    call_command("make_archive", items=40, seed=4)
    later = list(AgendaItem.objects.order_by("pk").values_list("title", flat=True))
    assert later[:40] == titles != later[40:]
    assert Meeting.objects.values("committee__slug").distinct().count() > 2


def test_record_added_after_an_archive_gets_a_key_of_its_own():
    call_command("make_archive", items=20, seed=5)
    meeting = Meeting.objects.order_by("pk").last()
    assert AgendaItem.objects.create(meeting=meeting, title="One more").pk > 20
