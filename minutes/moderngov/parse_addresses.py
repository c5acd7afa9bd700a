"""Where a page's records stood in the old system, from the links and anchors of the saved page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml.html import HtmlElement

from minutes.moderngov.addresses import read_address
from minutes.moderngov.parse_html import content
from minutes.text.clean import clean
from minutes.text.dates import find_date
from minutes.text.records import Document, Item, Page, Sitting

# By kind of page: what it is about.
KEYS = {
    "issue-decisions": ("issue",),
    "item": ("committee", "meeting", "item", "issue"),
    "meeting": ("committee", "meeting"),
    "decision": ("issue",),
    "committee": ("committee",),
    "member": (),
}
USER = re.compile(r"mgUserInfo\.aspx\?(?:[^#]*&)?UID=(\d{1,18})", re.IGNORECASE)
ANCHOR = re.compile(r"AI(\d{1,18})")


class Link(NamedTuple):
    """A link to a record of the old system: what it names, its words, and the address as the page writes it."""

    kind: str
    number: str
    text: str
    href: str


def of_page(root: HtmlElement, *kinds: str) -> tuple[str, ...]:
    """The keys, like "meeting:10230", of those kinds of which the page's own content links to one and no other."""
    found: dict[str, set[str]] = {kind: set() for kind in kinds}
    for link in _links(content(root)):
        if link.kind in found:
            found[link.kind].add(link.number)
    return tuple(f"{kind}:{numbers.pop()}" for kind, numbers in found.items() if len(numbers) == 1)


def of_row(row: HtmlElement) -> tuple[str, ...]:
    """The key of the item whose row this is, by its anchor."""
    anchors = {found[1] for name in row.xpath(".//a/@name | .//@id") if (found := ANCHOR.fullmatch(name))}
    return (f"item:{anchors.pop()}",) if len(anchors) == 1 else ()


def with_documents(item: Item, element: HtmlElement) -> Item:
    """The item, its documents with their keys and places: each those of the first link that begins with its title."""
    links = [link for link in _links(element) if link.kind == "document"]
    return replace(item, documents=tuple(_placed(document, links) for document in item.documents))


def with_meetings(page: Page, root: HtmlElement) -> Page:
    """An issue's page: its own key, and those of each item's meeting, by the link in the heading of its block."""
    links = [link for link in _links(content(root)) if link.kind == "meeting"]
    items = []
    for item in page.items:
        heading = f"{item.date:%d/%m/%Y} - {item.committee}" if item.date else ""
        meetings = {link.number for link in links if heading and heading in link.text}
        keys = (f"meeting:{meetings.pop()}",) if len(meetings) == 1 else ()
        items.append(with_documents(replace(item, old=(*item.old, *keys)), content(root)))
    return replace(page, items=tuple(items), old=of_page(root, "issue"))


def with_keys(page: Page, root: HtmlElement) -> Page:
    """A page of any other kind with the keys of what it is about, from the links in its content."""
    place = content(root)
    old = of_page(root, *KEYS[page.page])
    items = tuple(with_documents(replace(item, old=(*item.old, *old)), place) for item in page.items)
    sittings = tuple(replace(one, old=_meeting_key(one, place, old)) for one in page.sittings)
    bodies = tuple(
        replace(one, old=next((key for key in old if key.startswith("committee:")), "")) for one in page.bodies
    )
    users = {text: f"member:{number}" for number, text in _users(place)}
    members = tuple(replace(one, old=users.get(one.name, one.old)) for one in page.members)
    return replace(page, items=items, sittings=sittings, bodies=bodies, members=members, old=page.old or old)


def _meeting_key(sitting: Sitting, place: HtmlElement, old: tuple[str, ...]) -> tuple[str, ...]:
    """The key of a meeting: of the link that prints its day and time, or the only one of the page."""
    own = {link.number for link in _links(place) if link.kind == "meeting" and find_date(link.text) == sitting.date}
    if len(own) == 1:
        return (f"meeting:{own.pop()}",)
    return tuple(key for key in old if key.startswith("meeting:"))


def _users(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Number and text of each link to a member."""
    for link in element.iter("a"):
        if found := USER.search(link.get("href") or ""):
            yield found[1], clean(" ".join(link.text_content().split()))


def _placed(document: Document, links: list[Link]) -> Document:
    place = next((place for place, link in enumerate(links) if link.text.startswith(document.title)), None)
    if place is None:
        return document
    link = links.pop(place)
    return replace(document, old=f"document:{link.number}", url=link.href)


def _links(element: HtmlElement) -> Iterator[Link]:
    """Each link to a record."""
    for link in element.iter("a"):
        href = (link.get("href") or "").strip()
        named = read_address(href)
        if named and named.number:
            yield Link(named.kind, named.number, clean(" ".join(link.text_content().split())), href)
