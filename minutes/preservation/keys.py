"""
The key that seals backups.

The form is age (age-encryption.org/v1): authenticated, in pieces of 64 KB, with a public half that can only seal and a
secret one that opens. What is sealed here can be opened by every age program, without this project.
"""

import hmac
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, cast

import pyrage
from pyrage import x25519

from minutes.preservation.errors import BackupError

KEY, KEY_FILE = "MINUTEBOOK_BACKUP_KEY", "MINUTEBOOK_BACKUP_KEY_FILE"
PIECE = 1024 * 1024


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Target(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> Any: ...

    def flush(self) -> Any: ...


class Plain:
    """No key: bytes lie as they are, under their SHA-256."""

    ending = ""
    opens = True

    def name(self, digest: str) -> str:
        return digest

    def seal(self, source: Source, target: Target) -> None:
        while piece := source.read(PIECE):
            target.write(piece)

    def open(self, source: Source, target: Target) -> None:
        self.seal(source, target)


class Sealed(Plain):
    """
    Under an age key. The secret half seals and opens, the public one seals alone.

    What is sealed lies under a name that tells nothing: the bare SHA-256 would tell whoever has a copy of a closed
    document that it is there.
    """

    ending = ".age"

    def __init__(self, key: str) -> None:
        """Raises BackupError where it is no age key."""
        try:
            self.identity = x25519.Identity.from_str(key) if key.startswith("AGE-SECRET-KEY-") else None
            self.recipient = self.identity.to_public() if self.identity else x25519.Recipient.from_str(key)
        except (pyrage.IdentityError, pyrage.RecipientError) as error:
            raise BackupError("The key of the backup is no age key: AGE-SECRET-KEY-1… or age1….") from error
        self.opens = self.identity is not None

    def name(self, digest: str) -> str:
        return hmac.new(str(self.recipient).encode(), digest.encode(), "sha256").hexdigest() + self.ending

    def seal(self, source: Source, target: Target) -> None:
        _through(lambda reader, writer: pyrage.encrypt_io(reader, writer, [self.recipient]), source, target)

    def open(self, source: Source, target: Target) -> None:
        """Raises BackupError for another key, and for bytes that were changed or cut short."""
        if self.identity is None:
            raise BackupError(
                f"The backup is sealed: give the secret half of its key in {KEY_FILE}, not the public one."
            )
        identity = self.identity
        _through(lambda reader, writer: pyrage.decrypt_io(reader, writer, [identity]), source, target)


class _Relay:
    """Reads or writes for the library, and keeps what goes wrong: it hands on only the words of an error."""

    def __init__(self, end: Any) -> None:
        self.end, self.error = end, cast(BaseException | None, None)

    def _try(self, function: Callable[..., Any], *values: Any) -> Any:
        try:
            return function(*values)
        except BaseException as error:
            self.error = error
            raise

    def read(self, size: int = -1) -> Any:
        return self._try(self.end.read, size)

    def write(self, data: bytes) -> int:
        self._try(self.end.write, data)
        return len(data)

    def flush(self) -> None:
        self._try(self.end.flush)


def _through(run: Callable[[Any, Any], Any], source: Source, target: Target) -> None:
    reader, writer = _Relay(source), _Relay(target)
    try:
        run(reader, writer)
    except (pyrage.DecryptError, pyrage.EncryptError, OSError) as error:
        for relay in (reader, writer):
            if relay.error is not None:
                raise relay.error from None
        if isinstance(error, pyrage.DecryptError):
            raise BackupError("The key does not open this backup: it was sealed with another one.") from error
        raise BackupError("what is sealed was changed or cut short") from error


def given_key() -> Plain:
    """
    The key in the environment, from a file or directly; `Plain` without one.

    A file is one that age-keygen writes, or holds the public half alone. Raises BackupError.
    """
    text = os.environ.get(KEY, "").strip()
    path = os.environ.get(KEY_FILE, "").strip()
    if not text and not path:
        return Plain()
    if path and not text:
        try:
            text = Path(path).read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise BackupError(f"The key of the backup cannot be read from {path}.") from error
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1:
        raise BackupError("The key of the backup is one line: AGE-SECRET-KEY-1… or age1….")
    return Sealed(lines[0])


def new_key() -> tuple[str, str]:
    """A key: its secret half and its public one."""
    key = x25519.Identity.generate()
    return str(key), str(key.to_public())
