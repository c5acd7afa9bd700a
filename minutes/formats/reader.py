"""
From the HTML of a paper to its outline.

The templates of templates/pdf/ say what a paper shows, in which order and at which stage. Every form is read from the
HTML that they give, so that no form can show more or less than another.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import html as parser

from minutes.formats.blocks import Block, Entry, Heading, Outline, Paragraph, Run, Runs, Style, Table

# What XML, and so neither form of document, can hold.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = re.compile(r"[ \t\n\r\f]+")  # a non-breaking space is a character, not a space of HTML
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HOLDERS = set("p div section article header footer main address blockquote figure figcaption dt dd li body".split())
SKIPPED = set("nav script style svg img".split())
STYLES: dict[str, Style] = {
    "where": "where", "state": "state", "facts": "facts", "credit": "credit", "opening": "opening",
    "dt": "term", "dd": "detail", "figcaption": "caption",
}  # fmt: skip
UNMARKED = {"entries", "unnumbered"}


def read_paper(html: str, url: str) -> Outline:
    """The outline of a paper that extends pdf/base.html; its links start from `url`."""
    tree = parser.document_fromstring(UNWRITABLE.sub("\ufffd", html), parser=parser.HTMLParser(huge_tree=True))
    reader = Reader(url)
    reader.read(tree.find(".//main"))
    reader.end()
    head = (_line(tree, "head-left"), _line(tree, "head-right"))
    state = " ".join(_spaced(found.text_content()) for found in tree.iterfind(".//*[@id='foot']/*[@class='state']"))
    return Outline(head, state, tuple(reader.blocks))


def _line(tree: Any, name: str) -> str:
    found = tree.find(f".//*[@id='{name}']")
    return "" if found is None else _spaced(found.text_content())


def _spaced(text: str) -> str:
    return SPACES.sub(" ", text).strip(" ")


def _classes(element: Any) -> set[str]:
    return set(element.get("class", "").split())


class Reader:
    """Walks through elements in order; words gather until the block that they stand in ends."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.style: Style = "body"
        self.depth = 0
        self.sections = 0  # an item inside the paper of a meeting has its headings a level down
        self.label: Entry | None = None  # of the entry whose first paragraph is to come

    def read(self, element: Any) -> None:
        """What stands in an element, with the words that follow its children."""
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED:
                self._element(child)
            self._say(child.tail)

    def end(self) -> None:
        """End the block. A label stands even where no words follow it."""
        runs, self.runs = trimmed(self.runs), []
        label, self.label = self.label, None
        if label:
            self.blocks.append(Entry(runs, label.depth, label.label, label.opens, label.of_text, label.counted))
        elif runs:
            self.blocks.append(Paragraph(runs, self.style, self.depth))

    def _say(self, text: str | None) -> None:
        if text:
            self.runs.append(Run(SPACES.sub(" ", text)))

    def _element(self, element: Any) -> None:
        if element.tag in HEADINGS:
            self._heading(element)
        elif element.tag in ("ol", "ul"):
            self._list(element)
        elif element.tag == "table":
            self._table(element)
        elif element.tag == "dl" or element.tag in HOLDERS:
            self._holder(element)
        elif element.tag == "br":
            self.runs.append(Run("\n"))
        else:
            if self.depth and "facts" in _classes(element):  # below a document's title
                self.runs.append(Run("\n"))
            self.runs += self._inline(element)

    def _holder(self, element: Any) -> None:
        """An element with blocks in it, or a paragraph."""
        # The first paragraph of an entry stands beside the label; what comes before it there ends no entry.
        if self.label is None or trimmed(self.runs):
            self.end()
        before, self.style = self.style, self._style_of(element)
        self.sections += element.tag == "article"
        number = element.find("span[@class='number']") if "numbered" in _classes(element) else None
        if number is not None:
            self._numbered(number)
        self.read(element)
        if self.label is None or trimmed(self.runs) or number is not None:
            self.end()
        self.sections -= element.tag == "article"
        self.style = before

    def _style_of(self, element: Any) -> Style:
        names = [name for name in [*_classes(element), element.tag] if name in STYLES]
        return STYLES[names[0]] if names else self.style

    def _numbered(self, number: Any) -> None:
        """A paragraph that carries its number is an entry of its own."""
        if self.label:
            self.end()
        self.label = Entry((), self.depth + 1, _spaced(number.text_content()), of_text=True)
        number.drop_tree()

    def _heading(self, element: Any) -> None:
        self.end()
        mark = element.find("span[@class='mark']")
        label = "" if mark is None else _spaced(mark.text_content())
        if mark is not None:
            mark.drop_tree()
        runs = trimmed(list(self._inline(element)))
        self.blocks.append(Heading(min(HEADINGS[element.tag] + self.sections, 6), runs, label))

    def _list(self, element: Any) -> None:
        self.end()
        before, self.style = self.style, "body"
        self.depth += 1
        for place, entry in enumerate(element.iterchildren("li")):
            self.end()
            self.label = self._label_of(entry, element, place)
            self._holder(entry)
            self.end()
        self.depth -= 1
        self.style = before

    def _label_of(self, entry: Any, parent: Any, place: int) -> Entry:
        mark = next((found for found in entry.iterchildren("span") if _classes(found) & {"label", "mark"}), None)
        if mark is not None:
            label, counted = _spaced(mark.text_content()), "label" in _classes(mark)
            mark.drop_tree()
        elif (_classes(entry) | _classes(parent)) & UNMARKED:
            label, counted = "", False
        else:
            label, counted = ("•" if parent.tag == "ul" else f"{place + 1}."), True
        return Entry((), self.depth, label, opens=place == 0, counted=counted)

    def _table(self, element: Any) -> None:
        self.end()
        caption = element.find("caption")
        rows = [(row, tuple(self._cell(cell) for cell in row.iterchildren("th", "td"))) for row in element.iter("tr")]
        head = tuple(cells for row, cells in rows if row.getparent().tag == "thead")
        body = tuple(cells for row, cells in rows if row.getparent().tag != "thead")
        named = () if caption is None else self._cell(caption)
        self.blocks.append(Table(head, body, named, self.depth))

    def _cell(self, element: Any) -> Runs:
        return trimmed(list(self._inline(element)))

    def _inline(self, element: Any, bold: bool = False, italic: bool = False, link: str = "") -> Iterator[Run]:
        """The words of an element and those inside it."""
        bold = bold or element.tag in ("strong", "b")
        italic = italic or element.tag in ("em", "i", "cite")
        if element.tag == "a":
            link = self._address(element.get("href", ""))
        if element.text:
            yield Run(SPACES.sub(" ", element.text), bold, italic, link)
        for child in element:
            if child.tag == "br":
                yield Run("\n")
            elif isinstance(child.tag, str) and child.tag not in SKIPPED:
                yield from self._inline(child, bold, italic, link)
            if child.tail:
                yield Run(SPACES.sub(" ", child.tail), bold, italic, link)

    def _address(self, href: str) -> str:
        """The whole address of a link; a place on the same page is none in a document."""
        whole = "" if href.startswith("#") else urljoin(self.url, href)
        return whole if whole.startswith(("http://", "https://", "mailto:")) else ""


def trimmed(runs: list[Run]) -> Runs:
    """Runs with one space where several met, none at either end or beside a line break, and neighbours joined."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        if not kept or kept[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text == "\n" and kept:
            kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
        if text and kept and kept[-1][1:] == run[1:]:
            kept[-1] = kept[-1]._replace(text=kept[-1].text + text)
        elif text:
            kept.append(run._replace(text=text))
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    while kept and not kept[0].text.lstrip(" \n"):
        kept.pop(0)
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip(" \n"))
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" \n"))
    return tuple(kept)
