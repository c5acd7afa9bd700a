"""
Readers of Word and OpenDocument texts, written from the standards and apart from the writers.

They give what somebody sees who opens the file: each paragraph with the label that its list prints.
"""

import io
import zipfile
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
TENS = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"]
HUNDREDS = ["", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"]


class Shown(NamedTuple):
    """A paragraph as it is seen: its style, the label of its list, its words."""

    style: str
    label: str
    text: str


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def letters(number):
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def romans(number):
    thousands, rest = divmod(number, 1000)
    return "m" * thousands + HUNDREDS[rest // 100] + TENS[rest // 10 % 10] + ROMAN[rest % 10]


def counted(kind, number):
    return {
        "decimal": str, "1": str, "lowerLetter": letters, "a": letters, "lowerRoman": romans, "i": romans,
        "upperLetter": lambda n: letters(n).upper(), "A": lambda n: letters(n).upper(),
        "upperRoman": lambda n: romans(n).upper(), "I": lambda n: romans(n).upper(),
    }[kind](number)  # fmt: skip


def read_docx(data):
    """Every paragraph of a Word document, those of tables too (ISO 29500-1, 17.9)."""
    files = parts(data)
    numbering = etree.fromstring(files["word/numbering.xml"])
    levels = {
        definition.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl"): {
                child.tag.removeprefix(W): child.get(f"{W}val") for child in level
            }
            for level in definition.iter(f"{W}lvl")
        }
        for definition in numbering.iter(f"{W}abstractNum")
    }  # fmt: skip
    lists = {num.get(f"{W}numId"): num.find(f"{W}abstractNumId").get(f"{W}val") for num in numbering.iter(f"{W}num")}
    counters, shown = {}, []
    for paragraph in etree.fromstring(files["word/document.xml"]).iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr")
        label = "" if number is None else _docx_label(number, levels, lists, counters)
        text = "".join(
            child.text or "" if child.tag == f"{W}t" else {f"{W}br": "\n", f"{W}tab": "\t"}.get(child.tag, "")
            for child in paragraph.iter()
        )
        shown.append(Shown(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), label, text))
    return shown


def _docx_label(number, levels, lists, counters):
    definition = lists[number.find(f"{W}numId").get(f"{W}val")]
    depth = int(number.find(f"{W}ilvl").get(f"{W}val"))
    count = counters.setdefault(definition, {})
    for deeper in [d for d in count if d > depth]:  # a level starts again behind an entry of a higher one
        del count[deeper]
    level = levels[definition][str(depth)]
    count[depth] = count[depth] + 1 if depth in count else int(level["start"])
    pattern = level["lvlText"]
    if level["numFmt"] == "bullet":
        return pattern
    for place in range(9):
        if f"%{place + 1}" in pattern:
            of = levels[definition][str(place)]
            pattern = pattern.replace(f"%{place + 1}", counted(of["numFmt"], count.get(place, int(of["start"]))))
    return pattern


def read_odt(data):
    """Every paragraph of an OpenDocument text (ODF 1.3, part 3: 5.3, 16.30, 19.880)."""
    files = parts(data)
    assert next(iter(files)) == "mimetype"
    content = etree.fromstring(files["content.xml"])
    styles = {
        style.get(f"{STYLE}name"): {int(level.get(f"{T}level")): level for level in style}
        for style in content.iter(f"{T}list-style")
    }
    reader = OdtReader(styles)
    reader.read(content.find(".//{*}text"))
    return reader.shown


class OdtReader:
    def __init__(self, styles):
        self.styles, self.shown = styles, []
        self.kept = {}  # by the name of a list, what its levels had come to

    def read(self, element):
        for child in element:
            if child.tag in (f"{T}p", f"{T}h"):
                self._paragraph(child, "")
            elif child.tag == f"{T}list":
                self._list(child, 1, None, {})
            else:
                self.read(child)

    def _paragraph(self, element, label):
        text = "".join(self._text(element))
        self.shown.append(Shown(element.get(f"{T}style-name"), label, text))

    def _text(self, element):
        yield {f"{T}line-break": "\n", f"{T}tab": "\t"}.get(element.tag, "")
        yield element.text or ""
        for child in element:
            yield from self._text(child)
            yield child.tail or ""

    def _list(self, element, depth, inherited, count):
        style = element.get(f"{T}style-name") or inherited
        if style != inherited:
            count = {}
        if before := element.get(f"{T}continue-list"):
            count = self.kept[before]
        if name := element.get(f"{XML}id"):
            assert name not in self.kept
            self.kept[name] = count
        if not before:
            count.pop(depth, None)
        for item in element:
            assert item.tag == f"{T}list-item"
            self._item(item, depth, style, count)

    def _item(self, item, depth, style, count):
        for deeper in [d for d in count if d > depth]:
            del count[deeper]
        label = self._label(item, depth, style, count)
        for child in item:
            assert child.tag in (f"{T}p", f"{T}h", f"{T}list"), child.tag  # nothing else may stand there
            if child.tag == f"{T}list":
                self._list(child, depth + 1, style, count)
            else:
                self._paragraph(child, label)
                label = ""

    def _label(self, item, depth, style, count):
        level = self.styles.get(style, {}).get(depth)
        if level is None or item[0].tag == f"{T}list":
            return ""
        start = item.get(f"{T}start-value")
        if start:
            count[depth] = int(start)
        else:
            count[depth] = count[depth] + 1 if depth in count else int(level.get(f"{T}start-value", 1))
        if level.tag == f"{T}list-level-style-bullet":
            return level.get(f"{T}bullet-char")
        ends = [level.get(f"{STYLE}num-{end}", "") for end in ("prefix", "suffix")]
        kind = level.get(f"{STYLE}num-format")
        assert kind not in "aA" or level.get(f"{STYLE}num-letter-sync") == "true"  # else ab follows aa
        return ends[0] + counted(kind, count[depth]) + ends[1]
