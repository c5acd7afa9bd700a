"""Where the walk through the site begins: what has a page, whether or not another page leads there."""

from collections.abc import Iterator

from minutes.models import AgendaItem, Meeting, Report, ReportVersion
from minutes.opendata import sitemaps
from minutes.opendata.api import batches

FRONT = "/"


def records() -> Iterator[str]:
    """The address of every public record that has a page."""
    for rows in sitemaps.pages().values():
        for batch in batches(rows, sitemaps.READ):
            yield from (row.get_absolute_url() for row in batch)


def withdrawn() -> Iterator[str]:
    """The addresses at which the note of a withdrawal stands; nothing leads there."""
    for model in (Meeting, AgendaItem, Report, ReportVersion):
        rows = model.ever_public.exclude(pk__in=model.public.values("pk"))
        if model is Meeting:
            rows = rows.select_related("committee")
        elif model is AgendaItem:
            rows = rows.with_place()
        else:
            rows = rows.exclude(file="")
        for batch in batches(rows):
            yield from (row.get_absolute_url() for row in batch)
