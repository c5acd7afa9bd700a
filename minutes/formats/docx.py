"""
A paper as a Word document (Office Open XML, ISO/IEC 29500).

Written part by part: the numbering is what matters here, and no library writes lists that start, nest and go on as a
council's labels do. Styles carry all looks (parts/docx-styles.xml).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from minutes.formats.archive import Maker, archive, part, region, xml_bytes
from minutes.formats.blocks import Block, Entry, Heading, Outline, Paragraph, Run, Runs, Table, unlisted, words
from minutes.formats.numbering import DEEPEST, Counters, Level, Placed, plan
from minutes.pdf import About

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
w = Maker({"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "r": OFFICE})
types = Maker({"": f"{PACKAGE}/content-types"})
relations = Maker({"": f"{PACKAGE}/relationships"})
core = Maker(
    {
        "cp": f"{PACKAGE}/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
)

STEP = 567  # of a list's level, in twentieths of a point: 1 cm
MARGINS = {f"w:{side}": wide for side, wide in
           (("top", 1701), ("right", 1418), ("bottom", 1701), ("left", 1418), ("header", 851), ("footer", 851),
            ("gutter", 0))}  # fmt: skip
STYLES = {
    "body": "BodyText", "where": "Where", "state": "State", "facts": "Facts", "credit": "Credit", "opening": "Opening",
    "term": "Term", "detail": "Detail", "caption": "Caption",
}  # fmt: skip


def write(outline: Outline, about: About) -> bytes:
    """The bytes of the document: the same for the same paper."""
    document = Document(outline.blocks)
    parts = {
        "word/document.xml": (document.body(), f"{KIND}.document.main+xml", "officeDocument"),
        "word/styles.xml": (_styles(about.language), f"{KIND}.styles+xml", "styles"),
        "word/numbering.xml": (_numbering(document.lists), f"{KIND}.numbering+xml", "numbering"),
        "word/settings.xml": (part("docx-settings.xml"), f"{KIND}.settings+xml", "settings"),
        "word/header.xml": (_header(outline), f"{KIND}.header+xml", "header"),
        "word/footer.xml": (_footer(outline, about), f"{KIND}.footer+xml", "footer"),
        "docProps/core.xml": (
            _core(outline, about),
            "application/vnd.openxmlformats-package.core-properties+xml",
            "metadata/core-properties",
        ),
    }
    kinds = {name: kind for name, (_, kind, _) in parts.items()}
    inner = [(kind, name.removeprefix("word/")) for name, (_, _, kind) in parts.items() if name.startswith("word/")][1:]
    return archive(
        {
            "[Content_Types].xml": xml_bytes(_types(kinds)),
            "_rels/.rels": xml_bytes(
                _relations([("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")])
            ),
            **{name: xml_bytes(root) for name, (root, _, _) in parts.items()},
            "word/_rels/document.xml.rels": xml_bytes(_relations(inner, document.addresses)),
        }
    )


class Document:
    """The main part, and what the other parts need to know of it."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.placed, self.lists = plan(blocks)
        self.addresses: list[str] = []  # of links, in order of their numbers

    def body(self) -> Any:
        """word/document.xml."""
        page = w(
            "w:sectPr",
            w("w:headerReference", {"w:type": "default", "r:id": "header"}),
            w("w:footerReference", {"w:type": "default", "r:id": "footer"}),
            w("w:pgSz", {"w:w": 11906, "w:h": 16838}),
            w("w:pgMar", MARGINS),
        )
        content = [element for place in range(len(self.blocks)) for element in self._block(place)]
        return w("w:document", w("w:body", content, page))

    def _block(self, place: int) -> Iterable[Any]:
        block = self.blocks[place]
        if isinstance(block, Heading):
            label = [Run(f"{block.label} ")] if block.label else []
            yield self._paragraph(f"Heading{block.level}", (*label, *block.runs))
        elif isinstance(block, Paragraph):
            style = f"ListContinue{min(block.depth, DEEPEST)}" if block.depth else STYLES[block.style]
            yield self._paragraph(style, block.runs)
        elif isinstance(block, Entry):
            yield self._entry(block, self.placed[place])
        else:
            if block.caption:
                yield self._paragraph("Caption", block.caption)
            yield self._table(block)
            if place + 1 == len(self.blocks) or isinstance(self.blocks[place + 1], Table):
                yield self._paragraph("AfterTable", ())  # Word would join two tables, and wants no table at the end

    def _entry(self, entry: Entry, placed: Placed) -> Any:
        depth = min(entry.depth, DEEPEST)
        if placed.counters:
            number = w(
                "w:numPr", w("w:ilvl", {"w:val": depth - 1}), w("w:numId", {"w:val": placed.counters.number})
            )  # fmt: skip
            return self._paragraph("ListEntry", entry.runs, number)
        return self._paragraph(*unlisted(entry, depth))

    def _paragraph(self, style: str, runs: Runs, *more: Any) -> Any:
        return w("w:p", w("w:pPr", w("w:pStyle", {"w:val": style}), more), [self._run(run) for run in runs])

    def _run(self, run: Run) -> Any:
        if not run.link:
            return text_run(run)
        if run.link not in self.addresses:
            self.addresses.append(run.link)
        return w("w:hyperlink", {"r:id": f"link{self.addresses.index(run.link) + 1}"}, text_run(run))

    def _table(self, table: Table) -> Any:
        indent = STEP * min(table.depth, DEEPEST)
        wide = (9070 - indent) // max(table.width, 1)
        return w(
            "w:tbl",
            w(
                "w:tblPr",
                w("w:tblStyle", {"w:val": "MinutesTable"}),
                w("w:tblW", {"w:w": wide * table.width, "w:type": "dxa"}),
                w("w:tblInd", {"w:w": indent, "w:type": "dxa"}),
                w("w:tblLook", {"w:val": "0020", "w:firstRow": 1, "w:noHBand": 1, "w:noVBand": 1}),
                w("w:tblCaption", {"w:val": words(table.caption)}) if table.caption else None,
            ),
            w("w:tblGrid", [w("w:gridCol", {"w:w": wide}) for _ in range(table.width)]),
            [self._row(row, table.width, wide, head=True) for row in table.head],
            [self._row(row, table.width, wide, head=False) for row in table.rows],
        )

    def _row(self, cells: Sequence[Runs], width: int, wide: int, *, head: bool) -> Any:
        style = "TableHead" if head else "TableText"
        filled = [*cells, *[()] * (width - len(cells))]
        return w(
            "w:tr",
            w("w:trPr", w("w:cantSplit"), w("w:tblHeader") if head else None),
            [w("w:tc", w("w:tcPr", w("w:tcW", {"w:w": wide, "w:type": "dxa"})), self._paragraph(style, runs))
             for runs in filled],
        )  # fmt: skip


