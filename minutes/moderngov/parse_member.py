"""A member: name, party, ward, post, committees, terms of office. Home addresses are never read."""

import re
from collections.abc import Sequence

from minutes.moderngov.parse_committee import EMAIL, ROLE, ROLES
from minutes.text.dates import find_date
from minutes.text.lines import Line
from minutes.text.page_forms import heading, labelled
from minutes.text.records import Member, Page, Place, Term

LABELS = {
    "party": labelled("party", r"political\s+(?:party|group(?:ing)?)", "plaid", r"grŵp\s+gwleidyddol"),
    "ward": labelled("ward", "(?:electoral\\s+)?division", "constituency", "area", "adran"),
    "post": labelled("title", "post", "position", "role", r"job\s+title", "teitl", "swydd"),
}
WORK_EMAIL = labelled(
    r"(?:(?:bus(?:iness)?\.?|work|council)\s*)?e-?mail(?:\s+(?:address|council|work))?", r"e-?bost(?:\s+gwaith)?"
)
HEADINGS = (
    (
        "committees",
        heading(
            r"committee\s+(?:appointments|memberships?)",
            r"appointments\s+to\s+committees",
            r"member\s+of",
            r"penodiadau\s+i\s+bwyllgorau",
            r"aelodaeth\s+pwyllgorau",
        ),
    ),
    ("terms", heading(r"terms?\s+of\s+office", r"cyfnodau?\s+yn\s+y\s+swydd", r"tymor\s+yn\s+y\s+swydd")),
    ("contact", heading(r"contact\s+(?:information|details)", r"gwybodaeth\s+gyswllt", r"manylion\s+cyswllt")),
    (
        "",
        heading(
            r"more\s+information.*",
            r"additional\s+information",
            r"appointments\s+to\s+outside\s+bodies",
            r"outside\s+bod(?:y|ies).*",
            r"election\s+information",
            r"surger(?:y|ies).*",
            r"other\s+(?:councillors|members)\s+representing.*",
            r"register\s+of\s+interests?.*",
            "biography",
            "profile",
            "about.*",
            "attendance.*",
            r"declarations?\s+of\s+interest.*",
            r"personal\s+information",
            r"useful\s+links?",
            r"penodiadau\s+i\s+gyrff\s+allanol",
            r"rhagor\s+o\s+wybodaeth.*",
        ),
    ),
)
OFFICER = re.compile(r"\b(?:officer|user)\b", re.IGNORECASE)
TERM = re.compile(r"(?P<from>\d{1,2}[^-–—]{5,24}?)\s*(?:[-–—]|\bto\b)\s*(?P<to>\d{1,2}.{5,24})?\s*$")


def is_member(lines: Sequence[Line]) -> bool:
    """Whether the page is about one member."""
    labels = {name for one in lines for name, pattern in LABELS.items() if pattern.match(one.text)}
    heads = {name for one in lines for name, pattern in HEADINGS if name and pattern.match(one.text)}
    return len(labels) + len(heads) >= 2


def read_member(lines: Sequence[Line], heading: int, source: str, old: str = "") -> Page:
    """The page of a member. Only what the record keeps is read; the sections that are left out are named."""
    kind = "officer" if heading >= 0 and OFFICER.search(lines[heading].text) else "member"
    lines = lines[heading + 1 :]
    name = lines[0].words if lines else ""
    said: dict[str, str] = {}
    places: list[Place] = []
    terms: list[Term] = []
    unread: list[str] = []
    section = "top"
    waiting = ""
    for one in lines[1:]:
        found = next((pair for pair in HEADINGS if not one.label and pair[1].match(one.text)), None)
        if found:
            section, waiting = found[0], ""
            unread += [] if found[0] else [f"Left out: the section “{one.text}”"]
        elif waiting:
            said[waiting], waiting = one.words, ""
        elif section == "committees":
            places += _place(one, name)
        elif section == "terms":
            _term(one, terms, unread)
        elif section in ("top", "contact"):
            waiting = _label(one, said, section)
    member = Member(
        name, kind, said.get("party"), said.get("ward"), said.get("post"), said.get("email"), old, tuple(terms)
    )
    return Page(
        source, "member", None, (), tuple(unread), (old,) if old else (), members=(member,), places=tuple(places)
    )


def _label(one: Line, said: dict[str, str], section: str) -> str:
    """Keep what a labelled line says; the name of a label whose value is on the next line."""
    for name, pattern in LABELS.items():
        found = pattern.match(one.text) if section == "top" else None
        if found and name not in said:
            if not found["value"]:
                return name
            said[name] = found["value"].strip()
    email = WORK_EMAIL.match(one.text)
    if email and "email" not in said and (address := EMAIL.search(email["value"])):
        said["email"] = address[0]
    return ""


def _place(one: Line, member: str) -> list[Place]:
    """ "Planning Committee (Vice-Chair)" is a place on that committee."""
    text, role = one.text.strip("| "), "member"
    while printed := ROLE.search(text):
        words = printed["bracket"] or printed["dash"] or printed["cell"]
        told = next((name for name, pattern in ROLES if pattern.search(words)), None)
        if told is None and not printed["cell"]:
            break
        role = told or role
        text = text[: printed.start()].strip(" |")
    return [Place(text, member, role)] if text and not text.endswith(".") else []


def _term(one: Line, terms: list[Term], unread: list[str]) -> None:
    found = TERM.match(one.text)
    started = find_date(found["from"]) if found else None
    if not found or started is None:
        unread.append(f"Not read under the terms of office: {one.words}")
        return
    ended = find_date(found["to"] or "")
    if found["to"] and ended is None:
        unread.append(f"Not read under the terms of office: {one.words}")
    terms.append(Term(started, ended))
