"""
How fast pages are, and what they weigh: a report over the demo council, not a timed test. Run it with `make bench`.

With `--items 10000 100000 250000` the demo council gets a made-up archive of each size, in a database of its own, and
the search is asked a fixed mix of questions (mix.py).

Each page is asked for in turn with an empty view that returns as many bytes, through the same middleware, so that the
ratio holds on a noisy machine. Times are milliseconds.
"""

import argparse
import functools
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django
from django.http import HttpResponse
from django.test import Client

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")

ROUNDS = 60
HOST = "localhost"


def main() -> None:
    """Print the report, for each size of archive in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, nargs="+", default=[], help="sizes of archives")
    parser.add_argument("--folder", help="where they are made for as long as they are needed")
    parser.add_argument("--size", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    for items in options.items:
        with tempfile.TemporaryDirectory(prefix="minutebook-", dir=options.folder) as folder:
            Path(folder).chmod(0o755)  # as root, the server runs as somebody else
            environment = {**os.environ, "MINUTEBOOK_DATA": folder, "DATABASE_URL": ""}
            command = [sys.executable, "-m", "tests.benchmarks.pages", "--size", str(items)]
            subprocess.run(command, check=True, env=environment)
    if not options.items:
        measure(options.size)


def measure(items: int) -> None:
    """The report over the demo council, or over it and so many items more."""
    django.setup()
    from django.conf import settings

    prepare()
    if items:
        fill(items)
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    addresses = chosen()
    print(f"{'page':<10} {'median':>8} {'95 %':>8} {'ratio':>7} {'queries':>8} {'KB':>7} {'KB sent':>8}")
    for name, address in addresses.items():
        report(name, address)
    report_pdf(addresses["item"].rstrip("/") + ".pdf")
    if items:
        from tests.benchmarks import mix

        mix.report()
    css = settings.BASE_DIR / "static" / "css" / "site.css"
    print(
        f"\nstyle sheet: {len(css.read_bytes()) / 1024:.1f} KB, {compressed(css.read_bytes()) / 1024:.1f} KB sent, once"
    )


def fill(items: int) -> None:
    """An archive and its index; what each took."""
    from decisions.archive import Archive
    from minutes.search.index import rebuild

    for what, work in (("archive", Archive(1).write(items)), ("index", rebuild())):
        start = time.perf_counter()
        for _ in work:
            pass
        print(f"{what} of {items:,} items: {items / (time.perf_counter() - start):,.0f} a second", flush=True)


def prepare() -> None:
    """The demo council, as `make demo` has it; a database that holds it is left as it is."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("sync_groups", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def chosen() -> dict[str, str]:
    """The pages: of meetings and items, those with the most on them."""
    from django.db.models import Count

    from minutes.models import AgendaItem, Meeting

    meeting = Meeting.public.annotate(n=Count("items")).order_by("-n").first()
    item = (
        AgendaItem.public.annotate(n=Count("resolutions", distinct=True) + Count("reports", distinct=True))
        .order_by("-n")
        .first()
    )
    return {
        "home": "/",
        "meeting": meeting.get_absolute_url(),
        "item": item.get_absolute_url(),
        "committee": meeting.committee.get_absolute_url(),
        "meetings": "/meetings/",
        "register": "/decisions/",
        "register q": "/decisions/?q=library",
        "search": "/search/?q=council",
        "search 2": "/search/?q=%22crossing%22+school+-parking",
    }


def report(name: str, address: str) -> None:
    """One line: the page's times, its ratio to the empty view, its queries and weight."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    response = get(address)
    with CaptureQueriesContext(connection) as captured:
        get(address)
    queries = len(captured)  # counted at once: the next request empties the log
    size, sent = len(response.content), len(get(address, HTTP_ACCEPT_ENCODING="gzip").content)
    pairs = [(timed(address), timed(f"/empty/{size}/")) for _ in range(ROUNDS)]
    own = sorted(page for page, _ in pairs)
    ratio = statistics.median(page / nothing for page, nothing in pairs)
    print(
        f"{name:<10} {statistics.median(own):8.1f} {own[int(ROUNDS * 0.95)]:8.1f} {ratio:7.1f} "
        f"{queries:8} {size / 1024:7.1f} {sent / 1024:8.1f}"
    )


def report_pdf(address: str) -> None:
    """The item's PDF: the first one of a process, with fonts to read; the next ones; and when nothing has changed."""
    cold = timed(address)
    again = statistics.median(timed(address) for _ in range(5))
    etag = get(address).headers["ETag"]
    unchanged = statistics.median(timed(address, HTTP_IF_NONE_MATCH=etag) for _ in range(5))
    print(f"\nPDF of the item: cold {cold:.0f}, again {again:.0f}, unchanged (304) {unchanged:.0f}")


@functools.cache
def client() -> Client:
    """One client, whose handler loads the middleware once, as a server does."""
    return Client(SERVER_NAME=HOST)


def get(address: str, **headers: str) -> HttpResponse:
    """The answer of the site, in this process."""
    response = client().get(address, **headers)
    assert response.status_code in (200, 304), f"{address}: {response.status_code}"
    return response


def timed(address: str, **headers: str) -> float:
    """Milliseconds for one answer."""
    start = time.perf_counter()
    get(address, **headers)
    return (time.perf_counter() - start) * 1000


def compressed(data: bytes) -> int:
    """How many bytes of it are sent."""
    import brotli

    return len(brotli.compress(data))


if __name__ == "__main__":
    main()
