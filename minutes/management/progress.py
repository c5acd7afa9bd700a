"""What long commands share: a bar for whoever watches, and a sentence about the disk."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from rich.console import Console
from rich.progress import Progress, TaskID

from minutes.preservation.watching import Watch

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def shown() -> Iterator[Watch]:
    """Shows what is being done as a bar at the terminal, one for each kind of work."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        tasks: dict[str, TaskID] = {}

        def watch(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what)
            progress.update(tasks[what], completed=done, total=total)

        yield watch


@contextlib.contextmanager
def disk_errors(folder: Path, state: str) -> Iterator[None]:
    """Raises CommandError for a disk that is full or cannot be written. `state` says what of the work is safe."""
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        if error.errno in FULL:
            why = f"The disk that holds {place} is full: free some space"
        else:
            why = f"{place} cannot be used: {error.strerror or error}"
        raise CommandError(f"{why}. Nothing is lost: {state}.") from error
