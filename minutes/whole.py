"""Files that are there whole or not at all, whenever the process or the machine stops."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def to_become(path: Path, *, making: Path | None = None, flushed: bool = True) -> Iterator[Path]:
    """
    The name under which to write a file; at the end of the block it takes the place of `path`.

    That name lies beside it or in the folder `making` of the same disk; both folders are made where they are missing.
    A file that is not `flushed` may be torn by a power cut: whoever reads it is to notice. Raises OSError, as the block
    does, and then leaves what was at `path`.
    """
    folder = making or path.parent
    folder.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = folder / f"{path.stem}.{uuid4().hex}.part"
    try:
        yield part
        if flushed:
            with part.open("rb") as written:
                os.fsync(written.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file with these bytes. Raises OSError as `to_become` does."""
    with to_become(path) as part:
        part.write_bytes(data)
