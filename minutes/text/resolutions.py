"""Resolutions as a clerk types them into a box: a list to a box, its clauses indented under each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from minutes.text.clauses import ClauseLine, nested, read_clauses, write_clauses
from minutes.text.kinds import kind_of
from minutes.text.openings import find_opening
from minutes.text.records import Clause, Resolution


def lists_of(resolutions: Sequence[Resolution]) -> list[tuple[str, list[Resolution]]]:
    """The lists, each with the words that open it."""
    lists: list[tuple[str, list[Resolution]]] = []
    for one in resolutions:
        if one.starts or not lists:
            lists.append((one.opening, []))
        lists[-1][1].append(one)
    return lists


def write_list(resolutions: Sequence[Resolution]) -> str:
    """The text of one list, without its opening; ``read_list`` reads it again."""
    return write_clauses([line for one in resolutions for line in _lines(one, 1)])


def read_list(opening: str, text: str) -> list[Resolution]:
    """The resolutions of a list that a clerk typed, of the kind that the opening and each of them say."""
    opened = find_opening(opening)
    kind = opened.form.kind if opened else "resolved"
    found: list[Resolution] = []
    for clause in map(filled, nested(read_clauses(text))):
        first = not found
        found.append(
            Resolution(
                clause.label, clause.text, kind_of(clause, kind), clause.clauses, opening if first else "", first
            )
        )
    return found


def filled(clause: Clause) -> Clause:
    """A clause without words of its own takes the first one under it: "1. (a) That" is 1. with the words "(a) That"."""
    clauses = tuple(map(filled, clause.clauses))
    if clause.text or not clauses:
        return replace(clause, clauses=clauses)
    first, *others = clauses
    return replace(clause, text=f"{first.label} {first.text}".strip(), clauses=(*first.clauses, *others))


def _lines(one: Resolution | Clause, depth: int) -> Iterator[ClauseLine]:
    yield ClauseLine(depth, one.label, one.text)
    for clause in one.clauses:
        yield from _lines(clause, depth + 1)
