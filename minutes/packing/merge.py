"""
Putting a pack together: a program of its own, run by minutes/pdf/pack.py in a child process with limits.

What councils are sent as reports is not to be trusted: a file of some kilobytes can ask for gigabytes. So nothing of
the site's own process opens one. This program reads a job (JSON) from its input, says on its output which part it is
at, one line of JSON each, and writes the pack to a file. Where it dies, the part that it was at is to blame.

Every page of a report becomes a drawing (form XObject) on a page of the pack, with its number beside it: what the
report's own content does to the state of the page, rightly or wrongly, ends with the drawing. Streams are copied as
they are, never unpacked, unless a page's content lies in several pieces.
"""

import contextlib
import json
import re
import resource
import sys
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream

from minutes.packing.links import BROKEN, inner_place, lead, links_inside, named_places, places_of
from minutes.packing.stamp import Frame, box_of, rectangle

MAX_DATA = 1 << 30  # bytes of memory; a report that needs more is not shown
MAX_PAGES = 20_000
SAFE_ACTIONS = {"/URI", "/GoTo"}


def main() -> None:
    """Look at documents, or merge them: whatever the job says."""
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_DATA, MAX_DATA))
    job = json.load(sys.stdin)
    {"look": look, "merge": merge}[job["do"]](job)


def say(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


def look(job: dict[str, Any]) -> None:
    """Say of each document how many pages it has, or what is wrong with it."""
    for key, path in job["parts"]:
        say(at=key)
        say(key=key, **looked_at(path))


def looked_at(path: str) -> dict[str, Any]:
    try:
        with Path(path).open("rb") as file:
            if b"%PDF-" not in file.read(1024):  # readers accept leading rubbish of that length
                return {"wrong": "no pdf"}
        with opened(path) as document:
            pages = len(document.pages)
            if not 0 < pages <= MAX_PAGES:
                return {"wrong": "damaged" if pages == 0 else "huge"}
            for page in document.pages:
                box_of(page)
            return {"pages": pages}
    except pikepdf.PasswordError:
        return {"wrong": "locked"}
    except FileNotFoundError:
        return {"wrong": "missing"}
    except MemoryError:
        return {"wrong": "huge"}
    except BROKEN:
        return {"wrong": "damaged"}


def opened(path: str) -> Pdf:
    return pikepdf.open(path, access_mode=pikepdf.AccessMode.stream)


def merge(job: dict[str, Any]) -> None:
    """The front matter, then every part, numbered from first to last; written to `job["out"]`."""
    say(at="front")
    with contextlib.ExitStack() as sources:
        pack = sources.enter_context(Pdf.open(job["front"]))
        anchors = named_places(pack)
        for part in job["parts"]:
            say(at=part["key"])
            source = sources.enter_context(opened(part["path"]))
            add(pack, source, part, anchors)
        say(at="pack")
        link_front(pack, {part["key"]: part["first"] for part in job["parts"]})
        outline(pack, job["outline"])
        pack.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        pack.Root.PageMode = Name.UseOutlines
        if job["parts"]:
            disclaim_standards(pack)
        pack.save(
            job["out"],
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    say(done=True)


def add(pack: Pdf, source: Pdf, part: dict[str, Any], anchors: dict[str, Any]) -> None:
    """The pages of one part, each with its number, the way back and, if it is exempt, the mark."""
    start = len(pack.pages)
    if start + 1 != part["first"] or len(source.pages) != part["pages"]:
        raise ValueError(f"part {part['key']} is not the document that was looked at")
    places = places_of(source)
    links = [links_inside(source, page, places) for page in source.pages]
    pack.pages.extend(source.pages)
    font = pack.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
                                         Encoding=Name.WinAnsiEncoding))  # fmt: skip
    bold = pack.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"),
                                         Encoding=Name.WinAnsiEncoding))  # fmt: skip
    for number in range(start + 1, len(pack.pages) + 1):
        page = pack.pages[number - 1]
        tidy(page, [lead(pack, link, start) for link in links[number - start - 1]])
        box, turned = box_of(page), int(page.obj.get("/Rotate", 0)) % 360
        drawing = as_drawing(pack, page)
        scale = min(box[2] - box[0], box[3] - box[1]) / 595
        frame = Frame(box, turned, max(0.4, scale))
        page.obj.Contents = Stream(pack, b"q /Sheet Do Q\n" + frame.stamp(number, part))
        page.obj.Resources = Dictionary(XObject=Dictionary(Sheet=drawing), Font=Dictionary(Stamp=font, StampBold=bold))
        if part["back"] in anchors:
            page.obj.Annots.append(pack.make_indirect(frame.link(anchors[part["back"]])))


