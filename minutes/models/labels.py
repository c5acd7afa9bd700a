"""From an item's label, which is the council's own, to the word that stands for it in an address."""

import re
import unicodedata
from itertools import count

from minutes.converters import ENDINGS, MEETING_PAPERS, SUPPLEMENTS

# …/agenda.pdf, …/minutes.docx and the like are the meeting's own papers.
RESERVED = set(MEETING_PAPERS)


def item_slug(label: str, position: int, taken: set[str]) -> str:
    """
    The address word of an item: `77/21` becomes `77-21`, `276.` becomes `276`; without a label, its position.

    `taken` holds the words of the meeting's other items; a word taken there, in any letter case, gets `-2`, `-3`, ….
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    word = re.sub(r"[^A-Za-z0-9.]+", "-", plain)[:40]
    word = re.sub(r"([.-])[.-]+", r"\1", word).strip(".-") or str(position)
    small = word.lower()
    if small in RESERVED or small.startswith(SUPPLEMENTS) or small.rpartition(".")[2] in ENDINGS:
        word = f"{word.replace('.', '-')}-item"
    used = {other.lower() for other in taken}
    if word.lower() not in used:
        return word
    return next(numbered for n in count(2) if (numbered := f"{word}-{n}").lower() not in used)
