"""One council, looked at from outside before and after whatever happens to it."""

import html
import logging
import random
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase, override_settings

from minutes.models import AgendaItem, Committee, Issue, Meeting, Person, Report
from tests.leaks.acts import Acts
from tests.leaks.addresses import WIDE, Place, mirrors, path_of, places
from tests.leaks.clock import clock
from tests.leaks.council import Builder
from tests.leaks.needles import Needles, difference, without
from tests.leaks.rule import Seen
from tests.leaks.stranger import Stranger
from tests.leaks.words import COMMON, LENGTH, LETTERS, NOTHING, Words

LINKS = re.compile(r"http://testserver(/[^\"#<>\s\\,]*)|(?:href|src|action)=\"(/[^\"#]*)\"")
LEFT_OUT = ("/static/", "/council")
SHAPE = re.compile(rf"[^/?&=.]*\d[^/?&=.]*|=[^&]*|[{LETTERS}]{{{LENGTH}}}")


class Leak(AssertionError):
    """Something that is not public was told."""


class Effort(NamedTuple):
    """
    How much is looked at each time: addresses, papers printed, words and ways of looking for them, links followed.

    `pages` of open items are asked for each time, so that what changes is seen to change. With `kinds`, one address of
    each kind is drawn, where something is to be seen and where not, before so many are of those.
    """

    addresses: int
    papers: int
    words: int
    mirrors: int
    found: int
    pages: int = 0
    first: bool = False  # the first thing that is found is enough
    kinds: bool = False


Thorough = Effort(10_000, 6, 4, 1_000, 60)
OfEachKind = Effort(60, 1, 1, 3, 5, kinds=True)
Quick = Effort(6, 0, 1, 1, 1)  # some of those, drawn anew each time
Printed = Quick._replace(papers=1)
Hasty = Effort(120, 4, 6, 12, 3, pages=20, first=True)  # to see whether a fault is noticed at all


def run(plan, acts, quiet, seed, effort=Thorough, fault=None, *, wall=True):
    """
    Look at a council of this plan before, between and after these acts, with a fault or without. Raises Leak.

    Without the wall it is seen what a fault would show; with it, whether the database alone shows nothing.
    """
    with _place_of_its_own(wall=wall), clock() as time:
        if fault is not None:
            fault.prepare()
        trial = Trial(time, random.Random(seed), effort)
        trial.enter(plan)
        for act in acts:
            trial.do(*act)
        trial.do("wait", 0)
        trial.look_quietly(*quiet)
        return trial.stranger.asked


