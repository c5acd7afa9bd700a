"""
Making letters: for each subscription whose turn it is, one for all that is new to it.

The letter and the mark of how far was looked are stored in one transaction, with the subscription's row kept from
others: so each piece of news is in one letter of a subscription, or, where it says nothing to it, in none.
"""

import datetime as dt
from email.utils import make_msgid
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from minutes.alerts.models import AlertLetter, AlertNews, AlertSubscription, NewsKind, Rhythm
from minutes.feeds.subjects import Subject
from minutes.search.index import at_rest

BATCH = 50  # subscriptions, while which the index is kept at rest
MORNING = dt.time(7)


def prepare() -> int:
    """Make the letters that are due; how many."""
    made = 0
    last = AlertNews.objects.aggregate(last=Max("id"))["last"] or 0
    while True:
        with at_rest():
            batch = list(_due(last).select_for_update(skip_locked=True)[:BATCH])
            made += sum(_prepare(subscription, last) for subscription in batch)
        if not batch:
            return made


def _due(last: int) -> QuerySet[AlertSubscription]:
    """Those that have not looked at all the news there is, and the weekly ones whose day has come."""
    at_once = Q(rhythm=Rhythm.AT_ONCE, told__lt=last)
    rows = AlertSubscription.objects.filter(confirmed_at__isnull=False)
    return rows.filter(at_once | Q(rhythm=Rhythm.WEEKLY, due_at__lte=Now())).order_by("pk")


def _prepare(subscription: AlertSubscription, last: int) -> bool:
    """Whether there was anything to tell."""
    news = AlertNews.objects.filter(id__gt=subscription.told, id__lte=last)
    subject = Subject.parse(subscription.subject)
    found: list[int] = []
    if subject.is_known:
        items = set(subject.items().filter(pk__in=news.values("item")).values_list("pk", flat=True))
        meetings = set(subject.meetings().filter(pk__in=news.values("meeting")).values_list("pk", flat=True))
        found = [one.pk for one in news if one.item_id in items or _tells(subject, one, meetings)]
    if found:
        write(subscription, found)
    subscription.told = max(last, subscription.told)
    if subscription.rhythm == Rhythm.WEEKLY:
        subscription.due_at = next_monday(timezone.now())
    subscription.save(update_fields=["told", "due_at"])
    return bool(found)


def _tells(subject: Subject, news: AlertNews, meetings: set[int]) -> bool:
    """Whether a subject tells of news of a meeting."""
    is_told = news.kind == NewsKind.MEETING or subject.tells_corrected_meetings
    return is_told and news.meeting_id in meetings


def write(subscription: AlertSubscription, news: list[int]) -> AlertLetter:
    """A letter that waits to be sent."""
    host = urlsplit(subscription.root).hostname or "localhost"
    return AlertLetter.objects.create(subscription=subscription, news=news, message_id=make_msgid("alert", domain=host))


def next_monday(now: dt.datetime) -> dt.datetime:
    """Monday morning, by the council's clock."""
    zone = ZoneInfo(settings.TIME_ZONE)
    today = now.astimezone(zone)
    monday = dt.datetime.combine(today.date() - dt.timedelta(days=today.weekday()), MORNING, zone)
    if monday > today:
        return monday
    return dt.datetime.combine(monday.date() + dt.timedelta(days=7), MORNING, zone)
