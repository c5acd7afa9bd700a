"""Where each line of a source went, and its italics with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.text.lines import Line
from minutes.text.records import Clause, Item, Resolution

# How many words of a line that was cut into several parts tell where a piece of it went.
ENOUGH = 3
LONGEST_HEADING = 12  # words


@dataclass(frozen=True)
class Trace:
    """A line of the source, and the parts that its words went to ("minutes", "resolutions reasons", …)."""

    line: Line
    goes: str


def words_of(text: str | None) -> list[str]:
    """The words of a text, in small letters."""
    return re.findall(r"\w+", (text or "").lower())


def trace(lines: Sequence[Line], item: Item) -> tuple[Trace, ...]:
    """Where the lines of an item went. A line of which nothing is found is the heading of a part."""
    parts = {
        "minutes": item.minutes,
        "resolutions": " ".join(said_by(one) for one in item.resolutions),
        "reasons": item.reasons,
        "options": item.options_considered,
        "credit": item.report_credit,
    }
    texts = {name: f" {' '.join(words_of(text))} " for name, text in parts.items()}
    places = dict.fromkeys(texts, 0)
    return tuple(Trace(one, _goes(words_of(one.words), texts, places)) for one in lines)


def said_by(one: Resolution) -> str:
    """Every word of a resolution, its clauses' with it."""
    return " ".join([one.opening, one.label, one.text, *map(_said_by_clause, one.clauses)])


def _said_by_clause(one: Clause) -> str:
    return " ".join([one.label, one.text, *map(_said_by_clause, one.clauses)])


def _goes(words: Sequence[str], texts: dict[str, str], places: dict[str, int]) -> str:
    wanted = f" {' '.join(words)} "
    found = {name: place for name, text in texts.items() if (place := text.find(wanted, places[name])) >= 0}
    if words and found:
        nearest = min(found, key=lambda name: found[name] - places[name])
        places[nearest] = found[nearest] + len(wanted) - 1
        return nearest
    if part := _ends_in(words, texts, places):
        return part
    pieces = [" ".join(words[place : place + ENOUGH]) for place in range(max(len(words) - ENOUGH + 1, 1))]
    partly = [name for name, text in texts.items() if any(f" {one} " in text for one in pieces[:40] if one)]
    return " ".join(partly) or "heading"


def _ends_in(words: Sequence[str], texts: dict[str, str], places: dict[str, int]) -> str:
    """The part that goes on with what stands behind a heading on its line: "Other options: None"."""
    for cut in range(1, min(len(words), LONGEST_HEADING)):
        rest = f" {' '.join(words[cut:])} "
        for name, text in texts.items():
            if text.startswith(rest, places[name]):
                places[name] += len(rest) - 1
                return name
    return ""


def emphasised(text: str | None, source: Sequence[Trace], part: str) -> str | None:
    """
    ``text`` with the italics of the lines that went to that part, between asterisks.

    A run is looked for in its own line: where the same words stand twice in it, the first are set in italics.
    """
    if text is None:
        return None
    place = 0
    for one in source:
        if part not in one.goes.split():
            continue
        place = max(text.find(one.line.text, place), place)
        for words in one.line.italics:
            found = re.compile(rf"(?<![\w*]){re.escape(words)}(?![\w*])").search(text, place)
            if found and "*" not in words:
                text = f"{text[: found.start()]}*{words}*{text[found.end() :]}"
                place = found.end() + 2
    return text
