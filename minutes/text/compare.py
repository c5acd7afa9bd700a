"""Two texts compared word by word, so that a person sees what went and what came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 3_000  # words of a passage that are compared one by one; a longer one went as a whole
AROUND = 12  # words that stay beside a change, for whoever reads it


@dataclass(frozen=True)
class Piece:
    """A stretch of text: ``same``, ``out`` (it stood in the old text alone) or ``in`` (in the new one alone)."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces of both texts, in order: paragraphs first, then the words of those that differ."""
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, old_part, new_part in _runs(before, after):
        if kind == "equal":
            pieces.append(Piece("same", "".join(old_part)))
        else:
            pieces += _words("".join(old_part), "".join(new_part))
    return _joined(pieces)


def shortened(pieces: Sequence[Piece], around: int = AROUND) -> list[Piece]:
    """The pieces, of a long stretch that is the same only the words beside a change."""
    last = len(pieces) - 1
    return [
        Piece("same", _cut(piece.text, place > 0, place < last, around)) if piece.kind == "same" else piece
        for place, piece in enumerate(pieces)
    ]


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if max(len(before), len(after)) > LONGEST:
        yield from (Piece(kind, text) for kind, text in (("out", old), ("in", new)) if text)
        return
    for kind, old_part, new_part in _runs(before, after):
        if kind == "equal":
            yield Piece("same", "".join(old_part))
            continue
        yield from (Piece(name, "".join(part)) for name, part in (("out", old_part), ("in", new_part)) if part)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield kind, before[i:j], after[k:m]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one; single spaces between two changes go with them, so that words stay together."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined


def _cut(text: str, follows: bool, leads: bool, around: int) -> str:
    """The first words of a text where it follows a change, the last where it leads to one."""
    tokens = TOKEN.findall(text)
    most = 2 * around  # words and the spaces between them
    if len(tokens) <= 2 * most:
        return text
    head = "".join(tokens[:most]).rstrip() if follows else ""
    tail = "".join(tokens[-most:]).lstrip() if leads else ""
    return f"{head} … {tail}"
