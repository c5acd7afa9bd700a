"""A program of its own that draws a page of a PDF, counted from 1: `python -I render.py PATH PAGE PICTURE`."""

import sys

DOTS = 200  # an inch: fewer cost letters, more cost time
MOST = 5_000  # dots along a side, whatever size the page says it has


def main(path: str, number: int, picture: str) -> None:
    """Grey, as PNG."""
    import pypdfium2

    page = pypdfium2.PdfDocument(path)[number - 1]
    scale = min(DOTS / 72, MOST / max(*page.get_size(), 1))
    page.render(scale=scale, grayscale=True).to_pil().save(picture, format="PNG")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
