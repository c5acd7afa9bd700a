"""
Paragraphs from the rows of a file.

A row ends a paragraph when the next stands further below than rows usually do, begins with a marker or number, is set
otherwise (bold, size, indentation), or when it is short although the next word would have fitted.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from minutes.text.lines import Line, line
from minutes.text.markers import split_marker
from minutes.text.meeting_forms import ITEM, LONE_NUMBER
from minutes.text.pdf.rows import BROKEN, Row

POINTS_A_COLUMN = 4.5
HYPHEN = re.compile(rf"(?P<word>[\w’']+)(?:{BROKEN}|[-\u00ad\u2010])$")
# First parts of words that keep their hyphen.
PREFIXES = set(
    "non sub co re pre post self well ill anti semi multi inter vice ex mid cross long short high low full part one two"
    " three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety all half ad pro extra ultra quasi".split()
)
# No more than this part of its height is a letter wide, on the average of a word.
WIDE_LETTER = 0.65
# Rows further apart than so many times their size are paragraphs, or the text is double spaced.
SPACED = 1.7
PARAGRAPH_NUMBER = re.compile(r"\d{1,3}[a-z]?(?:\.\d{1,3})+\.?\s")


def paragraphs(pages: Sequence[Sequence[Row]]) -> list[Line]:
    """The lines of a file, page after page."""
    words = Counter(re.findall(r"[\w’'-]+", " ".join(row.text for page in pages for row in page).lower()))
    gap = usual_gap(pages)
    margin = min((row.left for page in pages for row in page), default=0.0)
    right = text_edge(pages)
    groups: list[list[Row]] = []
    for page in pages:
        for place, row in enumerate(page):
            before = page[place - 1] if place else None
            if groups and not _begins(groups[-1], before, row, gap, right):
                groups[-1].append(row)
            else:
                groups.append([row])
    return [_line(group, margin, words) for group in groups]


def text_edge(pages: Sequence[Sequence[Row]]) -> float:
    """Where full rows end: the right end that hardly any row passes."""
    ends = sorted(row.right for page in pages for row in page)
    return ends[max(len(ends) * 19 // 20 - 1, 0)] if ends else 0.0


def usual_gap(pages: Sequence[Sequence[Row]]) -> float:
    """
    How far apart the rows of a paragraph usually stand: the smallest of the common distances.

    Where that is wide and no sentence runs on over it, every paragraph is one row, and the distance is between them.
    """
    pairs = [pair for page in pages for pair in pairwise(page) if pair[0].base - pair[1].base > 3]
    gaps = [round(before.base - after.base, 1) for before, after in pairs]
    if not gaps:
        return 0.0
    common = [one for one, count in Counter(gaps).items() if count >= max(2, len(gaps) // 8)]
    gap = min(common) if common else float(median(gaps))
    size = median(row.size for pair in pairs for row in pair)
    if gap < SPACED * size:
        return gap
    at_gap = [pair for pair, one in zip(pairs, gaps, strict=True) if abs(one - gap) < 1]
    running = [pair for pair in at_gap if not _is_finished(pair[0].text) and pair[1].text[:1].islower()]
    return gap if len(running) > len(at_gap) / 8 else 1.3 * size


def _begins(group: Sequence[Row], before: Row | None, row: Row, gap: float, right: float) -> bool:
    """Whether ``row`` begins a paragraph behind ``group``; ``before`` is the row above it on the same page."""
    last, first = group[-1], group[0]
    if row.bold != last.bold or abs(row.size - last.size) > 0.6 or _has_marker(row.text):
        return True
    if _hangs_on(last.text):
        return False
    if before is None:
        return _is_finished(last.text) or not row.text[:1].islower()
    if before.base - row.base > 1.35 * gap or abs(row.left - (first.left if len(group) < 2 else last.left)) > 40:
        return True
    if len(group) > 1 and row.left - last.left > 9:
        return True
    # The row was ended, not full: the first word of the next would have fitted into it.
    return right - last.right > WIDE_LETTER * row.size * (len(row.text.split()[0]) + 1)


def _has_marker(text: str) -> bool:
    if split_marker(text)[0] or PARAGRAPH_NUMBER.match(text) or LONE_NUMBER.fullmatch(text):
        return True
    found = ITEM.match(text)
    return found is not None and found["title"].isupper()


def _hangs_on(text: str) -> bool:
    return bool(HYPHEN.search(text))


def _is_finished(text: str) -> bool:
    return text.rstrip().endswith((".", ":", ";", "?", "!", ")", "”", "’"))


def _line(group: Sequence[Row], margin: float, words: Counter[str]) -> Line:
    text = group[0].text
    for row in group[1:]:
        text = mended(text, row.text, words)
    text = text.replace(BROKEN, "-")
    one = line(text, max(group[0].left - margin, 0) / POINTS_A_COLUMN)
    return replace(one, heading=all(row.bold for row in group))


def mended(before: str, after: str, words: Counter[str]) -> str:
    """
    Two rows joined.

    A hyphen between them goes when the file has the word without it elsewhere, stays when it has it with, and goes
    between two parts in small letters of which the first is no word that usually takes one.
    """
    found = HYPHEN.search(before)
    follows = re.match(r"[\w’']+", after)
    if found is None or follows is None:
        return f"{before} {after}"
    head, tail = found["word"].lower(), follows[0].lower()
    stem = before[: found.end("word")]
    if words[f"{head}{tail}"]:
        return f"{stem}{after}"
    whole = found["word"].islower() and follows[0].islower() and head not in PREFIXES and not words[f"{head}-{tail}"]
    return f"{stem}{after}" if whole else f"{stem}-{after}"
