"""Headings inside the minutes: where the reasons, the options considered and the interests begin."""

import re

from minutes.text.forms import INNER_HEADING, INTERESTS, OPTIONS, REASONS

GLUED = re.compile(
    r"(?:Reasons?\s+for\s+(?:the\s+)?Decisions?|(?:Other|Alternative)\s+Options?\s+Considered"
    r"(?:\s+and\s+Rejected)?)\s+(?=[A-Z])"
)
SECTIONS = (("options", OPTIONS), ("reasons", REASONS))
# Both answered in one line, or a heading that only says who declared what, is kept whole.
BOTH = re.compile(r".{0,80}\bdispensation", re.IGNORECASE)


def section_heading(text: str) -> tuple[str, str] | None:
    """
    The part of the minutes that ``text`` opens (options, reasons, interests, dispensations) and the words behind it.

    A heading fills its line, or a colon or dash stands behind it, or it is printed in full before a capital letter.
    A declaration of interests told at the meeting opens "paragraphs": it ends the part before it and is narrative.
    """
    for name, pattern in SECTIONS:
        found = pattern.match(text)
        if found is None:
            continue
        glued = GLUED.match(text)
        if found["mark"] or not text[found.end() :].strip(" ."):
            return name, text[found.end() :].strip()
        if glued:
            return name, text[glued.end() :].strip()
    return _interests(text)


def _interests(text: str) -> tuple[str, str] | None:
    found = INTERESTS.match(text)
    if found is None:
        return None
    heading, rest = text[: found.end()], text[found.end() :].strip()
    if found["dispensation"]:
        return "dispensations", rest
    if not found["conflict"]:
        return "paragraphs", text
    return "interests", text if BOTH.match(heading) else rest


def split_at_headings(text: str) -> list[str]:
    """``text`` cut before every section heading that stands inside it, after the end of a sentence."""
    return [part for part in INNER_HEADING.split(text) if part.strip()]
