"""
The desk: what the meetings ask for next, each with one link to go on.

Every section is one question with a limit, so that the page asks no more of a council with ten thousand meetings.
"""

import datetime as dt
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from minutes.actions import STAGE_NAMES
from minutes.admin.days import day_in_words, moment_in_words
from minutes.admin.remit import notes_for, within
from minutes.admin.standing import may_publish
from minutes.checks.notice import CLEAR_DAYS, last_lawful_day, working_day_from
from minutes.closing.confirming import confirming_items
from minutes.models import AgendaItem, AskedCorrection, Council, Jurisdiction, Meeting, MeetingStatus, Narrative, Report
from minutes.publication import STAGES

SHOWN = 10
AHEAD, BEHIND = dt.timedelta(days=42), dt.timedelta(days=365)
STILL_ADDED = dt.timedelta(days=30)  # after a meeting
DECIDED_WITHIN = 2  # working days: as soon as reasonably practicable (SI 2012/2089, reg. 12)
NOT_HELD = [MeetingStatus.CANCELLED, MeetingStatus.POSTPONED]


class Line(NamedTuple):
    """One thing to do: what it is about, what is told of it, and the step that goes on with it."""

    name: str
    told: str
    step: str
    url: str
    is_late: bool = False


class Section(NamedTuple):
    """Things to do of one kind, the most urgent first; `more` than are shown here."""

    title: str
    lines: list[Line]
    more: bool = False


