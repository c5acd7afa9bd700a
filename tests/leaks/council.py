"""Random councils: a few meetings in random states, every text with a word of its own."""

import datetime as dt
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.core.files.base import ContentFile
from hypothesis import strategies as st

from decisions.models import Ballot, Clause, Decision, Resolution, Vote
from minutes.alerts.models import AlertSubscription
from minutes.files import taking
from minutes.files.pdf import Inside
from minutes.models import (
    AgendaItem,
    AskedCorrection,
    Attendance,
    Committee,
    Correction,
    Council,
    Declaration,
    FairSummary,
    Issue,
    Meeting,
    MeetingCorrection,
    Narrative,
    OldAddress,
    PastedMinutes,
    Person,
    Phrase,
    Report,
    ReportVersion,
    StandardItem,
    Upload,
)  # fmt: skip
from minutes.models.lock import Way, unlocked
from minutes.text.lines import Line
from tests import factories as make
from tests.leaks.clock import START
from tests.leaks.words import words_in

STAGES = ("announced_at", "agenda_published_at", "decisions_published_at", "minutes_published_at", "confirmed_at")
DAY = dt.timedelta(days=1)
often, seldom = st.sampled_from([True, True, False]), st.sampled_from([False, False, False, True])
REPORT = st.fixed_dictionaries(
    {"exempt": seldom, "listed": often, "released": often, "withdrawn": seldom, "version": st.sampled_from(" ow")}
)
ITEM = st.fixed_dictionaries(
    {
        "exempt": seldom, "withdrawn": seldom, "released": st.sampled_from(["yes", "yes", "yes", "no", "ahead"]),
        "issue": st.booleans(), "written": often, "corrected": st.sampled_from(["", "shown", "withheld"]),
        "reports": st.lists(REPORT, min_size=1, max_size=2),
    }
)  # fmt: skip
MEETING = st.fixed_dictionaries(
    {
        "stage": st.sampled_from([2, 5, 3, 4, 1, 0]), "ahead": st.booleans(), "withdrawn": seldom, "committee": st.integers(0, 1),
        "coming": st.booleans(), "items": st.lists(ITEM, min_size=1, max_size=2),
    }
)  # fmt: skip
PLANS = st.fixed_dictionaries(
    {"unlisted": seldom, "meetings": st.lists(MEETING, min_size=1, max_size=3), "welsh": seldom}
)
# Of every council: a meeting that is a draft with all its parts.
DRAFT = {
    "stage": 0, "ahead": False, "withdrawn": False, "committee": 0, "coming": True,
    "items": [{"exempt": False, "withdrawn": False, "released": "no", "issue": True, "written": True, "corrected": "",
               "reports": [{"exempt": False, "listed": False, "released": False, "withdrawn": False, "version": " "}]}],
}  # fmt: skip

# A council that has something of everything, where chance is not to decide it.
_REPORT = {"exempt": False, "listed": True, "released": True, "withdrawn": False, "version": "o"}
_ITEM = {"exempt": False, "withdrawn": False, "released": "yes", "issue": False, "written": True, "corrected": "shown",
         "reports": [_REPORT]}  # fmt: skip
_MEETING = {"stage": 5, "ahead": False, "withdrawn": False, "committee": 0, "coming": False, "items": [_ITEM]}
_HIDDEN = [
    {**_ITEM, "reports": [{**_REPORT, "exempt": True}, _REPORT]}, {**_ITEM, "released": "no"}, {**_ITEM, "released": "ahead"},
]  # fmt: skip
RICH = {
    "unlisted": True, "welsh": False,
    "meetings": [
        _MEETING, {**_MEETING, "stage": 2, "items": _HIDDEN}, {**_MEETING, "stage": 0, "ahead": True, "coming": True},
        {**_MEETING, "stage": 1, "ahead": True}, {**_MEETING, "committee": 1},
    ],
}  # fmt: skip


def look_into(path):
    """What `minutes.files.taking` learns of a PDF, without a process for each."""
    return Inside(1, False, (" ".join(sorted(words_in(Path(path).read_text("latin-1")))),))


@contextmanager
def quickly():
    """Meanwhile no document costs a process of its own."""
    with mock.patch.object(taking, "look_into", look_into):
        yield


