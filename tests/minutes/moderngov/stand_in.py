"""
The old system's web service on loopback, over an invented council, with the faults of real ones.

Faults stand by a part of an address and are used up one by one; when none is left the true answer is given.
"""

import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.minutes.moderngov.invented import Council

SERVICE = "/mgWebService.asmx/"
ERROR_PAGE = (
    b"<!DOCTYPE html><html><head><title>Runtime Error</title></head>"
    b"<body><h1>Server Error in '/' Application.</h1></body></html>"
)


@dataclass
class Fault:
    """What is answered instead. A body that is `broken_off` is announced whole and sent by half; one that is
    `unannounced` ends with the connection."""

    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    broken_off: bool = False
    halved: bool = False
    unannounced: bool = False
    slow: float = 0.0


def error_page():
    return Fault(body=ERROR_PAGE, headers={"Content-Type": "text/html"})


class StandIn:
    """`with StandIn(council) as there:` serves at `there.address`; `there.asked` holds what was asked, in order."""

    def __init__(self, council: Council, *, marks: bool = True, delay: float = 0.0):
        self.council, self.marks, self.delay = council, marks, delay
        self.asked: list[str] = []
        self.at: list[float] = []
        self.headers: list[dict[str, str]] = []
        self.answered: list[tuple[str, int]] = []
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.open = self.most_open = self.connections = 0
        self._lock = threading.Lock()
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.stand_in = self
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}/mgWebService.asmx"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def times(self, part: str) -> int:
        """How often an address with that part was asked for."""
        return sum(part in address for address in self.asked)

    def sent_again(self) -> int:
        """How many answers were sent whole that had been sent before."""
        whole = [address for address, status in self.answered if status == 200]
        return len(whole) - len(set(whole))

    def forget(self):
        """Begin the lists anew."""
        self.asked, self.at, self.headers, self.answered = [], [], [], []

    def fault(self, part: str, *faults: Fault):
        self.faults[part] += faults

    def next_fault(self, address: str) -> Fault | None:
        for part, faults in self.faults.items():
            if part in address and faults:
                return faults.pop(0)
        return None

    def body(self, address: str) -> bytes | None:
        """The true answer. Of a query its first key alone counts."""
        parts = urlsplit(address)
        if parts.path.startswith(SERVICE):
            key = parts.query.partition("&")[0]
            return self.council.replies.get(parts.path.removeprefix(SERVICE) + (f"?{key}" if key else ""))
        return self.council.documents.get(address)

    def came(self, handler):
        """Note a request; the fault that it meets, if any."""
        with self._lock:
            self.asked.append(handler.path)
            self.at.append(time.monotonic())
            self.headers.append(dict(handler.headers))
            return self.next_fault(handler.path)

    def connected(self, step: int):
        with self._lock:
            self.connections += step > 0
            self.open += step
            self.most_open = max(self.most_open, self.open)


class Server(ThreadingHTTPServer):
    """A client that is killed leaves its connection as it is, which is no error of the server."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers for the stand-in that its server belongs to."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body of an answer are two writes

    def setup(self):
        super().setup()
        self.server.stand_in.connected(1)

    def finish(self):
        self.server.stand_in.connected(-1)
        super().finish()

    def log_message(self, *_):
        pass

    def do_GET(self):
        stand_in = self.server.stand_in
        fault = stand_in.came(self)
        time.sleep(stand_in.delay)
        if fault is None:
            self.true_answer(stand_in)
        elif fault.drop:
            self.close_connection = True
        else:
            self.faulty_answer(stand_in, fault)

    def true_answer(self, stand_in):
        body = stand_in.body(self.path)
        if body is None:
            self.send(404, ERROR_PAGE, {}, len(ERROR_PAGE))
            return
        marks = {}
        if stand_in.marks:
            marks = {"ETag": f'"{sha256(body).hexdigest()[:16]}"', "Last-Modified": formatdate(0, usegmt=True)}
        if marks and self.headers.get("If-None-Match") == marks["ETag"]:
            self.send(304, b"", marks, 0)
        else:
            self.send(200, body, marks, len(body))

    def faulty_answer(self, stand_in, fault):
        body = stand_in.body(self.path) or b"" if fault.body is None else fault.body
        if fault.halved:
            body = body[: len(body) // 2]
        sent = body[: len(body) // 2] if fault.broken_off else body
        promised = None if fault.unannounced else len(body)
        self.send(fault.status, sent, fault.headers, promised, fault.slow)
        self.close_connection = self.close_connection or fault.broken_off or fault.unannounced

    def send(self, status, body, headers, promised, slow=0.0):
        self.server.stand_in.answered.append((self.path, status))
        self.send_response(status)
        if promised is not None:
            self.send_header("Content-Length", str(promised))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        piece = max(1, len(body) // 8) if slow else max(1, len(body))
        for start in range(0, len(body), piece):
            self.wfile.write(body[start : start + piece])
            self.wfile.flush()
            time.sleep(slow)
