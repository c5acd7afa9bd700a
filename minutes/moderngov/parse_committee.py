"""A committee with its purpose, members and contact, and the list of its meetings."""

import re
from collections.abc import Sequence

from minutes.text.dates import date_in, find_date, find_time
from minutes.text.lines import Line, narrative
from minutes.text.page_forms import heading, labelled, status_in
from minutes.text.records import Body, Member, Page, Place, Sitting

SECTIONS = (
    (
        "remit",
        heading(
            r"purpose(?:\s+of\s+(?:the\s+)?committee)?",
            r"terms\s+of\s+reference",
            "remit",
            r"information\s+about\s+.{1,120}",
            "pwrpas.{0,30}",
            "diben.{0,30}",
        ),
    ),
    (
        "members",
        heading(r"(?:committee\s+)?member(?:s|ship)(?:\s+of\s+(?:the\s+)?committee)?", "aelodaeth", "aelodau"),
    ),
    ("substitutes", heading("substitutes?", r"substitute\s+members", "reserves?", "dirprwyon")),
    (
        "contact",
        heading(r"contact(?:\s+(?:information|details))?", r"gwybodaeth\s+gyswllt", r"manylion\s+cyswllt"),
    ),
    ("meetings", heading("meetings", "cyfarfodydd")),
)
OFFICER = labelled(
    r"(?:support|contact|lead|democratic\s+services|committee)\s+officers?", "contact", "clerk", r"swyddog\s+cymorth"
)
NAME = re.compile(
    r"(?P<name>[^\d@:]*?[^\W\d])(?=\s*(?:,|\.\s|\.$|\(|\bTel\b|\bEmail\b|\bE-?bost\b|\bFf[oô]n\b|/|\d|$))"
)
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PARENT = labelled(r"parent\s+committee", r"reports\s+to")
DISSOLVED = re.compile(
    r"\b(?:decommissioned|dissolved|expired|disbanded|abolished|no\s+longer\s+meets?|historic(?:al)?)\b", re.IGNORECASE
)
ROLE = re.compile(r"\s*(?:\((?P<bracket>[^()]*)\)|\s[-–—]\s(?P<dash>[^-–—]+)|\|\s*(?P<cell>[^|]+))\s*\|?\s*$")
ROLES = (
    ("vice_chair", re.compile(r"\b(?:vice|deputy|is-?)[\s-]?(?:chair|convener|g?cadeirydd)", re.IGNORECASE)),
    ("chair", re.compile(r"\b(?:chair(?:man|woman|person)?|convener|cadeirydd)\b", re.IGNORECASE)),
    ("substitute", re.compile(r"\b(?:substitute|reserve|deputy|dirprwy)\b", re.IGNORECASE)),
)
LONGEST_LINE = 200
VACANT = re.compile(r"vacan(?:cy|t)|swydd\s+wag", re.IGNORECASE)
LISTED = re.compile(
    r"(?:this\s+page\s+lists\s+the\s+meetings\s+for|mae['’]r\s+dudalen\s+hon\s+yn\s+rhestru)\b\s*(?P<name>.*?)\.?$",
    re.IGNORECASE,
)
HELD = re.compile(r"\b(?:minutes|decisions|cofnodion|penderfyniadau)\b", re.IGNORECASE)
LINKS = re.compile(
    r"(?:browse\s+meetings|view\s+(?:contact|attendance|meeting|declarations)|show\s+(?:agenda|meetings)|more\s+information\s+about"
    r"|earlier\s+meetings|later\s+meetings|meetings?$|you\s+are\s+here|skip\s+to|home$|further\s+information|forward\s+plans?)",
    re.IGNORECASE,
)


def is_committee(lines: Sequence[Line]) -> bool:
    """Whether the page describes a committee or lists its meetings."""
    sections = {name for one in lines if not one.row for name, pattern in SECTIONS if pattern.match(one.text)}
    return (
        bool(sections & {"remit", "members", "contact"})
        or any(LISTED.match(one.text) for one in lines)
        or any(map(_is_meeting, lines))
    )


