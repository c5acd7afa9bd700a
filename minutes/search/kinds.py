"""The kinds of text that an item holds: how much each weighs, under which filter it falls, what a page calls it."""

from typing import NamedTuple


class Kind(NamedTuple):
    """`weight` is PostgreSQL's, A to D; `filter` is one of `FILTERS`, or "" for none."""

    weight: str
    filter: str
    name: str


FILTERS = {"decision": "Decisions", "minutes": "Minutes", "report": "Reports"}

TITLE_WEIGHT = "A"
OTHER = Kind("D", "", "")
# By the kind of a registry.Passage. One that is not named here is searched all the same.
KINDS = {
    "resolution": Kind("B", "decision", "Resolution"),
    "reasons": Kind("C", "decision", "Reasons for the decision"),
    "options": Kind("D", "decision", "Other options considered"),
    "decision": Kind("C", "decision", "Decision"),
    "vote": Kind("D", "", "Vote"),
    "minutes": Kind("D", "minutes", "Minutes"),
    "summary": Kind("D", "minutes", "Summary of what was done in private"),
    "correction": Kind("D", "", "Correction"),
    "report": Kind("C", "report", "Document"),
    "page": Kind("D", "report", "Page of a document"),
    "scan": Kind("D", "report", "Page of a document, read by machine"),
    "purpose": Kind("C", "", "Purpose"),
    "credit": Kind("D", "", "Report credit"),
    "urgency": Kind("D", "", "Why it was urgent"),
    "exempt": Kind("D", "", "Why it is private"),
}


def kind_of(name: str) -> Kind:
    """The kind of a passage."""
    return KINDS.get(name, OTHER)
