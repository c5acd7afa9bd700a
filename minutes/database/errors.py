"""What goes wrong around the database: whether it was lost, and one sentence for the person at the terminal."""

import errno
import shutil
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

# PostgreSQL asks for 16 MB at a time for its write-ahead log, and stops without them.
LOG_SEGMENT = 16 * 1024 * 1024
NO_SPACE = "No space left on device"
# Of PostgreSQL's classes of errors: connections, an operator's shutdown or a crash; too many connections.
LOST, TOO_MANY = ("08", "57P"), "53300"


class SetupError(Exception):
    """Something of this machine or its settings must change first. Its text is one sentence that says what."""

    is_for_operators = True  # its words go into the log


def is_loss(error: BaseException | None) -> bool:
    """Whether the database cannot be reached or has gone away: not that it refuses a question."""
    if isinstance(error, SetupError | InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(LOST) or state == TOO_MANY


def explain(error: Exception, data_folder: Path) -> str | None:
    """The sentence to print instead of a traceback, or None for a fault of the program itself.

    Arguments: the exception that ended a command; the data folder, whose disk may be full.
    """
    if isinstance(error, SetupError | ImproperlyConfigured):
        return str(error)
    no_space = isinstance(error, OSError) and error.errno == errno.ENOSPC
    if no_space or (isinstance(error, OperationalError) and _lacks_space(str(error), data_folder)):
        return disk_full(data_folder)
    if isinstance(error, PermissionError) and error.filename:
        return (
            f"{error.filename} may not be written by this user: run this as its owner, or name another MINUTEBOOK_DATA."
        )
    if isinstance(error, OperationalError):
        return f"The database cannot be used: {_first_line(error)}. Is DATABASE_URL right, and its server running?"
    return None


def disk_full(folder: Path) -> str:
    """The sentence about a full disk."""
    return (
        f"The disk that holds {folder} is full ({shutil.disk_usage(folder).free // 1024**2} MB free): "
        "free some space and run this again; what was stored before is kept."
    )


def is_full(folder: Path) -> bool:
    """Whether PostgreSQL could not extend its log there."""
    return shutil.disk_usage(folder).free < LOG_SEGMENT


def _lacks_space(message: str, data_folder: Path) -> bool:
    """Whether a full disk is behind what a connection met: the server may only say that it is recovering from it."""
    log = data_folder / "postgres" / "server.log"
    return NO_SPACE in message or is_full(data_folder) or (log.exists() and NO_SPACE in log.read_text())


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