class Builder:
    """Enters a plan as an import might: past forms, acts and locks."""

    def __init__(self, words):
        self.words = words
        self.number = 0

    def build(self, plan):
        with quickly(), unlocked(Way.IMPORT):
            self._build(plan)

    def _build(self, plan):
        fill = self.words.fill
        make.CouncilFactory(**fill(Council), jurisdiction="wales" if plan["welsh"] else "england")
        self.clerk = make.UserFactory(username=self.words.new("User.username"))
        self.committees = [
            make.CommitteeFactory(**fill(Committee), is_listed=listed) for listed in (True, not plan["unlisted"])
        ]
        self.people = [make.PersonFactory(**fill(Person), is_listed=n < 2) for n in range(3)]
        for kind, record in (("committee", self.committees), ("member", self.people)):
            for one in record:
                self._old(kind, one)
        self.ward, self.party = make.WardFactory(), make.PartyFactory()
        for person in self.people[1:]:
            make.SeatFactory(person=person, ward=self.ward, party=self.party)
            make.MembershipFactory(committee=self.committees[-1], person=person)
        self.issue = make.IssueFactory(**fill(Issue))
        make.PhraseFactory(**fill(Phrase), committee=self.committees[0])
        StandardItem.objects.create(committee=self.committees[0], position=1, **fill(StandardItem))
        for facts in (DRAFT, *plan["meetings"]):
            self.meeting(facts)
        AlertSubscription.objects.create(
            email="reader@example.org", rhythm="at_once", language="en-gb", root="http://testserver", confirmed_at=START
        )

    def meeting(self, facts):
        """A meeting on a day of its own. Its stages are reached a day after the other, or lie ahead."""
        self.number += 1
        day = START.date() + dt.timedelta(days=(11 if facts["coming"] else -13) * self.number)
        moments = {stage: START - (9 - n) * DAY for n, stage in enumerate(STAGES[: facts["stage"]])}
        if facts["ahead"] and facts["stage"] < len(STAGES):
            moments[STAGES[facts["stage"]]] = START + dt.timedelta(hours=5)
        gone = facts["withdrawn"] and facts["stage"] > 0
        meeting = make.MeetingFactory(
            committee=self.committees[facts["committee"]],
            date=day,
            **moments,
            **self.words.fill(Meeting, withdrawn=gone),
            withdrawn_at=START - DAY if gone else None,
        )
        self._old("meeting", meeting)
        for item in facts["items"]:
            self.item(meeting, item)
        for model, rest in (
            (Attendance, {"person": self.people[2], "is_chair": True}),
            (MeetingCorrection, {"made_on": day}),
        ):
            if facts["items"][0]["written"]:
                model.objects.create(meeting=meeting, **rest, **self.words.fill(model))
        pdf = ContentFile(make.pdf(self.words.new("Upload.file")), "report.pdf")
        Upload.objects.create(meeting=meeting, file=pdf, **self.words.fill(Upload))
        return meeting

    def item(self, meeting, facts):
        """An item with its documents and, where it is written already, its minutes and decisions."""
        out = meeting.agenda_published_at is not None and facts["released"] != "no"
        released = meeting.agenda_published_at if out else None
        if out and facts["released"] == "ahead":
            released = max(released, START + dt.timedelta(hours=7))
        gone = facts["withdrawn"] and out and facts["released"] == "yes"
        item = AgendaItem.objects.create(
            meeting=meeting,
            issue=self.issue if facts["issue"] else None,
            is_exempt=facts["exempt"],
            released_at=released,
            withdrawn_at=max(START - DAY, released) if gone else None,
            **self.words.fill(AgendaItem, exempt=facts["exempt"], withdrawn=gone),
        )
        item.wards.add(self.ward)
        self._old("item", item)
        for report in facts["reports"]:
            self.report(item, report)
        if facts["written"]:
            self.written(item, facts)
        AskedCorrection.objects.create(item=item, **self.words.fill(AskedCorrection))
        lines = PastedMinutes.stored([Line(self.words.new("PastedMinutes.lines"))])
        PastedMinutes.objects.create(meeting=meeting, item=item, lines=lines, **self.words.fill(PastedMinutes))
        return item

    def report(self, item, facts):
        """A document; it may have an earlier version."""
        out = item.released_at is not None and facts["released"]
        released = item.released_at if out and not facts["exempt"] else None
        gone = facts["withdrawn"] and released is not None
        values = self.words.fill(Report, exempt=facts["exempt"], withdrawn=gone)
        if not facts["listed"]:
            values.pop("listed_as", None)
        report = Report.objects.create(
            item=item,
            file=ContentFile(make.pdf(self.words.new("Report.file")), "report.pdf"),
            is_exempt=facts["exempt"],
            released_at=released,
            withdrawn_at=released if gone else None,
            **values,
        )
        self._old("document", report)
        if facts["version"] != " ":
            gone = facts["version"] == "w"
            word = self.words.new("ReportVersion.file")
            version = ReportVersion.objects.create(
                report=report, number=1, file=ContentFile(make.pdf(word), "report.pdf"), file_name=report.file_name,
                replaced_at=START - DAY, withdrawn_at=START - DAY if gone else None,
                **self.words.fill(ReportVersion, withdrawn=gone),
            )  # fmt: skip
            self.words.of_versions[version.pk] = word
        return report

    def written(self, item, facts):
        """What was said and decided."""
        fill = self.words.fill
        Narrative.objects.create(item=item, **fill(Narrative))
        FairSummary.objects.create(item=item, **fill(FairSummary))
        Declaration.objects.create(item=item, person=self.people[0], kind="non_registrable", **fill(Declaration))
        Decision.objects.create(item=item, is_key=True, **fill(Decision))
        resolution = Resolution.objects.create(item=item, ordinal=1, **fill(Resolution))
        Clause.objects.create(resolution=resolution, ordinal=1, **fill(Clause))
        earlier = Resolution.objects.filter(item__meeting__date__lt=item.meeting.date).order_by("pk").first()
        if earlier is not None:
            make.EffectFactory(resolution=resolution, earlier=earlier)
        vote = Vote.objects.create(
            item=item, ordinal=1, resolution=resolution, outcome="carried", mover=self.people[1], **fill(Vote)
        )
        for voter in (self.people[0], self.people[2]):
            Ballot.objects.create(vote=vote, person=voter, choice="for")
        if facts["corrected"]:
            withheld = facts["corrected"] == "withheld"
            Correction.objects.create(item=item, made_on=START.date() - DAY, **fill(Correction, withheld=withheld))

    def _old(self, kind, record):
        """Where it stood in the old system."""
        field = {"document": "report", "member": "person"}.get(kind, kind)
        OldAddress.objects.create(kind=kind, number=str(7000 + record.pk), **{field: record})
