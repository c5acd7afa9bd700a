"""Dirt: what stands in saved text and is nobody's word."""

import re
import unicodedata

# A report title or minute text that was never filled in leaks the marks of the template that it came from.
LEAKED_TAG = re.compile(
    r"</?[A-Z][A-Z0-9_]*\s*/?>"  # <AI7>, </TITLE_ONLY_LAYOUT_SECTION>
    r"|<\?xml:[^>]*>"
    r"|<!--.*?-->|<!\[(?:if|endif)[^>]*>"
    r"|</?[ovw]:\w+[^>]*>"  # Word's own namespaces
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
SPACES = re.compile(r"[^\S\n]+")

# Links and buttons of the page, printed among the council's words.
FURNITURE = re.compile(
    r"^(?:share this item|view (?:the )?recorded vote for this item|view the (?:background|reasons?|decisions?)"
    r" (?:to|for) item .{0,20}|back to (?:the )?top(?: of (?:the|this) page)?|print this page"
    r"|feedback|share this page|find out more about this (?:issue|meeting|decision))\.?$",
    re.IGNORECASE,
)
CUT = re.compile(
    r"\s*(?:\.\.\.|…)\s*view the full (?:minutes|agenda|decision) text for item [^\s.,;:]+[.:]?",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """``text`` without leaked tags and invisible characters; every blank but the line end is one plain space."""
    text = unicodedata.normalize("NFC", text)
    text = INVISIBLE.sub("", LEAKED_TAG.sub(" ", text.replace("\x0b", "\n").replace("\x0c", "\n")))
    return SPACES.sub(" ", text).strip()


def indentation(text: str) -> int:
    """Columns before the first word; a tab counts four."""
    head = text[: len(text) - len(text.lstrip())]
    return len(head.expandtabs(4))
