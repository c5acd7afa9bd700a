"""One item of a page: from its lines to title, documents, credit, purpose and minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from minutes.text.clean import CUT, FURNITURE
from minutes.text.credit import split_credit
from minutes.text.documents import read_documents, split_title, unsized_document
from minutes.text.lines import Line, narrative
from minutes.text.merge import merged
from minutes.text.minute import Minutes, read_minutes
from minutes.text.openings import find_opening
from minutes.text.page_forms import PARTS, PRIVATE, PRIVATE_TITLE
from minutes.text.records import Document, Item, Vote

LONGEST_DOCUMENT_TITLE = 200


@dataclass
class Parts:
    """The lines of an item by the part of the page in which they stand."""

    intro: list[Line] = field(default_factory=list)
    documents: list[Line] = field(default_factory=list)
    decision: list[Line] = field(default_factory=list)
    minutes: list[Line] = field(default_factory=list)


def read_item(
    lines: Sequence[Line], committee: str | None, day: date | None, label: str | None, votes: Sequence[Vote] = ()
) -> tuple[Item, list[str]]:
    """The item that ``lines`` tell, its title first, and what a person should look at."""
    lines, unread = without_furniture(lines)
    title, documents = split_title(without_label(lines[0].words, label)) if lines else ("", [])
    parts = split_parts(lines[1:])
    found, narrated = documents_in(parts.documents)
    documents += found
    parts.minutes[:0] = narrated
    credit, purpose = _introduction(parts, documents)
    minutes = _minutes(parts)
    private = _private(title, purpose)
    item = Item(
        committee=committee,
        date=day,
        label=label,
        title=title,
        report_credit=credit,
        purpose=purpose,
        documents=tuple(documents),
        minutes=minutes.text("paragraphs"),
        resolutions=minutes.placed_resolutions(),
        options_considered=minutes.text("options"),
        reasons=minutes.text("reasons"),
        exempt=True if private is not None else None,
        exempt_reason=private or None,
        interests=minutes.text("interests"),
        dispensations=minutes.text("dispensations"),
        beside=minutes.beside(),
        votes=(*minutes.votes(), *votes),
    )
    return item, [*unread, *minutes.unread]


def _private(title: str, purpose: str | None) -> str | None:
    """The reason for which the item was considered in private, "" where the title alone says that it was."""
    told = next((one for one in (purpose or "").split("\n\n") if PRIVATE.match(one)), None)
    return told if told is not None else "" if PRIVATE_TITLE.fullmatch(title) else None


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines without the page's own links, and a note for each text that the page cuts short."""
    kept: list[Line] = []
    notes: list[str] = []
    for one in lines:
        if FURNITURE.match(one.text):
            continue
        notes += [f"Cut short on this page: {cut[0].strip()}" for cut in CUT.finditer(one.text)]
        text = CUT.sub(" …", one.text).strip()
        if text != "…" or one.text == "…":
            kept.append(replace(one, text=text))
    return kept, notes


def without_label(title: str, label: str | None) -> str:
    """A title without the item's own label, where the page prints it in front."""
    bare = (label or "").rstrip(".:")
    if bare and title.startswith(bare):
        rest = title[len(bare) :].lstrip(".:)")
        if rest[:1].isspace() and rest.strip():
            return rest.strip()
    return title


def split_parts(lines: Sequence[Line]) -> Parts:
    """
    The lines by the headings of the page: additional documents, decision, minutes.

    The page prints each heading once, and the decision before the minutes: another "Decision:" is the council's own.
    """
    parts = Parts()
    target = parts.intro
    opened: set[str] = set()
    for one in lines:
        name = next((name for name, heading in PARTS.items() if not one.label and heading.fullmatch(one.text)), None)
        if name and not (name in opened - {"documents"} or (name == "decision" and "minutes" in opened)):
            opened.add(name)
            target = getattr(parts, name)
        else:
            target.append(one)
    return parts


def documents_in(lines: Sequence[Line]) -> tuple[list[Document], list[Line]]:
    """The documents under the heading, and lines that are none: minutes behind an empty list."""
    documents: list[Document] = []
    narrated: list[Line] = []
    for one in lines:
        if found := read_documents(one.text, "appendix"):
            documents += found
        elif narrated or not _is_document_title(one):
            narrated.append(one)
        else:
            documents.append(unsized_document(one.text, "appendix"))
    return documents, narrated


def _is_document_title(one: Line) -> bool:
    sentence = one.text.endswith((".", ":", ";")) or find_opening(one.text) is not None
    return not sentence and not one.row and len(one.text) <= LONGEST_DOCUMENT_TITLE


def _introduction(parts: Parts, documents: list[Document]) -> tuple[str | None, str | None]:
    """Report credit and purpose; a text with an opening in it is minutes whose heading the page leaves out."""
    credit: list[str] = []
    purpose: list[Line] = []
    for one in parts.intro:
        if len(one.text) <= LONGEST_DOCUMENT_TITLE and (found := read_documents(one.text, "appendix")):
            documents += found
            continue
        told, rest = ("", one.text) if one.row or one.label else split_credit(one.text)
        if told:
            credit.append(told)
        if rest:
            purpose.append(replace(one, text=rest))
    if any(_opens(one) for one in purpose):
        parts.minutes[:0] = purpose
        purpose = []
    return "\n\n".join(credit) or None, narrative(purpose) or None


def _opens(one: Line) -> bool:
    found = find_opening(one.text)
    return found is not None and not found.form.weak


def _minutes(parts: Parts) -> Minutes:
    if not parts.decision:
        return read_minutes(parts.minutes)
    decision = read_minutes(parts.decision, decision=True)
    return merged(decision, read_minutes(parts.minutes), parts.minutes) if parts.minutes else decision
