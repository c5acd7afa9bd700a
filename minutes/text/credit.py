"""The report credit: who wrote the report and who introduces it."""

import re

from minutes.text.page_forms import CREDIT, CREDIT_GOES_ON

SENTENCE_END = re.compile(
    r"(?<![Cc]llr)(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])[.;](?=\s+[A-Z(]|$)|$"
)


def split_credit(paragraph: str) -> tuple[str, str]:
    """The credit at the head of ``paragraph`` and the rest; an empty credit where there is none."""
    if not CREDIT.match(paragraph):
        return "", paragraph
    end = _bracket_end(paragraph) if paragraph.startswith("(") else _sentence_end(paragraph, 0)
    while True:
        rest = paragraph[end:]
        gap = len(rest) - len(rest.lstrip())
        if not CREDIT_GOES_ON.match(rest.lstrip()):
            return paragraph[:end].strip(), rest.strip()
        end = _sentence_end(paragraph, end + gap)


def _sentence_end(text: str, start: int) -> int:
    found = SENTENCE_END.search(text, start)
    return found.end() if found else len(text)


def _bracket_end(text: str) -> int:
    """The place behind the bracket that opens ``text``, and behind a full stop that follows it."""
    depth = 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            end = place + 1
            return end + 1 if text[end : end + 1] == "." else end
    return _sentence_end(text, 0)
