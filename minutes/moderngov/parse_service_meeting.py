"""A meeting as the web service tells it: the sitting, who was there, its items with their texts and documents. Pure."""

import datetime as dt
import re
from dataclasses import replace

from lxml import etree

from minutes.moderngov.addresses import read_address
from minutes.moderngov.parse_item import read_item
from minutes.moderngov.parse_service import number_of, role_of
from minutes.moderngov.service_xml import NotAReply, day, flag, html_lines, raw, read_reply, told
from minutes.text.attendance import THERE
from minutes.text.documents import kind_of
from minutes.text.lines import Line, narrative
from minutes.text.records import Body, Document, Item, Page, Presence, Sitting
from minutes.text.remote import apart

STATUSES = ("cancelled", "postponed", "adjourned")
TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?:[:.]\d{2})?\s*(?P<half>[ap])?\.?m?\b", re.IGNORECASE
)
PRESENCES = (
    ("apologies", re.compile(r"\bapolog", re.IGNORECASE)),
    ("absent", re.compile(r"\babsent\b|\bnot present\b", re.IGNORECASE)),
    ("substitute", re.compile(r"\bsubstitut|\breserve\b", re.IGNORECASE)),
    ("in_attendance", re.compile(r"\bin attendance\b|\bofficer\b", re.IGNORECASE)),
    ("present", re.compile(r"\bpresent\b|\battended\b|\bvirtual\b", re.IGNORECASE)),
)


def read_meeting(data: bytes, source: str, committee: Body) -> Page:
    """
    The reply to GetMeeting. Raises NotAReply where it is none, or names no possible day.

    What is not published there is not read: texts before their moment, private parts, items that it does not show.
    """
    root = read_reply(data, source, "meeting")
    said = raw(root, "meetingdate")
    date = day(said)
    if date is None:
        raise NotAReply(f"{source} names no possible day: “{said}”." if said else f"{source} names no day.")
    number = number_of(root, "meetingid")
    old = (committee.old, *((f"meeting:{number}",) if number else ()))
    sitting = Sitting(
        committee=committee.name,
        date=date,
        starts_at=time_of(raw(root, "meetingactualstarttime")) or time_of(raw(root, "meetingtime")),
        ends_at=time_of(raw(root, "meetingactualfinishtime")),
        venue=told(root, "meetinglocation", "venue") or None,
        status=next((name for name in STATUSES if name in raw(root, "meetingstatus").lower()), None),
        presences=_presences(root),
        old=old,
    )
    items, unread = _items(root, committee.name, date, old)
    return Page(source, "meeting", None, tuple(items), tuple(unread), old=old, sittings=(sitting,))


def time_of(text: str) -> dt.time | None:
    """The time of day in a text: 7.30 pm, 19:30:00, 10 am."""
    found = TIME.search(text)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        return dt.time(hour, int(found["minute"] or 0))
    except ValueError:
        return None


def _presences(root: etree._Element) -> tuple[Presence, ...]:
    """Who was there, or was not. Who is merely expected is neither yet; the first chair who was present took it."""
    people: dict[str, Presence] = {}
    chaired = False
    for one in root.iter("attendee"):
        name, attendance = told(one, "name", "fullusername"), told(one, "attendance", "attendancedescription")
        status = presence_of(attendance, told(one, "membertype"))
        if not name or status is None:
            continue
        stood_in_for = told(one, "representing") or None
        if stood_in_for and status == "present":
            status = "substitute"
        is_chair = not chaired and role_of(told(one, "roledescription")) == "chair" and status == "present"
        chaired = chaired or is_chair
        is_remote = status in THERE and apart(attendance)[1]
        whom = stood_in_for if status == "substitute" else None
        people.setdefault(name, Presence(name, status, is_chair, whom, is_remote))
    return tuple(people.values())


def presence_of(attendance: str, kind: str = "") -> str | None:
    """What the old system's words for somebody's attendance mean; None where they say nothing yet."""
    found = next((name for name, pattern in PRESENCES if pattern.search(attendance)), None)
    return "in_attendance" if found == "present" and re.search(r"\bofficer\b", kind, re.IGNORECASE) else found


def _items(root: etree._Element, committee: str, date: dt.date, old: tuple[str, ...]) -> tuple[list[Item], list[str]]:
    if flag(root, "agendapublished") is False:
        return [], []
    items: list[Item] = []
    unread: list[str] = []
    for one in root.iter("agendaitem"):
        item, notes = _item(one, committee, date)
        if item is None:
            unread += notes
            continue
        items.append(replace(item, old=(*old, *item.old)))
        unread += [f"Item {item.label or item.title}: {note}" for note in notes]
    return _without_twins(items, unread)


