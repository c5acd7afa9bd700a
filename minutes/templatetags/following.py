"""What stands in a page's head for programs: its feeds and calendars, and what it is about as schema.org has it."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes.feeds.subjects import Subject
from minutes.feeds.views import addresses
from minutes.markup import data_block
from minutes.models import Committee, Issue, Person, Ward
from minutes.opendata.linked import linked_data
from minutes.search.question import Question
from minutes.views.public import site_root

register = template.Library()
TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
KINDS = {"committee": Committee, "issue": Issue, "person": Person, "ward": Ward}


@register.inclusion_tag("_partials/_discovery.html", takes_context=True)
def discovery(context: dict[str, Any]) -> dict[str, Any]:
    """Of the record or the search that the page shows, and of everything; nothing of what a preview shows."""
    if context.get("preview") or "request" not in context:
        return {"links": []}
    subject = subject_of(context)
    links: list[tuple[str, str, str]] = []
    for one in filter(None, (subject, Subject())):
        links += [(f"{one.name} ({form.upper()})", address, TYPES[form]) for form, address in addresses(one).items()]
    if subject and subject.kind == "committee":
        link = reverse("minutes:committee-calendar", args=[subject.record.slug])
        links.append((_("Meetings: %(name)s") % {"name": subject.name}, link, "text/calendar"))
    root = site_root(context["request"])
    data = linked_data(context, root)
    return {
        "links": links,
        "linked_data": data_block(data) if data else "",
        "council": context.get("council"),
    }


@register.simple_tag(takes_context=True)
def followed(context: dict[str, Any]) -> dict[str, str]:
    """Name, feed, calendar and alerts of what the page shows; empty where there is nothing to follow but everything."""
    subject = None if context.get("preview") else subject_of(context)
    if subject is None:
        return {}
    calendar = subject.kind == "committee"
    return {
        "name": subject.name,
        "feed": addresses(subject)["atom"],
        "calendar": reverse("minutes:committee-calendar", args=[subject.record.slug]) if calendar else "",
        "alerts": f"{reverse('minutes:alerts')}?{subject.query}" if settings.MAIL_FROM else "",
    }


def subject_of(context: dict[str, Any]) -> Subject | None:
    """What a reader of the page can follow, beside everything."""
    question = context.get("question")
    if isinstance(question, Question):
        return None if question.is_empty else Subject("search", question=question)
    for name, model in KINDS.items():
        record = context.get(name)
        if isinstance(record, model) and record.pk:
            return Subject("member" if name == "person" else name, record)
    item = context.get("item")
    if item is not None and getattr(item, "issue_id", None) and isinstance(item.issue, Issue):
        return Subject("issue", item.issue)
    meeting = context.get("meeting")
    return Subject("committee", meeting.committee) if meeting is not None and item is None else None
