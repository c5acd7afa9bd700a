"""Whether each address of the old system leads to a page of this one."""

from collections.abc import Iterator

from django.core.handlers.wsgi import WSGIHandler

from minutes.inspection.finding import Finding
from minutes.models import OldAddress
from minutes.moderngov.addresses import Named
from minutes.preservation.watching import Watch
from minutes.views.asking import request_for
from minutes.views.old_addresses import new_addresses

BATCH = 500
ANSWERS = {200, 301, 302, 410}  # 410: withdrawn, and the page says so
LOOK = "Open the record in the admin; settle its address with an import, or tell who keeps the site."


def look(url: str, watch: Watch) -> Iterator[Finding]:
    """Every old address of a record that is or was public. Of a draft there is nothing to lead to."""
    total, done = OldAddress.objects.count(), 0
    handler, asked = WSGIHandler(), dict[str, int]()
    rows = OldAddress.objects.order_by("pk").values_list("kind", "number")
    for start in range(0, total, BATCH):
        named = [Named(kind, number) for kind, number in rows[start : start + BATCH]]
        for old, target in new_addresses(named).items():
            done += 1
            if target and target not in asked:
                request = request_for(target, url or "http://localhost")
                response = handler.get_response(request)
                response.close()
                asked[target] = response.status_code
            if target and asked[target] not in ANSWERS:
                what = f"it leads to {target}, which answers {asked[target]}"
                yield Finding(f"The old address of {old.kind} {old.number}", what, LOOK)
            watch("Following old addresses", done, total)