def read_committee(lines: Sequence[Line], heading: int, source: str, old: str = "") -> Page:
    """The page of a committee or of its meetings. What it says elsewhere of its members is not read here."""
    unread = [f"Before the heading: {one.words}" for one in lines[: max(heading, 0)]]
    lines = lines[heading + 1 :]
    name, lines = _name(lines)
    parts: dict[str, list[Line]] = {}
    target = "top"
    for one in lines:
        section = next(
            (found for found, pattern in SECTIONS if not one.label and not one.row and pattern.match(one.text)), None
        )
        target = section or target
        if section is None:
            parts.setdefault(target, []).append(one)
    sittings = [sitting for one in lines if (sitting := _sitting(one, name))]
    people = _people(parts.get("members", []), "", unread)
    people += _people(parts.get("substitutes", []), "substitute", unread)
    contact, email, left = _contact([*parts.get("contact", []), *parts.get("top", [])])
    unread += [
        f"Not read: {one.words}"
        for one in left
        if not LINKS.match(one.text) and not _is_meeting(one) and not LISTED.match(one.text)
    ]
    body = Body(
        name=name,
        remit=narrative([one for one in parts.get("remit", []) if not _is_meeting(one)]) or None,
        contact_name=contact,
        contact_email=email,
        parent=_parent(lines),
        dissolved=bool(DISSOLVED.search(name)),
        old=old,
    )
    members = tuple(dict.fromkeys(Member(who) for who, _ in people))
    places = tuple(Place(name, who, role) for who, role in people)
    return Page(
        source, "committee", None, (), tuple(unread), (old,) if old else (), (body,), members, places, tuple(sittings)
    )


def _name(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The committee's name: the first line, or what the list of meetings is said to be for."""
    listed = next((found["name"] for one in lines if (found := LISTED.match(one.text)) and found["name"]), None)
    if listed:
        return listed, [one for one in lines if one.words != listed]
    return (lines[0].words, list(lines[1:])) if lines else ("", [])


def _people(lines: Sequence[Line], role: str, unread: list[str]) -> list[tuple[str, str]]:
    """Names with their roles: "Councillor Ash (Vice-Chair)"."""
    found = []
    for one in lines:
        text, told = one.text.strip("| "), role or "member"
        while len(text) < LONGEST_LINE and (printed := ROLE.search(text)):
            words = printed["bracket"] or printed["dash"] or printed["cell"]
            told = next((name for name, pattern in ROLES if pattern.search(words)), told)
            text = text[: printed.start()].strip(" |")
        if VACANT.search(text):
            unread.append(f"A place is vacant: {one.words}")
        elif text and text[0].isupper() and len(text.split()) <= 8 and not text.endswith("."):
            found.append((text.strip(" ,"), told))
        elif text:
            unread.append(f"Not read: {one.words}")
    return found


def _contact(lines: Sequence[Line]) -> tuple[str | None, str | None, list[Line]]:
    """The officer to write to, that officer's address, and the lines that are neither."""
    name = email = None
    left = []
    for one in lines:
        officer, address = OFFICER.match(one.text), EMAIL.search(one.text)
        if officer and name is None:
            told = NAME.match(officer["value"])
            name = told["name"].strip() if told else officer["value"].strip(" .") or None
        elif not address:
            left.append(one)
        if address and email is None:
            email = address[0]
    return name, email, left


def _parent(lines: Sequence[Line]) -> str | None:
    return next((found["value"].strip() for one in lines if (found := PARENT.match(one.text))), None)


def _is_meeting(one: Line) -> bool:
    """Whether a line of the list names a meeting: "15 Jan 2026 7:30 pm - Agenda, Decisions"."""
    found = date_in(one.text) if len(one.text) < 200 else None
    return bool(
        found and len(one.text[: found.start()].split()) <= 1 and find_time(one.text[found.end() :]) is not None
    )


def _sitting(one: Line, committee: str) -> Sitting | None:
    if not _is_meeting(one) or (day := find_date(one.text)) is None:
        return None
    found = date_in(one.text)
    behind = one.text[found.end() :] if found else ""
    status = status_in(behind) or ("held" if HELD.search(behind) else None)
    return Sitting(committee, day, find_time(behind), status=status)
