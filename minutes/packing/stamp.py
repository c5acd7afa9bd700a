"""What is printed over the pages of reports: page number, item, and the mark of exempt ones, where they are seen."""

import re
from typing import Any

from pikepdf import Array, Dictionary, Name

INK, RED = "0.11 0.10 0.09", "0.70 0.05 0.10"


def box_of(page: Any) -> tuple[float, float, float, float]:
    """What is seen of a page: its crop box within its media box; A4 where neither is a box."""
    whole = rectangle(page.obj.get("/MediaBox")) or (0.0, 0.0, 595.28, 841.89)
    crop = rectangle(page.obj.get("/CropBox")) or whole
    seen = (max(whole[0], crop[0]), max(whole[1], crop[1]), min(whole[2], crop[2]), min(whole[3], crop[3]))
    return seen if seen[2] - seen[0] > 1 and seen[3] - seen[1] > 1 else whole


def rectangle(box: Any) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(number) for number in box)
    except (TypeError, ValueError):
        return None
    found = (min(a, c), min(b, d), max(a, c), max(b, d))
    return found if found[2] - found[0] > 1 and found[3] - found[1] > 1 else None


class Frame:
    """The frame of a page as it is seen: turned, cropped and scaled. Its measures are points on A4."""

    def __init__(self, box: tuple[float, float, float, float], turned: int, scale: float) -> None:
        x0, y0, x1, y1 = box
        s = self.scale = scale
        self.matrix = {
            0: (s, 0, 0, s, x0, y0), 90: (0, s, -s, 0, x1, y0), 180: (-s, 0, 0, -s, x1, y1), 270: (0, -s, s, 0, x0, y1),
        }.get(turned, (s, 0, 0, s, x0, y0))  # fmt: skip
        sides = (x1 - x0, y1 - y0) if turned % 180 == 0 else (y1 - y0, x1 - x0)
        self.width, self.height = (side / s for side in sides)

    def stamp(self, number: int, part: dict[str, Any]) -> bytes:
        """Page number and item at the foot, each on a white ground; the mark of an exempt page over its head."""
        texts = [label(f"{part['word']} {number}", self.width - 28, 14, right=True, bold=True)]
        if part["label"]:
            texts.append(label(part["label"], 28, 14))
        if part["mark"]:
            texts.append(label(part["mark"], self.width / 2, self.height - 24, centre=True, bold=True, colour=RED))
        matrix = " ".join(f"{value:.4f}" for value in self.matrix)
        return f"/Artifact BMC q {matrix} cm\n{''.join(texts)}Q EMC\n".encode("cp1252", "replace")

    def link(self, place: Any) -> Any:
        """The way back: the item's words at the foot lead to its place on the agenda."""
        (a, b, c, d, e, f) = self.matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in ((24, 8), (self.width / 2, 26))]
        (x0, y0), (x1, y1) = corners
        rect = Array([min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)])
        return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Border=Array([0, 0, 0]), Dest=place, F=4,
                          Contents="Back to the agenda")  # fmt: skip


# Widths of Helvetica-Bold, which is the wider, in thousandths: enough to lay a white ground under a line.
NARROW, WIDE = set("iIjlft.,:;'|!()[] -"), set("mwMW@%–")


def label(
    text: str, x: float, y: float, *, right: bool = False, centre: bool = False, bold: bool = False, colour: str = INK
) -> str:
    """One line of 9 points on a white ground."""
    width = 9 * sum(0.34 if c in NARROW else 0.92 if c in WIDE else 0.62 for c in text)
    x -= width if right else width / 2 if centre else 0
    escaped = re.sub(r"([\\()])", r"\\\1", text)
    return (
        f"1 1 1 rg {x - 4:.2f} {y - 4:.2f} {width + 8:.2f} 15 re f\n"
        f"{colour} rg BT /{'StampBold' if bold else 'Stamp'} 9 Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET\n"
    )
