"""
A pack: the agenda and the documents of a meeting as one PDF, numbered from first page to last.

The front matter is a paper (cover, contents, agenda); the documents are added by minutes/packing/merge.py in a child
process, one after another, from their files. A document that cannot be shown has a page in its place that says so.
"""

import contextlib
import errno
import hashlib
import json
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from django.conf import settings
from django.core.files.storage import Storage

from minutes import pdf

PATIENCE = 60  # seconds that one document may take
TRIES = 6  # times the front matter may grow by a page because of the numbers in it

# Why a document has a notice in its place; the template has the words.
WRONG = ("missing", "locked", "damaged", "huge", "to follow", "no pdf")


class Document(NamedTuple):
    """One document of a pack, in its place."""

    key: str  # unique in the pack; the front matter leads to it with the address pack:KEY
    title: str
    file: str  # its name in the storage, "" for one that is to follow
    size: int
    pages: int  # as measured when it was uploaded
    label: str  # what stands at the foot of its pages
    back: str  # the id of its item's place in the front matter
    mark: str = ""  # what stands at the head of its pages: that it is exempt
    word: str = "Page"  # what stands before the number on its pages


class Place(NamedTuple):
    """Where a document stands in the pack, and what is wrong with it, if it cannot be shown."""

    first: int
    pages: int
    wrong: str

    @property
    def last(self) -> int:
        return self.first + self.pages - 1


@dataclass(frozen=True)
class Pack:
    """
    A pack before it is made.

    `front` gives the front matter for the places of the documents, by key; `notices`, the pages that stand in
    for some of them; `outline`, the bookmarks. `max_bytes` is the size from which a document is too large.
    """

    documents: Sequence[Document]
    storage: Storage
    front: Callable[[dict[str, Place]], pdf.Paper]
    notices: Callable[[list[tuple[Document, str]]], pdf.Paper]
    outline: Callable[[dict[str, Place]], list[Any]]
    max_bytes: int

    @property
    def digest(self) -> str:
        """What goes in: the front matter and which files, in what order, under what marks."""
        supposed = self.places(1, {})
        notices = self.notices([(document, "missing") for document in self.documents])
        parts = [self.front(supposed).digest, notices.digest, repr(list(self.documents)), str(self.max_bytes)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def write(self, path: Path) -> None:
        """Make it. Raises PdfUnavailable where the native libraries are missing, and OSError on a full disk."""
        name = path.name.partition(".")[0]  # of its lock: see Store.sweep
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f"{name}.", suffix=".parts") as folder:
            Making(self, Path(folder)).write(path)

    def places(self, front_pages: int, found: dict[str, Place]) -> dict[str, Place]:
        """The place of each document after so many pages of front matter."""
        places, next_page = {}, front_pages + 1
        for document in self.documents:
            facts = found.get(document.key, Place(0, document.pages or 1, ""))
            places[document.key] = facts._replace(first=next_page)
            next_page += facts.pages
        return places


