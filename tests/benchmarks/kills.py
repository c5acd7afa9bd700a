"""
An import from the web service, killed with SIGKILL at a hundred random moments and started again each time.

Each time it has ended, its record must be that of an import that nobody disturbed, and nothing that was kept may have
been sent again. Run it with `make kills`; the seed that is printed repeats the moments as far as a clock can.
"""

import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import django
from rich.progress import Progress

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes.config.settings")

KILLS = 100
MOST_A_RUN = 10
SECONDS = 1800


def main(kills: int = KILLS, seed: int | None = None) -> None:
    """Print how it went; the exit status is not 0 when a record differs, or when there was no time for all."""
    django.setup()
    from django.db import connection

    from tests.minutes.moderngov.invented import council
    from tests.minutes.moderngov.killing import killed, server_address, undisturbed
    from tests.minutes.moderngov.stand_in import StandIn

    seed = time.time_ns() % 1_000_000 if seed is None else seed
    chance, end = random.Random(seed), time.monotonic() + SECONDS
    print(f"seed {seed}")
    with connection.cursor():
        server = server_address(connection)
    done = runs = 0
    with (
        template(server) as empty,
        tempfile.TemporaryDirectory() as folder,
        StandIn(council(meetings=9), delay=0.01) as there,
        Progress() as progress,
    ):
        whole = undisturbed(server, empty, Path(folder) / "undisturbed", there)
        print(f"undisturbed: {len(whole.dump)} lines, {whole.whole:.1f} s, first request after {whole.first:.1f} s")
        bar = progress.add_task("kills", total=kills)
        while done < kills and time.monotonic() < end:
            most = min(MOST_A_RUN, kills - done)
            more, dump, again = killed(server, empty, Path(folder) / str(runs), there, whole, most, chance)
            done, runs = done + more, runs + 1
            progress.update(bar, completed=done)
            progress.console.print(f"{done} kills in {runs} imports")
            if dump != whole.dump or again > more:
                sys.exit(f"Run {runs}, killed {more} times: {differing(dump, whole.dump)}; {again} answers sent again.")
    print(f"{done} kills in {runs} imports; every record is that of the undisturbed one.")
    if done < kills:
        sys.exit(f"Only {done} of {kills}: the time of {SECONDS} s is over.")


def differing(dump: list[str], whole: list[str]) -> str:
    """The first line that differs."""
    pairs = zip([*dump, "the end"], [*whole, "the end"], strict=False)
    return next((f"“{one}” instead of “{other}”" for one, other in pairs if one != other), "the record is the same")


@contextmanager
def template(server):
    """The name of an empty database of the project, migrated once; it is dropped at the end."""
    from tests.minutes.moderngov.killing import Place

    with tempfile.TemporaryDirectory() as folder, Place(server, "template1", Path(folder)) as place:
        place.run("migrate", "--verbosity", "0")
        yield place.name


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
