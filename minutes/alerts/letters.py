"""What stands in a letter: written when it is sent, of what is public at that moment."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minutes.alerts.meetings import NOT_THEN
from minutes.alerts.models import AlertLetter, AlertNews, AlertSubscription, NewsKind
from minutes.feeds import entries
from minutes.feeds.subjects import Subject
from minutes.models import AgendaItem, Correction, FairSummary, Meeting, MeetingCorrection, Narrative, Report
from minutes.publication import stage
from minutes.registry import registry
from minutes.templatetags.minutebook import after_preposition, clock, written
from minutes.views.council import current_council

MOST = 100  # items in one letter


@dataclass
class Told:
    """What a letter says of an item or of a meeting."""

    url: str
    heading: str
    where: str
    news: list[str] = field(default_factory=list)
    resolutions: list[str] = field(default_factory=list)
    short: str = ""  # of a meeting: what became of it, in a word or two


def compose(letter: AlertLetter) -> EmailMessage | None:
    """The letter; None where nothing of what it was to tell is public any more."""
    subscription = letter.subscription
    with translation.override(subscription.language):
        subject = Subject.parse(subscription.subject)
        context = _context(subscription, subject)
        if not letter.news:
            title = _("Do you want e-mail about %(subject)s?") % {"subject": subject.name}
            return _message(letter, title, "ask", context)
        kinds = (meetings_of, corrected_meetings_of, told_of)
        told = [one for kind in kinds for one in kind(letter.news, subscription.root)]
        if not told or not subject.is_known:
            return None
        context |= {"told": told[:MOST], "more": max(len(told) - MOST, 0)}
        return _message(letter, _title(subject, told), "news", context)


def _title(subject: Subject, told: list[Told]) -> str:
    if len(told) == 1 and told[0].short:
        return f"{told[0].short}: {told[0].heading}, {told[0].where}"
    title = ngettext("%(subject)s: %(number)s item", "%(subject)s: %(number)s items", len(told))
    return title % {"subject": subject.name, "number": len(told)}


def _context(subscription: AlertSubscription, subject: Subject) -> dict[str, Any]:
    root, token = subscription.root, subscription.token
    return {
        "council": current_council(), "subject": subject, "subscription": subscription,
        "site": root + reverse("minutes:home"), "subject_url": root + subject.path,
        "confirm_url": root + reverse("minutes:alert-confirm", args=[token]),
        "stop_url": root + reverse("minutes:alert-stop", args=[token]),
    }  # fmt: skip


def _message(letter: AlertLetter, title: str, template: str, context: dict[str, Any]) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address(str(context["council"]), addr_spec=settings.MAIL_FROM)
    message["To"] = Address(addr_spec=letter.subscription.email)
    message["Subject"] = " ".join(title.split())[:200]
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.subscription.language
    if letter.news:
        host = urlsplit(letter.subscription.root).hostname or "localhost"
        message["List-Id"] = f"<alerts.{host}>"
        message["List-Unsubscribe"] = f"<{context['stop_url']}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Precedence"] = "bulk"
    message.set_content(render_to_string(f"alerts/{template}.txt", context).strip() + "\n")
    message.add_alternative(render_to_string(f"alerts/{template}.html", context), subtype="html")
    return message


def meetings_of(news: Sequence[int], root: str) -> list[Told]:
    """The meetings that were called off, moved or put back, as they stand now; the next one first."""
    changes = AlertNews.objects.filter(pk__in=news, kind=NewsKind.MEETING).order_by("-pk")
    was_on: dict[Any, Any] = dict(changes.values_list("meeting_id", "was_on"))  # the first change of each stays
    rows = Meeting.public.filter(pk__in=was_on).select_related("committee").order_by("date", "starts_at", "pk")
    return [_of_meeting(meeting, was_on[meeting.pk], root) for meeting in rows]


def _of_meeting(meeting: Meeting, was_on: dt.date, root: str) -> Told:
    """What stands now, and where it was."""
    off = meeting.status in NOT_THEN
    short = _(meeting.get_status_display()) if off else _("Meeting changed")
    told = Told(root + meeting.get_absolute_url(), str(meeting.committee), written(meeting.date), short=short)
    if off:
        told.news.append(f"{short}.")
    else:
        at = f", {clock(meeting.starts_at)}" if meeting.starts_at else ""
        where = f", {meeting.venue}" if meeting.venue else ""
        told.news.append(_("It takes place on %(when)s.") % {"when": f"{after_preposition(meeting.date)}{at}{where}"})
    if was_on != meeting.date:
        told.news.append(_("It was to be on %(date)s.") % {"date": after_preposition(was_on)})
    if meeting.status_note:
        told.news.append(meeting.status_note)
    return told


def corrected_meetings_of(news: Sequence[int], root: str) -> list[Told]:
    """The meetings whose minutes as a whole were corrected, the newest first."""
    parts = AlertNews.objects.filter(pk__in=news, kind=NewsKind.CORRECTION, meeting__isnull=False).values("part")
    rows = MeetingCorrection.public.filter(pk__in=parts).select_related("meeting__committee")
    told: dict[int, Told] = {}
    for row in rows.order_by("-meeting__date", "-meeting__sequence", "meeting", "made_on", "pk"):
        url, where = f"{root}{row.meeting.get_absolute_url()}#corrections", written(row.meeting.date)
        one = told.setdefault(row.meeting_id, Told(url, str(row.meeting.committee), where, short=_("Correction")))
        one.news.append(_("Correction: %(words)s") % {"words": row.text})
    return list(told.values())


def told_of(news: Sequence[int], root: str) -> list[Told]:
    """The items of which any of that news is public, the newest meeting first."""
    by_item: dict[int, list[AlertNews]] = defaultdict(list)
    for each in AlertNews.objects.filter(pk__in=news, item__isnull=False):
        by_item[each.item_id or 0].append(each)
    rows = AgendaItem.public.with_place().filter(pk__in=by_item).annotate(stage=stage("meeting__"))
    rows = rows.newest_first().prefetch_related(*registry.prefetches("public"))
    minuted = {*Narrative.public.filter(item__in=by_item).values_list("item_id", flat=True),
               *FairSummary.public.filter(item__in=by_item).values_list("item_id", flat=True)}  # fmt: skip
    parts = {
        NewsKind.DOCUMENT: dict(Report.public.filter(item__in=by_item).values_list("pk", "title")),
        NewsKind.CORRECTION: dict(Correction.public.filter(item__in=by_item).values_list("pk", "text")),
    }
    told = []
    for item in rows:
        one = Told(root + item.get_absolute_url(), entries.heading(item), entries.where(item))
        one.news = [line for each in by_item[item.pk] if (line := _line(each, item, minuted, parts))]
        if any(each.kind == NewsKind.DECISIONS for each in by_item[item.pk]):
            one.resolutions = [f"{row['label']} {row['text']}".strip() for row in entries.resolutions(item)]
        if one.news:
            told.append(one)
    return told


def _line(news: AlertNews, item: Any, minuted: set[int], parts: dict[NewsKind, dict[int, str]]) -> str:
    """A piece of news in plain words; nothing where there is nothing to read."""
    kind = NewsKind(news.kind)
    if kind in parts:
        words = parts[kind].get(news.part, "")
        named = {NewsKind.DOCUMENT: _("New document: %(words)s"), NewsKind.CORRECTION: _("Correction: %(words)s")}
        return named[kind] % {"words": words} if words else ""
    if kind == NewsKind.DECISIONS:
        decided = any(part.data(item) for part in registry.item_parts if not part.minuted)
        return _("What was decided is published.") if decided else ""
    if kind == NewsKind.MINUTES:
        return _("The draft minutes are published.") if item.pk in minuted else ""
    return _("It is on the agenda.")
