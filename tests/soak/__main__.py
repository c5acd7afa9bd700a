"""
Half an hour of a site with two workers: people read, search, save, publish and withdraw, all at once.

`make soak` runs it on loopback, in a folder of its own. No answer may be an error or wrong, nothing may be logged as
one, each worker must live and its memory be flat, and the second half must be as fast as the first. The figures are
printed; the exit status is 1 when a rule is broken.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

SECONDS, ITEMS, PAUSE = 1800, 5_000, 0.25
WARM = 0.1  # of the time, before it counts: caches fill, PDFs are made


def main() -> None:
    """Print the figures and the rules that were broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--items", type=int, default=ITEMS, help="in the archive")
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds, on average, between two things one does")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="too short to judge how fast it is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minutebook-") as folder:
        Path(folder).chmod(0o755)  # as root, the server runs as somebody else
        os.environ |= {
            "MINUTEBOOK_DATA": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "minutes.config.settings",
            "MINUTEBOOK_URL": "http://127.0.0.1", "MINUTEBOOK_METRICS_NETWORKS": "127.0.0.1", "MINUTEBOOK_LOG": "json",
        }  # fmt: skip
        status = soaked(Path(folder), options)
    sys.exit(status)


def soaked(folder: Path, options: argparse.Namespace) -> int:
    """Make the site and let people at it; the exit status."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from rich.console import Console

    from minutes.database.server import server_in
    from tests.soak import verdict
    from tests.soak.council import sow
    from tests.soak.site import SoakSite, errors_in
    from tests.soak.visit import visit

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    council = sow(options.items)
    try:
        with (folder / "web.log").open("w") as log, SoakSite(folder, log) as site:
            seen = visit(site, council, options, warm=WARM * options.seconds)
    finally:
        connection.close()
        server_in(settings.DATA_DIR, settings.WAL_ARCHIVE).leave()
    console = Console(width=120)
    for table in verdict.tables(seen.done, seen.samples):
        console.print(table)
    faults = verdict.faults(seen.done, seen.samples, errors_in(folder / "web.log"), is_short=options.short)
    own, machine = verdict.slowing(seen.done)
    print(f"Second half by the first: {own:.2f}; of what asks nothing of the site: {machine:.2f}.")
    print(f"{len(seen.done)} answers in {options.seconds} s; {seen.counted:.0f} counted by /metrics.")
    print("\n".join(["FAULTS:", *faults]) if faults else "No rule was broken.")
    return int(bool(faults))


if __name__ == "__main__":
    main()