class Making:
    """The making of one pack in a folder of its own."""

    def __init__(self, pack: Pack, folder: Path) -> None:
        self.pack, self.folder = pack, folder
        self.paths: dict[str, str] = {}

    def write(self, path: Path) -> None:
        wrong = {document.key: self._refused(document) for document in self.pack.documents}
        wrong = {key: why for key, why in wrong.items() if why}
        while True:
            found = self._look(wrong)
            try:
                self._merge(found, path)
            except Stopped as stopped:
                if stopped.at not in self.paths or stopped.at in wrong:
                    raise PackFailed(f"The pack could not be put together: {stopped.said}") from stopped
                wrong[stopped.at] = "damaged"
            else:
                return

    def _refused(self, document: Document) -> str:
        """Why a document is not even opened, or ""."""
        if not document.file:
            return "to follow"
        if document.size > self.pack.max_bytes:
            return "huge"
        try:
            self.paths[document.key] = self._local(document.file)
        except FileNotFoundError:
            return "missing"
        return ""

    def _local(self, name: str) -> str:
        """
        A stored file in the folder, under a name that nobody moves it away from meanwhile.

        A second name for it where that can be had, else a copy, as from an object store.
        """
        path = self.folder / f"{len(self.paths)}.pdf"
        with self.pack.storage.open(name) as source:
            with contextlib.suppress(OSError, AttributeError, TypeError):
                path.hardlink_to(Path(cast(Any, source.file).name).resolve(strict=True))
                return str(path)
            with path.open("wb") as target:
                for chunk in source.chunks():
                    target.write(chunk)
        return str(path)

    def _look(self, wrong: dict[str, str]) -> dict[str, Place]:
        """The pages of each document, or what is wrong with it. A document that kills the looker is damaged."""
        found = {key: Place(0, 1, why) for key, why in wrong.items()}
        waiting = [key for key in self.paths if key not in found]
        while waiting:
            job = {"do": "look", "parts": [(key, self.paths[key]) for key in waiting]}
            try:
                answers = run(job)
            except Stopped as stopped:
                answers = stopped.answers
                if stopped.at not in waiting:
                    raise PackFailed(f"The documents could not be read: {stopped.said}") from stopped
                found[stopped.at] = Place(0, 1, "damaged")
            for answer in answers:
                found[answer["key"]] = Place(0, answer.get("pages", 1), answer.get("wrong", ""))
            waiting = [key for key in waiting if key not in found]
        return found

    def _merge(self, found: dict[str, Place], path: Path) -> None:
        front, places = self._front(found)
        notices = self._notices(places)
        parts = []
        for document in self.pack.documents:
            place = places[document.key]
            source = notices[document.key] if place.wrong else self.paths[document.key]
            parts.append({
                "key": document.key, "path": source, "first": place.first, "pages": place.pages,
                "label": document.label, "back": document.back, "mark": document.mark,
                "word": document.word,
            })  # fmt: skip
        job = {"do": "merge", "front": str(front), "parts": parts, "out": str(path)}
        run({**job, "outline": self.pack.outline(places)})

    def _front(self, found: dict[str, Place]) -> tuple[Path, dict[str, Place]]:
        """The front matter, printed until the page numbers in it leave room for as many pages as it has."""
        file, pages = self.folder / "front.pdf", 1
        for _ in range(TRIES):
            places = self.pack.places(pages, found)
            self.pack.front(places).write(file)
            printed = count_pages(file)
            if printed == pages:
                return file, places
            pages = printed
        raise PackFailed("The contents never came to rest: each printing has another number of pages.")

    def _notices(self, places: dict[str, Place]) -> dict[str, str]:
        """For each document that cannot be shown a file of one page that says so."""
        files = {}
        for document in self.pack.documents:
            if places[document.key].wrong:
                file = self.folder / f"notice-{document.key}.pdf"
                self.pack.notices([(document, places[document.key].wrong)]).write(file)
                files[document.key] = str(file)
        return files


class PackFailed(pdf.PdfUnavailable):
    """The pack could not be made; not the fault of one document."""

    def __init__(self, message: str) -> None:
        RuntimeError.__init__(self, message)
        self.missing = message


class Stopped(Exception):
    """The child process ended before its work did, or took too long, at the part `at`."""

    def __init__(self, at: str, answers: list[dict[str, Any]], said: str) -> None:
        super().__init__(said)
        self.at, self.answers, self.said = at, answers, said


def run(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Run minutes/packing/merge.py on a job. Raises Stopped if it does not come to its end."""
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as given:
        given.write(json.dumps(job).encode())
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-s", "-m", "minutes.packing.merge"],
            cwd=settings.BASE_DIR,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=errors,
            close_fds=True,
        )
        try:
            at, answers, finished = _follow(child)
        finally:
            child.kill()
            child.wait()
            if child.stdout:
                child.stdout.close()
        if not finished:
            errors.seek(0)
            said = errors.read()[-2000:].decode(errors="replace").strip().rpartition("\n")[2]
            if "No space left on device" in said:
                raise OSError(errno.ENOSPC, "No space left on device")
            raise Stopped(at, answers, said)
    return answers


def _follow(child: subprocess.Popen[bytes]) -> tuple[str, list[dict[str, Any]], bool]:
    """Read what the child says: the part that it came to, its answers, and whether it ended well."""
    at, buffer = "", b""
    answers: list[dict[str, Any]] = []
    output = cast(BinaryIO, child.stdout)
    with selectors.DefaultSelector() as waiting:
        waiting.register(output, selectors.EVENT_READ)
        while waiting.select(PATIENCE if at != "pack" else 10 * PATIENCE):
            piece = cast(Any, output).read1(65536)
            if not piece:
                return at, answers, child.wait(PATIENCE) == 0
            *lines, buffer = (buffer + piece).split(b"\n")
            for line in lines:
                said = json.loads(line)
                if "at" in said:
                    at = said["at"]
                elif "key" in said:
                    answers.append(said)
    return at, answers, False


def count_pages(path: Path) -> int:
    """Of a PDF that this site has made."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)
