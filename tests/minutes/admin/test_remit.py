"""A clerk enters the drafts of the committees given to them: of others nothing is in a list, on a page or in reach."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from minutes.models import Committee, GivenCommittee, Meeting, Membership, Narrative, Report
from tests import factories as make
from tests.minutes.admin.forms import filled
from tests.minutes.admin.test_entering import accepted, page_of, refused

pytestmark = pytest.mark.django_db

SECRET = "Hornbeam"


@pytest.fixture
def own():
    return make.CommitteeFactory(name="Cabinet")


@pytest.fixture
def limited(client, own):
    """A clerk of one committee."""
    call_command("sync_groups", verbosity=0)
    user = User.objects.create_user("kim", is_staff=True)
    user.groups.set(Group.objects.filter(name="Clerk"))
    GivenCommittee.objects.create(user=user, committee=own)
    client.force_login(user)
    return client


@pytest.fixture
def other():
    """An item of another committee, with everything that has a page in the admin."""
    meeting = make.MeetingFactory(date=timezone.localdate(), venue=f"{SECRET} Hall")
    item = make.AgendaItemFactory(meeting=meeting, title=f"{SECRET} report")
    make.NarrativeFactory(item=item, text=f"{SECRET} said")
    make.ReportFactory(item=item, title=f"{SECRET} paper")
    make.VoteFactory(item=item, subject=f"{SECRET} motion")
    make.ImportNoteFactory(words=f"{SECRET} differs", record="minutes.agendaitem", key=item.pk)
    make.ImportNoteFactory(words=f"{SECRET} unread")
    return item


def records_of(item):
    version = make.ReportVersionFactory(report=item.reports.get())
    return [item, item.meeting, item.reports.get(), version, item.votes.get()]


def test_clerk_enters_what_is_theirs(limited, own):
    item = make.AgendaItemFactory(meeting__committee=own)
    accepted(limited, page_of(item), {"narrative-0-text": "Members asked."})
    accepted(limited, page_of(item.meeting), {"venue": "Hall"})
    assert Narrative.objects.get().text == "Members asked."
    for page in ("preview", "history", "paste"):
        assert limited.get(page_of(item.meeting, page)).status_code == 200, page
    assert b"".join(limited.get(page_of(item.meeting, "full_pack"))).startswith(b"%PDF-")


def test_lists_and_the_desk_hold_nothing_of_other_committees(limited, other):
    for address in ("/admin/", "/admin/minutes/meeting/", "/admin/minutes/agendaitem/", "/admin/minutes/report/",
                    "/admin/minutes/importnote/", f"/admin/minutes/agendaitem/?q={SECRET}"):  # fmt: skip
        page = limited.get(address)
        assert page.status_code == 200
        asked = (f'value="{SECRET}"', f"q={SECRET}")  # a page repeats what it was asked for
        text = page.content.decode().replace(asked[0], "").replace(asked[1], "")
        assert SECRET not in text, address
        assert str(other.meeting) not in page.content.decode()


def test_every_page_of_another_committee_s_record_is_not_there(limited, other):
    records = records_of(other)
    seen = 0
    for record in records:
        for name in patterns(record._meta.app_label, record._meta.model_name):
            for address in addresses(name, record):
                for method in ("get", "post"):
                    answer = getattr(limited, method)(address)
                    assert answer.status_code in (302, 403, 404, 405), (method, address)
                    if answer.status_code == 302:
                        assert answer.url == "/admin/", (method, address)
                    body = b"".join(answer) if answer.streaming else answer.content
                    assert SECRET.encode() not in body, (method, address)
                    seen += 1
    assert seen > 60
    assert Meeting.objects.get().venue == f"{SECRET} Hall"
    assert Narrative.objects.get().text == f"{SECRET} said"


def patterns(app, model):
    """The names of the pages that belong to one record of a model."""
    from django.apps import apps
    from django.contrib import admin

    urls = admin.site.get_model_admin(apps.get_model(app, model)).get_urls()
    return {url.name for url in urls if url.name and not url.name.endswith(("_changelist", "_add"))}


def addresses(name, record):
    """A page's address for a record, with a paste or a state where it asks for one."""
    if name.endswith("_state"):
        return [reverse(f"admin:{name}", args=[record.pk, record._meta.label_lower, state.history_id])
                for state in record.history.all()[:1]]  # fmt: skip
    if name.endswith("_proposal"):
        paste = make.PastedMinutesFactory(meeting=getattr(record, "meeting", record))
        return [reverse(f"admin:{name}", args=[record.pk, paste.pk])]
    return [reverse(f"admin:{name}", args=[record.pk])]


