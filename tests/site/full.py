"""A council in which every kind of page has something of everything: for checks of how pages are made."""

import datetime as dt

from django.utils import timezone

from minutes.models import Term
from tests import factories as make

MINUTES = """8.1 The Director said that the crossing would be a key decision, and that a call-in was likely.

- Councillor Ŵyn Prydderch asked about the hornbeam.
- Councillor Dunmore declared an interest.

| Ward | Homes | Cost |
| Eastmarsh | 37 | £1,250 |
| Weir Lane |"""


def build():
    """The item that stands in the middle of it."""
    make.CouncilFactory(address="Town Hall", email="clerk@example.org", telephone="01632 960123")
    # The first list of words comes with the database, and goes when a browser test has emptied it.
    Term.objects.get_or_create(name="Key decision", defaults={"explanation": "A decision that costs a lot of money."})
    committee = make.CommitteeFactory(name="Cabinet", remit="It decides.\n\n- roads\n- schools", contact_name="Clerk")
    make.CommitteeFactory(parent=committee)
    meeting = make.MeetingFactory(
        committee=committee, stage="minutes_published_at", date=dt.date(2024, 2, 6), venue="Room 1"
    )
    ward, person = make.WardFactory(name="Eastmarsh"), make.PersonFactory(name="Ada Thornley")
    make.SeatFactory(person=person, ward=ward, party=make.PartyFactory())
    make.MembershipFactory(committee=committee, person=person, role="chair")
    make.AttendanceFactory(meeting=meeting, person=person, is_chair=True)
    make.AttendanceFactory(meeting=meeting, status="apologies")
    make.AttendanceFactory(meeting=meeting, is_remote=True)
    item = make.AgendaItemFactory(
        meeting=meeting, issue=make.IssueFactory(), title="Crossing in Weir Lane", label="77/21", purpose="To decide."
    )
    item.wards.add(ward)
    make.AgendaItemFactory(meeting=meeting, issue=item.issue, is_exempt=True, exempt_paragraph="3")
    report = make.ReportFactory(item=item)
    make.ReportVersionFactory(report=report)
    make.ReportFactory(item=item, is_exempt=True, exempt_paragraph="3", listed_as="Appendix B: what it would cost")
    make.NarrativeFactory(item=item, text=MINUTES)
    make.DecisionFactory(item=item, is_key=True, key_reference="KD5694", options_considered="None.")
    resolution = make.ResolutionFactory(item=item, opening="RESOLVED:", label="1.")
    make.ClauseFactory(resolution=resolution)
    before = make.MeetingFactory(committee=committee, date=dt.date(2023, 2, 7), stage="confirmed_at")
    make.EffectFactory(resolution=resolution, earlier__item__meeting=before)
    after = make.MeetingFactory(committee=committee, date=dt.date(2025, 2, 4), stage="decisions_published_at")
    make.EffectFactory(earlier=resolution, resolution__item__meeting=after, kind="amends")
    vote = make.VoteFactory(item=item, resolution=resolution, votes_for=7, votes_against=3)
    make.BallotFactory(vote=vote, person=person)
    make.DeclarationFactory(item=item, person=person)
    make.CorrectionFactory(item=item)
    ahead = timezone.localdate() + dt.timedelta(days=9)
    make.MeetingFactory(committee=committee, stage="announced_at", date=ahead, status="cancelled")
    make.MeetingFactory(committee=committee, stage="agenda_published_at", date=ahead + dt.timedelta(days=1))
    gone = make.MeetingFactory(
        committee=committee,
        stage="announced_at",
        date=dt.date(2023, 6, 6),
        withdrawn_at=make.PAST,
        withdrawal_note="Twice.",
    )
    item.withdrawn_neighbour = gone.get_absolute_url()
    return item


def addresses(item):
    """One of every kind of page; the last ones are the pages of what is not there."""
    committee, ward = item.meeting.committee, item.wards.get()
    person = item.meeting.attendances.get(is_chair=True).person
    private = item.meeting.items.get(is_exempt=True)
    return [
        "/", "/search/", "/search/?q=crossing", "/search/?q=nothinghere&from=x", "/decisions/", "/decisions/?month=2024-02",
        "/committees/", "/meetings/", "/meetings/?month=2024-02", "/people/", "/wards/", "/new/", "/new/?month=2024-01",
        "/glossary/", "/how-to-read/", "/accessibility/", item.get_absolute_url(), private.get_absolute_url(),
        item.meeting.get_absolute_url(), item.issue.get_absolute_url(), committee.get_absolute_url(),
        ward.get_absolute_url(), person.get_absolute_url(), item.withdrawn_neighbour, "/follow/", "/api/",
        "/alerts/?q=weir", "/log/", "/verify/", f"/verify/?address={item.get_absolute_url()}", "/nowhere/",
        "/ieListDocuments.aspx?MId=1",
    ]  # fmt: skip
