"""Who may do what to which record."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse

from minutes.config.groups import groups
from minutes.models import AgendaItem, Meeting, Narrative
from tests import factories as make
from tests.minutes.admin.forms import filled
from tests.minutes.admin.test_entering import accepted, page_of

pytestmark = pytest.mark.django_db


def fields(page):
    """The names that the page's own form lets one change."""
    return set(page.context["adminform"].form.fields)


@pytest.mark.parametrize(("group", "may"), [("Clerk", False), ("Publisher", True)])
def test_public_item_is_changed_by_those_who_publish_alone(log_in, group, may):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Old")
    make.NarrativeFactory(item=item, text="Old")
    client = log_in(group)
    address = page_of(item)
    data = filled(client.get(address), {"title": "New", "narrative-0-text": "New", "label": "1"})
    client.post(address, data)
    item.refresh_from_db()
    assert (item.title, Narrative.objects.get().text) == (("New", "New") if may else ("Old", "Old"))


def test_clerk_writes_minutes_of_an_item_whose_agenda_is_public(clerk):
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    assert fields(clerk.get(page_of(item))) == set()
    accepted(clerk, page_of(item), {"narrative-0-text": "Members asked.", "resolutions-0-text": "That it be noted."})
    assert Narrative.objects.get().text == "Members asked."


def test_clerk_adds_an_item_to_a_public_agenda_without_touching_it(clerk):
    public = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"), title="Old")
    changes = {"items-0-title": "New", "items-1-title": "Late", "items-1-label": "9"}
    accepted(clerk, page_of(public.meeting), changes)
    assert list(AgendaItem.objects.order_by("position").values_list("title", flat=True)) == ["Old", "Late"]
    assert AgendaItem.public.get() == public


def test_one_person_in_both_groups_does_both(log_in):
    client = log_in("Clerk", "Publisher")
    meeting = make.MeetingFactory()
    accepted(client, page_of(meeting), {"venue": "Hall"})
    client.post(page_of(meeting, "announce"), {"at": ""})
    accepted(client, page_of(meeting), {"venue": "Town Hall"})
    assert Meeting.public.get().venue == "Town Hall"


def test_officer_reads_drafts_and_changes_nothing(log_in):
    client = log_in("Officer")
    item = make.AgendaItemFactory(title="Old")
    make.NarrativeFactory(item=item)
    for record in (item, item.meeting):
        address = page_of(record)
        assert client.get(address).status_code == 200
        assert client.post(address, {"title": "New"}).status_code == 403
    assert client.get("/admin/minutes/meeting/add/").status_code == 403


@pytest.mark.parametrize("is_exempt", [False, True])
def test_officer_downloads_a_draft_s_document_that_nobody_else_can(log_in, client, is_exempt):
    report = make.ReportFactory(item=make.AgendaItemFactory(), is_exempt=is_exempt)
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(page_of(report, "preview")).status_code == 302
    response = log_in("Officer").get(page_of(report, "preview"))
    assert b"".join(response).startswith(b"%PDF-")
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get(report.get_absolute_url()).status_code == 404


def test_staff_without_the_right_get_no_draft_s_document(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("temp", is_staff=True))
    report = make.ReportFactory(item=make.AgendaItemFactory())
    assert client.get(page_of(report, "preview")).status_code == 403


def test_administrator_manages_users_and_makes_no_superuser(log_in):
    client, other = log_in("Administrator"), User.objects.create_user("sam", is_staff=True)
    root = User.objects.create_superuser("root")
    address = reverse("admin:auth_user_change", args=[other.pk])
    assert not {"is_superuser", "user_permissions"} & fields(client.get(address))
    assert client.get(reverse("admin:auth_user_change", args=[root.pk])).status_code == 302


@pytest.mark.parametrize("group", ["Clerk", "Publisher", "Officer"])
def test_others_do_not_see_users(log_in, group):
    assert log_in(group).get("/admin/auth/user/").status_code == 403


def test_sync_groups_twice_changes_nothing_and_mends_what_was_changed(db, capsys):
    call_command("sync_groups")
    Group.objects.get(name="Clerk").permissions.clear()
    capsys.readouterr()
    call_command("sync_groups")
    assert capsys.readouterr().out.startswith("Clerk: brought up to date")
    call_command("sync_groups")
    assert capsys.readouterr().out == ""
    assert Group.objects.get(name="Clerk").permissions.count() == len(groups()["Clerk"])


def test_only_those_who_publish_hold_that_right():
    assert {name for name, held in groups().items() if "minutes.publish_meeting" in held} == {
        "Publisher", "Administrator",
    }  # fmt: skip


@pytest.mark.parametrize("record", [make.MeetingFactory, make.AgendaItemFactory, make.ReportFactory, make.PersonFactory,
                                    make.CommitteeFactory, make.IssueFactory, make.VoteFactory])  # fmt: skip
def test_history_of_a_record_is_shown(clerk, record):
    stored = record()
    page = clerk.get(page_of(stored, "history"))
    assert page.status_code == 200
    assert len(page.context["page_obj"].object_list) >= 1


def test_no_list_offers_to_delete_many_at_once(publisher):
    make.MeetingFactory()
    assert "delete_selected" not in publisher.get("/admin/minutes/meeting/").content.decode()
