"""The words of a paragraph: its runs, links, fields, notes, symbols, and the text boxes anchored in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from minutes.text.word.controls import is_placeholder
from minutes.text.word.formats import roman
from minutes.text.word.styles import Styles
from minutes.text.word.symbols import sign
from minutes.text.word.xml import Element, attribute, children, name, named

LEFT_OUT = {"del", "moveFrom", "pPr", "rPr", "delText", "rt", "sdtPr"}
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Fields that build a list of what stands elsewhere in the document.
CONTENTS = {"TOC", "TOA", "INDEX"}


@dataclass(frozen=True)
class Piece:
    """Words set alike. ``note``: they are a note's, which follows the paragraph; ``link``: where they lead."""

    text: str
    bold: bool = False
    note: bool = False
    italic: bool = False
    link: str = ""


@dataclass
class _Field:
    code: str = ""
    result: bool = False

    @property
    def shown(self) -> bool:
        return self.result and not builds_contents(self.code)


class Notes:
    """Footnotes and endnotes: their words, and the marks by which the text refers to them."""

    def __init__(self, footnotes: Element | None, endnotes: Element | None) -> None:
        self.words = {
            "footnoteReference": {attribute(one, "id"): one for one in children(footnotes, "footnote")},
            "endnoteReference": {attribute(one, "id"): one for one in children(endnotes, "endnote")},
        }
        self._count = {"footnoteReference": 0, "endnoteReference": 0}

    def find(self, reference: Element) -> tuple[str, Element] | None:
        """The mark and the note of a reference."""
        kind = name(reference)
        note = self.words[kind].get(attribute(reference, "id"))
        if note is None:
            return None
        if (attribute(reference, "customMarkFollows") or "0") in ("1", "true", "on"):
            return "", note
        self._count[kind] += 1
        count = self._count[kind]
        return f"[{count if kind == 'footnoteReference' else roman(count)}]", note


@dataclass
class Inline:
    """Reads paragraphs; ``boxes`` are the text boxes met, for the caller to take."""

    styles: Styles
    notes: Notes
    boxes: list[Element] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _after: list[Piece] = field(default_factory=list)

    def pieces(self, paragraph: Element) -> list[Piece]:
        """The words of a paragraph, its notes last."""
        found = list(self._inline(paragraph, paragraph))
        after, self._after = self._after, []
        return [*found, *after]

    def _inline(self, parent: Element, paragraph: Element) -> Iterator[Piece]:
        for child in parent:
            kind = name(child)
            if kind == "r":
                yield from self._run(child, paragraph)
            elif kind in ("oMath", "oMathPara"):
                yield Piece("".join(one.text or "" for one in child.iter() if name(one) == "t"))
            elif kind == "sdt":
                if not is_placeholder(child):
                    yield from self._inline(child, paragraph)
            elif kind == "AlternateContent":
                yield from self._inline(alternative(child), paragraph)
            elif kind == "fldSimple":
                if not builds_contents(attribute(child, "instr") or ""):
                    yield from self._inline(child, paragraph)
            elif kind and kind not in LEFT_OUT:
                yield from self._inline(child, paragraph)

    def _run(self, run: Element, paragraph: Element) -> Iterator[Piece]:
        if self.styles.run_toggle(run, paragraph, "vanish") and named(run, "fldChar") is None:
            return
        text = "".join(self._texts(run, paragraph))
        if text:
            text = text.upper() if self.styles.run_toggle(run, paragraph, "caps") else text
            bold, italic = (self.styles.run_toggle(run, paragraph, wanted) for wanted in ("b", "i"))
            yield Piece(text, bold, italic=italic)

    def _texts(self, run: Element, paragraph: Element) -> Iterator[str]:
        for child in run:
            kind = name(child)
            if kind == "fldChar":
                self._field_mark(child)
            elif kind == "instrText":
                self._code(child.text or "")
            elif not all(one.shown for one in self._fields):
                continue
            elif kind == "t":
                yield child.text or ""
            elif kind in SIGNS:
                yield SIGNS[kind]
            elif kind in READERS:
                yield READERS[kind](self, child, paragraph)

    def _field_mark(self, mark: Element) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _code(self, text: str) -> None:
        if self._fields:
            self._fields[-1].code += text

    def symbol(self, element: Element, paragraph: Element) -> str:
        return sign(attribute(element, "font") or "", attribute(element, "char") or "")

    def reference(self, element: Element, paragraph: Element) -> str:
        found = self.notes.find(element)
        if found is None:
            return ""
        mark, note = found
        reader = Inline(self.styles, Notes(None, None))
        words = " ".join("".join(p.text for p in reader.pieces(one)) for one in note.iter() if name(one) == "p")
        self._after.append(Piece(f" {mark or '['} {words.strip()}{'' if mark else ' ]'}".replace("[ ", "["), note=True))
        return mark

    def alternatives(self, element: Element, paragraph: Element) -> str:
        return "".join(self._texts(alternative(element), paragraph))

    def drawing(self, element: Element, paragraph: Element) -> str:
        """Keep the text boxes of a drawing, those of one alternative alone."""
        kind = name(element)
        if kind == "txbxContent":
            self.boxes.append(element)
        elif kind == "AlternateContent":
            for child in alternative(element):
                self.drawing(child, paragraph)
        else:
            for child in element:
                self.drawing(child, paragraph)
        return ""

    def ruby(self, element: Element, paragraph: Element) -> str:
        return "".join(piece.text for piece in self._inline(named(element, "rubyBase"), paragraph))


READERS: dict[str, Callable[[Inline, Element, Element], str]] = {
    "sym": Inline.symbol,
    "footnoteReference": Inline.reference,
    "endnoteReference": Inline.reference,
    "AlternateContent": Inline.alternatives,
    "drawing": Inline.drawing,
    "pict": Inline.drawing,
    "object": Inline.drawing,
    "ruby": Inline.ruby,
}


def alternative(element: Element) -> Element:
    """What is shown of an element that comes in two forms, a new one and one for older programs."""
    found = named(element, "Choice")
    if found is None:
        found = named(element, "Fallback")
    return () if found is None else found


def builds_contents(code: str) -> bool:
    """Whether a field's code builds a list of what stands elsewhere in the document."""
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in CONTENTS
