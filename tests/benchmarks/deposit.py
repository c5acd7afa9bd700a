"""
A deposit of the archive in the database, written twice: seconds, files, bytes, peak memory.

`python -m tests.benchmarks.deposit FOLDER` after `manage.py make_archive --items N`, `rebuild_search` and
`collectstatic`. PDFs are the work of `make_pdfs`, which has a benchmark of its own (tests.benchmarks.papers): here each
is a blank page, as if it were kept already. With --print they are made.
"""

import os
import resource
import sys
import time
from pathlib import Path
from unittest import mock

URL = "http://localhost"


def write(folder):
    """One run; what it took."""
    from minutes.deposit.bag import Bag
    from minutes.deposit.writing import Writer

    start = time.perf_counter()
    with Bag(folder).held() as bag:
        outcome = Writer(bag, URL).write()
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{outcome.items:,} items: {outcome.files:,} files, {outcome.size / 1e6:,.1f} MB, {outcome.new:,} written,"
        f" {took:,.1f} s, {outcome.items / took:,.1f} items/s, {outcome.files / took:,.1f} files/s, peak {peak:,.0f} MB,"
        f" {len(outcome.troubles)} troubles",
        flush=True,
    )


def main(folder, *, prints):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")
    import django

    django.setup()
    import logging

    from minutes import pdf
    from minutes.pdf.pack import Pack

    logging.getLogger("django.request").setLevel(logging.ERROR)

    def blank(self, path):
        Path(path).write_bytes(b"%PDF-1.7\n" + self.digest.encode())

    if prints:
        write(folder)
        write(folder)
        return
    with mock.patch.object(pdf.Paper, "write", blank), mock.patch.object(Pack, "write", blank):
        write(folder)
        write(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), prints="--print" in sys.argv)
