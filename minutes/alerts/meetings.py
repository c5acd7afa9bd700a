"""
Which coming meetings were called off, moved, or put back, since it was looked last.

What is public of a meeting is compared with what was when it was looked before, whoever changed it and however. A
meeting that is seen for the first time is no news; nor is one whose days, the old and the new, are over.
"""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from minutes.alerts.models import AlertMeeting, AlertNews, NewsKind
from minutes.models import Meeting, MeetingStatus

NOT_THEN = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.ADJOURNED)
FACTS = ("date", "starts_at", "venue", "off")
TODAY = TruncDate(Now())


def changed_meetings() -> list[AlertNews]:
    """The news, not stored yet; what was seen is."""
    AlertMeeting.objects.filter(date__lt=TODAY).exclude(meeting__date__gte=TODAY).delete()
    known = {row.meeting_id: row for row in AlertMeeting.objects.all()}
    looked_at = Meeting.public.filter(Q(date__gte=TODAY) | Q(pk__in=known)).order_by("pk")
    news, seen = [], []
    for meeting in looked_at:
        now, before = _seen(meeting), known.get(meeting.pk)
        if before is not None and any(getattr(before, name) != getattr(now, name) for name in FACTS):
            news.append(AlertNews(kind=NewsKind.MEETING, meeting=meeting, was_on=before.date))
        elif before is not None:
            continue
        seen.append(now)
    AlertMeeting.objects.bulk_create(
        seen, update_conflicts=True, unique_fields=["meeting"], update_fields=FACTS, batch_size=1_000
    )
    return news


def _seen(meeting: Any) -> AlertMeeting:
    off = meeting.status if meeting.status in NOT_THEN else ""
    return AlertMeeting(meeting=meeting, date=meeting.date, starts_at=meeting.starts_at, venue=meeting.venue, off=off)
