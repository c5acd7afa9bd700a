"""
Writing a deposit: every public page is asked for, and whatever it leads to.

The walk begins with the front page and every record that has a page. A file is asked for as soon as a page leads to it,
so that the link stands where the answer does: at the file, or at the page that says why there is none.
"""

from dataclasses import dataclass, field

from minutes.deposit import texts, words
from minutes.deposit.about import info, own_page, readme
from minutes.deposit.bag import Bag
from minutes.deposit.pages import for_disk
from minutes.deposit.places import ON_THE_SITE, SEARCH, address_of, is_page, own, place_of, relative
from minutes.deposit.reach import FRONT, records, withdrawn
from minutes.deposit.site import Answer, Site
from minutes.languages import WELSH, is_welsh
from minutes.models import AgendaItem
from minutes.preservation.watching import Watch, nobody
from minutes.search.index import work_off
from minutes.views.council import current_council

HERE, SAME, GONE, MISSING = 200, 304, 410, 404
NAMED = 200  # troubles that are remembered


@dataclass
class Outcome:
    """What became of a run; `troubles` are addresses that could not be answered, each with its status."""

    files: int = 0
    items: int = 0
    size: int = 0
    new: int = 0
    gone: int = 0
    changed: bool = False
    troubles: list[str] = field(default_factory=list)


class Writer:
    """One run: the site that is asked, the bag that is written."""

    def __init__(self, bag: Bag, url: str, watch: Watch = nobody) -> None:
        self.bag, self.listing, self.site, self.watch = bag, bag.listing, Site(url), watch
        self.outcome = Outcome()

    def write(self) -> Outcome:
        """All of it. Raises DepositError, and OSError on a full disk: the bag is then as it was."""
        for _ in work_off():  # what the search does not know yet
            pass
        self._own_pages()
        self.listing.want([FRONT])
        self.listing.want(records())
        self._walk()
        self.listing.want(withdrawn())
        self.listing.want(filter(None, map(address_of, self.listing.left())))
        self._walk(only_what_is_there=True)
        self._search()
        self.outcome.files, self.outcome.size, self.outcome.new = self.listing.totals()
        self.outcome.gone = sum(1 for _ in self.listing.left())
        self.outcome.changed = self.bag.close(info(self.site.url), readme(self.site.url))
        return self.outcome

    def _walk(self, *, only_what_is_there: bool = False) -> None:
        """Ask for what waits until nothing does. What is asked for because it once was there may be gone."""
        done = 0
        while addresses := self.listing.waiting():
            for address in addresses:
                self._answer(address, is_led_to=not only_what_is_there)
                done += 1
                self.watch("Writing pages", done, done + len(addresses))

    def _answer(self, address: str, *, is_led_to: bool = True) -> str | None:
        """Ask for an address and write what it answers; the name of the file."""
        name = place_of(address)
        if name is None:
            return None
        known = "" if is_page(name) else self.bag.held_as(name)
        with self.site.asked(address, known) as answer:
            name = self._written(address, name, answer, is_led_to)
        self.listing.answered(address, name)
        return name

    def _written(self, address: str, name: str, answer: Answer, is_led_to: bool) -> str | None:
        if answer.status == SAME:
            self.bag.keep(name)
        elif answer.status == HERE and not is_page(name):
            self.bag.put(name, answer.pieces)
        elif answer.status in (HERE, GONE) or (answer.status == MISSING and is_led_to and answer.is_page):
            name = name if is_page(name) else f"{name}.html"
            self._page(name, address, b"".join(answer.pieces))
        else:
            if answer.status != MISSING and len(self.outcome.troubles) < NAMED:
                self.outcome.troubles.append(f"{address} ({answer.status})")
            return None
        return name

    def _page(self, name: str, address: str, page: bytes) -> None:
        """A page with its links; the pages that it leads to are wanted, the files written."""
        wanted: list[str] = []
        written = for_disk(page, address, lambda link: self._led(link, name, wanted))
        self.listing.want(wanted)
        self.bag.put(name, [written])

    def _led(self, link: str, page: str, wanted: list[str]) -> str:
        """What stands in a page for a link to an address of the site."""
        target = place_of(link)
        query = ""
        if target is None:
            target = own(ON_THE_SITE, is_welsh(f"/{page}"))
        elif target.removeprefix(f"{WELSH}/") == SEARCH:
            query = link.partition("?")[2]
        elif is_page(target):
            wanted.append(link)
        else:
            is_asked, name = self.listing.asked(link)
            target = (name if is_asked else self._answer(link)) or own(ON_THE_SITE, is_welsh(f"/{page}"))
        return f"{relative(target, page)}{'?' if query else ''}{query}"

    def _own_pages(self) -> None:
        """The search, and the page that stands for what needs a server, in the languages that the council offers."""
        for welsh in (False, True) if current_council().offers_welsh else (False,):
            for name in (SEARCH, ON_THE_SITE):
                address, page = own_page(name, welsh, self.site.url)
                self._page(own(name, welsh), address, page)

    def _search(self) -> None:
        total = AgendaItem.public.count()
        for done, (name, script, found) in enumerate(texts.texts(), 1):
            self.outcome.items = done
            self.listing.learn(found)
            self.bag.put(name, [script])
            self.watch("Writing the search", done, total)
        for name, script in words.parts(self.listing):
            self.bag.put(name, [script])
