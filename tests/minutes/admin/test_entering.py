"""A clerk enters a meeting from nothing, and every rule that is broken is told in the form."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from decisions.models import Clause, Decision, Resolution, Vote
from minutes.models import AgendaItem, Attendance, Committee, Meeting, Narrative, Person, Report
from tests import factories as make
from tests.minutes.admin.forms import errors, filled

pytestmark = pytest.mark.django_db


def page_of(record, action="change"):
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_{action}", args=[record.pk])


def save(client, address, changes, **options):
    """Send the form at an address with changes; what the page says then."""
    return client.post(address, filled(client.get(address), changes), follow=True, **options)


def accepted(client, address, changes):
    response = save(client, address, changes)
    assert response.redirect_chain, errors(response)
    return response


def refused(client, address, changes):
    response = save(client, address, changes)
    assert not response.redirect_chain
    return errors(response)


def test_clerk_enters_committee_meeting_and_item_from_nothing(clerk):
    make.CouncilFactory()
    accepted(clerk, "/admin/minutes/committee/add/", {"name": "Highways Committee", "kind": "committee"})
    committee = Committee.objects.get()
    assert committee.slug == "highways-committee"
    rows = {
        "items-0-label": "77/21", "items-0-title": "Apologies", "items-1-label": "78/21", "items-1-title": "Crossing",
    }  # fmt: skip
    accepted(
        clerk, "/admin/minutes/meeting/add/", {"committee": committee.pk, "date": "2026-10-06", "venue": "Hall", **rows}
    )
    first, second = AgendaItem.objects.order_by("position")
    assert (first.position, second.position, second.slug) == (1, 2, "78-21")
    accepted(
        clerk, page_of(second), {
            "narrative-0-text": "Members asked.",
            "reports-0-title": "Report on crossings", "reports-0-kind": "report",
            "reports-0-file": SimpleUploadedFile("r.pdf", make.pdf("Crossings")),
            "decision-0-reasons": "It is dangerous.",
            "resolutions-0-text": "That a crossing be built", "resolutions-0-opening": "RESOLVED:",
            "resolutions-0-clauses": "(a) with lights; and\n(i) red\n(ii) green\n(b) with kerbs.",
        },
    )  # fmt: skip
    assert Narrative.objects.get().text == "Members asked."
    assert Report.objects.get().pages == 1
    assert Decision.objects.get().reasons == "It is dangerous."
    clauses = Clause.objects.order_by("ordinal").values_list("depth", "label", "text")
    assert list(clauses) == [(1, "(a)", "with lights; and"), (2, "(i)", "red"), (2, "(ii)", "green"),
                             (1, "(b)", "with kerbs.")]  # fmt: skip
    assert not AgendaItem.public.exists()


def test_rows_saved_unchanged_leave_no_trace_in_the_history(clerk):
    item = make.AgendaItemFactory()
    resolution = make.ResolutionFactory(item=item)
    make.ClauseFactory.create_batch(3, resolution=resolution)
    make.NarrativeFactory(item=item)
    make.ReportFactory(item=item)
    accepted(clerk, page_of(item), {})
    records = [item, resolution, item.narrative, item.reports.get(), *resolution.clauses.all()]
    assert [record.history.count() for record in records] == [1] * len(records)


def test_new_resolutions_are_numbered_where_the_number_is_left_empty(clerk):
    item = make.AgendaItemFactory()
    texts = {f"resolutions-{n}-text": f"That {n}" for n in range(3)}
    texts |= {f"resolutions-{n}-kind": "resolved" for n in range(3)}
    accepted(clerk, page_of(item), {"resolutions-TOTAL_FORMS": 3, **texts, "resolutions-1-label": "(ii)"})
    assert list(Resolution.objects.order_by("ordinal").values_list("label", flat=True)) == ["1.", "(ii)", "3."]


def test_one_resolution_alone_gets_no_number(clerk):
    item = make.AgendaItemFactory()
    accepted(clerk, page_of(item), {"resolutions-0-text": "That it be noted."})
    assert Resolution.objects.get().label == ""


@pytest.mark.parametrize(
    ("wishes", "order"),
    [({3: 1}, "CAB"), ({1: 3}, "BCA"), ({1: 2, 2: 1}, "BAC"), ({1: 99}, "BCA"), ({}, "ABC")],
)
def test_rows_moved_by_their_place_are_numbered_without_a_clash(clerk, wishes, order):
    meeting = make.MeetingFactory()
    for title in "ABC":
        make.AgendaItemFactory(meeting=meeting, title=title)
    accepted(clerk, page_of(meeting), {f"items-{row - 1}-place": place for row, place in wishes.items()})
    rows = AgendaItem.objects.order_by("position").values_list("title", "position")
    assert ("".join(title for title, _ in rows), [place for _, place in rows]) == (order, [1, 2, 3])


def test_moved_resolution_takes_its_automatic_number_along_and_keeps_a_council_s_own(clerk):
    item = make.AgendaItemFactory()
    for label in ("1.", "2.", "A3"):
        make.ResolutionFactory(item=item, label=label, text=f"That {label}")
    accepted(clerk, page_of(item), {"resolutions-1-place": 1})
    rows = Resolution.objects.order_by("ordinal").values_list("label", "text")
    assert list(rows) == [("1.", "That 2."), ("2.", "That 1."), ("A3", "That A3")]


def test_clauses_changed_in_the_box_change_only_what_differs(clerk):
    resolution = make.ResolutionFactory(item=make.AgendaItemFactory())
    for label in "abc":
        make.ClauseFactory(resolution=resolution, label=f"({label})", text=f"part {label}")
    accepted(clerk, page_of(resolution.item), {"resolutions-0-clauses": "(a) part a\n(b) another\n"})
    first, second = resolution.clauses.order_by("ordinal")
    assert (second.text, first.history.count(), second.history.count()) == ("another", 1, 2)


def test_effect_on_an_earlier_resolution_is_written_as_its_address(clerk):
    earlier = make.ResolutionFactory(item=make.AgendaItemFactory(label="263"))
    later = make.ResolutionFactory(item=make.AgendaItemFactory())
    line = f"supersedes https://minutes.example.org{earlier.get_absolute_url()}"
    accepted(clerk, page_of(later.item), {"resolutions-0-effects": line})
    [effect] = later.effects.all()
    assert (effect.kind, effect.earlier) == ("supersedes", earlier)
    page = clerk.get(page_of(later.item)).content.decode()
    assert f"supersedes {earlier.get_absolute_url()}" in page
    accepted(clerk, page_of(later.item), {"resolutions-0-effects": ""})
    assert not later.effects.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file is empty"),
        (b"PK\x03\x04 word", "Word file is damaged"),
        (b"%PDF-1.7\nrubbish", "damaged"),
        (make.pdf("x") + b" " * 4096, "at most"),
    ],
    ids=["empty", "word", "damaged", "too large"],
)
def test_report_that_is_no_good_file_is_refused_with_the_reason_and_loses_nothing(clerk, settings, content, reason):
    settings.REPORT_MAX_BYTES = 4096
    item = make.AgendaItemFactory()
    changes = {
        "reports-0-title": "Survey",
        "reports-0-file": SimpleUploadedFile("r.pdf", content),
        "narrative-0-text": "An hour's work.",
    }
    response = save(clerk, page_of(item), changes)
    assert any(reason in message for message in errors(response))
    assert "An hour&#x27;s work." in response.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "required"),
        ({"exempt_paragraph": "3"}, "exempt"),
        ({"decision-0-key_reference": "KD1"}, "not ticked"),
        ({"decision-0-decided_on": "2026-10-07", "decision-0-call_in_deadline": "2026-10-01"}, "before"),
        ({"resolutions-0-text": "That", "resolutions-0-clauses": "".join(f"{'  ' * n}- x\n" for n in range(8))}, "deep"),
    ],
)  # fmt: skip
def test_rule_of_an_item_broken_is_told_in_the_form(clerk, changes, reason):
    item = make.AgendaItemFactory()
    assert any(reason in message for message in refused(clerk, page_of(item), changes))


VOTE = {"votes-TOTAL_FORMS": 1, "votes-0-subject": "The motion", "votes-0-kind": "motion", "votes-0-outcome": "carried"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"votes-0-votes_for": 5}, "or no numbers at all"),
        ({"votes-0-votes_for": 5, "votes-0-votes_against": 6}, "fewer votes"),
        ({"votes-0-votes_for": -1, "votes-0-votes_against": 6}, "greater than or equal to 0"),
    ],
)
def test_vote_that_cannot_be_is_refused_in_the_form(clerk, changes, reason):
    item = make.AgendaItemFactory()
    assert any(reason in message for message in refused(clerk, page_of(item), {**VOTE, **changes}))
    accepted(clerk, page_of(item), {**VOTE, "votes-0-votes_for": 6, "votes-0-votes_against": 5})
    assert Vote.objects.get().ordinal == 1


def test_meeting_twice_on_one_day_is_refused_until_it_has_another_number(clerk):
    meeting = make.MeetingFactory(date=dt.date(2026, 10, 6))
    again = {"committee": meeting.committee_id, "date": "2026-10-06"}
    assert any("already has" in message for message in refused(clerk, "/admin/minutes/meeting/add/", again))
    accepted(clerk, "/admin/minutes/meeting/add/", {**again, "sequence": 2})
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize(("ends", "wrong"), [("18:29", True), ("18:31", False), ("00:20", False)])
def test_meeting_that_ends_before_it_starts_is_told_at_its_field(clerk, ends, wrong):
    meeting = make.MeetingFactory()
    page = save(clerk, page_of(meeting), {"starts_at": "18:30", "ends_at": ends})
    told = page.context["adminform"].form.errors if "adminform" in page.context and not page.redirect_chain else {}
    assert set(told) == ({"ends_at"} if wrong else set())
    meeting.refresh_from_db()
    assert (meeting.ends_at is None) is wrong


def test_person_twice_at_a_meeting_is_refused(clerk):
    meeting, person = make.MeetingFactory(), make.PersonFactory()
    rows = {f"attendances-{n}-person": person.pk for n in range(2)}
    assert refused(clerk, page_of(meeting), {"attendances-TOTAL_FORMS": 2, **rows})
    assert not Attendance.objects.exists()


def test_ballots_are_entered_on_the_page_of_their_vote(clerk):
    vote, person = make.VoteFactory(item=make.AgendaItemFactory()), make.PersonFactory()
    ballot = {"ballots-0-person": person.pk, "ballots-0-choice": "for"}
    accepted(clerk, page_of(vote), ballot)
    assert vote.ballots.get().person == person
    assert any("already" in message or "duplicate" in message for message in refused(clerk, page_of(vote), {
        "ballots-1-person": person.pk, "ballots-1-choice": "against"}))  # fmt: skip


def test_draft_item_is_deleted_with_its_row_and_a_public_one_is_not(clerk):
    meeting = make.MeetingFactory()
    make.AgendaItemFactory(meeting=meeting)
    accepted(clerk, page_of(meeting), {"items-0-DELETE": "on"})
    assert not AgendaItem.objects.exists()
    public = make.AgendaItemFactory(meeting=make.MeetingFactory(stage="agenda_published_at"))
    accepted(clerk, page_of(public.meeting), {"items-0-DELETE": "on"})
    assert AgendaItem.objects.get() == public


@pytest.mark.parametrize("rows", ["seats", "memberships"])
def test_more_rows_than_anybody_adds_are_refused_and_cost_little(clerk, rows, django_assert_max_num_queries):
    make.CouncilFactory()
    address = "/admin/minutes/person/add/"
    sent = filled(clerk.get(address), {"name": "Ada Penrose", f"{rows}-TOTAL_FORMS": "9999"})
    with django_assert_max_num_queries(400):
        response = clerk.post(address, sent)
    assert "at most 150 forms" in str(errors(response))
    assert not Person.objects.exists()


def test_record_with_many_rows_can_be_saved(clerk):
    committee = make.CommitteeFactory()
    make.MembershipFactory.create_batch(160, committee=committee)
    accepted(clerk, page_of(committee), {"name": "Another name"})
    committee.refresh_from_db()
    assert (committee.name, committee.memberships.count()) == ("Another name", 160)
