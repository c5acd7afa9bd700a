"""What stands around the record: imports, changes, alerts."""

import datetime as dt

import factory

from minutes import models as minutes
from minutes.alerts import models as alerts
from minutes.ledger.chain import New, add, alone
from minutes.text.withheld import Words
from tests.factories.base import PAST, Factory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory


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


class RedactionFactory(Factory):
    """One that is on file; nothing in the record was changed for it."""

    class Meta:
        model = minutes.Redaction

    words = "Ada Thornley"
    reason = minutes.RedactionReason.SAFETY
    note = "She asked for it."
    pattern = factory.LazyAttribute(lambda one: Words(one.words.splitlines()).pattern)
    made_at = PAST
    made_by = "officer"


class RedactedPlaceFactory(Factory):
    class Meta:
        model = minutes.RedactedPlace

    redaction = factory.SubFactory(RedactionFactory)
    record = "minutes.agendaitem"
    key = factory.Sequence(lambda n: 1_000_000 + n)
    name = "[name withheld]"
    field = "title"


class RetentionPeriodFactory(Factory):
    class Meta:
        model = minutes.RetentionPeriod

    kind = minutes.RetentionKind.UPLOAD
    months = 6
    source = "Schedule of the council, line 12"


class KeptLongerFactory(Factory):
    class Meta:
        model = minutes.KeptLonger

    kind = minutes.RetentionKind.UPLOAD
    key = factory.Sequence(lambda n: 1_000_000 + n)
    until = dt.date(2099, 1, 1)
    reason = "It is part of a claim."
    made_by = "officer"


class DisposalFactory(Factory):
    class Meta:
        model = minutes.Disposal

    kind = minutes.RetentionKind.UPLOAD
    key = factory.Sequence(lambda n: 1_000_000 + n)
    what = "Upload 7 (PDF, 3 KB), Cabinet, 3 March 2020"
    act = minutes.DisposalAct.DELETED
    rule = "Uploads that were never placed: 1 year."
    due_on = dt.date(2021, 3, 3)
    made_by = "officer"


class PublicChangeFactory(Factory):
    class Meta:
        model = minutes.PublicChange

    record = "item"
    key = factory.Sequence(lambda n: 1_000_000 + n)
    level = 1
    at = PAST


class LedgerEntryFactory(Factory):
    """An entry that follows the last one."""

    class Meta:
        model = minutes.LedgerEntry

    act = minutes.Act.PUBLISHED
    kind = "item"
    key = factory.Sequence(lambda n: 1_000_000 + n)
    address = factory.LazyAttribute(lambda o: f"/committees/cabinet/2024-02-06/{o.key}/")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with alone():
            return add([New(**kwargs)])[0]


class LedgerHeadFactory(Factory):
    class Meta:
        model = minutes.LedgerHead

    day = factory.Sequence(lambda n: PAST.date() + dt.timedelta(days=n))
    at = PAST
    number = 1
    hash = key = "0" * 64
    signature = "0" * 128


class LedgerReachFactory(Factory):
    class Meta:
        model = minutes.LedgerReach

    pk = 1
    mark = "a mark"
    since = PAST


class AlertSubscriptionFactory(Factory):
    """One that has confirmed, of everything, at once."""

    class Meta:
        model = alerts.AlertSubscription

    email = factory.Sequence(lambda n: f"reader{n}@example.org")
    rhythm = alerts.Rhythm.AT_ONCE
    language = "en-gb"
    root = "https://minutes.example.org"
    confirmed_at = PAST


class AlertNewsFactory(Factory):
    class Meta:
        model = alerts.AlertNews

    kind = alerts.NewsKind.AGENDA
    item = factory.SubFactory(AgendaItemFactory)


class AlertMeetingFactory(Factory):
    class Meta:
        model = alerts.AlertMeeting

    meeting = factory.SubFactory(MeetingFactory)
    date = factory.SelfAttribute("meeting.date")


class AlertLetterFactory(Factory):
    class Meta:
        model = alerts.AlertLetter

    subscription = factory.SubFactory(AlertSubscriptionFactory)
    message_id = factory.Sequence(lambda n: f"<{n}@example.org>")


class AlertKnockFactory(Factory):
    class Meta:
        model = alerts.AlertKnock

    who = "0" * 64
