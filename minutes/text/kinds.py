"""The kind of a resolution: resolved, recommended to another body, or noted."""

from minutes.text.forms import BE_NOTED, DOES_MORE, NOTES, RECOMMENDS
from minutes.text.records import Clause


def kind_of(clause: Clause, opened_as: str) -> str:
    """
    The kind of the resolution ``clause`` in a list that opened as ``opened_as``.

    Recommended where the opening or the resolution itself recommends to another body. Noted where all that it does is
    note: "That the report be noted" under RESOLVED is formally resolved, yet nothing was decided by it, and somebody
    who asks the register for decisions is not helped by it. "That the report be noted and the scheme be approved" is
    resolved.
    """
    if opened_as == "recommended" or RECOMMENDS.match(clause.text):
        return "recommended"
    if opened_as == "noted" or only_notes(clause):
        return "noted"
    return "resolved"


def only_notes(clause: Clause) -> bool:
    """Whether the clause, with those under it, does nothing but note."""
    if DOES_MORE.search(clause.text):
        return False
    if NOTES.match(clause.text):
        return True
    if BE_NOTED.search(clause.text):
        return clause.text.lower().count(" be ") == 1
    return bool(clause.clauses) and clause.text.rstrip().endswith((":", ":-")) and all(map(only_notes, clause.clauses))
