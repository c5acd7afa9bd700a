"""Meetings, their items and what belongs to these."""

import datetime as dt

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from minutes import models as minutes
from minutes.publication import STAGES
from minutes.text.lines import read_lines
from tests.factories.base import PAST, Factory, pdf
from tests.factories.people import CommitteeFactory, PersonFactory


class MeetingFactory(Factory):
    """A draft; `stage="minutes_published_at"` takes it there, at `PAST` or at the moment `at`."""

    class Meta:
        model = minutes.Meeting

    class Params:
        stage = None
        at = PAST

    committee = factory.SubFactory(CommitteeFactory)
    date = factory.Sequence(lambda n: dt.date(2024, 1, 2) + dt.timedelta(days=n + (n >= 35)))  # never 6 February

    announced_at = factory.LazyAttribute(lambda o: _moment(o, "announced_at"))
    agenda_published_at = factory.LazyAttribute(lambda o: _moment(o, "agenda_published_at"))
    decisions_published_at = factory.LazyAttribute(lambda o: _moment(o, "decisions_published_at"))
    minutes_published_at = factory.LazyAttribute(lambda o: _moment(o, "minutes_published_at"))
    confirmed_at = factory.LazyAttribute(lambda o: _moment(o, "confirmed_at"))


def _moment(meeting, stage):
    if meeting.stage is None or STAGES.index(stage) > STAGES.index(meeting.stage):
        return None
    return meeting.at


class AttendanceFactory(Factory):
    class Meta:
        model = minutes.Attendance

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)


class IssueFactory(Factory):
    class Meta:
        model = minutes.Issue

    title = factory.Sequence(lambda n: f"Issue {n}")
    slug = factory.Sequence(lambda n: f"issue-{n}")


class AgendaItemFactory(Factory):
    """Released with its meeting's agenda, unless told otherwise."""

    class Meta:
        model = minutes.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Item {n}")
    released_at = factory.LazyAttribute(lambda o: o.meeting.agenda_published_at)


class NarrativeFactory(Factory):
    class Meta:
        model = minutes.Narrative

    item = factory.SubFactory(AgendaItemFactory)
    text = "The committee considered a report."


class FairSummaryFactory(Factory):
    class Meta:
        model = minutes.FairSummary

    item = factory.SubFactory(AgendaItemFactory)
    text = "The committee considered a lease."


class DeclarationFactory(Factory):
    class Meta:
        model = minutes.Declaration

    item = factory.SubFactory(AgendaItemFactory)
    person = factory.SubFactory(PersonFactory)
    kind = minutes.InterestKind.NON_REGISTRABLE
    text = "A friend lives in the street."


class CorrectionFactory(Factory):
    class Meta:
        model = minutes.Correction

    item = factory.SubFactory(AgendaItemFactory)
    made_on = factory.LazyFunction(timezone.localdate)
    text = "For “north” read “south”."


class MeetingCorrectionFactory(Factory):
    class Meta:
        model = minutes.MeetingCorrection

    meeting = factory.SubFactory(MeetingFactory)
    made_on = factory.LazyFunction(timezone.localdate)
    text = "Councillor Grey was present."


class ReportFactory(Factory):
    """A report with a real file; `file=""` for one that is to follow."""

    class Meta:
        model = minutes.Report

    item = factory.SubFactory(AgendaItemFactory)
    title = factory.Sequence(lambda n: f"Report {n}")
    file = factory.LazyFunction(lambda: ContentFile(pdf(), "report.pdf"))
    released_at = factory.LazyAttribute(lambda o: None if o.is_exempt else o.item.released_at)
    is_exempt = False


class ReportPageFactory(Factory):
    """The text of a page; the first one of a report with a file is there already."""

    class Meta:
        model = minutes.ReportPage

    report = factory.SubFactory(ReportFactory)
    number = factory.Sequence(lambda n: n + 2)
    text = "A page."


class ReportVersionFactory(Factory):
    """A file that the report had before."""

    class Meta:
        model = minutes.ReportVersion

    report = factory.SubFactory(ReportFactory)
    number = factory.LazyAttribute(lambda o: o.report.versions.count() + 1)
    file = factory.LazyFunction(lambda: ContentFile(pdf("An earlier report."), "report.pdf"))
    file_name = factory.LazyAttribute(lambda o: o.report.file_name)
    replaced_at = PAST


class UploadFactory(Factory):
    """A file that waits for a clerk."""

    class Meta:
        model = minutes.Upload

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda n: f"{n} Report.pdf")
    file = factory.LazyFunction(lambda: ContentFile(pdf(), "report.pdf"))


class PastedMinutesFactory(Factory):
    """A paste that waits for a clerk."""

    class Meta:
        model = minutes.PastedMinutes

    meeting = factory.SubFactory(MeetingFactory)
    lines = factory.LazyFunction(lambda: minutes.PastedMinutes.stored(read_lines("5. PARKS\nTea.\n6. ROADS\nTea.")))


class AskedCorrectionFactory(Factory):
    """A correction that waits for somebody who publishes."""

    class Meta:
        model = minutes.AskedCorrection

    item = factory.SubFactory(AgendaItemFactory)
    text = "For “tea” read “cake”."


class OldAddressFactory(Factory):
    """Where an item stood in the old system; another record with its field and kind."""

    class Meta:
        model = minutes.OldAddress

    kind = "item"
    number = factory.Sequence(lambda n: str(1000 + n))
    item = factory.SubFactory(AgendaItemFactory)
