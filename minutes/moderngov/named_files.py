"""The files that a source names by their addresses, which may stand on other hosts than the source does."""

import datetime as dt
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Self

from minutes.moderngov.asking import SETTLED, Asking, Missing
from minutes.moderngov.client import Check, Client
from minutes.moderngov.kept import Busy, Kept, document_key
from minutes.moderngov.origins import NotOurs, Origin, origin_of_file
from minutes.text.records import Document, Item, Page


class NamedFiles:
    """
    One round through the files of a source: a connection and a folder for each host that it names.

    `own` is the connection to the host on which the source stands, if it stands on one: that host may be a private
    one. `connect` gives the connection to any other, which must not: what a source says is not to lead an import into
    the network in which it runs. Used with `with`; a round that was broken off is gone on with.
    """

    def __init__(
        self,
        folder: Path,
        own: Client | None,
        connect: Callable[[Origin], Client],
        *,
        check_document: Check,
        most_bytes: int,
        today: dt.date,
    ) -> None:
        self._folder, self._own, self._connect = folder, own, connect
        self._check_document, self._most_bytes, self._today = check_document, most_bytes, today
        self._hosts: dict[str, Asking | str] = {}
        self._missing: list[Missing] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(*error)  # type: ignore[arg-type]

    def bring(self, page: Page, *, have: Callable[[Document], bool]) -> None:
        """Fetch the files of a page's documents but those that `have` says are here. Exempt ones are not asked for."""
        for item in page.items:
            for document in item.documents:
                if document.url and not document.exempt and not have(document):
                    self._document(document, item)

    def file_of(self, document: Document) -> Path | None:
        """The fetched file of a document; None where there is none."""
        if not document.url:
            return None
        try:
            asking, target = self._asking(document.url)
        except (NotOurs, Busy):
            return None
        key = document_key(target)
        return asking.kept.path(key) if asking.kept.has(key) else None

    def take_missing(self) -> list[Missing]:
        """What is missing and has not been taken yet."""
        taken, self._missing = self._missing, []
        return taken

    def _document(self, document: Document, item: Item) -> None:
        where = f"{item.committee} on {item.date:%-d %B %Y}, " if item.date else ""
        place = f"{where}item {item.label or item.title}, document “{document.title}” ({document.url})"
        try:
            asking, target = self._asking(document.url)
        except (NotOurs, Busy) as error:
            self._missing.append(Missing(place, str(error)))
            return
        settled = item.date is not None and self._today - item.date > SETTLED
        key = document_key(target)
        asking.fetched(key, target, place, self._check_document, self._most_bytes, settled)
        self._missing += asking.take_missing()

    def _asking(self, address: str) -> tuple[Asking, str]:
        """Whom to ask for an address, and for what. Raises NotOurs or Busy where nobody is asked."""
        if self._own is not None:
            with suppress(NotOurs):  # it stands elsewhere
                return self._host(self._own.origin), self._own.origin.target(address)
        origin = origin_of_file(address)
        return self._host(origin), origin.target(address)

    def _host(self, origin: Origin) -> Asking:
        asking = self._hosts.get(origin.address)
        if asking is None:
            asking = self._hosts[origin.address] = self._begun(origin)
        if isinstance(asking, str):
            raise Busy(asking)
        return asking

    def _begun(self, origin: Origin) -> Asking | str:
        """A round on a host; a sentence where another import is in one."""
        kept = Kept(self._folder / origin.name)
        try:
            self._open.enter_context(kept.round())
        except Busy as error:
            return str(error)
        own = self._own is not None and self._own.origin == origin
        client = self._own if own and self._own else self._open.enter_context(closing(self._connect(origin)))
        return Asking(client, kept)
