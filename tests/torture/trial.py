"""Act, kill, start again, compare."""

import random
import time
from collections import Counter, defaultdict

from django.core.management import CommandError, call_command
from django.db import connection
from rich.console import Console
from rich.table import Table

from tests.torture.acts import DONE_BY_COMMANDS, DONE_BY_PEOPLE, Act, Acts, CommandAct
from tests.torture.site import Site

VICTIMS = ("web", "worker", "database")
USUAL = dict.fromkeys(DONE_BY_PEOPLE, 0.5) | dict.fromkeys(DONE_BY_COMMANDS, 6.0)  # seconds, until it is known
LONGEST = 120.0  # seconds that an act which was disturbed may take to end
LAST = ["import", "make_pdfs", "backup"]  # are done once more at the end, undisturbed


class Trial:
    """What happened so far. `troubles` are sentences, and each of them is a fault."""

    def __init__(self, site: Site, acts: Acts, chance: random.Random):
        self.site, self.acts, self.chance = site, acts, chance
        self.kills = 0
        self.troubles: list[str] = []
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.victims: Counter[str] = Counter()
        self._usual = dict(USUAL)
        self._promises = {}

    def step(self) -> None:
        """One act in the middle of which, or just after which, something is killed."""
        name = self.chance.choice([*DONE_BY_PEOPLE, *DONE_BY_COMMANDS])
        victim = self.chance.choice([*VICTIMS, *(["command"] * 2 if name in DONE_BY_COMMANDS else [])])
        moment = self.chance.uniform(0, 1.1 * self._usual[name])
        start = time.monotonic()
        act = self.acts.begin(name)
        if act.is_over(moment):
            self._usual[name] = (self._usual[name] + time.monotonic() - start) / 2
        self._count(name, "after it" if act.is_over(0) else "during it")
        self._kill(victim, act)
        self._wait(name, act)
        self.site.start()
        self._keep(name, act)
        self._check(f"kill {self.kills + 1}, of {victim} during {name}")
        self.kills += 1
        self.victims[victim] += 1

    def end(self) -> None:
        """The commands once more, undisturbed; then the site is asked about itself."""
        for name in LAST:
            act = self.acts.begin(name)
            act.join()
            if not act.promise.is_acknowledged:
                self.troubles.append(f"{name} does not end well any more: {act.said}")
            self._keep(name, act)
        self._check("the end")
        for command in (
            ["log_publications", "--all"],
            ["verify_log"],
            ["check_archive"],
            ["rebuild_search", "--check"],
        ):
            try:
                call_command(*command)
            except (CommandError, SystemExit) as error:
                self.troubles.append(f"{' '.join(command)}: {error}")

    def report(self) -> None:
        """The counts, and every trouble."""
        table = Table("act", "killed during it", "just after it", "acknowledged", "done unacknowledged", "not done")
        for name in (*DONE_BY_PEOPLE, *DONE_BY_COMMANDS):
            told = self.counts[name]
            columns = ("during it", "after it", "acknowledged", "done", "not done")
            table.add_row(name, *(str(told[column]) for column in columns))
        console = Console()
        console.print(table)
        victims = ", ".join(f"{name} {number}" for name, number in self.victims.most_common())
        console.print(f"{self.kills} kills ({victims}); {len(self._promises)} records watched.")
        console.print("Nothing acknowledged was lost, nothing was seen half done." if not self.troubles else "FAULTS:")
        for trouble in self.troubles:
            console.print(trouble, markup=False)

    def _kill(self, victim: str, act: Act) -> None:
        if victim == "command":
            act.kill()
        elif victim == "web":
            self.site.kill_web()
        elif victim == "worker":
            self.site.kill_worker(self.chance)
        else:
            connection.close()
            self.site.kill_database()

    def _wait(self, name: str, act: Act) -> None:
        """A command that goes on without the web server is left to end; one that hangs is a fault."""
        if not act.is_over(LONGEST):
            self.troubles.append(f"{name} still runs {LONGEST:.0f} s after the kill")
            if isinstance(act, CommandAct):
                act.kill()
        act.join()

    def _keep(self, name: str, act: Act) -> None:
        self._promises[act.promise.what] = act.promise
        if act.promise.is_acknowledged:
            self._count(name, "acknowledged")
        elif act.promise.seen() == act.promise.wanted:
            self._count(name, "done")
        else:
            self._count(name, "not done")

    def _check(self, when: str) -> None:
        """Every promise, the old ones too."""
        self.troubles += [f"{when}: {said}" for promise in self._promises.values() if (said := promise.broken())]

    def _count(self, name: str, what: str) -> None:
        self.counts[name][what] += 1