@contextmanager
def _place_of_its_own(*, wall):
    """Folders, mail and a transaction that is taken back."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        own = override_settings(
            MEDIA_ROOT=root / "documents", PAPERS_ROOT=root / "papers", EXEMPT_ROOT=root / "exempt",
            MAIL_FROM="minutes@example.org", MAIL_SERVER={"host": "localhost"},
        READER_ROLE=settings.READER_ROLE if wall else "",
        )  # fmt: skip
        quiet = mock.patch.object(
            logging.getLogger("django.request"), "disabled", True
        )  # of every page that is not there
        with own, quiet, transaction.atomic():
            yield
            transaction.set_rollback(True)


class Trial:
    """A council, its stranger, and what has happened so far."""

    def __init__(self, time, chance, effort):
        self.time, self.chance, self.effort = time, chance, effort
        self.words, self.stranger = Words(), Stranger()
        self.builder = Builder(self.words)
        self.acts = Acts(self.builder, self.words, time)
        self.once, self.shown, self.story, self.last = set(), set(), [], None

    def enter(self, plan):
        """Make the council, and look at it for the first time."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.builder.build(plan)
        self.look("at first")

    def do(self, name, number):
        """Let time go by, do an act, and look."""
        self.time.move(hours=3)
        self._seen()  # what came by itself may be closed again by the act
        with TestCase.captureOnCommitCallbacks(execute=True):
            done = self.acts.do(name, number)
        self.look(f"{name} {number}{'' if done else ' (not possible)'}")

    def look(self, after):
        """Look at everything that is drawn for this time. Raises Leak with all that was found."""
        self.story.append(after)
        seen, problems, found = self._seen(), [], set()
        needles = Needles(seen)
        for answer in self._answers(seen, problems):
            problems += [*needles.of_answer(answer), *self.stranger.stale]
            self._tell(problems if self.effort.first else [])
            found |= {html.unescape("".join(link)) for link in LINKS.findall(answer.said)}
        for address in self._unknown(found):
            problems += needles.of_answer(self.stranger.ask_again(address))
        problems += [*self._mirrored(seen), *self._missing(seen), *self.stranger.stale]
        problems += [problem for letter in sent() for problem in needles.of_letter(letter)]
        self.shown, self.last = seen.words, seen
        self._tell(problems)

    def look_quietly(self, name, number):
        """What changes nothing that is public changes no byte of any answer."""
        seen = self.last  # nothing has happened since
        drawn = [place.address for place in self._drawn(seen, papers=False)]
        drawn = [address for address in drawn if not address.startswith("/admin/")]  # tells the time to caches
        before = {address: self.stranger.ask(address).bytes for address in drawn}
        with TestCase.captureOnCommitCallbacks(execute=True):
            what = self.acts.quietly(name, seen, number)
        self.story.append(f"quietly {name} ({what})")
        needles, problems = Needles(self._seen()), []
        for address, was in before.items():
            answer = self.stranger.ask(address)
            problems += needles.of_answer(answer)
            if answer.bytes != was:
                problems.append(f"{address} differs after it: {difference(was, answer.bytes)}")
            self._tell(problems if self.effort.first else [])
        self._tell(problems)

    def _tell(self, problems):
        if problems:
            listed = "\n  ".join(dict.fromkeys(problems))
            raise Leak(f"after {'; '.join(self.story)}:\n  {listed}")

    def _seen(self):
        """What may be seen now; notes what was ever public."""
        seen = Seen(self.time.now, self.words)
        rows = [row for model in (Committee, Person, Meeting, AgendaItem, Report) for row in seen.rows[model]]
        self.once |= {(type(row).__name__, row.pk) for row in rows if seen.was_out(row)}
        seen.once = self.once
        return seen

    def _drawn(self, seen, *, papers=True):
        """Places of records and of everything, of which few are printed."""
        every = [*places(seen), *(Place(address, "") for address in WIDE)]
        printing = [place for place in every if place.prints]
        others = [place for place in every if not place.prints]
        others = self._one_of_each_kind(others) if self.effort.kinds else others
        return [*self._some(others, self.effort.addresses), *self._some(printing, self.effort.papers if papers else 0)]

    def _one_of_each_kind(self, of):
        alike = {}
        for place in of:
            alike.setdefault((SHAPE.sub("#", place.address), place.is_closed), []).append(place)
        return [self.chance.choice(places) for places in alike.values()]

    def _some(self, of, number):
        return self.chance.sample(of, min(len(of), number))

    def _answers(self, seen, problems):
        """The answers, each compared where there must be nothing; papers that were kept are asked for again."""
        kept = self._some([address for address in self.stranger.had if address.endswith(".pdf")], self.effort.papers)
        nothing = {}
        for place in self._drawn(seen):
            answer = self.stranger.ask_again(place.address)
            yield answer
            if not place.is_closed:
                continue
            if place.twin not in nothing:
                nothing[place.twin] = self.stranger.ask(place.twin)
            if answer.bytes != nothing[place.twin].bytes:
                told = difference(nothing[place.twin].bytes, answer.bytes)
                problems.append(f"{place.address} is not as {place.twin}: {told}")
        pages = [f"{path_of(row.meeting)}{row.slug}/" for row in seen.rows[AgendaItem] if seen.is_open(row)]
        yield from map(self.stranger.ask_again, [*kept, *self._some(pages, self.effort.pages)])

    def _unknown(self, found):
        """Addresses that were found and are not known, one of each shape."""
        shapes = {}
        for address in sorted(found):
            if not address.startswith(LEFT_OUT) and address not in self.stranger.had:
                shapes.setdefault(SHAPE.sub("#", address), []).append(address)
        return self._some([self.chance.choice(alike) for alike in shapes.values()], self.effort.found)

    def _mirrored(self, seen):
        """What a search for something hidden answers, against a search for nothing; above all what was shown before."""
        slugs = {row.slug for model in (Committee, Person, Issue) for row in seen.rows[model] if not seen.is_open(row)}
        closed, hidden = sorted(seen.hidden.keys() & self.shown), sorted(seen.hidden)
        drawn = [*self._some(closed, self.effort.words), *self._some(hidden, self.effort.words)]
        asked = [mirror for word in [*drawn, *self._some(sorted(slugs), 1)] for mirror in mirrors(word, slugs)]
        for mirror in self._some(asked, self.effort.mirrors):
            nothing = NOTHING[: len(mirror.word)]
            answer = self.stranger.ask(mirror.address)
            wanted = self.stranger.ask(mirror.address.replace(mirror.word, nothing))
            one, other = without(wanted, mirror.word, nothing), without(answer, mirror.word, nothing)
            if one != other:
                yield f"{mirror.address} is not as for {nothing}: {difference(one, other)}"

    def _missing(self, seen):
        """What is public is there: a test for absence alone passes on an empty site."""
        items = [row for row in seen.rows[AgendaItem] if seen.is_open(row)]
        for row in self._some(items, self.effort.words):
            if row.title.lower() not in self.stranger.ask(f"/api/v1/items/{row.pk}/").text:
                yield f"the title of item {row.pk} is public and not there"
        shown = self.stranger.ask(f"/search/?q={COMMON}").text if len(items) < 10 else ""
        for row in items if shown else ():
            if f"/{row.slug}/".lower() not in shown:
                yield f"item {row.pk} is public and not found"
        for row in seen.rows[Issue]:
            status = self.stranger.ask(f"/issues/{row.slug}/").status
            if (status == 200) != seen.is_open(row):
                yield f"the issue answers with {status}"


def sent():
    """The letters that are sent now, to whoever wants to be told of everything."""
    letters = []

    class Post:
        def __init__(self, settings):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def send(self, sender, address, last_look):
            message = last_look()
            if message is not None:
                parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
                letters.append("\n".join([*map(str, message.values()), *parts]).lower())
            return message is not None

    with mock.patch("minutes.management.commands.send_alerts.Post", Post):
        call_command("send_alerts", verbosity=0, stdout=mock.Mock())
    return letters
