"""What is asked of the sitting itself before its minutes become public."""

from collections.abc import Iterator

from minutes.checks.sheet import Finding, Sheet, named
from minutes.closing.confirming import waiting_for
from minutes.models import PRESENT, Jurisdiction, PersonKind

SHOWN = 4  # drafts


def attendance(sheet: Sheet) -> Iterator[Finding]:
    if not sheet.attendances:
        yield Finding("Nobody is on the attendance list.", sheet.meeting, "attendances-group")
    elif not any(one.is_chair for one in sheet.attendances):
        yield Finding("Nobody is marked as in the chair.", sheet.meeting, "attendances-group")


def remote(sheet: Sheet) -> Iterator[Finding]:
    """In England members are present in the room (R (Hertfordshire CC) v SSHCLG [2021] EWHC 1093 (Admin))."""
    rows = [one for one in sheet.attendances if one.is_remote and one.status in PRESENT]
    members = [str(one.person) for one in rows if one.person.kind == PersonKind.MEMBER]
    if members and sheet.nation == Jurisdiction.ENGLAND:
        words = f"Marked as present, and as attending remotely: {', '.join(members)}. In England a member who attends "
        yield Finding(f"{words}remotely is not present in law.", sheet.meeting, "attendances-group")


def left_as_drafts(sheet: Sheet) -> Iterator[Finding]:
    """What this meeting was to confirm is confirmed by the time its own minutes come out."""
    for draft in waiting_for(sheet.meeting)[:SHOWN]:
        words = f"The minutes of {draft.date:%-d %B %Y} are still a draft: this meeting could have confirmed them."
        yield Finding(words, draft)


def summaries(sheet: Sheet) -> Iterator[Finding]:
    """A summary is due where the rest is no fair and coherent record (Local Government Act 1972, s. 100C(2))."""
    for item in sheet.items:
        if item.is_exempt and getattr(item, "fair_summary", None) is None:
            words = f"{named(item)} was considered in private and has no public summary."
            yield Finding(words, item, "fair_summary-group")
