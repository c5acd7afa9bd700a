"""What both kinds of word processor's file share: XML made of plain calls, in a ZIP that holds no date of its own."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

PARTS = Path(__file__).parent / "parts"
XML = "http://www.w3.org/XML/1998/namespace"
# The earliest date that a ZIP can hold: the same record gives the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class Maker:
    """Makes elements with prefixed names: `make("w:p", make("w:r"), {"w:val": "1"})`; text is a child too."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """With the prefixes in use; the prefix "" is of names that have none (None, as lxml calls it)."""
        self.names = {prefix or None: name for prefix, name in names.items()}

    def __call__(self, tag: str, *children: Any) -> Any:
        element = etree.Element(self.name(tag) if ":" in tag else f"{{{self.names[None]}}}{tag}", nsmap=self.names)
        for child in children:
            self._add(element, child)
        return element

    def name(self, prefixed: str) -> str:
        """The name as lxml writes it."""
        prefix, _, name = prefixed.partition(":")
        return f"{{{XML if prefix == 'xml' else self.names[prefix]}}}{name}"

    def _add(self, element: Any, child: Any) -> None:
        if child is None:
            return
        if isinstance(child, dict):
            for name, value in child.items():
                element.set(self.name(name) if ":" in name else name, str(value))
        elif isinstance(child, str):
            if len(element):
                element[-1].tail = (element[-1].tail or "") + child
            else:
                element.text = (element.text or "") + child
        elif isinstance(child, list | tuple):
            for one in child:
                self._add(element, one)
        else:
            element.append(child)


def xml_bytes(root: Any) -> bytes:
    """A part of the file, its namespaces declared once."""
    etree.cleanup_namespaces(root, top_nsmap=root.nsmap)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def part(name: str) -> Any:
    """A part that is the same in every file, to be filled in where it is not."""
    return etree.fromstring((PARTS / name).read_bytes(), etree.XMLParser(remove_blank_text=True, remove_comments=True))


def archive(parts: Mapping[str, bytes], *, first: tuple[str, bytes] | None = None) -> bytes:
    """The ZIP of the parts; `first` stands before them and is not compressed (ODF asks for that of its type)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        if first:
            packed.writestr(zipfile.ZipInfo(first[0], NO_DATE), first[1], zipfile.ZIP_STORED)
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, NO_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def region(language: str) -> tuple[str, str]:
    """Language and country as word processors want them: Welsh, which web pages call cy, is cy-GB there."""
    name, _, country = language.partition("-")
    return name.lower(), country.upper() or "GB"
