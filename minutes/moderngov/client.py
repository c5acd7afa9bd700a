"""
Asking the old system over the network; nothing else in the project does.

One kept connection, a pause between requests, patience with a server that is busy or drops what it began, and no
request to any other host. What came is checked by whoever asked.
"""

import datetime as dt
import http.client
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from minutes.moderngov.manners import LATER, Manners, retry_after
from minutes.moderngov.origins import NotOurs, Origin, is_public

USER_AGENT = "Minutebook-import/1 (brings a council's own archive of minutes along; one connection)"
MOVED = {301, 302, 303, 307, 308}
GONE = {404, 410}
REDIRECTS = 5
SECONDS_SILENT = 60
SECONDS_IN_ALL = 600
PIECE = 64 * 1024

Check = Callable[[bytes], None]


class NotFetched(Exception):
    """What was asked for did not come. The message is a sentence for a person; `lasting`: nor will it the next time."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


class Unusable(Exception):
    """A check refuses what came: an error page, half a document. It is asked for again before it is given up."""


class _Again(Exception):
    """This try failed, another may not; `after` is what the server asks for, `is_content` that it is itself well."""

    def __init__(self, reason: str, after: float | None = None, *, is_content: bool = False) -> None:
        super().__init__(reason)
        self.after, self.is_content = after, is_content


class _NotAsked(Exception):
    """The host stands on this machine or in a network of its own, or there is none of that name."""


class _ToPublic(http.client.HTTPConnection):
    """
    A connection to a host of the public network alone.

    It goes to the address that was looked at: a name that is asked twice may lead elsewhere the second time.
    """

    def connect(self) -> None:
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                raise _NotAsked(f"There is no host {self.host}.") from error
            raise
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if hidden := [one for one in addresses if not is_public(one)]:
            raise _NotAsked(f"{self.host} stands in no public network ({hidden[0]}) and was not asked.")
        name = self.host
        for place, address in enumerate(addresses, 1):
            try:
                self.host = address
                super().connect()
            except OSError:
                if place == len(addresses):
                    raise
            else:
                return
            finally:
                self.host = name


class _ToPublicSecure(http.client.HTTPSConnection, _ToPublic):
    """The same, encrypted: the certificate is that of the host's name."""


@dataclass(frozen=True)
class Reply:
    """What came: `body` is None when it has not changed since. `etag` and `modified` are for asking that next time."""

    body: bytes | None
    etag: str = ""
    modified: str = ""


