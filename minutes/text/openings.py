"""What opens resolutions, found at the head of a line or inside a paragraph."""

import re
from dataclasses import dataclass

from minutes.text.forms import BODY, OPENINGS, PREFACE, Opening
from minutes.text.markers import split_marker

PARAGRAPH_NUMBER = re.compile(r"\d{1,3}[a-z]?(?:\.\d{1,3})+\.?\s+")
SENTENCE_END = re.compile(r"(?<=[.;:!?”’)])\s+")
AND_IT_WAS = re.compile(
    r"(?<=[\w,;)’”])\s+(?=(?:(?:and\s+)?(?:it\s+was|IT\s+WAS)\s+(?:(?:then|therefore|accordingly|duly)\s+)?|and\s+)"
    r"(?:unanimously\s+)?(?:RESOLVED|AGREED|RECOMMENDED)\b)"
)
LONG_PREFACE = re.compile(PREFACE)
AT_BODY = re.compile(r"(?<=,)\s+(?=(?:the|it|The|Members|Cabinet|Council|and)\b)")
LOUD = re.compile(r"RESOLVED|RESOLVEd|AGREED|RECOMMEND|PENDERFYNWYD|NOTED")
STEM = re.compile(
    rf"(?:{BODY}|that|That|THAT|to|To|as\s+follows|the\s+following|it\s+is|be|\W|recommend(?:ed|s)?|asked|requested"
    r"|agree[sd]?|approve[sd]?|resolve[sd]?|should|hereby|the|The|and)+$"
)
# What comes after the first marker of a list printed in one paragraph.
SEQUENCES = {
    "1": [str(number) for number in range(2, 30)],
    "a": list("bcdefghijklmnopqrstuvwxyz"),
    "A": list("BCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "i": ["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
}


@dataclass(frozen=True)
class Opened:
    """An opening found: its words, what stands behind them, and which form it is."""

    words: str
    rest: str
    form: Opening


def find_opening(text: str, label: str = "") -> Opened | None:
    """The opening at the head of ``text``; a paragraph number or marker in front of it belongs to its words."""
    number = PARAGRAPH_NUMBER.match(text)
    start = number.end() if number else 0
    for form in OPENINGS:
        found = form.pattern.match(text, start)
        if found:
            return Opened(f"{label} {text[: found.end()].strip()}".strip(), text[found.end() :].strip(), form)
    return None


def is_stem(text: str) -> bool:
    """Whether ``text`` only leads to a list ("that:", "That Cabinet:"), so that it belongs to the opening."""
    words = text.split()
    return not words or (
        len(words) <= 12 and (text.rstrip(" -–—").endswith(":") or len(words) <= 2) and bool(STEM.match(text))
    )


def split_at_openings(text: str) -> list[str]:
    """``text`` cut before each opening inside it: a sentence that opens loudly, or "and it was RESOLVED"."""
    opened = find_opening(text)
    bare = len(opened.words) + 1 if opened else 0  # "RESOLVED: Council NOTED the report" is opened once
    starts = [
        boundary.end()
        for boundary in SENTENCE_END.finditer(text)
        if boundary.end() > bare and _opens_loudly(text[boundary.end() :])
    ]
    starts.insert(0, 0)
    sentences = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [part for sentence in sentences for part in _split_inside(sentence)]


def _opens_loudly(text: str) -> bool:
    found = find_opening(text[:400])
    return found is not None and not found.form.weak and LOUD.search(found.words) is not None


def _split_inside(sentence: str) -> list[str]:
    if find_opening(sentence):
        return [sentence]
    parts = AND_IT_WAS.split(sentence, maxsplit=1)
    return parts if len(parts) > 1 else _split_at_preface(sentence)


def _split_at_preface(sentence: str) -> list[str]:
    """ "Having heard both sides at length, the Committee resolved:" is narrative and an opening."""
    if not LONG_PREFACE.match(sentence):
        return [sentence]
    for comma in AT_BODY.finditer(sentence[:1000]):
        found = find_opening(sentence[comma.end() :][:400])
        if found and not found.form.weak and "resolved" in found.words.lower():
            return [sentence[: comma.end()].strip(), sentence[comma.end() :].strip()]
    return [sentence]


def inline_items(text: str) -> list[tuple[str, str]]:
    """The items of a list that is printed in one paragraph, "(a) endorsed …; (b) approved …"; else nothing."""
    label, rest = split_marker(text)
    body = re.sub(r"\W", "", label)
    if body not in SEQUENCES:
        return []
    items: list[tuple[str, str]] = []
    for following in SEQUENCES[body]:
        printed = re.escape(label.replace(body, following))
        cut = re.search(rf"(?:(?<=[;.,:])|(?<=\band)|(?<=\bor))\s+{printed}\s+", rest)
        if cut is None:
            break
        items.append(
            (label.replace(body, SEQUENCES[body][len(items) - 1]) if items else label, rest[: cut.start()].strip())
        )
        rest = rest[cut.end() :]
    items.append((label.replace(body, SEQUENCES[body][len(items) - 1]) if items else label, rest.strip()))
    return items
