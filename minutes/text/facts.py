"""What a page of a decision says in lines of a label and a value, and the headings of its parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.text.lines import Line
from minutes.text.page_forms import PARTS, heading

FACT = re.compile(r"(?P<name>[A-Z][^:?]{1,70}?)\s*\??\s*:(?:\s+(?P<value>.*))?$")
# By its label in small letters: what a line is about. "more" is kept for a person, having no place in the record.
NAMES = {
    "maker": ("decision maker", "decision makers", "decision taker", "decision made by", "penderfynwr"),
    "key": ("is key decision", "key decision", "is this a key decision", "yw'n benderfyniad allweddol"),
    "call_in": ("is subject to call in", "is subject to call-in", "subject to call in", "subject to call-in"),
    "deadline": ("call-in deadline", "call-in deadline date", "last date for call-in"),
    "published": ("publication date", "decision published", "date published", "dyddiad cyhoeddi"),
    "decided": ("date of decision", "decision date", "date decision taken", "dyddiad y penderfyniad"),
    "meeting": ("made at meeting", "decided at meeting", "decision made at meeting"),
    "effective": ("effective from", "effective date", "date decision effective", "yn weithredol o"),
    "author": ("report author", "report authors", "report by", "awdur yr adroddiad"),
    "reference": ("key decision reference", "forward plan reference", "key decision no", "forward plan ref", "reference"),
    "restriction": ("explanation of anticipated restriction", "reason for exemption", "reasons for exemption",
                    "anticipated restriction", "reason exempt", "exempt information"),
    "more": (
        "decision status", "decision type", "decision due", "decision due date", "decision due by", "lead officer",
        "lead member", "lead director", "lead cabinet member", "contact", "contact officer", "wards affected",
        "wards", "ward affected", "divisions affected", "division affected", "electoral divisions affected",
        "department", "directorate", "portfolio", "portfolio holder", "reason key", "current call-in status",
        "this decision has been called in by",
        "notice of proposed decision first published", "consultees", "consultation", "financial impact", "status",
        "decision approved", "service", "cabinet member", "area affected", "areas affected", "expiry date",
        "decision notice", "statws penderfyniad", "wardiau a effeithir",
    ),
}  # fmt: skip
BY_LABEL = {label: name for name, labels in NAMES.items() for label in labels}
SECTIONS = (
    ("purpose", heading(r"purpose(?:\s+of\s+(?:the\s+)?(?:report|decision))?", "pwrpas", "diben")),
    ("content", heading("content", "description", "summary", "background", "cynnwys")),
    ("decision", heading(r"decisions?(?:\s+(?:taken|made))?", "penderfyniad(?:au)?")),
    (
        "reasons",
        heading(r"(?:the\s+)?reasons?(?:\(s\))?(?:\s+for\s+(?:the\s+|this\s+)?decisions?)?", "rhesymau.{0,40}"),
    ),
    (
        "options",
        heading(
            r"(?:details\s+of\s+)?(?:any\s+)?(?:alternatives?|other)\s+options?(?:\s+considered)?(?:\s+and\s+rejected)?",
            r"alternatives\s+considered.{0,40}",
        ),
    ),
    (
        "interests",
        heading(
            r"interests?\s+and\s+nature\s+of\s+interests?\s+declared",
            r"(?:any\s+)?(?:conflicts?|declarations?)\s+of\s+interests?(?:\s+declared)?",
            r"details\s+of\s+any\s+conflict\s+of\s+interest[^:]{0,80}",
        ),
    ),
    ("dispensations", heading(r"(?:any\s+)?dispensations?(?:\s+granted)?[^:]{0,60}")),
    ("documents", PARTS["documents"]),
)


@dataclass
class Facts:
    """What a page says beside its texts: values by name, what has no place in the record, the lines of each part."""

    values: dict[str, str] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)
    parts: dict[str, list[Line]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    def part(self, name: str) -> list[Line]:
        return self.parts.setdefault(name, [])


def read_fact(text: str) -> tuple[str, str] | None:
    """The name and value of a line "Publication date: 07/06/2022"; ``None`` for any other line."""
    found = FACT.match(text) if len(text) < 2000 else None
    name = BY_LABEL.get(" ".join(found["name"].lower().replace("’", "'").split())) if found else None
    return (name, (found["value"] or "").strip()) if found and name else None


def read_facts(lines: Sequence[Line]) -> Facts:
    """
    Lines of a decision by what they are.

    A label whose line ends with its colon has its value on the next line. Text under no heading is the part "text".
    """
    facts = Facts()
    target = "text"
    place = 0
    while place < len(lines):
        one = lines[place]
        place += 1
        known = None if one.label or one.row else read_fact(one.text)
        section = None if one.label or one.row else part_heading(one.text)
        if section:
            target = section
            facts.headings[section] = one.text
        elif known:
            if not known[1] and place < len(lines) and _is_value(lines[place]):
                known = (known[0], lines[place].words)
                place += 1
            _note(facts, *known, one.text)
            target = "text"
        elif target == "documents" or not (inline := _inline(one)):
            facts.part(target).append(one)
        else:
            target = inline[0]
            facts.part(target).append(inline[1])
    return facts


def part_heading(text: str) -> str | None:
    """The part of the page that the line heads, if it is a heading and nothing else."""
    return next((name for name, pattern in SECTIONS if len(text) < 120 and pattern.match(text)), None)


def _is_value(one: Line) -> bool:
    return not one.label and len(one.text) < 300 and read_fact(one.text) is None and part_heading(one.text) is None


def _inline(one: Line) -> tuple[str, Line] | None:
    """ "Purpose: To agree the fares." is heading and text in one."""
    found = None if one.label else re.match(r"(Purpose|Content|Decision taken|Decision)\s*:\s+(?=\S)", one.text)
    if found is None:
        return None
    return found[1].split()[0].lower(), Line(one.text[found.end() :], indent=one.indent)


def _note(facts: Facts, name: str, value: str, printed: str) -> None:
    if name == "more" or name in facts.values:
        facts.more.append(f"{printed.rstrip()} {value}".strip() if value not in printed else printed.strip())
    else:
        facts.values[name] = value