class Client:
    """
    A connection to one host; with `public_only`, to none of this machine or of a private network.

    `sleep` and `clock` (seconds, ever growing) are what tests replace.
    """

    def __init__(
        self,
        origin: Origin,
        manners: Manners | None = None,
        *,
        public_only: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.origin = origin
        self.manners = manners or Manners()
        self.requests = 0
        self._sleep, self._clock = sleep, clock
        self._last: float | None = None
        self._failed_in_a_row = 0
        self._left_alone = ""
        self._connection = self._connect(public_only)

    def _connect(self, public_only: bool) -> http.client.HTTPConnection:
        host, port = self.origin.host, self.origin.port
        if self.origin.scheme == "http":
            plain = _ToPublic if public_only else http.client.HTTPConnection
            return plain(host, port, timeout=SECONDS_SILENT)
        context = ssl.create_default_context()  # verifies certificate and name
        secure = _ToPublicSecure if public_only else http.client.HTTPSConnection
        return secure(host, port, timeout=SECONDS_SILENT, context=context)

    def close(self) -> None:
        self._connection.close()

    def get(self, address: str, *, check: Check, most_bytes: int, known: Reply | None = None) -> Reply:
        """
        Ask for an address of the host; with `known`, whether it has changed since.

        `check` raises Unusable for what is not what was asked for. Raises NotFetched when it does not come: the server
        refuses it, goes on failing, or has been left alone.
        """
        if self._left_alone:
            raise NotFetched(self._left_alone)
        number = 1
        while True:
            try:
                reply = self._once(address, most_bytes, known)
                if reply.body is not None:
                    _checked(reply.body, check)
            except _Again as failure:
                number += 1
                self._wait_before(number, failure)
            else:
                self._failed_in_a_row = 0
                return reply

    def _wait_before(self, number: int, failure: _Again) -> None:
        tries = self.manners.tries_content if failure.is_content else self.manners.tries
        if number > tries:
            if not failure.is_content:
                self._count_failure()
            raise NotFetched(f"{failure} Asked {tries} times.") from failure
        seconds = self.manners.before_try(number, failure.after)
        if seconds > self.manners.patience:
            self._left_alone = f"The server asks to be left alone for {seconds:.0f} seconds: not asked for any more."
            raise NotFetched(self._left_alone) from failure
        self._sleep(seconds)

    def _count_failure(self) -> None:
        self._failed_in_a_row += 1
        if self._failed_in_a_row >= self.manners.addresses:
            self._left_alone = "The server no longer answers: not asked for any more."

    def _once(self, address: str, most_bytes: int, known: Reply | None) -> Reply:
        """One try, redirects within the host followed."""
        target = "/"
        for _ in range(REDIRECTS):
            try:
                target = self.origin.target(address, within=target)
            except NotOurs as error:
                raise NotFetched(str(error)) from error
            status, headers, body = self._exchange(target, most_bytes, known)
            if status == 304 and known is not None:
                return Reply(None, known.etag, known.modified)
            if status == 200:
                return Reply(body, headers.get("ETag", ""), headers.get("Last-Modified", ""))
            if status in LATER:
                after = retry_after(headers.get("Retry-After"), dt.datetime.now(dt.UTC))
                # A page that fails is no server that fails.
                raise _Again(f"The server answers {_named(status)}.", after, is_content=status == 500)
            if status not in MOVED or not headers.get("Location"):
                self._failed_in_a_row = 0
                raise NotFetched(f"The server answers {_named(status)}.", lasting=status in GONE)
            address = headers["Location"]
        raise NotFetched(f"It was redirected more than {REDIRECTS} times.")

    def _exchange(
        self, target: str, most_bytes: int, known: Reply | None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """One request and its whole answer. The connection is closed after anything that went wrong."""
        self._take_turn()
        try:
            self._connection.request("GET", target, headers=_headers(known))
            with closing(self._connection.getresponse()) as response:
                body = self._body(response, most_bytes)
        except _NotAsked as error:
            self.close()
            self._left_alone = str(error)
            raise NotFetched(self._left_alone) from error
        except ssl.SSLCertVerificationError as error:
            self.close()
            self._left_alone = f"The certificate of {self.origin.host} cannot be trusted: {error.verify_message}."
            raise NotFetched(self._left_alone) from error
        except TimeoutError as error:
            self.close()
            raise _Again(f"The server was silent for {SECONDS_SILENT} seconds.") from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise _Again(f"The connection failed ({_reason(error)}).") from error
        except (_Again, NotFetched):
            self.close()
            raise
        finally:
            self._last = self._clock()
        return response.status, response.headers, body

    def _take_turn(self) -> None:
        """The pause since the end of the last answer."""
        if self._last is not None:
            left = self._last + self.manners.pause - self._clock()
            if left > 0:
                self._sleep(left)
        self.requests += 1

    def _body(self, response: http.client.HTTPResponse, most_bytes: int) -> bytes:
        """All that the answer promises, in its time and within its size."""
        promised = response.length
        too_large = NotFetched(f"It is larger than {most_bytes / 1e6:.0f} MB and was not fetched.", lasting=True)
        if promised is not None and promised > most_bytes:
            raise too_large
        end = self._clock() + SECONDS_IN_ALL
        body = bytearray()
        while piece := response.read(PIECE):
            body += piece
            if len(body) > most_bytes:
                raise too_large
            if self._clock() > end:
                raise _Again(f"The answer took longer than {SECONDS_IN_ALL} seconds.")
        if promised is not None and len(body) != promised:
            raise _Again(f"The answer broke off after {len(body)} of {promised} bytes.")
        return bytes(body)


def _checked(body: bytes, check: Check) -> None:
    try:
        check(body)
    except Unusable as error:
        raise _Again(str(error), is_content=True) from error


def _headers(known: Reply | None) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Connection": "keep-alive"}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _named(status: int) -> str:
    return f"{status} {http.client.responses.get(status, '')}".strip()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
