"""The council of the soak: an archive to read and search, two clerks, meetings to save and to publish again and again."""

from typing import NamedTuple

from django.contrib.auth.models import Group, User
from django.core.management import call_command

from decisions.archive import Archive
from minutes.models import AgendaItem, Committee, Meeting
from minutes.search.index import rebuild
from tests.torture import drafts

CLERKS = (drafts.CLERK, "sam")
PUBLISHED = 4  # meetings that come and go
WORD = "quillwort"  # with a number it stands in one title
PLAIN = ("/", "/committees/", "/meetings/", "/new/", "/decisions/", "/log/", "/glossary/", "/cy/")
PAGES = 60  # of each kind that are read: their papers are kept after a while, as on a real site


class Coming(NamedTuple):
    """A meeting that comes and goes: its key, an item's page, and a word of that item's title and of no other."""

    key: int
    page: str
    word: str


class Council(NamedTuple):
    """What there is to do: a draft to save, meetings to publish, and addresses to read with words that stand there."""

    draft: int
    items: list[int]
    coming: list[Coming]
    pages: list[tuple[str, str]]
    papers: list[str]


def sow(items: int) -> Council:
    """Make it, with so many items in its archive."""
    draft, *keys = drafts.sow(1 + PUBLISHED)
    other = User.objects.create_user(CLERKS[1], password=drafts.PASSWORD, is_staff=True)
    other.groups.set(Group.objects.filter(name__in=["Clerk", "Publisher"]))
    for work in (Archive(1).write(items), rebuild()):
        for _ in work:
            pass
    call_command("log_publications", verbosity=0)
    public = AgendaItem.public.select_related("meeting__committee").order_by("-pk")[:PAGES]
    pages = [(item.get_absolute_url(), item.title) for item in public]
    records = [*Meeting.public.select_related("committee").order_by("-pk")[:PAGES], *Committee.public.all()[:PAGES]]
    whole = [*PLAIN, *(record.get_absolute_url() for record in records)]
    pages += [(address, "</html>") for address in whole]
    pages += [("/feeds/all.atom", "</feed>"), ("/calendar.ics", "END:VCALENDAR"), ("/api/v1/meetings/", "{")]
    own = list(AgendaItem.objects.filter(meeting=draft).order_by("position").values_list("pk", flat=True))
    return Council(draft, own, [_coming(key) for key in keys], pages, [item.get_pdf_url() for item in public])


def _coming(key: int) -> Coming:
    """Give the first item of a draft meeting its word."""
    item = AgendaItem.objects.get(meeting=key, position=1)
    item.title = f"The {WORD}{key} in Weir Lane"
    item.save()
    return Coming(key, item.get_absolute_url(), f"{WORD}{key}")
