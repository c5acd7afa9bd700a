"""
Minutes of one item: from lines to narrative, resolutions, reasons, options considered and votes.

Never lose a word: what opens no section and belongs to no list stays in the narrative. Never merge two lists: every
opening begins one. What can be read in two ways is left in the narrative, or read, and named in ``unread``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minutes.text.blocks import decides, is_item, read_block, resolutions_of
from minutes.text.forms import DECIDES, DECISION, THAT_CLAUSE
from minutes.text.lines import Line, is_bullet, join_lone_markers, line, narrative, paragraphs_before
from minutes.text.markers import readings
from minutes.text.openings import Opened, find_opening, inline_items, split_at_openings
from minutes.text.records import Resolution, Vote
from minutes.text.sections import section_heading, split_at_headings
from minutes.text.votes import read_votes

INSIDE = re.compile(r"\bRESOLVED\b")
# What ends reasons and options although no heading follows: that there are none, and a paragraph that tells who spoke.
NOTHING = re.compile(r"\W*(?:none|nil|n/a|not\s+applicable|dim)\W*", re.IGNORECASE)
SPEAKER = re.compile(
    r"(?:Councillors?|Cllrs?|The\s+(?:Lord\s+)?(?:Chair\w*|Mayor|Clerk)|The\s+[Mm]eeting|Note)\b|\[?The\s+decisions?\b.{0,60}\bcalled\s+in\b"
)


@dataclass
class Minutes:
    """What was read in the minutes of one item."""

    paragraphs: list[Line] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    reasons: list[Line] = field(default_factory=list)
    options: list[Line] = field(default_factory=list)
    interests: list[Line] = field(default_factory=list)
    dispensations: list[Line] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """The lines of one part as text; nothing where there are none."""
        return narrative(getattr(self, name)) or None

    def placed_resolutions(self) -> tuple[Resolution, ...]:
        """The resolutions, ``after`` counted in paragraphs of the narrative instead of its lines."""
        places = paragraphs_before(self.paragraphs)
        return tuple(replace(one, after=places[one.after]) for one in self.resolutions)

    def beside(self) -> tuple[int, ...]:
        """The paragraphs of the narrative that interests or dispensations hold as well, counted from 0."""
        places = paragraphs_before(self.paragraphs)
        told: dict[int, bool] = {}
        for number, one in enumerate(self.paragraphs):
            paragraph = places[number + 1] - 1
            told[paragraph] = told.get(paragraph, True) and one.beside
        return tuple(paragraph for paragraph, beside in told.items() if beside)

    def votes(self) -> list[Vote]:
        """The votes that the narrative and the openings tell."""
        told = [one.words for one in self.paragraphs]
        for resolution in reversed(self.resolutions):
            told.insert(resolution.after, resolution.opening)
        return read_votes([text for text in told if text])


def read_minutes(lines: Sequence[Line], decision: bool = False) -> Minutes:
    """
    Read the lines of an item's minutes.

    ``decision``: they stand under the page's heading "Decision", where a list needs no opening.
    """
    return _Reader(expand(lines), decision).read()


def expand(lines: Sequence[Line]) -> list[Line]:
    """Lines cut where an opening, or behind an opening a section heading, stands inside a paragraph."""
    expanded: list[Line] = []
    opened = False
    for one in join_lone_markers(lines):
        pieces = [one.text] if one.row else split_at_openings(one.text)
        cuts: list[Line] = []
        for place, piece in enumerate(pieces):
            opened = opened or find_opening(piece) is not None or bool(DECISION.match(piece))
            parts = split_at_headings(piece) if opened and not one.row else [piece]
            cuts += [Line(part, leads=place + 1 < len(pieces)) for part in parts]
        expanded += [replace(one, text=cuts[0].text, leads=cuts[0].leads), *cuts[1:]] if cuts else [one]
    return expanded


class _Reader:
    """One pass over the lines; ``target`` is where narrative goes, ``pending`` a heading "DECISION" not yet used."""

    def __init__(self, lines: list[Line], decision: bool) -> None:
        self.lines = lines
        self.on_decision_page = decision
        self.decision = decision
        self.minutes = Minutes()
        self.target = self.minutes.paragraphs
        self.pending = ""
        self.beside: list[Line] | None = None

    def read(self) -> Minutes:
        place = 0
        while place < len(self.lines):
            place = self._section(place) or self._heading(place) or self._block(place) or self._narrative(place)
        self._flush()
        return self.minutes

    def _section(self, place: int) -> int | None:
        """A heading of reasons, options or interests."""
        one = self.lines[place]
        section = None if one.label or one.row else section_heading(one.text)
        if section is None:
            return None
        self._flush()
        self.beside = None
        name, rest = section
        if name in ("reasons", "options"):
            self.target = getattr(self.minutes, name)
            if rest:
                self.target.append(Line(rest))
            if NOTHING.fullmatch(rest):
                self.target = self.minutes.paragraphs
        else:
            self._declared(name, one, rest)
        return place + 1

    def _declared(self, name: str, one: Line, rest: str) -> None:
        """Interests or dispensations: their words are narrative too, as those of votes are."""
        self.target = self.minutes.paragraphs
        beside = getattr(self.minutes, name)
        if beside is not self.target and rest:
            beside.append(Line(rest))
            one = replace(one, beside=True)
        elif beside is not self.target:
            self.beside = beside
        self.target.append(one)

    def _heading(self, place: int) -> int | None:
        """A heading "DECISION": its words become part of the opening of the list behind it."""
        one = self.lines[place]
        found = None if one.label or one.row else DECISION.match(one.text)
        if found is None:
            return None
        self._flush()
        self.decision, self.pending, self.target = True, found[0].strip(), self.minutes.paragraphs
        if rest := one.text[found.end() :].strip():
            self.lines.insert(place + 1, line(rest))
        return place + 1

    def _block(self, place: int) -> int | None:
        """A list of resolutions."""
        one = self.lines[place]
        opened = find_opening(one.text, one.label)
        if opened and opened.form.weak and not self._list_follows(opened, place):
            opened = None
        if opened and one.label and self.decision and is_item(one, opened, ()):
            opened = None
        if one.row or not (opened or self._opens_without_words(place)):
            return None
        block, end = read_block(self.lines, place, opened)
        if not block.entries:
            return None
        block.opening = f"{self.pending} {block.opening}".strip()
        self.pending, self.decision, self.beside = "", self.on_decision_page, None
        self.target = self.minutes.paragraphs
        self.minutes.resolutions += resolutions_of(block, len(self.target))
        self.target += [interlude for _, interlude in block.interludes]
        return end

    def _narrative(self, place: int) -> int:
        self._flush()
        one = self.lines[place]
        if one.leads or SPEAKER.match(one.text):
            self.target = self.minutes.paragraphs
        if self.beside is not None and self.target and self.target is self.minutes.paragraphs:
            self.beside.append(one)
            self.target[-1] = replace(self.target[-1], beside=True)
            one = replace(one, beside=True)
        self.beside = None
        self.target.append(one)
        if INSIDE.search(one.text):
            self.minutes.unread.append(f"RESOLVED inside a sentence, left in the minutes: {one.text[:120]}")
        return place + 1

    def _flush(self) -> None:
        """A heading "DECISION" behind which there is no list is narrative."""
        if self.pending:
            self.minutes.paragraphs.append(Line(self.pending))
            self.pending = ""

    def _list_follows(self, opened: Opened, place: int) -> bool:
        items = inline_items(opened.rest)
        if opened.rest and not items:
            return False
        following = self.lines[place + 1] if place + 1 < len(self.lines) else Line("")
        first = Line(items[0][1], items[0][0]) if items else following
        return bool(first.label) and (not opened.form.verbs or bool(DECIDES.match(first.text)))

    def _opens_without_words(self, place: int) -> bool:
        """A list, or under "Decision" a sentence, that is a resolution although nothing opens it."""
        one = self.lines[place]
        if self.decision and self.target is self.minutes.paragraphs:
            # Behind a list, only what is worded as a resolution is one: reasons may stand there without their heading.
            listed = any(found.label for found in self.minutes.resolutions)
            if not one.label:
                return bool(THAT_CLAUSE.match(one.text)) if listed else decides(one)
            return readings(one.label)[0].number <= 1
        led_to = place > 0 and self.lines[place - 1].text.rstrip(" -–—").endswith(":")
        first = bool(one.label) and not is_bullet(one) and any(reading.number == 1 for reading in readings(one.label))
        if not (first and THAT_CLAUSE.match(one.text)) or led_to or self.target is not self.minutes.paragraphs:
            return False
        self.minutes.unread.append(f"A list without an opening, read as resolutions: {one.words[:120]}")
        return True
