"""
Printing in a child process that is replaced now and then: what WeasyPrint does not give back ends with it.

Each process of the site has one child at most, started with its first PDF; it ends when its parent does. Both sides
are here: `printed` is called by the site, `serve` runs in the child (`python -m minutes.pdf.child`).
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.utils.log import configure_logging

from minutes import pdf

# After so many characters of HTML (200 items, or a few bound years) a child is replaced: starting one takes as long as
# printing a few items.
ENOUGH = 4_000_000
ROOT = Path(__file__).resolve().parents[2]

Answer = tuple[str, Any]


class Child:
    """A running child and how many characters it has printed. Closed, it ends."""

    def __init__(self) -> None:
        self.printed = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "minutes.pdf.child"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C ends the site, and the child by its closed input, without a traceback
        )  # fmt: skip

    def ask(self, paper: tuple[Any, ...]) -> Answer:
        """Its answer. Raises EOFError or BrokenPipeError when it has died."""
        given, answers = cast(BinaryIO, self.process.stdin), cast(BinaryIO, self.process.stdout)
        self.printed += len(paper[0])
        pickle.dump(paper, given)
        given.flush()
        answer: Answer = pickle.load(answers)  # noqa: S301  # from the own child
        return answer

    def close(self) -> None:
        """End it and wait for that."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.process.wait()


_children: dict[int, Child] = {}  # by the process that started it: one that was forked leaves its parent's alone
_alone = threading.Lock()


def printed(html: str, about: pdf.About, attachment: pdf.Attachment | None) -> bytes:
    """The PDF. Raises PdfUnavailable like minutes.pdf.press, and RuntimeError when two children died over it."""
    paper = (html, tuple(about), tuple(attachment) if attachment else None)
    with _alone:
        try:
            kind, answer = _current().ask(paper)
        except (EOFError, BrokenPipeError):
            close()
            kind, answer = _ask_another(paper, about.url)
    if kind == "missing":
        raise pdf.PdfUnavailable(answer)
    if kind == "failed":
        raise answer
    return bytes(answer)


def close() -> None:
    """End the child of this process, if there is one."""
    ending = _children.pop(os.getpid(), None)
    if ending is not None:
        ending.close()


atexit.register(close)


def _current() -> Child:
    """The child of this process: another one when it has printed enough."""
    child = _children.get(os.getpid())
    if child is not None and child.printed >= ENOUGH:
        close()
    if os.getpid() not in _children:
        _children[os.getpid()] = Child()
    return _children[os.getpid()]


def _ask_another(paper: tuple[Any, ...], url: str) -> Answer:
    try:
        return _current().ask(paper)
    except (EOFError, BrokenPipeError) as error:
        close()
        raise RuntimeError(f"The process that prints PDFs died twice over {url}") from error


def serve() -> None:
    """The child: papers in, PDFs out, until the input ends."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    while True:
        try:
            paper = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the own parent
        except EOFError:
            return
        pickle.dump(_answer(*paper), out)
        out.flush()


def _answer(html: str, about: tuple[Any, ...], attachment: tuple[Any, ...] | None) -> Answer:
    try:
        from minutes.pdf import press

        parts = pdf.Attachment(*attachment) if attachment else None
        return "printed", press.print_pdf(html, pdf.About(*about), parts)
    except pdf.PdfUnavailable as error:
        return "missing", error.missing
    except OSError as error:  # what cffi raises for a library that is not there
        return "missing", str(error)
    except Exception as error:  # noqa: BLE001  # raised again by the parent, as if it had printed itself
        return "failed", error


if __name__ == "__main__":
    serve()
