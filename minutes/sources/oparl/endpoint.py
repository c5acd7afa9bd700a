"""An endpoint, walked from its system object through the lists of each body, page after page."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from minutes.sources.found import Found, LeftOut
from minutes.sources.json_files import Object
from minutes.sources.oparl.objects import Objects, is_oparl, type_of
from minutes.sources.oparl.pages import pages_of

Fetch = Callable[[str], bytes]
LISTS = ("organization", "person", "meeting", "paper", "agendaItem", "consultation", "membership")
MOST_PAGES = 100_000


def read_oparl_endpoint(url: str, fetch: Fetch) -> Iterator[Found]:
    """The pages of the bodies of an endpoint. Whatever ``fetch`` raises ends the walk."""
    walk = _Walk(url, fetch)
    walk.read()
    yield from pages_of(walk.objects)


class _Walk:
    """One walk; an address is asked once, and none of another host."""

    def __init__(self, url: str, fetch: Fetch) -> None:
        self.url = url
        self.fetch = fetch
        self.host = urlsplit(url).netloc
        self.objects = Objects()
        self.asked: set[str] = set()

    def read(self) -> None:
        first = self._get(self.url)
        if first is None:
            return
        if type_of(first) == "Body":
            bodies = [first]
        elif type_of(first) == "System":
            self.objects.put(first, self.url)
            bodies = list(self._list(first.get("body")))
        else:
            self._leave_out(self.url, "It is no system and no body of OParl.")
            return
        for body in bodies:
            self.objects.put(body, self.url)
            for name in LISTS:
                for one in self._list(body.get(name)):
                    self.objects.put(one, str(body.get(name)))

    def _list(self, reference: Any) -> Iterator[Object]:
        """The objects of a list: written out, or at an address that pages through them."""
        if isinstance(reference, list):
            for one in reference:
                found = self._get(one) if isinstance(one, str) else one
                if isinstance(found, dict):
                    yield found
            return
        url = reference if isinstance(reference, str) else None
        while url and len(self.asked) < MOST_PAGES:
            page = self._get(url)
            if page is None:
                return
            data = page.get("data")
            if not isinstance(data, list):
                self._leave_out(url, "It is no list of OParl.")
                return
            yield from (one for one in data if isinstance(one, dict) and is_oparl(one))
            links = page.get("links")
            following = links.get("next") if isinstance(links, dict) else None
            url = urljoin(url, following) if isinstance(following, str) else None

    def _get(self, url: str) -> Object | None:
        if url in self.asked:
            return None
        if urlsplit(url).netloc != self.host or urlsplit(url).scheme not in ("http", "https"):
            self._leave_out(url, "It stands on another host and was not asked.")
            return None
        self.asked.add(url)
        try:
            held = json.loads(self.fetch(url))
        except (ValueError, RecursionError):
            self._leave_out(url, "It answered with something that is no JSON.")
            return None
        if not isinstance(held, dict):
            self._leave_out(url, "It answered with JSON that is no object.")
            return None
        return held

    def _leave_out(self, place: str, sentence: str) -> None:
        self.objects.left_out.append(LeftOut(place, sentence))
