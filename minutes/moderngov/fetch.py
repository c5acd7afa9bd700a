"""Going through everything that the web service has: committees, members, meetings with their documents, as pages."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from minutes.moderngov.asking import SETTLED, Asking, Missing
from minutes.moderngov.client import Check, Client, Unusable
from minutes.moderngov.kept import Kept, document_key
from minutes.moderngov.origins import NotOurs
from minutes.moderngov.parse_service import (
    Listed,
    read_committees,
    read_councillors,
    read_meetings,
    read_places,
)
from minutes.moderngov.parse_service_meeting import read_meeting
from minutes.moderngov.service_xml import MOST_BYTES, NotAReply, read_reply
from minutes.text.records import Body, Document, Item, Page, Place

FIRST_DAY = "01/01/1970"

T = TypeVar("T")


class Harvest:
    """
    One round through the service at `path`. `missing` says what did not come, when `pages` has ended.

    What is kept is not asked for again: in this round nothing, and what is settled never. `expected` is the number of
    pages, once the lists have come.
    """

    def __init__(
        self,
        client: Client,
        kept: Kept,
        path: str,
        *,
        check_document: Check,
        most_bytes: int,
        today: dt.date,
    ) -> None:
        self.expected: int | None = None
        self._asking = Asking(client, kept)
        self._client, self._kept, self._path = client, kept, path
        self._check_document, self._most_bytes = check_document, most_bytes
        self._today = today

    def pages(self) -> Iterator[Page]:
        """Every committee, member and meeting, meetings oldest first; a meeting when its documents are there."""
        with self._kept.round(), closing(self._client):
            committees = self._committees()
            if committees is None:
                return
            yield committees
            if (members := self._members()) is not None:
                yield members
            listed = self._meetings(committees.bodies)
            self.expected = 2 + len(listed)
            for meeting in listed:
                if (page := self._meeting(meeting)) is not None:
                    yield page

    @property
    def missing(self) -> list[Missing]:
        return self._asking.missing

    def take_missing(self) -> list[Missing]:
        """What is missing and has not been taken yet."""
        return self._asking.take_missing()

    def file_of(self, document: Document) -> Path | None:
        """The fetched file of a document that a page named; None where there is none."""
        try:
            key = document_key(self._client.origin.target(document.url)) if document.url else ""
        except NotOurs:
            return None
        return self._kept.path(key) if key and self._kept.has(key) else None

    def _committees(self) -> Page | None:
        source, named = self._address("GetCommittees"), "The list of committees"
        reply = self._reply("committees.xml", source, named, "committees")
        return self._read(named, read_committees, reply, source)

    def _members(self) -> Page | None:
        source, named = self._address("GetCouncillorsByWard"), "The list of councillors"
        reply = self._reply("members.xml", source, named, "councillorsbyward")
        page = self._read(named, read_councillors, reply, source)
        return replace(page, places=self._places(page)) if page else None

    def _places(self, page: Page) -> tuple[Place, ...]:
        """Where members sit. A service that does not tell it of one is not asked about the others."""
        places: list[Place] = []
        for member in page.members:
            number = member.old.removeprefix("member:")
            if not number:
                continue
            source = self._address(f"GetCommitteesByUser?lUserId={number}")
            named = f"The committees of {member.name} and of the members after that"
            reply = self._reply(f"member-{number}.xml", source, named, "committees", "member", "user")
            if reply is None:
                break
            places += self._read(named, read_places, reply, source, member.name) or ()
        return tuple(places)

    def _meetings(self, bodies: tuple[Body, ...]) -> list[Listed]:
        """Every meeting of those committees, the oldest first."""
        last_day = f"31/12/{self._today.year + 2}"
        found: list[Listed] = []
        for body in bodies:
            number, named = body.old.removeprefix("committee:"), f"The list of meetings of {body.name}"
            source = self._address(f"GetMeetings?lCommitteeId={number}&sFromDate={FIRST_DAY}&sToDate={last_day}")
            reply = self._reply(f"meetings-{number}.xml", source, named, "getmeetings", "getmeetingsbydate", "meetings")
            meetings, untold = self._read(named, read_meetings, reply, source, body) or ([], [])
            found += meetings
            self.missing.extend(Missing(source, sentence) for sentence in untold)
        return sorted(found, key=lambda one: (one.date, int(one.number)))

    def _meeting(self, meeting: Listed) -> Page | None:
        named = f"The meeting of {meeting.committee.name} on {meeting.date:%-d %B %Y}"
        source = self._address(f"GetMeeting?lMeetingId={meeting.number}")
        settled = self._today - meeting.date > SETTLED
        reply = self._reply(f"meeting-{meeting.number}.xml", source, named, "meeting", settled=settled)
        page = self._read(named, read_meeting, reply, source, meeting.committee)
        if page is not None:
            for item in page.items:
                for document in item.documents:
                    self._document(document, item, named, settled)
        return page

    def _document(self, document: Document, item: Item, meeting: str, settled: bool) -> None:
        if not document.url:
            return
        place = f"{meeting}, item {item.label or item.title}, document “{document.title}” ({document.url})"
        try:
            target = self._client.origin.target(document.url)
        except NotOurs as error:
            self.missing.append(Missing(place, str(error)))
            return
        self._asking.fetched(document_key(target), target, place, self._check_document, self._most_bytes, settled)

    def _address(self, method: str) -> str:
        return f"{self._client.origin.address}{self._path}/{method}"

    def _reply(self, key: str, source: str, place: str, *roots: str, settled: bool = False) -> Path | None:
        """A reply of the service, well formed and with one of those roots."""

        def check(body: bytes) -> None:
            try:
                read_reply(body, "The answer", *roots)
            except NotAReply as error:
                raise Unusable(str(error)) from error

        return self._asking.fetched(key, source, f"{place} ({source})", check, MOST_BYTES, settled)

    def _read(self, place: str, read: Callable[..., T], reply: Path | None, *arguments: object) -> T | None:
        if reply is None:
            return None
        try:
            return read(reply.read_bytes(), *arguments)
        except NotAReply as error:
            self.missing.append(Missing(place, str(error)))
        except RecursionError:
            self.missing.append(Missing(place, "Its HTML is nested too deep to be read."))
        return None
