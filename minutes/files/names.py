"""The names of files in addresses."""

import re
import unicodedata


def readable_name(title: str, ending: str = "pdf") -> str:
    """A file name that a person can read, from a document's title: `School-places-2027.pdf`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:100].strip("-")
    return f"{words or 'document'}.{ending}"
