"""Who was at a meeting: "Present: Councillors A (Chair), B and C", lists under such headings, rows of a table."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes.text.lines import Line
from minutes.text.records import Presence
from minutes.text.remote import apart

# By status: the headings in which pages name those who were there, or not.
STATUSES = (
    ("apologies", r"apolog(?:y|ies)(?:\s+for\s+absence)?(?:\s+(?:were\s+)?received(?:\s+from)?)?|ymddiheuriadau"),
    ("absent", r"(?:also\s+)?absent(?:\s+without\s+apolog(?:y|ies))?|yn\s+absennol"),
    ("substitute", r"(?:present,?\s+as\s+)?substitutes?(?:\s+members?)?(?:\s+present)?"),
    (
        "in_attendance",
        (
            r"(?:also\s+)?in\s+attendance(?:,\s+virtual)?|also\s+present|(?:council\s+)?officers(?:\s+(?:present|in\s+attendance))?"
            r"|others?\s+present|others?\s+in\s+attendance|yn\s+bresennol\s+hefyd|wrth\s+law|swyddogion"
        ),
    ),
    (
        "present",
        (
            r"(?:(?:committee\s+|council\s+|voting\s+)?(?:members?|councillors?)\s+)?present(?:,?\s+virtual(?:ly)?|\s+as\s+expected)?"
            r"|attendance|presennol|yn\s+bresennol|aelodau(?:\s+presennol)?"
        ),
    ),
)
HEADING = re.compile(
    rf"(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in STATUSES)})\s*(?::|[-–—]\s|$)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
CELL = re.compile(
    r"(?:(?P<apologies>apologies.*)|(?P<absent>absent.*)|(?P<substitute>present,?\s+as\s+substitute.*)"
    r"|(?P<in_attendance>(?:in\s+attendance|officer).*)|(?P<present>present.*))$",
    re.IGNORECASE,
)
CHAIR = re.compile(r"\b(?:chair(?:man|woman|person)?|mayor|convener|cadeirydd)\b", re.IGNORECASE)
VICE = re.compile(r"\b(?:vice|deputy|is-?)[\s-]?(?:chair|mayor|cadeirydd|gadeirydd)", re.IGNORECASE)
SUBSTITUTE = re.compile(
    r"\(?\s*(?:as\s+)?(?:a\s+)?(?:substitut(?:e|ing)|reserve|deputis?ing)\s+(?:member\s+)?(?:for|on\s+behalf\s+of)\s+(?P<whom>[^()]+?)\s*\)?\s*$",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?:the\s+)?(?:councillors?|cllrs?\.?|members?|aldermen|alderman|cynghorwyr|y\s+cynghorwyr|y\s+cynghorydd)\s*:?\s+",
    re.IGNORECASE,
)
# A name in a list ends at a comma or an "and", but not inside brackets.
BETWEEN = re.compile(r"\s*(?:[,;]|\band\b|\ba(?:c)?\b(?=\s+[A-Z]))\s*(?![^()]*\))")
ROLE = re.compile(
    r"\s*(?:\((?P<bracket>[^()]*)\)|[-–—]\s*(?P<dash>(?:vice[\s-]?)?chair\w*|cadeirydd|is-gadeirydd))\s*$",
    re.IGNORECASE,
)
HEADING_ROW = re.compile(r"\|\s*(?:attendee|name|councillor|member)\s*\|", re.IGNORECASE)
THERE = ("present", "substitute", "in_attendance")
LONGEST_NAME = 90


def attendance_heading(text: str) -> tuple[str, str] | None:
    """The status under which people are named behind ``text``, and what stands on its line."""
    found = HEADING.match(text) if len(text) < 4000 else None
    return (str(found.lastgroup and _status(found)), found["rest"].strip()) if found else None


def _status(found: re.Match[str]) -> str:
    return next(name for name, _ in STATUSES if found[name])


def read_presences(lines: Sequence[Line], status: str) -> list[Presence]:
    """The people named in the lines under a heading of ``status``; rows of a table say their own."""
    found: list[Presence] = []
    for one in lines:
        if one.row:
            found += _of_row(one.text, status)
        else:
            for name in names_in(one.text):
                if person := person_of(name, status):
                    found.append(person)
                elif found and apart(name) == ("", True):  # "Councillor Moss, joined online"
                    found[-1] = replace(found[-1], is_remote=found[-1].status in THERE)
    return found


def names_in(text: str) -> list[str]:
    """The names of a sentence or line. "Councillors A, B and C" are each a Councillor."""
    title = TITLE.match(text)
    prefix = "Councillor " if title and re.match(r"(?:the\s+)?(?:councillors|cllrs)", title[0], re.IGNORECASE) else ""
    body = text[title.end() :] if prefix and title else text
    names = [name.strip(" .;,:") for name in BETWEEN.split(body)]
    return [f"{prefix}{name}" if prefix and not TITLE.match(name) else name for name in names if name]


def person_of(name: str, status: str) -> Presence | None:
    """One person, with what stands in brackets behind the name; nothing for words that are no name."""
    name, is_remote = apart(name)
    whom = SUBSTITUTE.search(name)
    if whom:
        name, status = name[: whom.start()].strip(" ,(-"), "substitute"
    chair = False
    while (role := ROLE.search(name)) and (told := role["bracket"] or role["dash"] or "") and CHAIR.search(told):
        chair = chair or not VICE.search(told)
        name = name[: role.start()]
    name = name.strip(" ,;.-–—")
    if not name or len(name) > LONGEST_NAME or not name[0].isupper() or len(name.split()) > 8:
        return None
    return Presence(
        name,
        status,
        is_chair=chair and status in ("present", "substitute"),
        substitute_for=whom["whom"] if whom else None,
        is_remote=is_remote and status in THERE,
    )


def _of_row(text: str, status: str) -> list[Presence]:
    """ "| Councillor Ash | Chair | Present, virtual |": name, role, status; a heading row says nothing."""
    cells = [cell.strip() for cell in text.strip("| ").split("|")]
    told = next((found for cell in cells[1:] if (found := CELL.match(cell))), None)
    if told is None or HEADING_ROW.match(text):
        return []
    role = next((cell for cell in cells[1:-1] if cell), "")
    status = next(name for name in told.groupdict() if told[name])
    person = person_of(f"{cells[0]} ({role})" if role and not CELL.match(role) else cells[0], status)
    if person and status in THERE and apart(told[0])[1]:
        person = replace(person, is_remote=True)
    return [person] if person else []
