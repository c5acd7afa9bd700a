"""
The other forms of a paper: Word, OpenDocument, plain text, data.

A paper is one page of HTML, which `minutes.pdf` prints. These modules read the same page into blocks (reader), find
lists that count as the council's labels do (numbering), and write them down (docx, odt, plain). JSON (data) is made
from the record itself. Nothing in a file depends on when it is made: same paper, same bytes.
"""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from minutes.formats import docx, odt, plain
from minutes.formats.blocks import Outline
from minutes.formats.reader import read_paper
from minutes.pdf import About, Paper


class Form(NamedTuple):
    """A form in which papers can be had."""

    name: str
    content_type: str
    write: Callable[[Outline, About], bytes]


FORMS = {
    "docx": Form("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.write),
    "odt": Form("OpenDocument", "application/vnd.oasis.opendocument.text", odt.write),
    "txt": Form("plain text", "text/plain; charset=utf-8", plain.write),
}


def write(paper: Paper, ending: str) -> bytes:
    """The paper in the form that has this ending."""
    return FORMS[ending].write(read_paper(paper.html, paper.about.url), paper.about)


def digest(paper: Paper, ending: str) -> str:
    """What the bytes of `write` depend on, as a hash."""
    parts = [ending, paper.html, *map(str, paper.about), _writers()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@functools.cache
def _writers() -> str:
    here = Path(__file__).parent
    files = sorted([*here.glob("*.py"), *here.glob("parts/*.xml")])
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
