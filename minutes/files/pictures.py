"""A picture as somebody uploads it: what it is by its content, never by its name."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, UnidentifiedImageError

# By what the content says: how it is served. SVG is a program and not among them.
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
MAX_BYTES = 200 * 1024
MAX_PIXELS = 2_000  # on a side
BOMBS = (Image.DecompressionBombWarning, Image.DecompressionBombError)


class NotAPicture(ValueError):
    """It cannot be taken; the message says why."""


@dataclass(frozen=True)
class Picture:
    """A picture that has been looked into."""

    content: bytes
    content_type: str
    width: int
    height: int


def look(content: bytes) -> Picture:
    """What it is. Raises NotAPicture, with a sentence for whoever uploads it."""
    if len(content) > MAX_BYTES:
        raise NotAPicture(f"The picture is larger than {MAX_BYTES // 1024} KB.")
    try:
        with warnings.catch_warnings(), strictly():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            kind, (width, height) = _measured(content)
    except (UnidentifiedImageError, OSError, SyntaxError, *BOMBS) as error:
        raise NotAPicture("This is not a PNG, JPEG or WebP picture, or it is damaged.") from error
    return Picture(content, KINDS[kind], width, height)


@contextmanager
def strictly() -> Iterator[None]:
    """Pillow refuses a picture that is cut short, unless WeasyPrint has been imported, which tells it not to."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _measured(content: bytes) -> tuple[str, tuple[int, int]]:
    """Its kind and size, once all of it has been read."""
    with Image.open(io.BytesIO(content), formats=list(KINDS)) as image:
        if max(image.size) > MAX_PIXELS:
            raise NotAPicture(f"The picture has more than {MAX_PIXELS} pixels on a side.")
        image.load()
        return str(image.format), image.size
