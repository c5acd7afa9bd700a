"""When a command of a timer ended well for the last time: a backup that fails every night is noticed by its age."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

TIMED = frozenset(
    {
        "backup", "send_alerts", "log_publications", "update_search", "settle_documents", "make_pdfs", "make_static",
        "check_archive", "import_moderngov", "base_copy", "clearsessions",
    }
)  # fmt: skip


def note_success(command: str) -> None:
    """It has ended well, now. Raises OSError."""
    if command in TIMED:
        _folder().mkdir(parents=True, exist_ok=True)
        part = _folder() / f"{command}.part"
        part.write_text(str(int(time.time())))
        part.rename(_folder() / command)


def successes() -> Iterator[tuple[str, int]]:
    """Of each command that ever did, the moment as seconds since 1970."""
    for name in sorted(TIMED):
        path = _folder() / name
        if path.exists():
            yield name, int(path.read_text())


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "marks"
