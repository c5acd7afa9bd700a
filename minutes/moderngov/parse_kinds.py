"""Which kind of page a saved page is: by its heading and by what stands under it, never by the file's name."""

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from minutes.moderngov.parse_committee import LISTED, is_committee
from minutes.moderngov.parse_decision import is_decision
from minutes.moderngov.parse_issue import is_issue
from minutes.moderngov.parse_meeting_text import has_items
from minutes.moderngov.parse_member import is_member
from minutes.text.clean import clean
from minutes.text.lines import Line
from minutes.text.page_forms import DECISION_BLOCK, HEADINGS

# How far down the heading of a page can stand: menus may be saved above it.
FAR = 120
TITLES = "//*[contains(concat(' ', @class, ' '), ' mgMainTitleTxt ')]"


def _any(lines: Sequence[Line]) -> bool:
    return bool(lines)


def _decided(lines: Sequence[Line]) -> bool:
    return is_decision(lines) or any(DECISION_BLOCK.fullmatch(one.text[:400]) for one in lines)


# What must stand under a heading for the page to be of that kind.
UNDER: dict[str, Callable[[Sequence[Line]], bool]] = {
    "issue": lambda lines: True,
    "issue-decisions": lambda lines: True,
    "decision": _decided,
    "item": _any,
    "meeting": has_items,
    "committee": is_committee,
    "member": is_member,
}
# What tells a page by itself, the surest first.
ALONE: tuple[tuple[str, Callable[[Sequence[Line]], bool]], ...] = (
    ("issue", is_issue),
    ("decision", is_decision),
    ("meeting", lambda lines: has_items(lines) and any(one.lone or one.label for one in lines)),
    ("committee", lambda lines: any(LISTED.match(one.text) for one in lines)),
    ("member", is_member),
    ("committee", is_committee),
)


def kind_of_page(lines: Sequence[Line], root: HtmlElement | None = None) -> tuple[str, int] | None:
    """The kind of the page and where its heading stands (-1 for none); ``None`` for a page that is not read here."""
    titles = [clean(" ".join(one.text_content().split())) for one in root.xpath(TITLES)] if root is not None else []
    headings = [(place, kind) for place, one in enumerate(lines[:FAR]) if (kind := heading_kind(one))]
    # One word, as "Minutes", may be an entry of a menu above the heading.
    headings.sort(key=lambda found: (lines[found[0]].words not in titles, " " not in lines[found[0]].words))
    for place, kind in headings:
        if UNDER[kind](lines[place + 1 :]):
            return kind, place
    return next(((kind, -1) for kind, tells in ALONE if tells(lines)), None)


def heading_kind(one: Line) -> str | None:
    """The kind of page of which the line is the heading."""
    if one.label or one.row or len(one.text) > 80:
        return None
    return next((kind for kind, pattern in HEADINGS if pattern.fullmatch(one.text)), None)
