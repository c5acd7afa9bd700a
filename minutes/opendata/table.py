"""
Comma-separated values (RFC 4180), safe to open in a spreadsheet.

A cell that begins with one of `FORMULA` would be reckoned by a spreadsheet, which can send what stands beside it
elsewhere: an apostrophe before it says that it is text.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

HEAD = "\ufeff"  # by which spreadsheets know UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def line(cells: Iterable[Any]) -> str:
    """A line of a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(one) for one in cells])
    return out.getvalue()


def cell(value: Any) -> Any:
    """A value as it stands in a table: numbers as they are, what is nested as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str) if value else ""
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