def test_meeting_is_entered_for_committees_given_and_no_others(limited, own, other):
    page = limited.get("/admin/minutes/meeting/add/")
    offered = set(page.context["adminform"].form.fields["committee"].queryset)
    assert offered == {own}
    data = {"committee": other.meeting.committee_id, "date": "2026-12-15"}
    assert "valid choice" in str(refused(limited, "/admin/minutes/meeting/add/", data))
    assert Meeting.objects.count() == 1
    accepted(limited, "/admin/minutes/meeting/add/", {"committee": own.pk, "date": "2026-12-15"})
    mine = Meeting.objects.get(committee=own)
    data = {"committee": other.meeting.committee_id}
    assert "valid choice" in str(refused(limited, page_of(mine), data))


def test_committees_are_public_to_read_and_changed_by_their_clerks_alone(limited, own, other):
    committee = other.meeting.committee
    accepted(limited, page_of(own), {"remit": "It decides."})
    page = limited.get(page_of(committee))
    assert page.status_code == 200
    assert limited.post(page_of(committee), {"name": "Ours"}).status_code == 403
    assert limited.get("/admin/minutes/committee/add/").status_code == 403
    assert Committee.objects.get(pk=committee.pk).name == committee.name


def test_memberships_of_other_committees_are_not_changed_on_a_person_s_page(limited, own, other):
    kept = make.MembershipFactory(committee=other.meeting.committee)
    page = limited.get(page_of(kept.person))
    data = filled(page, {"memberships-0-committee": other.meeting.committee_id, "memberships-0-started_on": "2026-05-01",
                         "memberships-0-role": "member"})  # fmt: skip
    assert "valid choice" in limited.post(page_of(kept.person), data).content.decode()
    data["memberships-0-committee"] = own.pk
    assert limited.post(page_of(kept.person), data).status_code == 302
    assert set(Membership.objects.values_list("committee", flat=True)) == {own.pk, other.meeting.committee_id}


def test_question_of_an_import_about_another_committee_is_not_settled(limited, own, other):
    from minutes.models import ImportNote

    for note in ImportNote.objects.all():
        assert limited.get(page_of(note)).status_code == 404
        step = reverse("admin:minutes_importnote_step", args=[note.pk, "mark"])
        assert limited.post(step).status_code == 404
    mine = make.ImportNoteFactory(record="minutes.meeting", key=make.MeetingFactory(committee=own).pk)
    limited.post(reverse("admin:minutes_importnote_step", args=[mine.pk, "mark"]))
    mine.refresh_from_db()
    assert mine.outcome == "settled"


def test_deleted_record_of_another_committee_tells_nothing(limited, other):
    meeting = make.MeetingFactory(venue=f"{SECRET} Hall")
    address = page_of(meeting, "history")
    meeting.delete()
    assert limited.get(address).status_code == 404


def test_nothing_given_is_nothing_to_enter_and_all_is_all(client, own, other):
    call_command("sync_groups", verbosity=0)
    user = User.objects.create_user("kim", is_staff=True)
    user.groups.set(Group.objects.filter(name="Clerk"))
    client.force_login(user)
    assert client.get(page_of(other)).status_code == 302
    GivenCommittee.objects.create(user=user)
    assert client.get(page_of(other)).status_code == 200
    assert client.get(page_of(make.AgendaItemFactory())).status_code == 200


@pytest.mark.parametrize("groups", [["Publisher"], ["Officer"], ["Administrator"], ["Clerk", "Publisher"]])
def test_others_are_bound_by_no_committee(client, other, groups):
    call_command("sync_groups", verbosity=0)
    user = User.objects.create_user("sam", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    for record in records_of(other):
        assert client.get(page_of(record)).status_code == 200
    assert Report.objects.exists()


def test_administrator_gives_committees_and_a_clerk_gives_themselves_none(client, limited, own, other):
    kim = User.objects.get(username="kim")
    assert limited.get(reverse("admin:auth_user_change", args=[kim.pk])).status_code == 403
    boss = User.objects.create_user("boss", is_staff=True)
    boss.groups.set(Group.objects.filter(name="Administrator"))
    client.force_login(boss)
    address = reverse("admin:auth_user_change", args=[kim.pk])
    data = filled(client.get(address), {"given_committees-1-committee": other.meeting.committee_id})
    data |= {
        name: "" for name in ("date_joined_0", "date_joined_1", "last_login_0", "last_login_1") if name not in data
    }
    joined = timezone.localtime(kim.date_joined)
    data |= {"date_joined_0": f"{joined:%Y-%m-%d}", "date_joined_1": f"{joined:%H:%M:%S}"}
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert set(kim.given_committees.values_list("committee", flat=True)) == {own.pk, other.meeting.committee_id}
    client.force_login(kim)
    assert client.get(page_of(other)).status_code == 200


def test_committee_is_given_once_and_all_too():
    user, committee = make.UserFactory(), make.CommitteeFactory()
    for given in (committee, None):
        make.GivenCommitteeFactory(user=user, committee=given)
        again = GivenCommittee(user=user, committee=given)
        with pytest.raises(Exception, match="already"):
            again.full_clean()
