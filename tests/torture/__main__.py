"""
SIGKILL at random moments: of the web server, of one of its workers, of the database, of commands.

While somebody saves, publishes, uploads, reads a PDF, or a command imports, makes PDFs or a backup, one of them is
killed. Then everything is started again and compared with what was acknowledged: nothing that was may be lost, and
nothing may be seen half done. `make torture` kills 300 times in at most an hour, on loopback alone, and prints the counts;
the seed that it prints repeats the choices, and the moments as far as a clock can.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

KILLS, SECONDS = 300, 3600


def main() -> None:
    """Print the counts; the exit status is not 0 when anything was lost or half done, or time was over before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minutebook-") as folder:
        Path(folder).chmod(0o755)  # as root, the server runs as somebody else
        os.environ |= {
            "MINUTEBOOK_DATA": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "minutes.config.settings",
            "MINUTEBOOK_URL": "http://127.0.0.1",
        }  # fmt: skip
        print(f"seed {options.seed}", flush=True)
        status = tortured(Path(folder), options.kills, options.seconds, options.seed)
    sys.exit(status)


def tortured(folder: Path, kills: int, seconds: int, seed: int) -> int:
    """Kill so often, in at most so many seconds; the exit status."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from minutes.database.server import server_in
    from tests.torture import drafts
    from tests.torture.acts import Acts
    from tests.torture.clerk import Clerk
    from tests.torture.site import Site
    from tests.torture.trial import Trial

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    chance = random.Random(seed)
    keys = drafts.sow(kills + 2)
    try:
        with drafts.Source() as source, Site(folder) as site:
            clerk = Clerk(site.root, drafts.CLERK, drafts.PASSWORD)
            trial = Trial(site, Acts(site, clerk, chance, keys, source), chance)
            end = time.monotonic() + seconds
            while trial.kills < kills and time.monotonic() < end:
                trial.step()
                if trial.kills % 25 == 0:
                    print(f"{trial.kills} kills, {len(trial.troubles)} faults", flush=True)
            trial.end()
    finally:
        connection.close()
        server_in(settings.DATA_DIR, settings.WAL_ARCHIVE).leave()
    trial.report()
    if trial.kills < kills:
        print(f"Only {trial.kills} of {kills} kills: the time of {seconds} s is over.")
    return int(bool(trial.troubles) or trial.kills < kills)


if __name__ == "__main__":
    main()
