"""HTML as lines: paragraphs, list items with the marker that a browser would print, table rows."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from minutes.text.lines import Line, join_lone_markers, line

BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav"),
    *("ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
SKIPPED = {"head", "script", "style", "noscript", "template", "select", "option", "button", "input", "textarea", "svg"}
HIDDEN = {"mgHide", "sr-only"}
POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "em": 12.0, "rem": 12.0}
MARGIN = re.compile(r"(?:margin-left|padding-left)\s*:\s*(-?[\d.]+)(pt|px|in|cm|mm|em|rem)", re.IGNORECASE)
LIST_TYPE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(lower-alpha|lower-latin|upper-alpha|upper-latin|lower-roman|upper-roman|decimal)"
)
TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
LIST_COLUMNS = 8
POINTS_A_COLUMN = 4.5
ROMAN = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def content_lines(root: HtmlElement) -> list[Line]:
    """The lines of the page's own content."""
    return lines_of(content(root))


def content(root: HtmlElement) -> HtmlElement:
    """The page's own content, without menus, header and footer."""
    for path in ("//*[@id='modgov']", "//*[@role='main']", "//main", "//body"):
        if found := root.xpath(path):
            return found[0]
    return root


def lines_of(element: HtmlElement) -> list[Line]:
    """The lines of one element."""
    writer = _Writer()
    writer.walk(element, 0)
    writer.flush()
    return join_lone_markers(writer.lines)


def has_class(element: HtmlElement, *names: str) -> bool:
    """Whether the element bears one of the classes."""
    return not set(names).isdisjoint((element.get("class") or "").split())


class _Writer:
    """Collects inline text until a block ends."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.text: list[str] = []
        self.indent = 0.0
        self.label = ""

    def flush(self) -> None:
        """End the line. The marker of a list item stays for the first line of the item that has words."""
        one = line(re.sub(r"[ \t\r\n]+", " ", "".join(self.text)), self.indent)
        self.text = []
        if not one.words:
            return
        if self.label and not (self.label == "•" and one.label):
            one = Line(one.words, self.label, self.indent)
        self.label = ""
        self.lines.append(one)

    def walk(self, element: HtmlElement, indent: float) -> None:
        if not isinstance(element.tag, str) or element.tag in SKIPPED or is_hidden(element):
            return
        block = element.tag in BLOCKS
        column = indent + own_indent(element)
        if block or element.tag == "br":
            self.flush()
        if block:
            self.indent = column
        if element.tag == "img" and (element.get("alt") or "").lower().endswith("icon"):
            self.text.append(f" {element.get('alt')} ")
        if element.tag == "table":
            self.lines += table_lines(element, column)
        elif element.tag in ("ol", "ul"):
            self._list(element, column + LIST_COLUMNS)
        else:
            self._children(element, column)
        if block:
            self.flush()
            self.indent = indent

    def _children(self, element: HtmlElement, indent: float) -> None:
        self.text.append(element.text or "")
        for child in element:
            self.walk(child, indent)
            self.text.append(child.tail or "")

    def _list(self, element: HtmlElement, indent: float) -> None:
        self.text.append(element.text or "")
        number = integer(element.get("start"), 1) - 1
        for child in element:
            if child.tag == "li":
                self.flush()
                number = integer(child.get("value"), number + 1)
                self.label = printed_marker(element, number)
            self.walk(child, indent)
            self.flush()
            self.label = ""
            self.text.append(child.tail or "")


def is_hidden(element: HtmlElement) -> bool:
    """Whether a reader of the page does not see the element."""
    return has_class(element, *HIDDEN) or "display:none" in (element.get("style") or "").replace(" ", "").lower()


def own_indent(element: HtmlElement) -> float:
    """The element's own left margin, in columns."""
    found = MARGIN.search(element.get("style") or "")
    return float(found[1]) * POINTS[found[2].lower()] / POINTS_A_COLUMN if found else 0.0


def integer(text: str | None, default: int) -> int:
    """The number in an attribute, or ``default``."""
    return int(text) if text and re.fullmatch(r"-?\d{1,4}", text.strip()) else default


def printed_marker(element: HtmlElement, number: int) -> str:
    """The marker that a browser prints before an item of the list ``element``."""
    if element.tag == "ul":
        return "•"
    styled = LIST_TYPE.search(element.get("style") or "")
    kind = styled[1] if styled else TYPES.get((element.get("type") or "1").strip(), "decimal")
    body = str(number)
    if number > 0 and kind.endswith(("alpha", "latin")):
        body = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif 0 < number < 50 and kind.endswith("roman"):
        body = roman(number)
    return f"{body.upper() if kind.startswith('upper') else body}."


def roman(number: int) -> str:
    """A number under 50 in small Roman numerals."""
    digits = ""
    for value, sign in ROMAN:
        while number >= value:
            digits, number = digits + sign, number - value
    return digits


def table_lines(table: HtmlElement, indent: float) -> list[Line]:
    """
    The lines of a table.

    A row that begins with a list marker is a list item; a table with one filled column or with whole texts in its cells
    is layout; what is left are the rows of a table.
    """
    rows = [[lines_of(cell) for cell in row if cell.tag in ("td", "th")] for row in own_rows(table)]
    filled = [[(column, cell) for column, cell in enumerate(row) if cell] for row in rows]
    layout = all(len(cells) <= 1 for cells in filled) or any(len(cell) > 4 for row in rows for cell in row)
    lines = lines_of(table.find("caption")) if table.find("caption") is not None else []
    for cells in filled:
        if layout and not is_list_row(cells):
            lines += [one for _, cell in cells for one in cell]
        elif is_list_row(cells):
            lines.append(
                Line(
                    " ".join(one.words for _, cell in cells[1:] for one in cell),
                    cells[0][1][0].label,
                    indent + 4 * cells[0][0],
                )
            )
        elif cells:
            lines.append(row_line(rows[filled.index(cells)]))
    return lines


def is_list_row(cells: list[tuple[int, list[Line]]]) -> bool:
    """Whether the first filled cell holds a list marker and nothing else."""
    return len(cells) > 1 and len(cells[0][1]) == 1 and bool(cells[0][1][0].label) and not cells[0][1][0].text


def row_line(row: list[list[Line]]) -> Line:
    """A table row as a line of the narrative."""
    cells = (" ".join(one.words for one in cell).replace("|", "¦") for cell in row)
    return Line(f"| {' | '.join(cells)} |", row=True)


def own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of a table, without those of tables inside it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row
