"""
A small council in which every text field of every record holds a word that stands nowhere else.

Each word is made from its model and field, so that a test can say which text stood where it should not, and a field
that is added to a model later is in the walk by itself.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from decisions.models import Ballot, Clause, Decision, Effect, Resolution, Vote
from minutes import publication
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
    Membership,
    Narrative,
    Party,
    PastedMinutes,
    Person,
    Phrase,
    Report,
    ReportVersion,
    Seat,
    StandardItem,
    Term,
    Upload,
    Ward,
)  # fmt: skip
from minutes.models.lock import Way, unlocked
from minutes.text.lines import Line
from tests import factories

# Fields that are set by a rule of their own or hold no text of a clerk's.
NOT_TEXT = {"colour", "crest", "file", "label_pattern", "original", "sha256", "website"}
# Told only of withdrawn or exempt records, where the database asks for them.
ONLY_WHEN = {"withdrawal_note": "withdrawn", "exempt_paragraph": "exempt", "exempt_reason": "exempt",
             "exempt_test": "exempt", "listed_as": "exempt", "withheld_because": "withheld"}  # fmt: skip


def word(model, name):
    """The word of a field: letters alone, unlike any English word, the same in every run."""
    digest = hashlib.sha256(f"{model.__name__}.{name}".encode()).hexdigest()[:10]
    return "zq" + "".join(chr(ord("a") + int(digit, 16)) for digit in digest) + "k"


def text_fields(model):
    """The names of the fields into which a clerk writes."""
    return [
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField) and not f.choices and f.name not in NOT_TEXT
    ]


def words(model, *, withdrawn=False, exempt=False, withheld=False):
    """A value for every text field of a model that may be filled in that state."""
    state = {"withdrawn": withdrawn, "exempt": exempt, "withheld": withheld}
    names = [name for name in text_fields(model) if name not in ONLY_WHEN or state[ONLY_WHEN[name]]]
    values = {name: word(model, name) for name in names}
    if "email" in values:
        values["email"] = f"{values['email']}@example.org"
    if "contact_email" in values:
        values["contact_email"] = f"{values['contact_email']}@example.org"
    return values


@dataclass
class State:
    """What a test varies. `stage` is the last stage reached; `scheduled`, one that lies ahead."""

    stage: str | None = None
    scheduled: str | None = None
    listed: bool = True
    exempt_item: bool = False
    withdrawn: str = ""  # "meeting", "item", "report" or "version"
    unreleased: str = ""  # "item" or "report"
    exempt_report: bool = False
    withheld: bool = False  # the wording before a correction


@dataclass
class World:
    """The records of one state, by kind."""

    state: State
    council: Council
    committee: Committee
    person: Person
    meeting: Meeting
    item: AgendaItem
    report: Report
    version: ReportVersion
    issue: Issue
    rows: list = field(default_factory=list)


def rescind(resolution, committee):
    """A resolution to come that rescinds this one: of it nothing is public yet but the day of its meeting."""
    later = factories.MeetingFactory(committee=committee, date=dt.date(2025, 2, 4), stage="announced_at")
    factories.EffectFactory(resolution__item__meeting=later, resolution__text=word(Effect, "later"), earlier=resolution)


def build(state):
    """The council in that state, written past the forms, actions and locks, as an import might."""
    with unlocked(Way.IMPORT):
        return _built(state)


def _built(state):
    past, gone = factories.PAST, factories.PAST + dt.timedelta(days=1)
    council = factories.CouncilFactory(**words(Council))
    committee = factories.CommitteeFactory(**words(Committee), is_listed=state.listed)
    ward, party = factories.WardFactory(**words(Ward)), factories.PartyFactory(**words(Party))
    person = factories.PersonFactory(**words(Person), is_listed=state.listed)
    factories.SeatFactory(person=person, ward=ward, party=party, **words(Seat))
    factories.MembershipFactory(person=person, committee=committee, **words(Membership))
    issue = factories.IssueFactory(**words(Issue))
    factories.TermFactory(**words(Term))
    factories.PhraseFactory(**words(Phrase), committee=committee)
    meeting = factories.MeetingFactory(
        committee=committee,
        date=dt.date(2024, 2, 6),
        stage=state.stage,
        **words(Meeting, withdrawn=state.withdrawn == "meeting"),
        withdrawn_at=gone if state.withdrawn == "meeting" else None,
    )
    if state.scheduled:
        ahead = timezone.now() + dt.timedelta(hours=1)
        stages = publication.STAGES[: publication.STAGES.index(state.scheduled) + 1]
        for stage in stages:
            setattr(meeting, stage, getattr(meeting, stage) or ahead)
        meeting.save()
    released = None if state.unreleased == "item" else past
    item = AgendaItem.objects.create(
        meeting=meeting,
        issue=issue,
        is_exempt=state.exempt_item,
        released_at=released,
        withdrawn_at=gone if state.withdrawn == "item" else None,
        **words(AgendaItem, withdrawn=state.withdrawn == "item", exempt=state.exempt_item),
    )
    item.wards.add(ward)
    report = Report.objects.create(
        item=item,
        file=ContentFile(factories.pdf(word(Report, "file")), "report.pdf"),
        is_exempt=state.exempt_report,
        released_at=None if state.unreleased == "report" else past,
        withdrawn_at=gone if state.withdrawn == "report" else None,
        **words(Report, withdrawn=state.withdrawn == "report", exempt=state.exempt_report),
    )
    version = ReportVersion.objects.create(
        report=report,
        number=1,
        file=ContentFile(factories.pdf(word(ReportVersion, "file")), "report.pdf"),
        replaced_at=past,
        withdrawn_at=gone if state.withdrawn == "version" else None,
        **words(ReportVersion, withdrawn=state.withdrawn == "version"),
    )
    Upload.objects.create(
        meeting=meeting, file=ContentFile(factories.pdf(word(Upload, "file")), "report.pdf"), **words(Upload)
    )
    StandardItem.objects.create(committee=committee, position=1, **words(StandardItem))
    lines = PastedMinutes.stored([Line(word(PastedMinutes, "lines"))])
    PastedMinutes.objects.create(meeting=meeting, item=item, lines=lines, **words(PastedMinutes))
    AskedCorrection.objects.create(item=item, **words(AskedCorrection))
    Narrative.objects.create(item=item, **words(Narrative))
    FairSummary.objects.create(item=item, **words(FairSummary))
    Declaration.objects.create(item=item, person=person, kind="non_registrable", **words(Declaration))
    of_words = {"withheld": state.withheld}
    Correction.objects.create(item=item, made_on=dt.date(2024, 3, 1), **words(Correction, **of_words))
    MeetingCorrection.objects.create(
        meeting=meeting, made_on=dt.date(2024, 3, 1), **words(MeetingCorrection, **of_words)
    )
    Attendance.objects.create(meeting=meeting, person=person, is_chair=True, **words(Attendance))
    Decision.objects.create(item=item, is_key=True, **words(Decision))
    resolution = Resolution.objects.create(item=item, ordinal=1, **words(Resolution))
    rescind(resolution, committee)
    Clause.objects.create(resolution=resolution, ordinal=1, **words(Clause))
    vote = Vote.objects.create(
        item=item, ordinal=1, resolution=resolution, outcome="carried", mover=person, **words(Vote)
    )
    Ballot.objects.create(vote=vote, person=person, choice="for", **words(Ballot))
    return World(state, council, committee, person, meeting, item, report, version, issue)
