"""
Where the items of a meeting begin.

Councils number them in one way within one set of minutes, and set them apart by a heading style, in bold or in
capitals. So the way that most headings share decides; a number in that way that comes next in order is an item too,
though its clerk forgot the bold.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from minutes.text.dates import NUMERIC, WRITTEN
from minutes.text.forms import DECISION
from minutes.text.lines import Line
from minutes.text.meeting_forms import ITEM, LONE_NUMBER
from minutes.text.openings import find_opening
from minutes.text.page_forms import PARTS
from minutes.text.sections import section_heading
from minutes.text.times import TIME

LONGEST_TITLE = 40
LEAP = 30
# How many headings may stand between one and the next in order.
LOOK_BACK = 200
NO_TITLE = re.compile(r"(?i:that\b|to\s)|[a-z]", re.ASCII)


@dataclass(frozen=True)
class Start:
    """A line that may head an item: its place, label and title, the form of the label, and whether it is set apart."""

    place: int
    label: str
    title: str
    form: str
    number: int
    strong: bool
    lines: int = 1


def item_starts(lines: Sequence[Line]) -> list[Start]:
    """The lines that head the items, in order."""
    starts = [one for place in range(len(lines)) if (one := _start(lines, place))]
    return _numbered(lines, starts) or _unnumbered(lines)


def _start(lines: Sequence[Line], place: int) -> Start | None:
    one = lines[place]
    if one.row:
        return None
    lone = LONE_NUMBER.fullmatch(one.words)
    if lone and place + 1 < len(lines):
        title = lines[place + 1]
        if title.row or title.label or not (one.heading or is_set_apart(title)):
            return None
        return _made(place, lone["label"], title.text, title.heading or one.heading, 2)
    found = ITEM.fullmatch(one.words)
    if found is None or WRITTEN.match(one.words) or NUMERIC.match(one.words) or TIME.match(one.words):
        return None
    return _made(place, found["label"], found["title"], one.heading, 1)


def _made(place: int, label: str, title: str, heading: bool, lines: int) -> Start | None:
    if not _can_be_title(title):
        return None
    label = label.rstrip(" -–—").strip()
    digits = re.findall(r"\d+", label)
    return Start(place, label, title, _form(label), int(digits[0]), heading or is_capitals(title), lines)


def _form(label: str) -> str:
    """The label without its figures: "#/#" for 77/21."""
    return re.sub(r"(?<=#)[a-zA-Z]\b", "", re.sub(r"\d+", "#", label)).rstrip(".:) ")


def _can_be_title(text: str) -> bool:
    if NO_TITLE.match(text) or len(text.split()) > LONGEST_TITLE or text.endswith((";", ",", ":")):
        return False
    parts = (DECISION, *PARTS.values())
    return (
        find_opening(text) is None and section_heading(text) is None and not any(one.fullmatch(text) for one in parts)
    )


def is_capitals(text: str) -> bool:
    """Whether a text stands in capitals, but for what is in brackets."""
    letters = [one for one in re.sub(r"\([^()]*\)", "", text) if one.isalpha()]
    return len(letters) > 2 and sum(one.isupper() for one in letters) >= 0.9 * len(letters)


def is_set_apart(one: Line) -> bool:
    """Whether a line is set as a heading, in bold or in capitals."""
    return one.heading or is_capitals(one.text)


def _numbered(lines: Sequence[Line], starts: Sequence[Start]) -> list[Start]:
    forms = Counter(one.form for one in starts if one.strong)
    chains = [_rising([one for one in starts if one.strong and one.form == form]) for form in forms]
    if not chains:
        return _weak(lines, starts)
    # Of two forms as frequent as each other the one with the longer label: 77/21 says more than 5.
    chain = max(chains, key=lambda one: (len(one), len(one[0].form)))
    found = _with_weak([one for one in starts if one.form == chain[0].form], chain)
    return found if len(found) > 1 or len(_unnumbered(lines)) < 2 else []


def _rising(starts: Sequence[Start]) -> list[Start]:
    """The longest run of starts whose numbers rise, or stay while the label changes (4a, 4b), and never leap far."""
    lengths: list[int] = []
    before: list[int | None] = []
    for place, one in enumerate(starts):
        fitting = [other for other in range(max(0, place - LOOK_BACK), place) if _follows(one, starts[other])]
        last = max(fitting, key=lambda other: lengths[other], default=None)
        before.append(last)
        lengths.append(1 if last is None else lengths[last] + 1)
    place = max(range(len(starts)), key=lambda one: lengths[one])
    run = [starts[place]]
    while (last := before[place]) is not None:
        run.append(starts[last])
        place = last
    return run[::-1]


def _follows(one: Start, last: Start) -> bool:
    return last.number <= one.number <= last.number + LEAP and one.label != last.label


def _with_weak(starts: Sequence[Start], chain: Sequence[Start]) -> list[Start]:
    """The chain, and between its starts the weak ones that come next in order and do not belong to a list."""
    places = {one.place for one in chain}
    kept: list[Start] = []
    for place, one in enumerate(starts):
        following = next((other.number for other in chain if other.place > one.place), None)
        if one.place in places:
            kept.append(one)
        elif not one.strong and not _is_sentence(one.title) and (following is None or one.number < following):
            last = kept[-1].number if kept else None
            in_list = place > 0 and starts[place - 1] not in kept and starts[place - 1].number == one.number - 1
            if not in_list and (one.number == last + 1 if last is not None else following == one.number + 1):
                kept.append(one)
    return kept


def _weak(lines: Sequence[Line], starts: Sequence[Start]) -> list[Start]:
    """Items that nothing sets apart: short titles whose numbers count up through the whole of the minutes."""
    titles = [one for one in starts if not _is_sentence(one.title) and len(one.title.split()) <= 15]
    forms = Counter(one.form for one in titles)
    for form, count in forms.most_common():
        run = [one for one in titles if one.form == form]
        rising = all(after.number == before.number + 1 for before, after in pairwise(run))
        followed = all(_has_body(lines, one) for one in run)
        if count >= 2 and rising and followed:
            return run
    return []


def _has_body(lines: Sequence[Line], one: Start) -> bool:
    """Whether a heading is followed by something else than the next; behind the last the end of the meeting may stand."""
    after = one.place + one.lines
    following = ITEM.fullmatch(lines[after].words) if after < len(lines) else None
    return following is None or _form(following["label"]) != one.form


def _is_sentence(title: str) -> bool:
    return title.endswith(".") and len(title.split()) > 6


def _unnumbered(lines: Sequence[Line]) -> list[Start]:
    """Headings without numbers: those of the style, else those in capitals."""
    by_style = [place for place, one in enumerate(lines) if one.heading and _is_heading(one)]
    places = by_style or [place for place, one in enumerate(lines) if is_capitals(one.text) and _is_heading(one)]
    return [Start(place, "", lines[place].text, "", 0, strong=True) for place in places if place]


def _is_heading(one: Line) -> bool:
    return not (one.label or one.row) and _can_be_title(one.text)


def joined_titles(lines: Sequence[Line], starts: Sequence[Start]) -> list[Start]:
    """The starts, each with the lines on which its title goes on in capitals."""
    found = []
    for place, one in enumerate(starts):
        end = starts[place + 1].place if place + 1 < len(starts) else len(lines)
        title, count = one.title, one.lines
        while one.place + count < end and _title_goes_on(title, lines[one.place + count]):
            title, count = f"{title} {lines[one.place + count].text}", count + 1
        found.append(replace(one, title=title, lines=count))
    return found


def _title_goes_on(title: str, following: Line) -> bool:
    if following.label or following.row or not is_capitals(title) or title.endswith((".", ":", ")")):
        return False
    return is_capitals(following.text) and _can_be_title(following.text)
