"""Headings inside the minutes: where the reasons, the options considered and the interests begin."""

import re

from minutes.text.forms import INNER_HEADING, INTERESTS, OPTIONS, REASONS

GLUED = re.compile(
    r"(?:Reasons?\s+for\s+(?:the\s+)?Decisions?|(?:Other|Alternative)\s+Options?\s+Considered"
    r"(?:\s+and\s+Rejected)?)\s+(?=[A-Z])"
)
SECTIONS = (("options", OPTIONS), ("reasons", REASONS), ("interests", INTERESTS))


def section_heading(text: str) -> tuple[str, str] | None:
    """
    The section that ``text`` opens and the words behind its heading, or nothing.

    A heading fills its line, or a colon or dash stands behind it, or it is printed in full before a capital letter.
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
    return None


def split_at_headings(text: str) -> list[str]:
    """``text`` cut before every section heading that stands inside it, after the end of a sentence."""
    return [part for part in INNER_HEADING.split(text) if part.strip()]
