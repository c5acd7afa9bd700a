"""
What happens to a council while it is looked at.

Acts change what is public, as a publisher does them or as a moment comes; quiet ones change nothing that is public, and
so nothing that anybody is answered.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from decisions.models import Decision
from minutes import actions
from minutes.actions import NotPossible
from minutes.closing import confirming, correcting
from minutes.closing.exempting import Ground, make_exempt, make_public
from minutes.models import (
    AgendaItem,
    Committee,
    Correction,
    Meeting,
    Narrative,
    Person,
    Report,
    ReportVersion,
)  # fmt: skip
from minutes.models.lock import Way, unlocked
from tests import factories as make
from tests.leaks.council import DRAFT, STAGES, quickly
from tests.leaks.words import WORD, words_in
from tests.site.world import text_fields

FIXED = {"part", "slug", "file_name"}  # of a record, once it is stored


class Acts:
    """The acts, on one council. Each is given a number that chooses among the records it can be done to."""

    def __init__(self, builder, words, clock):
        self.builder, self.words, self.clock = builder, words, clock

    @property
    def by(self):
        return self.builder.clerk

    def do(self, name, number):
        """Do it, if it can be done; whether it was."""
        try:
            with quickly(), transaction.atomic():
                return getattr(self, name)(number) is not False
        except (NotPossible, ValidationError):
            return False

    def quietly(self, name, seen, number):
        """Do one that changes nothing public; what it was done to."""
        with quickly(), unlocked(Way.IMPORT):
            return getattr(self, name)(seen, number)

    # What changes what is public.

    def wait(self, number):
        """Nothing is done; moments that were set come."""

    def publish(self, number, at=None):
        meeting = chosen(Meeting.objects.filter(confirmed_at=None), number)
        stage = next((stage for stage in STAGES if getattr(meeting, stage) is None), None) if meeting else None
        if stage is None:
            return False
        return actions.publish(meeting=meeting, stage=stage, by=self.by, at=at)

    def schedule(self, number):
        return self.publish(number, at=self.clock.now + dt.timedelta(hours=2))

    def call_off(self, number):
        return actions.call_off(meeting=chosen(Meeting.objects.all(), number), by=self.by)

    def supplement(self, number):
        meeting = chosen(Meeting.objects.exclude(agenda_published_at=None), number)
        return actions.publish_supplement(meeting=meeting, by=self.by) if meeting else False

    def withdraw(self, number):
        rows = [*_standing(Meeting), *_standing(AgendaItem), *_standing(Report), *_standing(ReportVersion)]
        record = rows[number % len(rows)]
        actions.withdraw(record=record, note=self.words.new("a note of withdrawal"), by=self.by)

    def restore(self, number):
        rows = [
            row
            for model in (Meeting, AgendaItem, Report, ReportVersion)
            for row in model.objects.exclude(withdrawn_at=None)
        ]
        return actions.restore(record=rows[number % len(rows)], by=self.by) if rows else False

    def exempt(self, number):
        rows = [*AgendaItem.objects.filter(is_exempt=False).order_by("-pk"), *Report.objects.filter(is_exempt=False)]
        ground = Ground("3", self.words.new("a reason"), self.words.new("exempt_test"))
        listed = self.words.new("listed_as") if number % 2 else ""
        make_exempt(record=rows[number % len(rows)], ground=ground, by=self.by, listed_as=listed,
                    summary=self.words.new("a summary") if number % 3 else "")  # fmt: skip

    def open(self, number):
        rows = [*AgendaItem.objects.filter(is_exempt=True), *Report.objects.filter(is_exempt=True)]
        if not rows:
            return False
        return make_public(record=rows[number % len(rows)], reason=self.words.new("why it is opened"), by=self.by)

    def list_or_not(self, number):
        record = chosen([*Committee.objects.order_by("pk"), *Person.objects.order_by("pk")], number)
        record.is_listed = not record.is_listed
        record.save()

    def correct(self, number):
        narrative = chosen(Narrative.objects.exclude(item__meeting__minutes_published_at=None), number)
        if narrative is None:
            return False
        words = {"text": self.words.new("Narrative.text")}
        told = correcting.Rewriting("minutes", words, self.words.new("withheld_because") if number % 2 else "")
        text, reason = self.words.new("Correction.text"), self.words.new("Correction.reason")
        return correcting.correct(record=narrative.item, text=text, reason=reason, by=self.by, rewriting=told)

    def withhold(self, number):
        correction = chosen(Correction.objects.filter(withheld_because=""), number)
        because = self.words.new("withheld_because")
        return correcting.withhold(correction=correction, because=because, by=self.by) if correction else False

    def confirm(self, number):
        meeting = chosen(Meeting.objects.filter(confirmed_at=None).exclude(minutes_published_at=None), number)
        if meeting is None:
            return False
        return confirming.confirm(agreed=[confirming.Agreed(meeting)], by=self.by, in_meeting=None)

    def replace(self, number):
        report = chosen(Report.objects.exclude(file=""), number)
        if report is None:
            return False
        before = words_in(" ".join(report.page_texts.values_list("text", flat=True)))
        report.file = ContentFile(make.pdf(self.words.new("Report.file")), "report.pdf")
        report.replaced_because = self.words.new("ReportVersion.note")
        report.save()
        version = report.versions.order_by("-number").first()
        if version is not None and version.pk not in self.words.of_versions and before:
            self.words.of_versions[version.pk] = before.pop()
        return True

    # What changes nothing that is public.

    def edit(self, seen, number):
        """Other words where they are not public."""
        closed = [
            (row, name)
            for model, rows in seen.rows.items()
            for row in rows
            for name in text_fields(model)
            if name not in FIXED and WORD.search(str(getattr(row, name))) and not seen.may(row, name)
        ]
        row, name = closed[number % len(closed)]
        word = self.words.new(f"{type(row).__name__}.{name}, changed")
        fresh = type(row).objects.get(pk=row.pk)
        setattr(fresh, name, WORD.sub(word, getattr(fresh, name)))
        fresh.save()
        return f"{type(row).__name__}.{name}"

    def add_item(self, seen, number):
        """An item that is not released, with a document and all that will be minuted of it."""
        meeting = chosen(Meeting.objects.filter(confirmed_at=None), number)
        self.builder.item(meeting, DRAFT["items"][0])
        return f"an item for meeting {meeting.pk}"

    def add_meeting(self, seen, number):
        """A draft."""
        return f"meeting {self.builder.meeting(DRAFT).pk}"

    def write(self, seen, number):
        """Minutes and reasons before their stage."""
        items = AgendaItem.objects.filter(narrative=None, decision=None, meeting__decisions_published_at=None)
        item = chosen(items, number)
        if item is None:
            return self.add_meeting(seen, number)
        Narrative.objects.create(item=item, **self.words.fill(Narrative))
        Decision.objects.create(item=item, **self.words.fill(Decision), is_key=True)
        return f"minutes of {item.pk}"

    def delete(self, seen, number):
        """A draft of a document."""
        report = chosen(Report.objects.filter(released_at=None, is_exempt=False, versions=None), number)
        if report is None:
            return self.edit(seen, number)
        report.old_addresses.all().delete()
        report.delete()
        return f"document {report.pk} deleted"


CHANGES = ("wait", "publish", "schedule", "call_off", "supplement", "withdraw", "restore", "exempt", "open", "list_or_not",
           "correct", "withhold", "confirm", "replace")  # fmt: skip
QUIET = ("edit", "add_item", "add_meeting", "write", "delete")


def chosen(rows, number):
    """One of them; None of none."""
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def _standing(model):
    return model.objects.filter(withdrawn_at=None).order_by("pk")
