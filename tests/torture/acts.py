"""
What is going on when something is killed: acts of a clerk, and commands.

Each act changes the record, or files, at one place in one step. Its promise knows what may be seen there afterwards:
what was there before or what the act wanted, and nothing else; once the site has said that it is done, that alone.
"""

import contextlib
import hashlib
import random
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from decisions.models import Resolution
from minutes.models import AgendaItem, Meeting
from tests.factories import pdf
from tests.torture import seeing
from tests.torture.clerk import Clerk, NoAnswer
from tests.torture.drafts import Source
from tests.torture.site import Site, kill_group

DONE_BY_PEOPLE = ("save", "workbench", "publish", "upload", "paper")
DONE_BY_COMMANDS = ("import", "make_pdfs", "backup")


@dataclass
class Promise:
    """
    What an act may leave behind. `seen` tells what is there now; `wanted` what the act made of it.

    After a check `allowed` is what was found: nothing may change it but another act.
    """

    what: str
    seen: Callable[[], Any]
    wanted: Any
    allowed: list[Any] = field(default_factory=list)
    is_acknowledged: bool = False

    def broken(self) -> str:
        """A sentence that says what is wrong; "" if nothing is."""
        try:
            found = self.seen()
        except NoAnswer as error:
            return f"no answer: {self.what}: {error}, though the site is ready"
        if self.is_acknowledged and found != self.wanted:
            return f"lost: {self.what}: {self.wanted!r} was acknowledged, and there is {found!r}"
        if found not in self.allowed:
            return f"half done: {self.what}: {found!r}, and {self.allowed!r} was expected"
        self.allowed = [found]
        return ""


class Act:
    """One act under way."""

    def __init__(self, promise: Promise, work: Callable[[], None]):
        self.promise = promise
        self._under_way = ThreadPoolExecutor(max_workers=1).submit(work)

    def is_over(self, seconds: float) -> bool:
        """Whether it ended by itself within so many seconds."""
        return bool(wait([self._under_way], seconds).done)

    def join(self) -> None:
        """Wait for its end, whatever that is. What is not the end of something killed is raised."""
        with contextlib.suppress(NoAnswer):  # the promise stays unacknowledged, and that is checked
            self._under_way.result()
            self.promise.is_acknowledged = True


class CommandAct(Act):
    """A command; done when it ends with status 0. One that is not killed itself must not fail but for a crash."""

    def __init__(self, promise: Promise, process: subprocess.Popen):
        self._process = process
        self.said = ""
        super().__init__(promise, self._wait)

    def kill(self) -> None:
        kill_group(self._process)

    def _wait(self) -> None:
        _, self.said = self._process.communicate()
        if self._process.returncode:
            raise NoAnswer(self.said)


