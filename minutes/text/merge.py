"""The decision, published first, and the minutes, which repeat it: one record of both."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes.text.lines import Line
from minutes.text.minute import Minutes
from minutes.text.records import Clause, Resolution


def merged(decision: Minutes, minutes: Minutes, lines: Sequence[Line]) -> Minutes:
    """
    Decision and minutes of one item, ``lines`` being those of the minutes.

    The decision is the record of what was resolved. Minutes that word it otherwise keep their own words in the
    narrative, and a person is told; what both say alike is there once.
    """
    told = {_plain(one.words) for one in minutes.paragraphs}
    added = [one for one in decision.paragraphs if _plain(one.words) not in told]
    both = Minutes(
        paragraphs=[*added, *minutes.paragraphs],
        reasons=_joined(decision.reasons, minutes.reasons),
        options=_joined(decision.options, minutes.options),
        interests=_joined(decision.interests, minutes.interests),
        dispensations=_joined(decision.dispensations, minutes.dispensations),
        unread=[*decision.unread, *minutes.unread],
    )
    if not decision.resolutions:
        both.resolutions = [replace(one, after=one.after + len(added)) for one in minutes.resolutions]
    elif not minutes.resolutions:
        both.resolutions = list(decision.resolutions)
    elif _alike(decision.resolutions, minutes.resolutions):
        both.resolutions = _placed(decision.resolutions, minutes.resolutions, len(added))
    else:
        both.paragraphs = [*added, *_beside(lines, decision)]
        both.reasons, both.options = list(decision.reasons), list(decision.options)
        both.interests, both.dispensations = list(decision.interests), list(decision.dispensations)
        both.resolutions = list(decision.resolutions)
        both.unread.append("The minutes word the resolutions otherwise than the decision; both are kept.")
    return both


def _placed(decided: Sequence[Resolution], minuted: Sequence[Resolution], added: int) -> list[Resolution]:
    """The resolutions of the decision, standing and opening as they do in the minutes."""
    last = minuted[-1].after + added
    openings = [one.opening for one in minuted] + [""] * len(decided)
    places = [one.after + added for one in minuted] + [last] * len(decided)
    return [
        replace(one, after=place, opening=opening or one.opening)
        for one, place, opening in zip(decided, places, openings, strict=False)
    ]


def _alike(decided: Sequence[Resolution], minuted: Sequence[Resolution]) -> bool:
    """Whether the minutes repeat the decision, to its end or to where the page cuts them short."""
    whole, part = (" ".join(_plain(_words(one)) for one in found) for found in (decided, minuted))
    return whole == part or (
        len(minuted) <= len(decided) and _words(minuted[-1]).endswith("…") and whole.startswith(part)
    )


def _beside(lines: Sequence[Line], decision: Minutes) -> list[Line]:
    """Lines of the minutes, those marked whose words the decision holds in a part of its own."""
    told = {_plain(one.words) for one in decision.paragraphs if one.beside}
    return [replace(one, beside=True) if _plain(one.words) in told else one for one in lines]


def _words(one: Resolution | Clause) -> str:
    return " ".join([one.text, *map(_words, one.clauses)])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _joined(first: Sequence[Line], second: Sequence[Line]) -> list[Line]:
    told = {_plain(one.words) for one in first}
    return [*first, *(one for one in second if _plain(one.words) not in told)]
