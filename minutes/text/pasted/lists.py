"""
The markers of lists, as the word processor printed them.

Word puts the marker into the paragraph, set off so that a browser can leave it out; where that is missing it is
counted from the list's definition in the style sheet. Google Docs, LibreOffice and Word on the web write HTML lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from minutes.text.clean import clean
from minutes.text.pasted.rubbish import style_of
from minutes.text.word.formats import printed

PLACED = re.compile(r"mso-list:(?P<list>l\d+)level(?P<level>\d)(?P<use>lfo\d+)?")
DEFINITION = re.compile(r"@list\s+(?P<list>l\d+):level(?P<level>\d)(?:\s+(?P<use>lfo\d+))?\s*\{(?P<body>[^}]*)\}")
PLACE = re.compile(r"%([1-9])")
FORMS = {
    "alpha-lower": "lowerLetter", "alpha-upper": "upperLetter", "roman-lower": "lowerRoman",
    "roman-upper": "upperRoman", "bullet": "bullet", "none": "none",
}  # fmt: skip
TYPES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal": "decimal",
}  # fmt: skip
LIST_STYLE = re.compile(
    r"list-style(?:-type)?:[^;]*?((?:lower|upper)-(?:alpha|latin|roman)|decimal|none|disc|circle|square)"
)
# What Word prints as a bullet: signs of its fonts of pictures, and the letter that it uses for a hollow one.
BULLETS = {"·", "•", "§", "Ø", "ü", "v", "o", "q", "à", "¨", "\uf0b7", "\uf0a7", "-", "–", "—", "◦", "▪", "●", "○"}
UNNUMBERED = {"disc", "circle", "square"}


@dataclass
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class WordLists:
    """The lists that Word's style sheet defines, and how far each has counted."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    starts: dict[tuple[str, int, str], int] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    used: set[tuple[str, int, str]] = field(default_factory=set)

    @classmethod
    def defined_in(cls, sheets: Iterator[str]) -> "WordLists":
        """The lists of some style sheets."""
        lists = cls()
        for sheet in sheets:
            for found in DEFINITION.finditer(sheet):
                lists._define(found)
        return lists

    def _define(self, found: re.Match[str]) -> None:
        said = dict(part.strip().split(":", 1) for part in found["body"].split(";") if ":" in part)
        start = said.get("mso-level-start-at", "").strip()[:9]  # longer than any list; int() takes no 5,000 digits
        place = (found["list"], int(found["level"]))
        if found["use"]:
            if start.isdigit():
                self.starts[(*place, found["use"])] = int(start)
            return
        text = said.get("mso-level-text", "").strip().strip('"').replace("\\", "")
        form = FORMS.get(said.get("mso-level-number-format", "").strip(), "decimal")
        self.levels[place] = _Level(form, text, int(start) if start.isdigit() else 1)

    def marker(self, paragraph: HtmlElement) -> tuple[str, int] | None:
        """The marker of a paragraph of Word's and its level from 1; nothing where it stands in no list."""
        found = PLACED.search(style_of(paragraph))
        if found is None:
            return None
        counted = self._count(found["list"], int(found["level"]), found["use"] or "")
        shown = [clean(one.text_content()) for one in paragraph.iter("span") if "mso-list:ignore" in style_of(one)]
        label = shown[0] if shown else counted
        return ("•" if label in BULLETS else label), int(found["level"])

    def _count(self, name: str, level: int, use: str) -> str:
        own = self.levels.get((name, level), _Level())
        begins = (name, level, use) in self.starts and (name, level, use) not in self.used
        start = self.starts.get((name, level, use), own.start)
        before = self.counts.get((name, level))
        self.counts[name, level] = start if begins or before is None else before + 1
        self.used.add((name, level, use))
        for lower in [key for key in self.counts if key[0] == name and key[1] > level]:
            del self.counts[lower]
        if own.form == "bullet":
            return "•"

        def number_at(place: re.Match[str]) -> str:
            at = (name, int(place[1]))
            return printed(self.counts.get(at, 1), self.levels.get(at, _Level()).form)

        return PLACE.sub(number_at, own.text or f"%{level}.").strip()


def html_marker(element: HtmlElement, parent: HtmlElement, number: int) -> str:
    """The marker that is printed before the list item ``element``, its ``number`` in the list ``parent``."""
    styled = LIST_STYLE.search(style_of(element)) or LIST_STYLE.search(style_of(parent))
    if styled and styled[1] == "none":
        return ""
    if parent.tag == "ul" or (styled and styled[1] in UNNUMBERED):
        return "•"
    body = printed(number, TYPES.get(styled[1] if styled else (parent.get("type") or "1").strip(), "decimal"))
    text = element.get("data-leveltext") or ""  # Word on the web: "(%2)"
    return PLACE.sub(body, text) if PLACE.search(text) else f"{body}."