def text_run(run: Run) -> Any:
    """A run of words, its line breaks and tabs as Word has them."""
    style = "Hyperlink" if run.link else "Strong" if run.bold else "Emphasis" if run.italic else ""
    looks = [
        w("w:rStyle", {"w:val": style}) if style else None,
        w("w:b") if run.bold and style != "Strong" else None,
        w("w:i") if run.italic and style != "Emphasis" else None,
    ]
    content: list[Any] = []
    for number, line in enumerate(run.text.split("\n")):
        content += [w("w:br")] if number else []
        for column, piece in enumerate(line.split("\t")):
            content += [w("w:tab")] if column else []
            content += [w("w:t", {"xml:space": "preserve"}, piece)] if piece else []
    return w("w:r", w("w:rPr", looks) if any(look is not None for look in looks) else None, content)


def _numbering(lists: Sequence[Counters]) -> Any:
    """Each list with the levels that it prints. Each has a definition of its own, so that no two count together."""
    definitions = [
        w(
            "w:abstractNum",
            {"w:abstractNumId": counters.number},
            w("w:nsid", {"w:val": f"{counters.number:08X}"}),
            w("w:multiLevelType", {"w:val": "multilevel"}),
            [_level(counters, depth) for depth in range(1, DEEPEST + 1)],
        )
        for counters in lists
    ]
    used = [
        w("w:num", {"w:numId": counters.number}, w("w:abstractNumId", {"w:val": counters.number})) for counters in lists
    ]
    return w("w:numbering", definitions, used)


