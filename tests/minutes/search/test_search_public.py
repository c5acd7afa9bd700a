"""The index holds public text alone, from the instant at which it ceases to be public."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from minutes import actions
from minutes.models import AgendaItem, Meeting
from minutes.search.index import catch_up
from minutes.search.models import SearchEntry, SearchPassage, SearchQueue
from tests import factories as make
from tests.minutes.search.asking import due, found, indexed, minuted_item

pytestmark = pytest.mark.django_db


def wait_until(moment):
    """Until that moment has come by the database's clock, too."""
    time.sleep(max((moment - timezone.now()).total_seconds(), 0) + 0.1)


def test_withdrawn_item_is_gone_at_once_before_any_search():
    item = minuted_item(title="Lease of the mill")
    assert found("mill") == [item.pk]
    actions.withdraw(record=item, note="Names a child.", by=None)
    assert not SearchEntry.objects.exists()
    assert not SearchPassage.objects.exists()
    assert found("mill") == []


def test_withdrawn_meeting_takes_its_items_along():
    item = minuted_item(title="Lease of the mill")
    assert found("mill") == [item.pk]
    actions.withdraw(record=item.meeting, note="Wrong day.", by=None)
    assert not SearchEntry.objects.exists()
    assert found("mill") == []


def test_withdrawn_report_is_gone_and_its_item_stays():
    item = minuted_item(title="Lease of the mill")
    report = make.ReportFactory(item=item, title="Valuation")
    assert found("valuation") == [item.pk]
    actions.withdraw(record=report, note="Wrong file.", by=None)
    assert found("valuation") == []
    assert found("mill") == [item.pk]


def test_pages_of_a_document_are_found_while_it_is_public_and_at_no_other_time(client):
    item = minuted_item(title="Lease of the mill")
    report = make.ReportFactory(item=item, title="Valuation")
    make.ReportPageFactory(report=report, number=7, text="The millpond is silted up.")
    secret = make.ReportFactory(item=item, title="Terms", is_exempt=True, exempt_reason="Commercial terms.")
    make.ReportPageFactory(report=secret, number=7, text="The tenant offers a peppercorn.")
    page = client.get("/search/?q=millpond").content.decode()
    assert f'href="{report.get_absolute_url()}#page=7"' in page
    assert found("peppercorn") == []
    assert "peppercorn" not in indexed()
    actions.withdraw(record=report, note="Wrong file.", by=None)
    assert "millpond" not in indexed()
    assert found("millpond") == []


def test_committee_taken_off_the_site_takes_its_items_along():
    item = minuted_item(title="Lease of the mill")
    assert found("mill") == [item.pk]
    type(item.meeting.committee).objects.update(is_listed=False)
    assert not SearchEntry.objects.exists()
    assert found("mill") == []


@pytest.mark.parametrize(
    ("stage", "public"),
    [
        (None, set()),
        ("announced_at", set()),
        ("agenda_published_at", {"mill", "valuation"}),
        ("decisions_published_at", {"mill", "valuation", "tenant", "income"}),
        ("minutes_published_at", {"mill", "valuation", "tenant", "income", "roof"}),
    ],
)
def test_each_stage_adds_its_own_text_and_no_other(stage, public):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage=stage), title="Mill", released_at=make.PAST)
    make.ReportFactory(item=item, title="Valuation")
    make.ResolutionFactory(item=item, text="That the tenant be told.")
    make.DecisionFactory(item=item, reasons="Income is needed.")
    make.NarrativeFactory(item=item, text="Members asked about the roof.")
    words = {"mill", "valuation", "tenant", "income", "roof"}
    assert {word for word in words if found(word)} == public
    assert not {word for word in words - public if word in indexed().lower()}


