"""
A paper as an OpenDocument text (ISO/IEC 26300, version 1.3).

Lists are nested as the standard has it; each that begins away from where it would says so. Styles carry all looks
(parts/odt-styles.xml).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from minutes.formats.archive import Maker, archive, part, region, xml_bytes
from minutes.formats.blocks import Block, Entry, Heading, Outline, Paragraph, Run, Runs, Table, unlisted, words
from minutes.formats.numbering import DEEPEST, Counters, Level, Placed, plan
from minutes.pdf import About

KIND = "application/vnd.oasis.opendocument.text"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
o = Maker(
    {
        "office": f"{OASIS}:office:1.0",
        "text": f"{OASIS}:text:1.0",
        "table": f"{OASIS}:table:1.0",
        "style": f"{OASIS}:style:1.0",
        "fo": f"{OASIS}:xsl-fo-compatible:1.0",
        "meta": f"{OASIS}:meta:1.0",
        "manifest": f"{OASIS}:manifest:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
)
VERSION = {"office:version": "1.3"}
FORMATS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


def write(outline: Outline, about: About) -> bytes:
    """The bytes of the document: the same for the same paper."""
    document = Document(outline.blocks)
    body = document.body()
    lists = o("office:automatic-styles", [_list_style(counters) for counters in document.lists])
    parts = {
        "content.xml": o("office:document-content", VERSION, lists, o("office:body", body)),
        "styles.xml": _styles(outline, about),
        "meta.xml": _meta(outline, about),
    }
    entries = [("/", KIND), *((name, "text/xml") for name in parts)]
    parts["META-INF/manifest.xml"] = o(
        "manifest:manifest",
        {"manifest:version": "1.3"},
        [o("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": kind}) for name, kind in entries],
    )
    return archive({name: xml_bytes(root) for name, root in parts.items()}, first=("mimetype", KIND.encode()))


class Document:
    """The text. `open` are the lists that the next entry may go on with, the outermost first, each with its entry."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.placed, self.lists = plan(blocks)
        self.text = o("office:text")
        self.open: list[tuple[Counters | None, Any, Any]] = []
        self.begun: dict[int, str] = {}  # by the number of a list, the name of its last stretch
        self.tables = 0

    def body(self) -> Any:
        """office:text."""
        for place, block in enumerate(self.blocks):
            if isinstance(block, Entry):
                self._entry(block, self.placed[place])
            elif isinstance(block, Paragraph) and 0 < block.depth == len(self.open):
                self.open[-1][2].append(paragraph("ListEntry", block.runs))
            else:
                self.open = []
                self.text.extend(self._block(block))
        return self.text

    def _block(self, block: Heading | Paragraph | Table) -> list[Any]:
        if isinstance(block, Heading):
            label = [Run(f"{block.label} ")] if block.label else []
            place = {"text:style-name": f"Heading_20_{block.level}", "text:outline-level": block.level}
            return [o("text:h", place, inline((*label, *block.runs)))]
        if isinstance(block, Paragraph):
            style = f"ListContinue{min(block.depth, DEEPEST)}" if block.depth else block.style.title()
            return [paragraph(style, block.runs)]
        named = [paragraph("Caption", block.caption)] if block.caption else []
        return [*named, self._table(block)]

    def _entry(self, entry: Entry, placed: Placed) -> None:
        depth = min(entry.depth, DEEPEST)
        if placed.counters is None:
            self.open = []
            self.text.append(paragraph(*unlisted(entry, depth)))
            return
        item = o("text:list-item", paragraph("ListEntry", entry.runs))
        del self.open[depth:]
        if len(self.open) == depth and self.open[-1][0] is placed.counters:
            self.open[-1][1].append(item)
            self.open[-1] = (placed.counters, self.open[-1][1], item)
            return
        del self.open[depth - 1 :]
        outer = {"text:style-name": f"L{placed.counters.number}"}
        while len(self.open) < depth - 1:
            self._begin(None, outer, o("text:list-item"))
        item.set(o.name("text:start-value"), str(placed.number))
        self._begin(placed.counters, self._stretch(placed.counters, depth), item)

    def _stretch(self, counters: Counters, depth: int) -> dict[str, str]:
        """The attributes of a list that begins, or goes on behind what interrupted it."""
        before = self.begun.get(counters.number)
        number = len(self.begun) if before is None else int(before.partition("-")[2]) + 1
        self.begun[counters.number] = name = f"list{counters.number}-{number if before else 1}"
        goes_on = {"text:continue-list": before} if before and depth == 1 else {}
        return {"xml:id": name, "text:style-name": f"L{counters.number}", **goes_on}

    def _begin(self, counters: Counters | None, attributes: dict[str, str], item: Any) -> None:
        begun = o("text:list", attributes, item)
        (self.open[-1][2] if self.open else self.text).append(begun)
        self.open.append((counters, begun, item))

    def _table(self, table: Table) -> Any:
        self.tables += 1
        name = words(table.caption) or f"Table {self.tables}"
        head = [_row(row, table.width, "TableHead") for row in table.head]
        return o(
            "table:table",
            {"table:name": name, "table:style-name": "Minutes"},
            o("table:table-column", {"table:number-columns-repeated": table.width}),
            o("table:table-header-rows", head) if head else None,
            [_row(row, table.width, "TableText") for row in table.rows],
        )