def _level(counters: Counters, depth: int) -> Any:
    level = counters.levels.get(depth)
    hang = round(STEP * counters.hang(depth)) if level else STEP
    return w(
        "w:lvl",
        {"w:ilvl": depth - 1},
        w("w:start", {"w:val": counters.starts.get(depth, 1)}),
        w("w:numFmt", {"w:val": level.written if level else "none"}),
        w("w:suff", {"w:val": "tab"}),
        w("w:lvlText", {"w:val": _pattern(level, depth) if level else ""}),
        w("w:lvlJc", {"w:val": "left"}),
        w("w:pPr", w("w:ind", {"w:left": STEP * (depth - 1) + hang, "w:hanging": hang})),
    )


def _pattern(level: Level, depth: int) -> str:
    return level.before if level.written == "bullet" else f"{level.before}%{depth}{level.after}"


def _styles(language: str) -> Any:
    styles = part("docx-styles.xml")
    styles.find(f".//{w.name('w:lang')}").set(w.name("w:val"), "-".join(region(language)))
    by_depth = [
        (f"{name}{depth}", f"{shown} {depth}", {"w:left": STEP * depth, "w:hanging": hanging})
        for depth in range(1, DEEPEST + 1)
        for name, shown, hanging in [("ListContinue", "List Continue", 0), ("Labelled", "Labelled", STEP)]
    ]
    for name, shown, indent in by_depth:
        styles.append(
            w(
                "w:style", {"w:type": "paragraph", "w:customStyle": 1, "w:styleId": name},
                w("w:name", {"w:val": f"Minutes {shown}"}), w("w:basedOn", {"w:val": "ListEntry"}),
                w("w:pPr", w("w:ind", indent)),
            )
        )  # fmt: skip
    return styles


def _header(outline: Outline) -> Any:
    return w("w:hdr", _plain("Header", "\t".join(outline.head)))


def _footer(outline: Outline, about: About) -> Any:
    page, pages = (w("w:fldSimple", {"w:instr": f" {name} "}, text_run(Run("1"))) for name in ("PAGE", "NUMPAGES"))
    numbers = [text_run(Run(f"{about.url}\t")), page, text_run(Run(" / ")), pages]
    last = w("w:p", w("w:pPr", w("w:pStyle", {"w:val": "Footer"})), numbers)
    return w("w:ftr", _plain("Footer", outline.state), last)


def _plain(style: str, text: str) -> Any:
    return w("w:p", w("w:pPr", w("w:pStyle", {"w:val": style})), text_run(Run(text)))


def _core(outline: Outline, about: About) -> Any:
    moment = about.modified.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return core(
        "cp:coreProperties",
        core("dc:title", about.title),
        core("dc:creator", outline.head[0]),
        core("dc:identifier", about.url),
        core("dc:language", "-".join(region(about.language))),
        core("dcterms:created", {"xsi:type": "dcterms:W3CDTF"}, moment),
        core("dcterms:modified", {"xsi:type": "dcterms:W3CDTF"}, moment),
    )


def _types(kinds: dict[str, str]) -> Any:
    relation = "application/vnd.openxmlformats-package.relationships+xml"
    return types(
        "Types",
        types("Default", {"Extension": "rels", "ContentType": relation}),
        types("Default", {"Extension": "xml", "ContentType": "application/xml"}),
        [types("Override", {"PartName": f"/{name}", "ContentType": kind}) for name, kind in kinds.items()],
    )


def _relations(inner: Sequence[tuple[str, str]], addresses: Sequence[str] = ()) -> Any:
    return relations(
        "Relationships",
        [
            relations(
                "Relationship",
                {
                    "Id": kind.rpartition("/")[2],
                    "Type": f"{PACKAGE}/relationships/{kind}" if "/" in kind else f"{OFFICE}/{kind}",
                    "Target": target,
                },
            )
            for kind, target in inner
        ],
        [
            relations(
                "Relationship",
                {"Id": f"link{n}", "Type": f"{OFFICE}/hyperlink", "Target": address, "TargetMode": "External"},
            )
            for n, address in enumerate(addresses, 1)
        ],
    )
