"""
Feeds, calendars, sitemap, API, OParl and bulk downloads of the archive in the database: seconds, bytes, peak memory.

Each address is read in a process of its own, so that the peak is its own. `python -m tests.benchmarks.follow` after
`manage.py make_archive --items N` and `rebuild_search`; what grows with N shows when it is run at two sizes.
"""

import os
import resource
import subprocess
import sys
import time

ADDRESSES = [
    "/feeds/all.atom", "/feeds/committee/{committee}.atom", "/feeds/search.atom?q=road",
    "/feeds/all.atom?after=1262304000.0.1", "/calendar.ics", "/sitemap.xml", "/sitemap-items-0.xml",
    "/api/v1/items/", "/api/v1/items/?modified_since=2099-01-01", "/oparl/v1.1/meeting/",
    "/oparl/v1.1/agendaitem/?modified_since=2099-01-01T00:00:00Z", "/api/v1/meetings.jsonl", "/api/v1/documents.csv",
    "/api/v1/resolutions.csv", "/decisions/?format=csv", "/api/v1/items.jsonl",
]  # fmt: skip


def setup():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")
    import django

    django.setup()


def read(address):
    """Read one address; what it took."""
    setup()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.get("/robots.txt")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    response = client.get(address)
    first, size = None, 0
    for piece in response:
        first = first or time.perf_counter() - start
        size += len(piece)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{address:62} {response.status_code} {first or took:7.3f} s {took:8.2f} s {size / 1e6:9.2f} MB "
          f"peak {peak / 1024:6.1f} MB (+{(peak - before) / 1024:.1f})", flush=True)  # fmt: skip


def main():
    setup()
    from django.db.models import Count

    from minutes.models import AgendaItem, Committee

    committee = Committee.public.annotate(number=Count("meetings")).order_by("-number").first()
    print(f"{AgendaItem.public.count():,} items", flush=True)
    for address in ADDRESSES:
        asked = address.format(committee=committee.slug)
        subprocess.run([sys.executable, "-m", "tests.benchmarks.follow", asked], check=True)


if __name__ == "__main__":
    read(sys.argv[1]) if len(sys.argv) > 1 else main()
