"""What is asked before an agenda, or what was added to one, becomes public."""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone

from minutes.checks.notice import CLEAR_DAYS, clear_days, last_lawful_day
from minutes.checks.sheet import Finding, Sheet, named, numbers
from minutes.closing.confirming import waiting_for
from minutes.models import AgendaItem
from minutes.models.paragraphs import asks_for_test, is_of
from minutes.text.housekeeping import is_about_minutes

SHOWN = 4  # drafts that wait

# (a), b), iv: they count under an item, so that another item may have them too.
OF_A_PART = re.compile(r"\(?[a-z]{1,4}\)?")


def items(sheet: Sheet) -> Iterator[Finding]:
    if not sheet.items:
        yield Finding("The agenda has no items.", sheet.meeting, "items-group", blocks=True)


def titles(sheet: Sheet) -> Iterator[Finding]:
    for item in sheet.added:
        if not re.search(r"\w", item.title):
            words = f"The item at place {item.position} has no title."
            yield Finding(words, item, "id_title", blocks=True)


def labels(sheet: Sheet) -> Iterator[Finding]:
    """Of two items under one number neither can be cited."""
    same: dict[str, list[AgendaItem]] = defaultdict(list)
    for item in sheet.items:
        label = item.label.strip().rstrip(".:").casefold()
        if label and not OF_A_PART.fullmatch(label):
            same[label].append(item)
    for group in same.values():
        if len(group) > 1 and any(item.released_at is None for item in group):
            stands = " and ".join(f"“{item.title[:60]}”" for item in group)
            words = f"The number {group[0].label} stands {_times(len(group))}: at {stands}."
            yield Finding(words, group[-1], "id_label", blocks=True)


def private_items(sheet: Sheet) -> Iterator[Finding]:
    """The law asks for the paragraph (Local Government Act 1972, s. 100A(5))."""
    for item in sheet.added:
        if item.is_exempt and not item.exempt_paragraph.strip():
            words = (
                f"{named(item)} is considered in private, but no paragraph of {sheet.council.exempt_schedule} is named."
            )
            yield Finding(words, item, "id_exempt_paragraph", blocks=True)
        elif item.is_exempt:
            for told in _grounds(item.exempt_paragraph, item.exempt_test, sheet):
                yield Finding(f"{named(item)} {told}", item, "id_exempt_test")
        if item.is_exempt and not item.exempt_reason.strip():
            yield Finding(f"{named(item)} does not say why it is considered in private.", item, "id_exempt_reason")


def private_documents(sheet: Sheet) -> Iterator[Finding]:
    """A document of an item that is private itself shares the item's paragraph."""
    for report in sheet.documents:
        by_item = report.item.is_exempt and report.item.exempt_paragraph.strip()
        if report.is_exempt and not report.exempt_paragraph.strip() and not by_item:
            words = f"{named(report.item)}: “{report.title}” is exempt, but no paragraph is named."
            yield Finding(words, report.item, "reports-group", blocks=True)
        elif report.is_exempt and report.exempt_paragraph.strip():
            for told in _grounds(report.exempt_paragraph, report.exempt_test, sheet):
                yield Finding(f"{named(report.item)}: “{report.title}” {told}", report.item, "reports-group")


def _grounds(paragraph: str, test: str, sheet: Sheet) -> Iterator[str]:
    """What is odd about the ground on which something is exempt."""
    if not is_of(paragraph, sheet.nation):
        yield f"is exempt under “{paragraph}”, which is no paragraph of {sheet.council.exempt_schedule}."
    elif not test.strip() and asks_for_test(paragraph, sheet.nation):
        yield "is exempt, but nothing says how the public interest was weighed."


def unconfirmed(sheet: Sheet) -> Iterator[Finding]:
    """Minutes are confirmed at the next meeting (Local Government Act 1972, Sch. 12, para. 41(1))."""
    drafts = list(waiting_for(sheet.meeting)[:SHOWN])
    if drafts and not any(is_about_minutes(item.title) for item in sheet.items):
        days = ", ".join(f"{draft.date:%-d %B %Y}" for draft in drafts)
        words = f"Draft minutes wait to be confirmed ({days}), and no item of the agenda is about minutes."
        yield Finding(words, sheet.meeting, "items-group")


def to_follow(sheet: Sheet) -> Iterator[Finding]:
    for report in sheet.documents:
        if not report.file and not report.is_exempt:
            words = f"{named(report.item)}: “{report.title}” has no file. The agenda will say “to follow”."
            yield Finding(words, report.item, "reports-group")


def notice(sheet: Sheet) -> Iterator[Finding]:
    """
    An item that comes late needs a reason that the minutes repeat (Local Government Act 1972, s. 100B(4)).

    It blocks nothing: a late agenda is still owed to everybody. One of a meeting that is over is no notice.
    """
    day, meeting = timezone.localdate(sheet.at), sheet.meeting.date
    given, asked = clear_days(day, meeting, sheet.nation), CLEAR_DAYS[sheet.nation]
    late = [item for item in sheet.added if not item.urgency_reason.strip()]
    if day <= meeting and given < asked and late:
        last = last_lawful_day(meeting, sheet.nation)
        words = (
            f"It becomes public with {given or 'no'} clear day{'' if given == 1 else 's'}; the law asks for {asked} "
            f"(the last day was {last:%A %-d %B %Y}). No reason for the urgency is given at: {numbers(late)}."
        )
        yield Finding(words, late[0], "id_urgency_reason")


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
