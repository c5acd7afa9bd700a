"""Looking into a PDF, in a process that may take only so much time and memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

PROBE = Path(__file__).with_name("probe.py")
MEMORY, SECONDS = 1024 * 1024 * 1024, 20
MOST_PAGES, MOST_CHARACTERS = 20_000, 3_000_000
REFUSALS = {
    "locked": "The PDF asks for a password. Upload one without.",
    "damaged": "The PDF is damaged and cannot be opened. Export it again.",
    "no_pages": "The PDF has no pages.",
    "too_much": "The PDF cannot be opened in reasonable time and memory. Print it to a new PDF and upload that.",
}


class Inside(NamedTuple):
    """What is in a PDF. The text is page by page; of the longest documents not to the end."""

    pages: int
    is_tagged: bool
    text: tuple[str, ...]


def look_into(path: str) -> Inside:
    """
    Open the PDF and read it. Raises ValidationError with a sentence for the clerk where that cannot be done.

    What is told before the time or the memory ran out counts: a count of pages without all of their text.
    """
    limits = [str(limit) for limit in (MEMORY, SECONDS, MOST_PAGES, MOST_CHARACTERS)]
    command = [sys.executable, "-I", str(PROBE), path, *limits]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS * 2, check=False)
        told = done.stdout
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
    lines = list(_lines(told))
    facts: dict[str, Any] = lines[0] if lines else {"refused": "too_much"}
    if "refused" in facts:
        raise ValidationError(REFUSALS[facts["refused"]], code=facts["refused"])
    if facts["pages"] > MOST_PAGES:
        raise ValidationError(
            f"The PDF says that it has {facts['pages']:,} pages; at most {MOST_PAGES:,} are taken.",
            code="too_many_pages",
        )
    return Inside(facts["pages"], facts["tagged"], tuple(_clean(line["text"]) for line in lines[1:]))


def _lines(told: bytes) -> Iterator[dict[str, Any]]:
    """Every whole line."""
    for line in told.splitlines(keepends=True):
        if line.endswith(b"\n"):
            yield json.loads(line)


def _clean(text: str) -> str:
    """Without what PostgreSQL takes for no text: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().replace("\r\n", "\n")
