"""Blocks: one opening and the list of resolutions behind it, with the narrative that interrupts it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minutes.text.clauses import ClauseLine, depths_of, nested, unstacked
from minutes.text.forms import DECIDES, DECISION, THAT_CLAUSE
from minutes.text.kinds import kind_of
from minutes.text.lines import Line, counted
from minutes.text.markers import readings
from minutes.text.openings import STEM, Opened, find_opening, inline_items, is_stem
from minutes.text.records import Clause, Resolution
from minutes.text.sections import section_heading
from minutes.text.votes import is_vote_line

RECENT = 120
UNFINISHED = re.compile(r"(?:[;,:]|\b(?:and|or|the|of|to|that))$")
FINISHED = re.compile(r"[.!?;:]['’”\")]*$")
# An unmarked item of a list ends so: "the plan be approved; and".
LISTED = re.compile(r";(?:\s*(?:and|or))?$")
# "1 That", without a point.
BARE_NUMBER = re.compile(r"(?P<label>\d{1,2})\s+(?=[A-Z])")


@dataclass
class Block:
    """An opening and its list. ``interludes`` are narrative lines inside it: (entries before it, line)."""

    opening: str
    kind: str
    entries: list[Line] = field(default_factory=list)
    interludes: list[tuple[int, Line]] = field(default_factory=list)

    def add(self, one: Line) -> None:
        self.entries += unstacked(one)

    def extend(self, words: str, gap: str = " ") -> None:
        last = self.entries[-1]
        self.entries[-1] = replace(last, text=f"{last.text}{gap}{words}".strip())


def read_block(lines: Sequence[Line], start: int, opened: Opened | None) -> tuple[Block, int]:
    """The block that begins at ``lines[start]``, with ``opened`` at its head or with none, and where it ends."""
    block = Block(opened.words if opened else "", opened.form.kind if opened else "resolved")
    place = start
    if opened:
        place += 1
        _read_rest(block, opened.rest, lines, place)
    while place < len(lines) and _read_line(block, lines, place):
        place += 1
    _settle(block)
    return block, place


def _settle(block: Block) -> None:
    """Keep an interruption between two clauses of one resolution with the clause above it: it has no place outside."""
    depths = depths_of(block.entries)
    between_resolutions = []
    for before, one in block.interludes:
        if depths[before] == 1:
            between_resolutions.append((before, one))
        else:
            above = block.entries[before - 1]
            block.entries[before - 1] = replace(above, text=f"{above.text}\n\n{one.words}".strip())
    block.interludes = between_resolutions


def _read_rest(block: Block, rest: str, lines: Sequence[Line], place: int) -> None:
    """What stands on the line of the opening: nothing, words that lead to the list, a list, or one resolution."""
    stem, _, tail = rest.partition(":")
    if items := inline_items(rest):
        block.entries += [Line(text, label) for label, text in items]
    elif tail and is_stem(f"{stem}:") and len(items := inline_items(tail.strip(" -–"))) > 1:
        block.opening += f" {stem}:"
        block.entries += [Line(text, label) for label, text in items]
    elif rest and place < len(lines) and leads_to(rest, lines[place]) and _can_follow_stem(lines[place]):
        block.opening += f" {rest}"
        block.kind = "recommended" if "recommend" in rest.lower() else block.kind
    elif rest:
        block.entries.append(Line(rest))


def leads_to(rest: str, following: Line) -> bool:
    """Whether ``rest`` only leads to the list behind it: "that Cabinet", with a colon or before a marker."""
    return is_stem(rest) or bool(following.label and len(rest.split()) <= 6 and STEM.match(rest))


def _can_follow_stem(one: Line) -> bool:
    opened = find_opening(one.text)
    return section_heading(one.text) is None and (opened is None or bool(one.label and is_item(one, opened, ())))


def _read_line(block: Block, lines: Sequence[Line], place: int) -> bool:
    """Take ``lines[place]`` into the block; false when the block ends before it."""
    one = lines[place]
    if ends_list(one) or _opens_another(block, one):
        return False
    marked = as_item(one, block.entries)
    if marked.label:
        return _read_marked(block, marked)
    return _read_unmarked(block, lines, place)


def ends_list(one: Line) -> bool:
    """Whether a heading of reasons, options, interests or of a decision stands here."""
    return not one.label and (section_heading(one.text) is not None or DECISION.match(one.text) is not None)


def _opens_another(block: Block, one: Line) -> bool:
    """Whether a line opens the next list. "2. RECOMMEND to …" behind 1 is an item; "2. RESOLVED …" never is."""
    found = find_opening(one.text)
    if found is None or found.form.weak or (not block.entries and _is_verb(found)):
        return False
    return not (one.label and is_item(one, found, block.entries))


def _is_verb(found: Opened) -> bool:
    """ "Council NOTED the report" behind RESOLVED is what was resolved."""
    return found.form.name in ("noted", "agreed") and bool(found.rest)


def _read_marked(block: Block, one: Line) -> bool:
    finished_alone = len(block.entries) == 1 and not block.entries[0].label and FINISHED.search(block.entries[0].text)
    if finished_alone and not block.entries[0].text.rstrip(" -–—").endswith(":"):
        if readings(one.label)[0].number != 2:
            return False
    elif block.entries and _breaks_sequence(one, block.entries):
        return False
    block.add(one)
    return True


def _breaks_sequence(one: Line, entries: Sequence[Line]) -> bool:
    """Whether a number leaps: a paragraph number of the narrative, not the next of the list."""
    for reading in readings(one.label):
        same = numbers_of(reading.style, entries)
        if not same or reading.number <= max(same) + 3:
            return False
    return bool(entries)


def _read_unmarked(block: Block, lines: Sequence[Line], place: int) -> bool:
    one = lines[place]
    goes_on = _goes_on(block, lines, place + 1)
    if not block.entries:
        if is_stem(one.text) and place + 1 < len(lines) and lines[place + 1].label:
            block.opening += f" {one.text}"
        else:
            block.add(one)
        return True
    if is_vote_line(one.text):
        if goes_on:
            block.interludes.append((len(block.entries), one))
        return goes_on
    last = block.entries[-1]
    if not last.label and LISTED.search(last.text) and not one.row and one.text.lower() not in ("and", "or"):
        block.add(one)
    elif one.row:
        block.extend(one.text, "\n" if block.entries[-1].text.endswith("|") else "\n\n")
    elif _continues_sentence(block.entries[-1].text, one.text) or (goes_on and len(one.text.split()) <= 3):
        block.extend(one.text)
    elif THAT_CLAUSE.match(one.text) and not block.entries[0].label:
        block.add(one)
    elif goes_on or _is_listed(last, one):
        block.extend(one.text, "\n\n")
    else:
        return False
    return True


def _is_listed(last: Line, one: Line) -> bool:
    """Whether a short line is named by a resolution: "That the following be appointed:" and a name a line."""
    lead = last.text.partition("\n\n")[0]
    return lead.endswith(":") and len(one.text.split()) <= 8 and not FINISHED.search(one.text)


def _continues_sentence(before: str, after: str) -> bool:
    return bool(after) and not FINISHED.search(before) and (after[0].islower() or bool(UNFINISHED.search(before)))


def _goes_on(block: Block, lines: Sequence[Line], start: int) -> bool:
    """Whether the list goes on behind an interruption of at most three lines."""
    for place, one in enumerate(lines[start : start + 3], start):
        if (opened := find_opening(one.text)) and not (one.label and is_item(one, opened, block.entries)):
            return False
        if ends_list(one):
            return False
        if one.label:
            led_to = lines[place - 1].text.endswith(":")
            last = block.entries[-1].label if block.entries else ""
            alike = readings(one.label)[0].number > 0 or one.label == last
            return alike and continues(one, block.entries) and not led_to
    return False


def is_item(one: Line, opened: Opened, entries: Sequence[Line]) -> bool:
    """Whether a marked line that begins like an opening ("2. AGREED to …") is the next item of the list."""
    first = not entries and any(reading.number <= 1 for reading in readings(one.label))
    return "RESOLVED" not in opened.words and (first or continues(one, entries))


def numbers_of(style: str, entries: Sequence[Line]) -> list[int]:
    """The numbers of the entries of that style, among the last ones: no list that is longer needs those before."""
    recent = entries[-RECENT:]
    return [other.number for entry in recent for other in readings(entry.label) if other.style == style]


def continues(one: Line, entries: Sequence[Line]) -> bool:
    """Whether a marked line comes next after an entry of its style, or again is 1 where each is."""
    for reading in readings(one.label):
        same = numbers_of(reading.style, entries)
        if same and (reading.number == 0 or reading.number - 1 in same or reading.number == same[-1] == 1):
            return True
    return False


def as_item(one: Line, entries: Sequence[Line]) -> Line:
    """``one`` with 1.1 as its marker where the list counts like that; elsewhere 8.1 is a paragraph number."""
    bare = None if one.label or one.row else BARE_NUMBER.match(one.text)
    if bare and (int(bare["label"]) == 1 if not entries else entries[-1].label == str(int(bare["label"]) - 1)):
        return replace(one, label=bare["label"], text=one.text[bare.end() :])
    with_marker = counted(one)
    if with_marker == one:
        return one
    number = readings(with_marker.label)[0]
    parents = {re.sub(r"\W", "", entry.label) for entry in entries}
    if (not entries and number.number == 1) or continues(with_marker, entries):
        return with_marker
    return with_marker if number.number == 1 and number.style.removesuffix(".#") in parents else one


def decides(one: Line) -> bool:
    """Whether a line under a heading "Decision", without any opening, is what was decided."""
    return bool(THAT_CLAUSE.match(one.text) or DECIDES.search(one.text[:160]))


def resolutions_of(block: Block, before: int) -> list[Resolution]:
    """The resolutions of a block, ``before`` being the number of narrative paragraphs before it."""
    depths = depths_of(block.entries)
    flat = [ClauseLine(depth, one.label, one.text) for depth, one in zip(depths, block.entries, strict=True)]
    tops = [place for place, depth in enumerate(depths) if depth == 1]
    found = []
    for top, clause in zip(tops, nested(flat), strict=True):
        found.append(_resolution(clause, block, top, before))
    return found


def _resolution(clause: Clause, block: Block, top: int, before: int) -> Resolution:
    after = before + sum(1 for place, _ in block.interludes if place <= top)
    first = top == 0
    return Resolution(
        label=clause.label,
        text=clause.text,
        kind=kind_of(clause, block.kind),
        clauses=clause.clauses,
        opening=block.opening if first else "",
        starts=first,
        after=after,
    )