class Acts:
    """
    Makes acts over draft meetings (tests/torture/drafts.py), whose keys are `drafts`: one for each that publishes, and
    two more, for what is saved again and again.
    """

    def __init__(self, site: Site, clerk: Clerk, chance: random.Random, drafts: list[int], source: Source):
        self.site, self.clerk, self.chance, self.source = site, clerk, chance, source
        self.drafts, self._unpublished = drafts, iter(drafts[2:])
        self.papers, self.backups = seeing.Papers(), seeing.Backups(site.folder / "backups")
        self._number = 0
        self._imported: Promise | None = None

    def begin(self, name: str) -> Act:
        """Start the act of that name."""
        self._number += 1
        return getattr(self, f"_{name}")()

    def _save(self) -> Act:
        """An item's title and its resolution's words, on one form."""
        item = AgendaItem.objects.get(meeting=self.drafts[0], position=1)
        prefix = "resolutions-0"
        words = f"That matter {self._number} be approved."
        wanted = (f"Matter {self._number}", words)
        promise = Promise(f"item {item.pk}", lambda: seeing.item(item.pk), wanted, [seeing.item(item.pk), wanted])
        form = {"title": wanted[0], f"{prefix}-text": words}
        return Act(promise, lambda: self.clerk.send(f"/admin/minutes/agendaitem/{item.pk}/change/", **form))

    def _workbench(self) -> Act:
        """The titles of a whole agenda at once."""
        meeting = self.drafts[1]
        keys = AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("pk", flat=True)
        titles = {f"title-{pk}": f"Round {self._number}, matter {pk}" for pk in keys}
        wanted = list(titles.values())
        promise = Promise(f"agenda {meeting}", lambda: seeing.titles(meeting), wanted, [seeing.titles(meeting), wanted])
        return Act(promise, lambda: self.clerk.send(f"/admin/minutes/meeting/{meeting}/workbench/", **titles, save="1"))

    def _publish(self) -> Act:
        """A meeting with its agenda and decisions: all of it or nothing, as a reader sees it."""
        meeting = Meeting.objects.get(pk=next(self._unpublished))
        items = [item.get_absolute_url() for item in meeting.items.all()]
        page = meeting.get_absolute_url()
        wanted = (200, [200] * len(items), Resolution.objects.filter(item__meeting=meeting).count())

        def seen():
            statuses = [self.clerk.get(address)[0] for address in items]
            public = Resolution.public.filter(item__meeting=meeting).count()
            return (self.clerk.get(page)[0], statuses, public)

        promise = Promise(f"meeting {meeting.pk}", seen, wanted, [(404, [404] * len(items), 0), wanted])
        address = f"/admin/minutes/meeting/{meeting.pk}/publish-decisions/"
        return Act(promise, lambda: self.clerk.send(address))

    def _upload(self) -> Act:
        """A document with its file."""
        item = AgendaItem.objects.get(meeting=self.drafts[0], position=2)
        title = f"Paper {self._number}"
        content = pdf(f"Paper {self._number}. {self.chance.random()}") + b"%" + b"x" * 300_000
        wanted = [hashlib.sha256(content).hexdigest()]
        promise = Promise(f"document “{title}”", lambda: seeing.files(title), wanted, [[], wanted])
        file = SimpleUploadedFile(f"paper-{self._number}.pdf", content, "application/pdf")
        row = f"reports-{item.reports.count()}"
        form = {f"{row}-title": title, f"{row}-file": file}
        return Act(promise, lambda: self.clerk.send(f"/admin/minutes/agendaitem/{item.pk}/change/", **form))

    def _paper(self) -> Act:
        """A reader asks for a PDF that is not made yet."""
        public = list(AgendaItem.public.order_by("pk").values_list("pk", flat=True))
        item = AgendaItem.objects.get(pk=self.chance.choice(public))
        address = item.get_absolute_url().rstrip("/") + ".pdf"
        promise = Promise("kept PDFs", self.papers.broken, [], [[]])
        return Act(promise, lambda: self._read(address))

    def _read(self, address: str) -> None:
        status, body = self.clerk.get(address)
        assert status == 200, f"{address}: {status}"
        assert body.rstrip().endswith(b"%%EOF"), f"{address} is not whole"

    def _import(self) -> Act:
        """
        The old system has four meetings more than last time.

        One that goes on with a round which was killed has the lists of that round: what has come since is for the next.
        """
        if self._imported is None or self._imported.is_acknowledged:
            self.source.grow()
        number = self.source.meetings
        may = [([], left) for left in range(number + 1)]
        promise = self._imported = Promise("import", lambda: seeing.imported(number), ([], 0), may)
        return CommandAct(promise, self.site.command("import_moderngov", self.source.address))

    def _make_pdfs(self) -> Act:
        promise = Promise("kept PDFs", self.papers.broken, [], [[]])
        return CommandAct(promise, self.site.command("make_pdfs"))

    def _backup(self) -> Act:
        number = len(self.backups.names())
        promise = Promise("backups", self.backups.seen, ([], number + 1), [([], number), ([], number + 1)])
        return CommandAct(promise, self.site.command("backup", str(self.backups.folder)))
