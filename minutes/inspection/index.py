"""Whether the index of the search equals one made from nothing."""

from collections.abc import Iterator

from minutes.inspection.finding import Finding
from minutes.models import AgendaItem
from minutes.preservation.watching import Watch
from minutes.search.index import differences


def look(url: str, watch: Watch) -> Iterator[Finding]:
    """Every agenda item."""
    total = AgendaItem.objects.count()
    for done, wrong in differences():
        for item in wrong:
            yield Finding(f"The agenda item {item}", "the search knows it otherwise than it is", "Run rebuild_search.")
        watch("Comparing the index", done, max(total, done))
