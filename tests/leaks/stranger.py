"""Somebody who asks the site over HTTP and reads every byte of what it answers."""

import contextlib
import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import pypdfium2
from django.test import Client

STATUSES = (200, 206, 301, 302, 304, 400, 403, 404, 405, 410)
BREAKS = re.compile(r"[-\u00ad\ufffe]?\s*\n")


@dataclass
class Answer:
    """What came back."""

    address: str
    status: int
    headers: dict
    body: bytes

    @cached_property
    def said(self):
        """Headers and body as text; of a PDF or a packed file, all that is inside."""
        head = "\n".join(f"{name}: {value}" for name, value in self.headers.items())
        return f"{head}\n{read(self.body)}"

    @cached_property
    def text(self):
        """The same in small letters."""
        return self.said.lower()

    @property
    def bytes(self):
        """All of it, for a comparison."""
        return self.status, self.headers, self.body


class Stranger:
    """Asks, and remembers what came last from each address, as a cache does."""

    def __init__(self):
        self.client = Client()
        self.had = {}
        self.stale = []  # what was called unchanged and was not
        self.asked = 0

    def ask(self, address, **headers):
        """An answer."""
        self.asked += 1
        response = self.client.get(address, headers=headers)
        assert response.status_code in STATUSES, f"{address}: {response.status_code}"
        return Answer(address, response.status_code, dict(response.headers), b"".join(response))

    def ask_again(self, address):
        """
        As a cache asks that has the last answer: if that is still right, it is what a reader gets.

        Whether it is, somebody who has none sees: where they differ, the address is noted in `stale`.
        """
        had = self.had.get(address)
        headers = {}
        if had is not None and "ETag" in had.headers:
            headers = {"if-none-match": had.headers["ETag"]}
        elif had is not None and "Last-Modified" in had.headers:
            headers = {"if-modified-since": had.headers["Last-Modified"]}
        answer = self.ask(address, **headers)
        if answer.status == 304 and had is not None:
            fresh = self.ask(address)
            if (fresh.status, fresh.body) != (had.status, had.body):
                self.stale.append(f"{address} is another page by now, and called unchanged")
            return had
        self.had[address] = answer
        return answer


def read(body):
    """The text in what was sent."""
    if body.startswith(b"%PDF"):
        return _of_pdf(body)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return " ".join([*archive.namelist(), *(read(archive.read(name)) for name in archive.namelist())])
    return body.decode("utf-8", "replace")


def _of_pdf(body):
    """Pages, attached files, outline and what the file says of itself."""
    with pypdfium2.PdfDocument(body) as document:
        pages = "".join(page.get_textpage().get_text_bounded() for page in document)
    told = [BREAKS.sub("", pages), pages]
    with pikepdf.open(io.BytesIO(body)) as pdf:
        told += [read(bytes(spec.get_file().read_bytes())) for spec in pdf.attachments.values()]
        told += [*pdf.attachments, *(str(value) for value in pdf.docinfo.values())]
        with contextlib.suppress(AttributeError):
            told.append(pdf.Root.Metadata.read_bytes().decode())
        with pdf.open_outline() as outline:
            told += _titles(outline.root)
    return "\n".join(told)


def _titles(entries):
    for entry in entries:
        yield str(entry.title)
        yield from _titles(entry.children)
