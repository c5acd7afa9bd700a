"""Paging by key: a page begins after a row, not after a number of rows, and costs the same however deep."""

import datetime as dt

from django.db.models import Q, QuerySet

from decisions.models import Resolution

PAGE = 25


def page_after(rows: QuerySet[Resolution], after: str, size: int = PAGE) -> tuple[list[Resolution], str]:
    """
    The page of `newest_first` rows that follows the row `after` ("" for the first page), and the key of the next one.

    Raises ValueError when `after` is not a key.
    """
    rows = rows.order_by("-item__meeting__date", "item_id", "ordinal")
    if after:
        date, item, ordinal = _read(after)
        rows = rows.filter(
            Q(item__meeting__date__lt=date)
            | Q(item__meeting__date=date, item__gt=item)
            | Q(item__meeting__date=date, item=item, ordinal__gt=ordinal)
        )
    page = list(rows[: size + 1])
    more = len(page) > size
    return page[:size], _key(page[size - 1]) if more else ""


def _key(resolution: Resolution) -> str:
    return f"{resolution.item.meeting.date}.{resolution.item_id}.{resolution.ordinal}"


def _read(key: str) -> tuple[dt.date, int, int]:
    date, item, ordinal = key.split(".")
    if not (item.isascii() and item.isdigit() and len(item) < 19 and ordinal.isascii() and ordinal.isdigit()):
        raise ValueError(f"{key!r} is not a key")
    return dt.date.fromisoformat(date), int(item), min(int(ordinal), 32_767)
