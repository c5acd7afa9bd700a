"""What gets into the log: every act of publication once, in order, and nothing of a draft."""

import datetime as dt
import json
import time

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from minutes import actions
from minutes.closing.correcting import correct
from minutes.closing.exempting import Ground, make_exempt, make_public
from minutes.ledger.canonical import line, record_hash
from minutes.ledger.chain import LOCK, RUN
from minutes.ledger.writing import bring_up_to_date, catch_up
from minutes.models import AgendaItem, Committee, LedgerEntry, Meeting, PublicChange, Report
from tests import factories as make
from tests.minutes.ledger.entering import news, publish
from tests.minutes.moderngov.killing import server_address

pytestmark = pytest.mark.django_db
GROUND = Ground("3", "Prices.", "A bidder would gain by it.")


def test_each_stage_is_entered_for_the_meeting_and_its_items(meeting):
    assert news() == []
    publish(meeting, "announced_at")
    assert news() == [("meeting", "published", "announced")]
    publish(meeting, "agenda_published_at")
    agenda = "agenda_published"
    assert news() == [("meeting", "published", agenda), ("item", "published", agenda), ("document", "published", "")]
    for stage in ("decisions_published", "minutes_published", "confirmed"):
        publish(meeting, f"{stage}_at")
        assert news() == [("meeting", "published", stage), ("item", "published", stage)]
    assert news() == news(everything=True) == []


def test_draft_leaves_nothing_in_the_log_not_even_a_number(meeting):
    news(everything=True)
    meeting.venue = "Elsewhere"
    meeting.save()
    assert (news(), news(everything=True), LedgerEntry.objects.count()) == ([], [], 0)


def test_edit_of_a_draft_stage_leaves_nothing(meeting):
    publish(meeting, "agenda_published_at")
    news()
    narrative = meeting.items.get().narrative
    narrative.text = "Other words of the draft minutes."
    narrative.save()
    assert news() == []


def test_publication_for_a_moment_to_come_is_entered_after_it(meeting):
    publish(meeting, "announced_at")
    news()
    ahead = timezone.now() + dt.timedelta(seconds=5)
    publish(meeting, "agenda_published_at", at=ahead)
    assert news() == []
    time.sleep((ahead - timezone.now()).total_seconds() + 0.1)
    assert [act for _, act, _ in news()] == ["published"] * 3
    assert {entry.moment for entry in LedgerEntry.objects.exclude(stage="announced")} == {ahead}


def test_what_was_published_long_ago_has_the_moment_of_that():
    make.AgendaItemFactory(meeting=make.MeetingFactory(stage="confirmed_at"))
    news()
    assert {entry.moment for entry in LedgerEntry.objects.all()} == {make.PAST}


@pytest.fixture
def old():
    """A meeting whose minutes were published long ago, with an item."""
    meeting = make.MeetingFactory(stage="minutes_published_at")
    make.AgendaItemFactory(meeting=meeting)
    return meeting


def forget_marks():
    """As if all that is here had been stored long ago: what is found after it is found by its own mark."""
    PublicChange.objects.all().delete()
    for model in (Meeting, AgendaItem, Report):
        model.history.all().delete()


def test_what_an_import_stores_with_a_moment_of_the_past_is_found(old):
    Meeting.objects.update(minutes_published_at=None, decisions_published_at=None)
    news()
    forget_marks()
    assert news() == []
    meeting = Meeting.objects.get()
    meeting.decisions_published_at = make.PAST
    meeting.save()
    assert news() == [("meeting", "published", "decisions_published"), ("item", "published", "decisions_published")]


def test_change_of_what_is_public_is_entered(meeting):
    publish(meeting, "minutes_published_at")
    news()
    narrative = meeting.items.get().narrative
    narrative.text = "Other words."
    narrative.save()
    assert news() == [("item", "changed", "minutes_published")]


def test_correction_is_entered_as_one(meeting):
    publish(meeting, "confirmed_at")
    news()
    correct(record=AgendaItem.objects.get(), text="For “north” read “south”.", reason="A slip.", by=None)
    assert news() == [("item", "corrected", "confirmed")]
    assert LedgerEntry.objects.last().corrections == 1


@pytest.mark.parametrize(("what", "kinds"), [("meeting", ["meeting", "item", "document"]), ("item", ["item", "document"]), ("report", ["document"])])  # fmt: skip
def test_withdrawal_and_restoring_are_entered_for_all_that_go(meeting, what, kinds):
    publish(meeting, "agenda_published_at")
    news()
    record = {"meeting": meeting, "item": meeting.items.get(), "report": Report.objects.get()}[what]
    actions.withdraw(record=record, note="An error.", by=None)
    gone = [(kind, act) for kind, act, _ in news()]
    # The item's own data name its document: they have changed with it.
    assert [kind for kind, act in gone if act == "withdrawn"] == kinds
    entry = LedgerEntry.objects.filter(act="withdrawn").last()
    assert (entry.record, entry.file, entry.moment) == ("", "", type(record).objects.get().withdrawn_at)
    actions.restore(record=record, by=None)
    assert [kind for kind, act, _ in news() if act == "restored"] == kinds


