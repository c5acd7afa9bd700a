"""Withholding a name in the admin: shown before it is done, kept afterwards, and seen by those with the right alone."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from minutes.models import AgendaItem, Narrative, Redaction
from tests import factories as make
from tests.minutes.redaction.withheld import withheld

pytestmark = pytest.mark.django_db
ADD, LIST = "/admin/minutes/redaction/add/", "/admin/minutes/redaction/"
ASKED = {"words": "Ada Thornley", "person": "", "reason": "safety", "note": "She asked for it.", "is_guarded": "on"}
GROUPS = ["Clerk", "Publisher", "Officer"]


@pytest.fixture
def item():
    make.CouncilFactory()
    item = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="minutes_published_at"), title="Complaint")
    make.NarrativeFactory(item=item, text="The chair thanked Ada Thornley for the paths.")
    return item


def page_of(redaction):
    return reverse("admin:minutes_redaction_change", args=[redaction.pk])


def look(client, **more):
    return client.post(ADD, ASKED | {"look": "1"} | more)


def test_everything_that_would_change_is_shown_and_nothing_is_done(log_in, item):
    make.ReportFactory(item=item, title="Paths", file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"))
    response = look(log_in("Privacy"))
    page = response.content.decode()
    assert response.context["shown"].total == 2
    assert "The chair thanked <mark>Ada Thornley</mark> for the paths." in page
    assert "File closed, to be replaced" in page
    assert reverse("admin:minutes_agendaitem_change", args=[item.pk]) in page
    assert Redaction.objects.count() == 0
    assert "Ada Thornley" in Narrative.objects.get().text


def test_it_is_done_once_that_was_seen(log_in, item):
    client = log_in("Privacy")
    seen = look(client).context["shown"].digest
    response = client.post(ADD, ASKED | {"do": "1", "seen": seen})
    redaction = Redaction.objects.get()
    assert response.url == page_of(redaction)
    assert redaction.made_by == "privacy"
    assert Narrative.objects.get().text == "The chair thanked [name withheld] for the paths."
    page = client.get(page_of(redaction)).content.decode()
    assert "The chair thanked <mark>Ada Thornley</mark> for the paths." in page


def test_nothing_is_done_where_something_else_would_change_by_now(log_in, item):
    client = log_in("Privacy")
    seen = look(client).context["shown"].digest
    AgendaItem.objects.update(title="Complaint by Ada Thornley")
    response = client.post(ADD, ASKED | {"do": "1", "seen": seen})
    assert "Nothing is done yet: the record has changed" in response.content.decode()
    assert Redaction.objects.count() == 0


def test_nothing_is_done_that_nobody_was_shown(log_in, item):
    log_in("Privacy").post(ADD, ASKED | {"do": "1"})
    assert Redaction.objects.count() == 0


def test_short_words_are_refused_with_a_sentence(log_in, item):
    assert "too short" in str(look(log_in("Privacy"), words="Ada").context["form"].errors)


def test_name_of_a_person_is_filled_in(log_in):
    person = make.PersonFactory(name="Ada Thornley")
    page = log_in("Privacy").get(f"{ADD}?person={person.pk}").content.decode()
    assert "Ada Thornley</textarea>" in page
    assert f'<option value="{person.pk}" selected>' in page


@pytest.mark.parametrize(("group", "offered"), [("Administrator", True), ("Publisher", False)])
def test_page_of_a_person_leads_to_it_for_those_who_may(log_in, group, offered):
    person = make.PersonFactory(name="Ada Thornley")
    page = log_in(group).get(reverse("admin:minutes_person_change", args=[person.pk])).content.decode()
    assert (f"{ADD}?person={person.pk}" in page) is offered


@pytest.mark.parametrize("group", GROUPS)
def test_others_are_not_let_in(log_in, item, group):
    redaction = withheld()
    client = log_in(group)
    assert [client.get(page).status_code for page in (ADD, LIST, page_of(redaction))] == [403, 403, 403]
    assert client.post(page_of(redaction), {"because": "A mistake."}).status_code == 403
    assert "Withheld names" not in client.get("/admin/").content.decode()


def test_it_is_put_back_with_a_reason(log_in, item):
    redaction = withheld()
    client = log_in("Privacy")
    assert "because" in client.post(page_of(redaction), {"because": " "}).context["form"].errors
    client.post(page_of(redaction), {"because": "She has changed her mind."})
    redaction.refresh_from_db()
    assert redaction.undone_by == "privacy"
    assert "Ada Thornley" in Narrative.objects.get().text
    assert client.post(page_of(redaction), {"because": "Again."}).status_code == 403


def history(client, record):
    return client.get(reverse(f"admin:minutes_{record._meta.model_name}_history", args=[record.pk]))


@pytest.mark.parametrize("group", [*GROUPS, "Privacy"])
def test_history_from_before_is_shown_to_those_with_the_right_alone(log_in, item, group):
    withheld()
    client = log_in(group)
    response = history(client, item)
    page, sees = response.content.decode(), group == "Privacy"
    assert ("Thornley" in page) is sees
    assert ("A name stood here that is withheld" in page) is not sees
    state = Narrative.history.last()
    told = client.get(reverse("admin:minutes_agendaitem_state", args=[item.pk, "minutes.narrative", state.history_id]))
    assert told.status_code == (200 if sees else 404)


def test_reason_in_a_history_that_says_the_name_is_not_shown(log_in, item):
    issue = make.IssueFactory(title="Ada Thornley")
    issue._change_reason = "imported from Ada Thornley.html"
    issue.summary = "A matter."
    issue.save()
    withheld()
    assert "Thornley" not in history(log_in("Clerk"), issue).content.decode()


def test_record_that_was_deleted_and_said_the_name_is_not_told_of(log_in, item):
    issue = make.IssueFactory(title="Ada Thornley")
    pk = issue.pk
    issue.delete()
    withheld()
    page = reverse("admin:minutes_issue_history", args=[pk])
    assert log_in("Publisher").get(page).status_code == 404


def test_file_that_was_opened_again_is_told_so(log_in, item):
    report = make.ReportFactory(item=item, title="Paths", file=ContentFile(make.pdf("By Ada Thornley."), "a.pdf"))
    redaction = withheld()
    client = log_in("Privacy")
    assert "closed, waits to be replaced" in client.get(page_of(redaction)).content.decode()
    report.refresh_from_db()
    report.file = ContentFile(make.pdf("By somebody."), "b.pdf")
    report.withdrawn_at, report.withdrawal_note = None, ""
    report.page_texts.all().delete()
    report.save()
    assert "open again" in client.get(page_of(redaction)).content.decode()


def test_latest_actions_on_the_front_page_do_not_say_the_name(log_in, item):
    client = log_in("Publisher")
    client.post("/admin/minutes/issue/add/", {"title": "Ada Thornley", "slug": "", "summary": ""})
    assert "Ada Thornley" in client.get("/admin/").content.decode()
    withheld()
    assert "Thornley" not in client.get("/admin/").content.decode()