def tidy(page: Any, inside: list[tuple[int, Any]]) -> None:
    """
    Take from a page what would point into another document's tags, and whatever acts by itself.

    Its links stay, those `inside` the report to their places in the pack. A page is a reader's: it opens no program
    and runs no script.
    """
    for key in ("/StructParents", "/AA", "/Tabs", "/B", "/Metadata", "/PieceInfo", "/Thumb"):
        if key in page.obj:
            del page.obj[key]
    annotations, places = page.obj.get("/Annots"), dict(inside)
    numbered = enumerate(annotations if isinstance(annotations, Array) else [])
    page.obj.Annots = Array(
        [tidied(note, places.get(number)) for number, note in numbered if stays(note, number in places)]
    )


def stays(note: Any, leads_inside: bool) -> bool:
    """Whether a note is one, does nothing but lead somewhere and, where that is in its own report, leads there."""
    if not isinstance(note, Dictionary) or note.get("/Subtype") is None:
        return False
    action = note.get("/A")
    if isinstance(action, Dictionary) and str(action.get("/S")) not in SAFE_ACTIONS:
        return False
    return leads_inside or inner_place(note) is None


def tidied(note: Any, place: Any) -> Any:
    """The note without what it says of its own report; with its place in the pack, if it leads to one."""
    for key in ("/AA", "/StructParent", "/Parent", "/Popup", "/P", *(["/A"] if place is not None else [])):
        if key in note:
            del note[key]
    if place is not None:
        note.Dest = place
    return note


def as_drawing(pack: Pdf, page: Any) -> Any:
    """The content of a page as a drawing that leaves no trace of its state, its streams untouched where it is one."""
    content = page.obj.get("/Contents")
    if not isinstance(content, Stream):
        page.contents_coalesce()
        content = page.obj.get("/Contents")
    if not isinstance(content, Stream) or content.get("/Subtype") is not None:  # none, or another page's as well
        content = Stream(pack, content.read_bytes() if isinstance(content, Stream) else b"")
    whole = rectangle(page.obj.get("/MediaBox")) or (0.0, 0.0, 595.28, 841.89)
    content.Type, content.Subtype, content.BBox = Name.XObject, Name.Form, Array(whole)
    content.Resources = page.obj.get("/Resources", Dictionary())
    return pack.make_indirect(content)


def link_front(pack: Pdf, first: dict[str, int]) -> None:
    """Turns `pack:12` in the front matter into the page on which part 12 begins."""
    for page in pack.pages:
        for note in page.obj.get("/Annots", []):
            action = note.get("/A")
            uri = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
            if uri.startswith("pack:") and uri[5:] in first:
                del note["/A"]
                note.Dest = Array([pack.pages[first[uri[5:]] - 1].obj, Name.Fit])


def outline(pack: Pdf, entries: list[Any]) -> None:
    """The bookmarks: `[title, page, [entries below]]`."""
    with pack.open_outline() as bookmarks:
        bookmarks.root.clear()
        bookmarks.root.extend(bookmark(*entry) for entry in entries)


def bookmark(title: str, page: int, below: list[Any]) -> OutlineItem:
    item = OutlineItem(title, page - 1, "Fit")
    item.children.extend(bookmark(*entry) for entry in below)
    return item


def disclaim_standards(pack: Pdf) -> None:
    """Pages of others are in it: it no longer says that it is PDF/A and PDF/UA. The tags of its own pages stay."""
    metadata = pack.Root.get("/Metadata")
    if metadata is not None:
        text = metadata.read_bytes()
        text = re.sub(rb"<(pdfaid|pdfuaid):(\w+)>[^<]*</\1:\2>", b"", text)
        pack.Root.Metadata = pack.make_stream(text, Type=Name.Metadata, Subtype=Name.XML)


if __name__ == "__main__":
    main()