def test_document_made_exempt_is_closed_and_its_file_name_was_never_said(meeting):
    report = Report.objects.get()
    Report.objects.filter(pk=report.pk).update(file_name="severance-of-j-smith.pdf")
    publish(meeting, "agenda_published_at")
    news()
    make_exempt(record=report, ground=GROUND, by=None)
    assert ("document", "closed", "") in news()
    make_public(record=report, reason="It was in the paper.", by=None)
    assert ("document", "restored", "") in news()
    assert "smith" not in "".join(line(entry).decode() for entry in LedgerEntry.objects.all())


def test_item_made_exempt_is_changed_for_its_heading_stays(meeting):
    publish(meeting, "minutes_published_at")
    news()
    make_exempt(record=meeting.items.get(), ground=GROUND, by=None)
    assert news() == [("item", "changed", "minutes_published"), ("document", "closed", "")]


def test_committee_taken_off_the_site_closes_what_it_had(meeting):
    publish(meeting, "agenda_published_at")
    news()
    committee = Committee.objects.get()
    committee.is_listed = False
    committee.save()
    assert news() == [("meeting", "closed", ""), ("item", "closed", ""), ("document", "closed", "")]


@pytest.mark.parametrize("named", ["declaration", "attendance", "ballot", "ward"])
def test_name_that_was_changed_changes_what_shows_it(old, named):
    item = old.items.get()
    row = {
        "declaration": lambda: make.DeclarationFactory(item=item).person,
        "attendance": lambda: make.AttendanceFactory(meeting=old).person,
        "ballot": lambda: make.BallotFactory(vote__item=item).person,
        "ward": make.WardFactory,
    }[named]()
    if named == "ward":
        item.wards.add(row)
    news()
    forget_marks()
    row.name = "Another Name"
    row.save()
    kind = "meeting" if named == "attendance" else "item"
    assert news() == [(kind, "changed", "minutes_published")]
    assert news(everything=True) == []


def test_later_resolution_changes_the_item_of_the_earlier_one(old):
    later = make.MeetingFactory(committee=old.committee, stage="agenda_published_at")
    earlier = make.ResolutionFactory(item=old.items.get())
    make.EffectFactory(resolution__item__meeting=later, earlier=earlier)
    news()
    forget_marks()
    publish(later, "decisions_published_at")
    assert ("item", "changed", "minutes_published") in news()
    assert news(everything=True) == []


def test_entry_has_the_hash_of_what_everybody_can_read(client, meeting):
    publish(meeting, "confirmed_at")
    item, report = meeting.items.get(), Report.objects.get()
    news()
    addresses = {
        "item": f"{item.get_absolute_url()[:-1]}.json",
        "meeting": f"/api/v1/meetings/{meeting.pk}/",
        "document": f"/api/v1/documents/{report.pk}/",
    }
    for kind, address in addresses.items():
        told = json.loads(client.get(address, headers={"host": "localhost"}).content)
        assert LedgerEntry.objects.filter(kind=kind).last().record == record_hash(told), kind
    assert LedgerEntry.objects.get(kind="document").file == report.sha256


def test_run_that_finds_nothing_new_asks_few_questions(meeting, django_assert_max_num_queries):
    publish(meeting, "agenda_published_at")
    news()
    with django_assert_max_num_queries(12):
        bring_up_to_date()


def test_act_in_the_admin_is_entered_at_once(publisher, meeting):
    assert publisher.post(f"/admin/minutes/meeting/{meeting.pk}/publish-agenda/", {"at": ""}).status_code == 302
    assert set(LedgerEntry.objects.values_list("kind", flat=True)) == {"meeting", "item", "document"}
    call_command("log_publications")
    assert LedgerEntry.objects.count() == 3


def test_run_beside_another_leaves_it_to_that(meeting, capsys):
    publish(meeting, "agenda_published_at")
    with psycopg.connect(**server_address(connection), dbname=connection.settings_dict["NAME"]) as other:
        other.execute(f"SELECT pg_advisory_lock({RUN})")
        call_command("log_publications")
        assert (capsys.readouterr().out, LedgerEntry.objects.count()) == ("Another run is at it.\n", 0)
        other.execute(f"SELECT pg_advisory_unlock({RUN})")  # a server ends a closed connection when it comes to it
    call_command("log_publications")
    assert capsys.readouterr().out == "3 entries added.\n"


def test_look_does_not_wait_for_somebody_who_adds(meeting):
    publish(meeting, "agenda_published_at")
    with psycopg.connect(**server_address(connection), dbname=connection.settings_dict["NAME"]) as other:
        other.execute(f"SELECT pg_advisory_lock({LOCK})")
        catch_up()
        assert LedgerEntry.objects.count() == 0
        other.execute(f"SELECT pg_advisory_unlock({LOCK})")
    catch_up()
    assert LedgerEntry.objects.count() == 3


def test_document_whose_file_is_not_here_is_entered_without_its_hash():
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    make.ReportFactory(item=item, file="", sha256=None)
    assert ("document", "published", "") in news()
    assert LedgerEntry.objects.get(kind="document").file == ""