def test_exempt_item_is_found_by_its_title_and_summary_alone():
    item = minuted_item(title="Lease of the mill", is_exempt=True, exempt_reason="Commercial terms.")
    make.NarrativeFactory(item=item, text="The rent is a pittance.")
    make.ResolutionFactory(item=item, text="That the pittance be accepted.")
    make.DecisionFactory(item=item, reasons="A pittance is better than nothing.")
    make.ReportFactory(item=item, title="Pittance offered", is_exempt=True)
    make.FairSummaryFactory(item=item, text="A tenancy was considered.")
    assert found("pittance") == []
    assert "pittanc" not in indexed().lower()
    assert found("mill tenancy commercial") == [item.pk]


def test_report_that_becomes_exempt_is_gone_at_once():
    item = minuted_item()
    report = make.ReportFactory(item=item, title="Valuation")
    assert found("valuation") == [item.pk]
    type(report).objects.filter(pk=report.pk).update(is_exempt=True)
    assert "valuat" not in indexed().lower()
    assert found("valuation") == []


def test_scheduled_publication_comes_true_by_itself():
    soon = timezone.now() + dt.timedelta(seconds=4)
    item = make.AgendaItemFactory(
        meeting=make.MeetingFactory(stage="agenda_published_at", at=soon), title="Mill", released_at=soon
    )
    assert found("mill") == []
    assert due() == 0
    wait_until(soon)
    assert found("mill") == [item.pk]


def test_every_later_stage_that_is_scheduled_comes_true():
    item = minuted_item(title="Mill", meeting=make.MeetingFactory(stage="agenda_published_at"))
    make.ResolutionFactory(item=item, text="That the tenant be told.")
    make.NarrativeFactory(item=item, text="Members asked about the roof.")
    now = timezone.now()
    Meeting.objects.update(
        decisions_published_at=now + dt.timedelta(seconds=4), minutes_published_at=now + dt.timedelta(seconds=8)
    )
    assert [found(word) for word in ("mill", "tenant", "roof")] == [[item.pk], [], []]
    wait_until(now + dt.timedelta(seconds=4))
    assert [found(word) for word in ("mill", "tenant", "roof")] == [[item.pk], [item.pk], []]
    wait_until(now + dt.timedelta(seconds=8))
    assert [found(word) for word in ("mill", "tenant", "roof")] == [[item.pk], [item.pk], [item.pk]]


def test_scheduled_withdrawal_is_kept_even_if_nobody_brings_the_index_up_to_date(monkeypatch):
    item = minuted_item(title="Mill")
    assert found("mill") == [item.pk]
    soon = timezone.now() + dt.timedelta(seconds=4)
    AgendaItem.objects.update(withdrawn_at=soon, withdrawal_note="Superseded.")
    assert found("mill") == [item.pk]
    monkeypatch.setattr("minutes.search.matching.catch_up", lambda **_: False)
    wait_until(soon)
    assert found("mill") == []


def test_edit_is_found_and_the_old_text_is_not():
    item = minuted_item(title="Mill")
    assert found("mill") == [item.pk]
    AgendaItem.objects.filter(pk=item.pk).update(title="Barn")
    assert (found("mill"), found("barn")) == ([], [item.pk])


def test_update_that_changes_nothing_queues_nothing():
    minuted_item(title="Mill")
    catch_up()
    AgendaItem.objects.update(title="Mill")
    assert (due(), SearchEntry.objects.count()) == (0, 1)


def test_new_remit_of_a_committee_queues_nothing():
    item = minuted_item(title="Mill")
    catch_up()
    type(item.meeting.committee).objects.update(remit="Mills and barns.")
    assert (due(), SearchEntry.objects.count()) == (0, 1)


def test_queue_keeps_one_moment_of_an_item_however_often_it_is_edited():
    soon = timezone.now() + dt.timedelta(hours=1)
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at", at=soon), released_at=soon)
    for n in range(3):
        AgendaItem.objects.filter(pk=item.pk).update(title=f"Mill {n}")
        assert catch_up()
    assert SearchEntry.objects.count() == 0
    assert [row.due_at for row in SearchQueue.objects.all()] == [soon]