def _without_twins(items: list[Item], unread: list[str]) -> tuple[list[Item], list[str]]:
    """Private twins, which repeat the title of a public item, as part of that item."""
    public = {_key(item): place for place, item in enumerate(items) if not item.exempt}
    gone: set[int] = set()
    for number, twin in enumerate(items):
        place = public.get(_key(twin))
        if place is None or not twin.exempt:
            continue
        whole = items[place]
        titles = {document.title for document in whole.documents}
        added = tuple(one for one in twin.documents if one.title not in titles)
        keys = tuple(key for key in twin.old if key not in whole.old)
        items[place] = replace(whole, documents=(*whole.documents, *added), old=(*whole.old, *keys))
        unread.append(
            f"Item {whole.label or whole.title}: a part of it, {twin.label or 'unnumbered'}, is private there."
        )
        gone.add(number)
    return [item for number, item in enumerate(items) if number not in gone], unread


def _key(item: Item) -> str:
    words = re.findall(r"\w+", re.sub(r"\((?:exempt|private|part (?:ii|2|b))[^)]*\)", "", item.title.lower()))
    return " ".join(words)


def _item(one: etree._Element, committee: str, date: dt.date) -> tuple[Item | None, list[str]]:
    """An item; None for a section heading, which is numbered 0, and for one that the old system does not show."""
    title, number = told(one, "agendaitemtitle"), number_of(one, "agendaitemid")
    if not title:
        return None, [f"Item {number or 'without a number'} has no title and was left out."]
    if flag(one, "isdisplayallowed") is False:
        return None, [f"Item {number} is not shown there and was left out."]
    documents = _documents(one)
    parts = {
        "": html_lines(raw(one, "agendatext")),
        "Decision:": []
        if flag(one, "isdecisionpublished") is False
        else html_lines(raw(one, "decisionnonemptyhtmlbody")),
        "Minutes:": [] if flag(one, "isminutepublished") is False else html_lines(raw(one, "minutesnonemptyhtmlbody")),
    }
    label = _label(one)
    if label is None and not documents and not parts["Decision:"] and not parts["Minutes:"]:
        return None, []
    old = (f"item:{number}",) if number else ()
    if flag(one, "isrestricted"):
        hidden = tuple(replace(document, exempt=True, url="") for document in documents)
        reason = narrative(html_lines(raw(one, "restrictionreason", "exemptreason"))) or None
        item = Item(committee, date, label, title, documents=hidden, old=old, exempt=True, exempt_reason=reason)
        return item, (["its texts are private and were left out."] if any(parts.values()) else [])
    lines = [Line(title)]
    for heading, told_lines in parts.items():
        if told_lines:
            lines += [*([Line(heading)] if heading else []), *told_lines]
    item, notes = read_item(lines, committee, date, label)
    whole = replace(
        item,
        documents=(*documents, *item.documents),
        old=old,
        is_key=flag(one, "iskeydecision"),
        call_in=flag(one, "iscallin", "issubjecttocallin"),
        published=day(raw(one, "decisionpublisheddate", "decisiondate")),
    )
    return whole, notes


def _label(one: etree._Element) -> str | None:
    """The number that the old system prints; None for 0 and none, which is how headings come."""
    printed = told(one, "fulldisplaynumberformat")
    number = f"{told(one, 'agendaitemnumber')}{told(one, 'agendaitemsubnumber')}"
    if re.fullmatch(r"0*\.?0*", told(one, "agendaitemnumber")) and not re.search(r"[1-9a-z]", printed, re.IGNORECASE):
        return None
    return printed or number or None


def _documents(one: etree._Element) -> tuple[Document, ...]:
    documents: list[Document] = []
    for linked in one.iter("linkeddoc"):
        url, title = raw(linked, "url"), told(linked, "title")
        if not title:
            continue
        named = read_address(url) if url else None
        exempt = bool(flag(linked, "isrestricted"))
        documents.append(
            Document(
                title=title,
                kind=kind_of(title, "appendix" if documents else "report"),
                exempt=exempt,
                old=f"document:{named.number}" if named and named.kind == "document" and named.number else "",
                url="" if exempt else url,
            )
        )
    return tuple(documents)
