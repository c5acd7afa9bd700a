"""When a command of a timer ended well for the last time: a backup that fails every night is noticed by its age."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from minutes.whole import write_whole

TIMED = frozenset(
    {
        "backup", "send_alerts", "log_publications", "update_search", "settle_documents", "make_pdfs", "make_static",
        "check_archive", "import_moderngov", "base_copy", "clearsessions",
    }
)  # fmt: skip


def note_success(command: str) -> None:
    """It has ended well, now. Raises OSError."""
    if command in TIMED:
        write_whole(_folder() / command, str(int(time.time())).encode())


def successes() -> Iterator[tuple[str, int]]:
    """Of each command that ever did, the moment as seconds since 1970."""
    for name in sorted(TIMED):
        path = _folder() / name
        if path.exists():
            yield name, int(path.read_text())


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "marks"
