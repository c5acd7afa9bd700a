"""
Putting a pack together: a program of its own, run by minutes/pdf/pack.py in a child process with limits.

What councils are sent as reports is not to be trusted: a file of some kilobytes can ask for gigabytes. So nothing of
the site's own process opens one. This program reads a job (JSON) from its input, says on its output which part it is
at, one line of JSON each, and writes the pack to a file. Where it dies, the part that it was at is to blame.

Every page of a report becomes a drawing (form XObject) on a page of the pack, with its number beside it: what the
report's own content does to the state of the page, rightly or wrongly, ends with the drawing. Streams are copied as
they are, never unpacked, unless a page's content lies in several pieces.

Imports nothing of the project: it is run as a file.
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

MAX_DATA = 1 << 30  # bytes of memory; a report that needs more is not shown
MAX_PAGES = 20_000
SAFE_ACTIONS = {"/URI", "/GoTo"}
INK, RED = "0.11 0.10 0.09", "0.70 0.05 0.10"


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
    except (pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError, AttributeError, KeyError):
        return {"wrong": "damaged"}  # pikepdf raises any of them for files that are not what they say


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


def named_places(pack: Pdf) -> dict[str, Any]:
    """The places of the front matter that have a name: the items of the agenda."""
    names = pack.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    return {str(name): place for name, place in pikepdf.NameTree(names.Dests).items()}


def add(pack: Pdf, source: Pdf, part: dict[str, Any], anchors: dict[str, Any]) -> None:
    """The pages of one part, each with its number, the way back and, if it is exempt, the mark."""
    start = len(pack.pages)
    if start + 1 != part["first"] or len(source.pages) != part["pages"]:
        raise ValueError(f"part {part['key']} is not the document that was looked at")
    pack.pages.extend(source.pages)
    font = pack.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
                                         Encoding=Name.WinAnsiEncoding))  # fmt: skip
    bold = pack.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"),
                                         Encoding=Name.WinAnsiEncoding))  # fmt: skip
    for number in range(start + 1, len(pack.pages) + 1):
        page = pack.pages[number - 1]
        tidy(page)
        box, turned = box_of(page), int(page.obj.get("/Rotate", 0)) % 360
        drawing = as_drawing(pack, page)
        scale = min(box[2] - box[0], box[3] - box[1]) / 595
        frame = Frame(box, turned, max(0.4, scale))
        page.obj.Contents = Stream(pack, b"q /Sheet Do Q\n" + frame.stamp(number, part))
        page.obj.Resources = Dictionary(XObject=Dictionary(Sheet=drawing), Font=Dictionary(Stamp=font, StampBold=bold))
        if part["back"] in anchors:
            page.obj.Annots.append(pack.make_indirect(frame.link(anchors[part["back"]])))


def tidy(page: Any) -> None:
    """
    Take from a page what would point into another document's tags, and whatever acts by itself.

    Its links stay. A page is a reader's: it opens no program and runs no script.
    """
    for key in ("/StructParents", "/AA", "/Tabs", "/B", "/Metadata", "/PieceInfo", "/Thumb"):
        if key in page.obj:
            del page.obj[key]
    annotations = page.obj.get("/Annots")
    kept = []
    for note in annotations if isinstance(annotations, Array) else []:
        if not isinstance(note, Dictionary) or note.get("/Subtype") is None:
            continue
        action = note.get("/A")
        if isinstance(action, Dictionary) and str(action.get("/S")) not in SAFE_ACTIONS:
            continue
        for key in ("/AA", "/StructParent", "/Parent", "/Popup", "/P"):
            if key in note:
                del note[key]
        kept.append(note)
    page.obj.Annots = Array(kept)


def box_of(page: Any) -> tuple[float, float, float, float]:
    """What is seen of a page: its crop box within its media box; A4 where neither is a box."""
    whole = rectangle(page.obj.get("/MediaBox")) or (0.0, 0.0, 595.28, 841.89)
    crop = rectangle(page.obj.get("/CropBox")) or whole
    seen = (max(whole[0], crop[0]), max(whole[1], crop[1]), min(whole[2], crop[2]), min(whole[3], crop[3]))
    return seen if seen[2] - seen[0] > 1 and seen[3] - seen[1] > 1 else whole


def rectangle(box: Any) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(number) for number in box)
    except (TypeError, ValueError):
        return None
    found = (min(a, c), min(b, d), max(a, c), max(b, d))
    return found if found[2] - found[0] > 1 and found[3] - found[1] > 1 else None


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


class Frame:
    """The frame of a page as it is seen: turned, cropped and scaled. Its measures are points on A4."""

    def __init__(self, box: tuple[float, float, float, float], turned: int, scale: float) -> None:
        x0, y0, x1, y1 = box
        s = self.scale = scale
        self.matrix = {
            0: (s, 0, 0, s, x0, y0), 90: (0, s, -s, 0, x1, y0), 180: (-s, 0, 0, -s, x1, y1), 270: (0, -s, s, 0, x0, y1),
        }.get(turned, (s, 0, 0, s, x0, y0))  # fmt: skip
        sides = (x1 - x0, y1 - y0) if turned % 180 == 0 else (y1 - y0, x1 - x0)
        self.width, self.height = (side / s for side in sides)

    def stamp(self, number: int, part: dict[str, Any]) -> bytes:
        """Page number and item at the foot, each on a white ground; the mark of an exempt page over its head."""
        texts = [label(f"{part['word']} {number}", self.width - 28, 14, right=True, bold=True)]
        if part["label"]:
            texts.append(label(part["label"], 28, 14))
        if part["mark"]:
            texts.append(label(part["mark"], self.width / 2, self.height - 24, centre=True, bold=True, colour=RED))
        matrix = " ".join(f"{value:.4f}" for value in self.matrix)
        return f"/Artifact BMC q {matrix} cm\n{''.join(texts)}Q EMC\n".encode("cp1252", "replace")

    def link(self, place: Any) -> Any:
        """The way back: the item's words at the foot lead to its place on the agenda."""
        (a, b, c, d, e, f) = self.matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in ((24, 8), (self.width / 2, 26))]
        (x0, y0), (x1, y1) = corners
        rect = Array([min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)])
        return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Border=Array([0, 0, 0]), Dest=place, F=4,
                          Contents="Back to the agenda")  # fmt: skip


# Widths of Helvetica-Bold, which is the wider, in thousandths: enough to lay a white ground under a line.
NARROW, WIDE = set("iIjlft.,:;'|!()[] -"), set("mwMW@%–")


def label(
    text: str, x: float, y: float, *, right: bool = False, centre: bool = False, bold: bool = False, colour: str = INK
) -> str:
    """One line of 9 points on a white ground."""
    width = 9 * sum(0.34 if c in NARROW else 0.92 if c in WIDE else 0.62 for c in text)
    x -= width if right else width / 2 if centre else 0
    escaped = re.sub(r"([\\()])", r"\\\1", text)
    return (
        f"1 1 1 rg {x - 4:.2f} {y - 4:.2f} {width + 8:.2f} 15 re f\n"
        f"{colour} rg BT /{'StampBold' if bold else 'Stamp'} 9 Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET\n"
    )


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
