"""Links inside a report, which lead to the same places when its pages stand in a pack."""

import contextlib
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

# pikepdf raises any of them for files that are not what they say.
BROKEN = (pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError, AttributeError, LookupError)


class Link(NamedTuple):
    """A link of a report to another place in itself: which of its page's notes, to which page, seen how."""

    note: int
    page: int
    view: list[Any]


def places_of(source: Pdf) -> dict[str, Any]:
    """The places in a report that have a name (PDF 1.7, 12.3.2.3): in a tree or, in old files, a dictionary."""
    with contextlib.suppress(*BROKEN):
        old = source.Root.get("/Dests")
        found = {str(name)[1:]: place for name, place in old.items()} if isinstance(old, Dictionary) else {}
        return found | named_places(source)
    return {}


def links_inside(source: Pdf, page: Any, places: dict[str, Any]) -> list[Link]:
    """The links of a page that stay in its report. One that leads nowhere is none."""
    found = []
    notes = page.obj.get("/Annots")
    for number, note in enumerate(notes if isinstance(notes, Array) else []):
        with contextlib.suppress(*BROKEN):
            place = inner_place(note)
            if place is not None and not isinstance(place, Array):
                place = places[str(place).removeprefix("/") if isinstance(place, Name) else str(place)]
            if isinstance(place, Dictionary):
                place = place.D
            if place is not None:
                view = [
                    part if isinstance(part, Name) else None if part is None else float(part)
                    for part in list(place)[1:]
                ]
                found.append(Link(number, pikepdf.Page(place[0]).index, view or [Name.Fit]))
    return found


def inner_place(note: Any) -> Any:
    """What a note leads to in its own document: a place, or the name of one; None where it leads out or nowhere."""
    if not isinstance(note, Dictionary):
        return None
    action = note.get("/A")
    if isinstance(action, Dictionary) and str(action.get("/S")) == "/GoTo":
        return action.get("/D")
    return note.get("/Dest")


def lead(pack: Pdf, link: Link, start: int) -> tuple[int, Any]:
    """The same link in the pack, in which the report starts after so many pages."""
    return link.note, Array([pack.pages[start + link.page].obj, *link.view])


def named_places(pack: Pdf) -> dict[str, Any]:
    """The places of a document that have a name in its tree; of a front matter, the items of the agenda."""
    names = pack.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    return {str(name): place for name, place in pikepdf.NameTree(names.Dests).items()}
