"""
What a file is, from its name: the number of an item, the kind of document, a title.

`263 School places.pdf`, `Item 5 Appendix A - Budget.pdf`, `77-21 Report.pdf`, `05b_Appendix 2.pdf`: councils write a
label in file names as a file name can hold it, without slashes, often with zeros before it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

# The first of these found in a name tells the kind; "report" is what is left.
KINDS = [
    ("late", re.compile(r"\b(late|urgent|tabled)\b", re.IGNORECASE)),
    ("supplement", re.compile(r"\b(supplement\w*|addendum|addenda|update sheet)\b", re.IGNORECASE)),
    ("appendix", re.compile(r"\b(app(endix|endices|x)?|annex(e|es)?|enc(losure)?|schedule)\b", re.IGNORECASE)),
    ("background", re.compile(r"\b(background|bg paper)\b", re.IGNORECASE)),
]
EXEMPT = re.compile(
    r"\b(exempt|confidential|restricted|part (b|2|ii)|pink papers?|not for publication)\b", re.IGNORECASE
)
LEAD = re.compile(r"(agenda\s+item|item|agenda|minute|min|no|number)?[\s.:#]*", re.IGNORECASE)
# What stands between the parts of a label, in the agenda (77/21, P/142, 12.1) and in a file's name (77-21, P142, 12_1).
BETWEEN = r"[\s/._()\-]*"
PARTS = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
COPY = re.compile(r"\s*(\((\d+|copy|final|draft|v\d+(\.\d+)?)\)|[-_ ]+(final|copy|v\d+(\.\d+)?))$", re.IGNORECASE)


@dataclass(frozen=True)
class Guess:
    """What a name says; `label`, one of the meeting's, or None where it names none or more than one."""

    label: str | None
    kind: str
    title: str
    is_exempt: bool = False


def guess(name: str, labels: Iterable[str]) -> Guess:
    """Read a file's name, among items with these labels."""
    words = _words(name)
    label, rest = _label(words, [label for label in labels if PARTS.search(label)])
    kind = next((kind for kind, pattern in KINDS if pattern.search(rest)), "report")
    return Guess(label, kind, _title(rest, kind, label), bool(EXEMPT.search(words)))


def _words(name: str) -> str:
    """The name without folder and ending, its underscores and escapes as spaces."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/")
    stem = PurePath(plain).name
    stem = re.sub(r"\.(pdf|docx?|odt|rtf)$", "", stem, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", stem.replace("%20", " ").replace("+", " ")).strip()


def _label(words: str, labels: list[str]) -> tuple[str | None, str]:
    """
    The label at the beginning of the name, or after "item" anywhere in it; and the name without it.

    The longest label that fits is meant: `12.1 Budget` is item 12.1, though there is an item 12. Two labels that look
    the same in a file's name (4b and 4.b) name neither.
    """
    for lead in (rf"^{LEAD.pattern}", r"\b(agenda\s+)?item[\s.:#_-]*"):
        found = [(hit, label) for label in labels if (hit := re.search(lead + _pattern(label), words, re.IGNORECASE))]
        if not found:
            continue
        longest = max(hit.end() for hit, _ in found)
        best = [(hit, label) for hit, label in found if hit.end() == longest]
        if len(best) > 1:
            return None, words
        hit, label = best[0]
        rest = words[: hit.start()] + " " + words[hit.end() :]
        return label, rest.strip(" -–—_.:,")
    return None, words


def _pattern(label: str) -> str:
    """A label as a name may write it: any separators, zeros before numbers, and nothing after it that would make it another."""
    parts = [rf"0*{int(part)}" if part.isdecimal() else part for part in PARTS.findall(label)]
    # 12 is not the beginning of 120, 12th, 12b or 12.1; of 12-2027 it is.
    end = r"\)?(?![a-z0-9])" + (r"(?![/._\-]\d{1,2}(?!\d))" if parts[-1].startswith("0*") else "")
    return BETWEEN.join(parts) + end


def _title(rest: str, kind: str, label: str | None) -> str:
    """A title that a clerk would write: the words, their first letter large."""
    title = COPY.sub("", re.sub(r"[_\s]+", " ", rest)).strip(" -–—_.:,")
    title = re.sub(r"\s+-+\s+", " – ", title)
    if not title:
        title = {"report": "Report", "late": "Late paper"}.get(kind, kind.capitalize())
        title = f"{title} on item {label}" if label else title
    return title[:1].upper() + title[1:1000]