class Desk:
    """What is due, for whoever asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.today, self.publishes = request, timezone.localdate(), may_publish(request)

    def sections(self) -> list[Section]:
        """Those in which there is something."""
        kinds = (
            self.scheduled, self.agendas, self.additions, self.decisions, self.minutes, self.drafts, self.corrections,
            self.questions,
        )  # fmt: skip
        return [section for kind in kinds if (section := kind()).lines]

    def agendas(self):
        rows = self.meetings.filter(agenda_published_at=None, date__range=(self.today, self.today + AHEAD))
        rows = rows.annotate(number=Count("items")).order_by("date", "starts_at", "pk")
        return self._section("Agendas to publish", rows, self._agenda)

    def additions(self):
        """Items and documents that were added since the agenda was published."""
        unreleased = {"released_at": None, "withdrawn_at": None}
        items = AgendaItem.objects.filter(meeting=OuterRef("pk"), **unreleased)
        reports = Report.objects.filter(
            item__meeting=OuterRef("pk"), is_exempt=False, item__is_exempt=False, **unreleased
        )
        rows = self.meetings.filter(agenda_published_at__lte=Now(), date__gte=self.today - STILL_ADDED)
        rows = rows.filter(Exists(items) | Exists(reports)).order_by("date", "pk")
        return self._section("Added to a public agenda, not public yet", rows, self._addition)

    def decisions(self):
        rows = self._held().filter(decisions_published_at=None).order_by("date", "pk")
        return self._section("Decisions to publish", rows, self._decisions)

    def minutes(self):
        narratives = Narrative.objects.filter(item__meeting=OuterRef("pk")).order_by()
        number = narratives.values("item__meeting").annotate(number=Count("pk")).values("number")
        rows = self._held().filter(decisions_published_at__lte=Now(), minutes_published_at=None)
        rows = rows.annotate(number=Count("items"), minuted=Subquery(number)).order_by("date", "pk")
        return self._section("Minutes to write and publish", rows, self._minutes)

    def drafts(self):
        """Draft minutes that the committee's next meeting can confirm, or could have."""
        later = Meeting.objects.filter(
            committee=OuterRef("committee"), date__gt=OuterRef("date"), date__lte=self.today + AHEAD, withdrawn_at=None
        ).exclude(status__in=NOT_HELD)
        rows = self._held().filter(minutes_published_at__lte=Now(), confirmed_at=None)
        following = {
            name: Subquery(later.order_by("date", "sequence").values(field)[:1])
            for name, field in (("next_on", "date"), ("next_meeting", "pk"))
        }
        rows = rows.annotate(**following).filter(next_on__isnull=False).order_by("next_on", "date", "pk")
        found = list(rows[: SHOWN + 1])
        items = confirming_items([meeting.next_meeting for meeting in found])
        return self._section(
            "Drafts to confirm", found, lambda meeting: self._draft(meeting, items.get(meeting.next_meeting))
        )

    def scheduled(self):
        ahead = Q(*((f"{stage}__gt", Now()) for stage in STAGES), _connector=Q.OR)
        items = AgendaItem.objects.filter(meeting=OuterRef("pk"), released_at__gt=Now())
        reports = Report.objects.filter(item__meeting=OuterRef("pk"), released_at__gt=Now())
        rows = self.meetings.filter(date__gte=self.today - BEHIND).annotate(added=Exists(items) | Exists(reports))
        rows = rows.filter(ahead | Q(added=True)).order_by("date", "pk")
        return self._section("Set for a moment to come", rows, self._set)

    def corrections(self):
        """Those that were asked for: by others, for whoever publishes; by this user and others, for whoever asks."""
        rows = AskedCorrection.objects.select_related("item__meeting__committee", "by")
        found = list(within(self.request, rows, "item__meeting__committee")[: SHOWN + 1])
        return Section("Corrections waiting", [self._asked(one) for one in found[:SHOWN]], len(found) > SHOWN)

    def questions(self):
        """What imports left to a person."""
        title, page = "Questions of imports", reverse("admin:minutes_importnote_changelist")
        if not self.request.user.has_perm("minutes.view_importnote"):
            return Section(title, [])
        number = notes_for(self.request).still_open().count()
        told = f"{number} {'is' if number == 1 else 'are'} open."
        return Section(title, [Line("What imports left to a person", told, "Answer them", page)] if number else [])

    @cached_property
    def meetings(self):
        """The meetings that are to take place or did, and are not withdrawn."""
        rows = within(self.request, Meeting.objects.filter(withdrawn_at=None), "committee").exclude(status__in=NOT_HELD)
        return rows.select_related("committee")

    @cached_property
    def nation(self):
        council = Council.objects.first()
        return Jurisdiction(council.jurisdiction) if council else Jurisdiction.ENGLAND

    def _held(self):
        return self.meetings.filter(date__range=(self.today - BEHIND, self.today))

    def _section(self, title, rows, line):
        found = list(rows[: SHOWN + 1])
        return Section(title, [line(meeting) for meeting in found[:SHOWN]], len(found) > SHOWN)

    def _agenda(self, meeting):
        last = last_lawful_day(meeting.date, self.nation)
        late, days = last < self.today, CLEAR_DAYS[self.nation]
        told = f"Last lawful day: {day_in_words(last)} ({days} clear days)."
        if late:
            told = f"The last lawful day was {day_in_words(last)}: {days} clear days are not possible any more."
        told = told if meeting.number else f"{told} It has no items yet."
        return self._line(meeting, told, "publish-agenda", "Publish the agenda", late=late, ready=bool(meeting.number))

    def _addition(self, meeting):
        return self._line(meeting, "Items or documents wait.", "supplement", "Publish what was added")

    def _decisions(self, meeting):
        due = working_day_from(meeting.date, self.nation, DECIDED_WITHIN)
        late = due < self.today
        told = f"{'They were due' if late else 'Due'} by {day_in_words(due)}."
        return self._line(meeting, told, "publish-decisions", "Publish the decisions", late=late)

    def _minutes(self, meeting):
        minuted = meeting.minuted or 0
        told = f"{minuted} of {meeting.number} items have minutes."
        ready = bool(minuted) and minuted >= meeting.number
        return self._line(meeting, told, "publish-minutes", "Publish the draft minutes", ready=ready)

    def _draft(self, meeting, item):
        """To the item at which the next meeting confirms them; before it is held there is nothing to enter there."""
        held = meeting.next_on <= self.today
        told = f"The next meeting {'was' if held else 'is'} on {day_in_words(meeting.next_on)}."
        if item is None or not self.publishes:
            return self._line(meeting, told, "confirm", "Confirm the minutes", late=held)
        step = "Confirm the minutes" if held else "Open the item that confirms them"
        address = reverse(f"admin:minutes_agendaitem_{'confirm-minutes' if held else 'change'}", args=[item.pk])
        return Line(str(meeting), told, step, address, held)

    def _asked(self, asked):
        step, page = ("Answer it", "correct") if self.publishes else ("Open the item", "change")
        address = reverse(f"admin:minutes_agendaitem_{page}", args=[asked.item_id])
        return Line(f"{asked.item.meeting}: {asked.item}", f"{asked} (asked for by {asked.by})", step, address)

    def _set(self, meeting):
        now = timezone.now()
        moments = [(STAGE_NAMES[stage], getattr(meeting, stage)) for stage in STAGES]
        told = "; ".join(f"{name}: {moment_in_words(moment)}" for name, moment in moments if moment and moment > now)
        return self._line(meeting, f"{told or 'What was added to the agenda'}.", "call-off", "Take it back")

    def _line(self, meeting, told, act, step, *, late=False, ready=True):
        """The step itself for whoever may take it and where all is ready for it; else the meeting's page."""
        if self.publishes and ready:
            return Line(str(meeting), told, step, reverse(f"admin:minutes_meeting_{act}", args=[meeting.pk]), late)
        page = reverse("admin:minutes_meeting_change", args=[meeting.pk])
        return Line(str(meeting), told, "Open the meeting", page, late)
