"""Files that are no Word documents, or no sound ones: each is refused with one sentence, and nothing else happens."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.text.word import NotWord, WordText, package, read_word
from tests.docx import docx, paragraph, unzipped, zipped

GOOD = docx(paragraph("Tea"))
DOCUMENT = "word/document.xml"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>'
)
OUTSIDE = BOMB.replace(b'"ha"', b'SYSTEM "file:///etc/hostname"')


def changed(**parts):
    """The good document with a part replaced, or taken off with ``None``."""
    files = unzipped(GOOD) | {DOCUMENT if name == "document" else name: data for name, data in parts.items()}
    return zipped({name: data for name, data in files.items() if data is not None})


def deep(levels):
    return b'<w:document xmlns:w="x"><w:body>' + b"<w:sdt>" * levels + b"</w:sdt>" * levels + b"</w:body></w:document>"


def encrypted_member():
    data = bytearray(GOOD)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty."),
        (b"MZ\x90\x00 this program cannot be run", "is a program, not a Word document."),
        (b"\x7fELF\x02", "is a program, not a Word document."),
        (b"%PDF-1.7", "is a PDF file, not a Word document."),
        (b"{\\rtf1 Tea}", "is a rich text document (.rtf); save it as .docx in Word first."),
        (b"Minutes of a meeting", "is not a Word document."),
        (package.OLE + b"Word.Document.8", "is an old Office document (.doc); save it as .docx in Word first."),
        (package.OLE + package.ENCRYPTED, "is protected with a password; save it without one first."),
        (GOOD[:300], "is a damaged Word document: the file breaks off or was changed on its way."),
        (b"PK\x03\x04", "is a damaged Word document: the file breaks off or was changed on its way."),
        (zipped({"a.txt": "x"}), "is a zip archive, not a Word document."),
        (zipped({"xl/workbook.xml": "x"}), "is a spreadsheet, not a Word document."),
        (zipped({"ppt/presentation.xml": "x"}), "is a presentation, not a Word document."),
        (zipped({"content.xml": "x"}), "is an OpenDocument file (.odt); save it as .docx first."),
        (changed(document=None), "is a Word document without its text: the main part is missing."),
        (changed(document="<w:document"), "is a damaged Word document: word/document.xml is broken XML at line 1."),
        (changed(document="<html/>"), "has no text: its main part is not that of a Word document."),
        (
            changed(document=BOMB),
            "declares entities of its own in word/document.xml, which no Word document does; it was not read.",
        ),
        (
            changed(document=OUTSIDE),
            "declares entities of its own in word/document.xml, which no Word document does; it was not read.",
        ),
        (changed(document=deep(200)), "nests its parts more than 150 deep in word/document.xml; it was not read."),
        (
            changed(document=b" " * 30_000_000),
            "would swell beyond measure when unpacked (word/document.xml); it was not opened.",
        ),
        (encrypted_member(), "is protected with a password; save it without one first."),
    ],
)
def test_file_is_refused_with_one_sentence(data, sentence):
    with pytest.raises(NotWord) as refused:
        read_word(data)
    assert str(refused.value) == sentence


def test_deepest_document_that_is_let_in_is_read():
    table = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    inner = paragraph("Tea")
    for _ in range((package.DEEPEST - 8) // 3):
        inner = table.format(inner)
    assert "Tea" in read_word(docx(inner)).lines[0].words


def test_document_without_styles_and_numbering_is_read():
    assert [one.text for one in read_word(GOOD).lines] == ["Tea"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_damage_is_read_or_refused(changes):
    data = bytearray(docx(paragraph("Tea"), compression=zipfile.ZIP_STORED))
    for place, byte in changes:
        data[place] = byte
    try:
        found = read_word(bytes(data))
    except NotWord as refused:
        sentence = str(refused)
    else:
        sentence = "" if isinstance(found, WordText) else "no text"
    assert sentence == "" or sentence.endswith(".")
