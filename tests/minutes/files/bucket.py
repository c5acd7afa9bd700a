"""A stand-in for an object store, on loopback: what django-storages asks of S3, and nothing more."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Objects by `/bucket/key`, in the server's memory."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = unchunked(body)
        self.server.objects[self.path.partition("?")[0]] = body
        self._answer(200, b"", ETag='"x"')

    def do_GET(self):
        content = self.server.objects.get(self.path.partition("?")[0])
        if content is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code><Message>none</Message></Error>")
            return
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked is None:
            self._answer(200, content, ETag='"x"', **{"Last-Modified": "Tue, 24 Nov 2026 09:00:00 GMT"})
            return
        first, last = int(asked[1]), int(asked[2] or len(content) - 1)
        part = content[first : last + 1]
        self.server.ranges.append((first, first + len(part) - 1))
        told = f"bytes {first}-{first + len(part) - 1}/{len(content)}"
        self._answer(206, part, **{"Content-Range": told, "ETag": '"x"'})

    def do_HEAD(self):
        self.do_GET()

    def do_DELETE(self):
        self.server.objects.pop(self.path.partition("?")[0], None)
        self._answer(204, b"")

    def _answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args):
        """Nothing on the console."""


def unchunked(body):
    """What stands between the sizes and signatures of an upload in pieces."""
    out = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size.partition(b";")[0], 16)
        if not length:
            break
        out, body = out + body[:length], body[length + 2 :]
    return out


class Bucket(ThreadingHTTPServer):
    """The server; `objects`, what lies in it; `ranges`, which parts were asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects, self.ranges = {}, []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"
