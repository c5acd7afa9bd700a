"""Who is at the site: each a thread that does one thing after another, with a pause, and looks whether it was right."""

import html
import random
import threading
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from tests.benchmarks.mix import mix
from tests.soak.council import CLERKS, Council
from tests.torture import drafts
from tests.torture.clerk import Clerk, NoAnswer, Refused, Visitor

TRIES = 40


class Done(NamedTuple):
    """Something that was done: what, at which second, in how many, and what was wrong with the answer."""

    what: str
    at: float
    seconds: float
    problem: str = ""


class Person(threading.Thread):
    """Does `acts` in a mixed order until it is told to stop. Raises nothing: what goes wrong is in `done`."""

    acts: tuple[str, ...] = ()

    def __init__(self, client: Visitor, council: Council, seed: int, pause: float):
        super().__init__(daemon=True)
        self.client, self.council, self.pause = client, council, pause
        self.chance = random.Random(seed)
        self.done: list[Done] = []
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.is_set():
            name = self.chance.choice(self.acts)
            getattr(self, name)()
            self.is_over.wait(self.chance.uniform(0, 2 * self.pause))

    def timed(self, what: str, work: Callable[[], str]) -> None:
        """Note how long it took; `work` returns what was wrong, or ""."""
        began, at = time.perf_counter(), time.time()
        try:
            problem = work()
        except (NoAnswer, Refused) as error:
            problem = f"{type(error).__name__}: {error}"
        self.done.append(Done(what, at, time.perf_counter() - began, problem))

    def look(self, what: str, address: str, words: str, status: int = 200, *, there: bool = True) -> None:
        """Ask for an address, and whether these words stand there, or do not."""

        def work() -> str:
            found, body = self.client.get(address)
            if found != status:
                return f"{address}: {found} where {status} was expected"
            is_there = words.encode() in body or html.escape(words).encode() in body
            return "" if is_there == there else f"{address}: “{words}” {'is not' if there else 'is'} there"

        self.timed(what, work)


class Reader(Person):
    """Reads pages and papers."""

    acts = ("page", "page", "page", "page", "page", "paper", "nothing")

    def page(self) -> None:
        self.look("page", *self.chance.choice(self.council.pages))

    def paper(self) -> None:
        self.look("paper", self.chance.choice(self.council.papers), "%PDF-")

    def nothing(self) -> None:
        """What does not ask for anything: how fast the machine itself is at the moment."""
        self.look("healthz", "/healthz", "ok")


class Searcher(Person):
    """Asks the benchmark's questions, again and again."""

    acts = ("search",)

    def __init__(self, *args):
        super().__init__(*args)
        self.questions = [parameters for _, parameters in mix()]

    def search(self) -> None:
        self.look("search", f"/search/?{urlencode(self.chance.choice(self.questions))}", "</html>")


class Editor(Person):
    """Saves a draft's item, and the titles of its agenda at once; then looks at what is stored."""

    acts = ("item", "workbench")
    number = 0

    def item(self) -> None:
        self.number += 1
        key = self.council.items[0]
        address, title = f"/admin/minutes/agendaitem/{key}/change/", f"Matter {self.number}"
        form = {"title": title, "resolutions-0-text": f"That matter {self.number} be approved."}
        self.timed("save", lambda: self.client.send(address, **form) or "")
        self.look("form", address, f'value="{title}"')

    def workbench(self) -> None:
        self.number += 1
        address = f"/admin/minutes/meeting/{self.council.draft}/workbench/"
        titles = {f"title-{key}": f"Round {self.number}, matter {key}" for key in self.council.items[1:]}
        self.timed("save", lambda: self.client.send(address, **titles, save="1") or "")
        self.look("form", address, f"Round {self.number}, matter")


class Publisher(Person):
    """Publishes a meeting, finds it, withdraws it, and finds it no more."""

    acts = ("come_and_go",)
    turn = -1

    def come_and_go(self) -> None:
        self.turn += 1
        key, page, word = self.council.coming[self.turn % len(self.council.coming)]
        act = "publish-decisions" if self.turn < len(self.council.coming) else "restore"
        root = f"/admin/minutes/meeting/{key}"
        self.timed("publish", lambda: self.client.send(f"{root}/{act}/") or "")
        self.look("page", page, word)
        self.find(word, page)
        self.timed("withdraw", lambda: self.client.send(f"{root}/withdraw/", note="Soaked.") or "")
        self.look("page", page, "Soaked.", 410)
        self.look("search", f"/search/?q={word}", page, there=False)

    def find(self, word: str, page: str) -> None:
        """
        Look for what has come until it is found: soon.

        A search that meets a writer at work does not wait for it and lacks what that one touches
        (minutes/search/index.py). What has gone is gone at once.
        """
        for _ in range(TRIES):
            if page.encode() in self.client.get(f"/search/?q={word}")[1]:
                break
            time.sleep(self.pause)
        self.look("search", f"/search/?q={word}", page)


def people(root: str, council: Council, pause: float, seed: int) -> list[Person]:
    """Three readers, somebody who searches, and two clerks, signed in."""
    editor, publisher = (Clerk(root, name, drafts.PASSWORD) for name in CLERKS)
    kinds = [(Reader, Visitor(root)) for _ in range(3)]
    kinds += [(Searcher, Visitor(root)), (Editor, editor), (Publisher, publisher)]
    return [kind(client, council, seed + number, pause) for number, (kind, client) in enumerate(kinds)]
