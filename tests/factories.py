"""A factory for every model: minimal by default, drafts unless told otherwise."""

import datetime as dt

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from decisions import models as decisions
from minutes import models as minutes
from minutes.publication import STAGES

PAST = dt.datetime(2024, 1, 1, 9, 0, tzinfo=dt.UTC)


def pdf(text: str = "A report.") -> bytes:
    """A small real PDF with one page, on which `text` stands."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        start,
    )


class Factory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


class CouncilFactory(Factory):
    class Meta:
        model = minutes.Council
        django_get_or_create = ["id"]

    id = 1
    name = "Testbury Council"


class PartyFactory(Factory):
    class Meta:
        model = minutes.Party

    name = factory.Sequence(lambda n: f"Party {n}")


class WardFactory(Factory):
    class Meta:
        model = minutes.Ward

    name = factory.Sequence(lambda n: f"Ward {n}")
    slug = factory.Sequence(lambda n: f"ward-{n}")


class PersonFactory(Factory):
    class Meta:
        model = minutes.Person

    name = factory.Sequence(lambda n: f"Person {n}")
    slug = factory.Sequence(lambda n: f"person-{n}")


class SeatFactory(Factory):
    class Meta:
        model = minutes.Seat

    person = factory.SubFactory(PersonFactory)
    ward = factory.SubFactory(WardFactory)
    party = factory.SubFactory(PartyFactory)
    started_on = dt.date(2023, 5, 8)


class CommitteeFactory(Factory):
    class Meta:
        model = minutes.Committee

    name = factory.Sequence(lambda n: f"Committee {n}")
    slug = factory.Sequence(lambda n: f"committee-{n}")


class MembershipFactory(Factory):
    class Meta:
        model = minutes.Membership

    committee = factory.SubFactory(CommitteeFactory)
    person = factory.SubFactory(PersonFactory)
    started_on = dt.date(2023, 5, 8)


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


class SynonymsFactory(Factory):
    class Meta:
        model = minutes.Synonyms

    words = factory.Sequence(lambda n: f"tramway{n}, streetcar{n}")


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


class OldAddressFactory(Factory):
    """Where an item stood in the old system; another record with its field and kind."""

    class Meta:
        model = minutes.OldAddress

    kind = "item"
    number = factory.Sequence(lambda n: str(1000 + n))
    item = factory.SubFactory(AgendaItemFactory)


class DecisionFactory(Factory):
    class Meta:
        model = decisions.Decision

    item = factory.SubFactory(AgendaItemFactory)
    reasons = "It is needed."


class ResolutionFactory(Factory):
    class Meta:
        model = decisions.Resolution

    item = factory.SubFactory(AgendaItemFactory)
    text = "That the report be agreed."


class ClauseFactory(Factory):
    class Meta:
        model = decisions.Clause

    resolution = factory.SubFactory(ResolutionFactory)
    ordinal = factory.LazyAttribute(lambda o: o.resolution.clauses.count() + 1)
    label = "(a)"
    text = "in full."


class VoteFactory(Factory):
    class Meta:
        model = decisions.Vote

    item = factory.SubFactory(AgendaItemFactory)
    subject = "The motion"
    outcome = decisions.Outcome.CARRIED


class BallotFactory(Factory):
    class Meta:
        model = decisions.Ballot

    vote = factory.SubFactory(VoteFactory)
    person = factory.SubFactory(PersonFactory)
    choice = decisions.Choice.FOR


class ImportedPageFactory(Factory):
    class Meta:
        model = minutes.ImportedPage

    origin = factory.Sequence(lambda n: f"issue issue:{n}")
    source = "pages"
    place = "pages/issue.html"
    read_at = PAST


class ImportedRecordFactory(Factory):
    class Meta:
        model = minutes.ImportedRecord

    record = "minutes.agendaitem"
    key = factory.Sequence(lambda n: 1000 + n)


class ImportNoteFactory(Factory):
    class Meta:
        model = minutes.ImportNote

    kind = minutes.NoteKind.NOT_UNDERSTOOD
    identity = factory.Sequence(lambda n: f"{n:032x}")
    digest = "0" * 16
    origin = "issue issue:263"
    place = "pages/issue.html"
    words = "A paragraph was not understood."
    found_at = PAST
    seen_at = PAST
