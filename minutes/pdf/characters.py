"""
Characters that a PDF cannot hold as they are.

PDF/A-3a wants every glyph to say which character it is (ISO 19005-3, 6.2.11.7), which a private code cannot, and a
glyph for every character (6.2.11.8).
"""

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element

# Control characters, the byte order mark and non-characters: nothing to be seen.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
LINE_ENDS = re.compile("[\u2028\u2029]")  # no font has a glyph for them
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Word writes symbols of its own fonts as private codes; these are the marks of its lists.
WORD_SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓"}
# Thai and Lao AM, in the two halves that shaping cuts them into: a half that no font has would go unreported.
HALVED = str.maketrans({"\u0e33": "\u0e4d\u0e32", "\u0eb3": "\u0ecd\u0eb2"})


def code(character: str) -> str:
    """How a character is named where it cannot be shown: U+1F4DC."""
    return f"U+{ord(character):04X}"


def printable(text: str, without: Collection[str] = ()) -> str:
    """``text`` without invisible characters; private ones and those in ``without`` are named: [U+1F4DC]."""
    text = PRIVATE.sub(lambda match: WORD_SYMBOLS.get(match[0], f"[{code(match[0])}]"), INVISIBLE.sub("", text))
    text = LINE_ENDS.sub("\n", text).translate(HALVED)
    return text.translate({ord(character): f"[{code(character)}]" for character in without})


def make_printable(page: Element, without: Collection[str] = ()) -> None:
    """Makes every text of a page printable, in place."""
    for element in page.iter():
        element.text = printable(element.text or "", without)
        element.tail = printable(element.tail or "", without)
