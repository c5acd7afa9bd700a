"""The register as a table of comma-separated values, written as it is read."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from decisions.models import Resolution
from decisions.paging import page_after
from minutes.opendata.table import HEAD, line

READ = 500  # resolutions at a time
COLUMNS = ["date", "committee", "item", "title", "number", "kind", "key decision", "resolution", "clauses", "address"]


def table(rows: QuerySet[Resolution], root: str) -> StreamingHttpResponse:
    """What the register lists, all of it."""
    response = StreamingHttpResponse(_lines(rows, root), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response


def _lines(rows: QuerySet[Resolution], root: str) -> Iterator[str]:
    yield HEAD + line(COLUMNS)
    after = ""
    while True:
        page, after = page_after(rows, after, READ)
        yield "".join(line(_row(one, root)) for one in page)
        if not after:
            return


def _row(one: Resolution, root: str) -> list[object]:
    clauses = one.shown_clauses  # type: ignore[attr-defined]  # of with_clauses
    item = one.item
    return [
        item.meeting.date, item.meeting.committee, item.label, item.title, one.label or one.ordinal,
        one.get_kind_display(), "yes" if one.is_key else "no",  # type: ignore[attr-defined]  # of with_key
        " ".join(filter(None, (one.opening, one.text))),
        "\n".join(f"{clause['label']} {clause['text']}".strip() for clause in clauses),
        root + one.get_absolute_url(),
    ]  # fmt: skip