def _row(cells: Sequence[Runs], width: int, style: str) -> Any:
    filled = [*cells, *[()] * (width - len(cells))]
    cell = {"office:value-type": "string", "table:style-name": f"{style}Cell"}
    return o(
        "table:table-row",
        {"table:style-name": "Row"},
        [o("table:table-cell", cell, paragraph(style, runs)) for runs in filled],
    )


def paragraph(style: str, runs: Runs) -> Any:
    """A paragraph of a style."""
    return o("text:p", {"text:style-name": style}, inline(runs))


def inline(runs: Runs) -> list[Any]:
    """Words with their looks, links and line breaks."""
    found: list[Any] = []
    for run in runs:
        content: list[Any] = []
        for number, line in enumerate(run.text.split("\n")):
            content += [o("text:line-break")] if number else []
            for column, piece in enumerate(line.split("\t")):
                content += [o("text:tab")] if column else []
                content += [piece] if piece else []
        for style, wanted in (("Strong", run.bold), ("Emphasis", run.italic)):
            if wanted:
                content = [o("text:span", {"text:style-name": style}, content)]
        if run.link:
            content = [o("text:a", {"xlink:type": "simple", "xlink:href": run.link}, content)]
        found += content
    return found


def _list_style(counters: Counters) -> Any:
    return o(
        "text:list-style",
        {"style:name": f"L{counters.number}"},
        [_level(counters, level, depth) for depth, level in sorted(counters.levels.items())],
    )


def _level(counters: Counters, level: Level, depth: int) -> Any:
    hang = counters.hang(depth)
    left = f"{depth - 1 + hang:g}cm"
    place = o(
        "style:list-level-properties",
        {"text:list-level-position-and-space-mode": "label-alignment"},
        o(
            "style:list-level-label-alignment",
            {"text:label-followed-by": "listtab", "text:list-tab-stop-position": left, "fo:text-indent": f"-{hang:g}cm",
             "fo:margin-left": left},
        ),
    )  # fmt: skip
    if level.written == "bullet":
        return o("text:list-level-style-bullet", {"text:level": depth, "text:bullet-char": level.before}, place)
    ends = {"style:num-prefix": level.before, "style:num-suffix": level.after}
    letters = {"style:num-letter-sync": "true"} if level.written.endswith("Letter") else {}  # aa follows z, then bb
    return o(
        "text:list-level-style-number",
        {
            "text:level": depth,
            "style:num-format": FORMATS[level.written],
            "text:start-value": counters.starts[depth],
            **letters,
        },
        {name: words for name, words in ends.items() if words},
        place,
    )


def _styles(outline: Outline, about: About) -> Any:
    styles = part("odt-styles.xml")
    language, country = region(about.language)
    default = styles.find(f".//{o.name('style:default-style')}/{o.name('style:text-properties')}")
    default.set(o.name("fo:language"), language)
    default.set(o.name("fo:country"), country)
    common = styles.find(o.name("office:styles"))
    kind = {"style:family": "paragraph", "style:parent-style-name": "ListEntry"}
    for depth in range(1, DEEPEST + 1):
        for name, indent in (("ListContinue", "0cm"), ("Labelled", "-1cm")):
            place = {"fo:margin-left": f"{depth}cm", "fo:text-indent": indent}
            common.append(
                o(
                    "style:style",
                    {"style:name": f"{name}{depth}", **kind},
                    o("style:paragraph-properties", place),
                )
            )
    master = styles.find(f".//{o.name('style:master-page')}")
    page, pages = o("text:page-number", {"text:select-page": "current"}, "1"), o("text:page-count", "1")
    last = o("text:p", {"text:style-name": "Footer"}, about.url, o("text:tab"), page, " / ", pages)
    master.append(o("style:header", paragraph("Header", (Run("\t".join(outline.head)),))))
    master.append(o("style:footer", paragraph("Footer", (Run(outline.state),)), last))
    return styles


def _meta(outline: Outline, about: About) -> Any:
    moment = about.modified.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return o(
        "office:document-meta",
        VERSION,
        o(
            "office:meta",
            o("dc:title", about.title),
            o("meta:initial-creator", outline.head[0]),
            o("dc:identifier", about.url),
            o("dc:language", "-".join(region(about.language))),
            o("meta:creation-date", moment),
            o("dc:date", moment),
        ),
    )
