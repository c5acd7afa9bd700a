"""
What a run knows, in a file beside the bag: memory does not grow with the archive. It goes away with the run.

Addresses that pages lead to, each asked once; the files of the new payload, and those of the one before; the words of
the search.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE address (address TEXT PRIMARY KEY, name TEXT, is_asked INTEGER NOT NULL DEFAULT 0);
CREATE INDEX address_waiting ON address (is_asked) WHERE NOT is_asked;
CREATE TABLE file (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, is_new INTEGER NOT NULL);
CREATE TABLE before (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""
AT_ONCE = 500


class Kept(NamedTuple):
    """A file of the payload; `is_new`: not as it was before."""

    name: str
    sha256: str
    size: int
    is_new: bool


class Listing:
    """The tables; `place` is a file that is not there yet."""

    def __init__(self, place: Path) -> None:
        self._base = sqlite3.connect(place, isolation_level=None)
        self._base.executescript(TABLES)
        self._base.execute("BEGIN")

    def close(self) -> None:
        self._base.close()

    def want(self, addresses: Iterable[str]) -> None:
        """Pages to be asked for, those that are known already once."""
        self._base.executemany("INSERT OR IGNORE INTO address (address) VALUES (?)", ((each,) for each in addresses))

    def waiting(self) -> list[str]:
        """Some of the addresses that have not been asked for."""
        rows = self._base.execute("SELECT address FROM address WHERE NOT is_asked LIMIT ?", [AT_ONCE])
        return [address for (address,) in rows]

    def asked(self, address: str) -> tuple[bool, str | None]:
        """Whether an address has been asked for, and the file that holds the answer; None where there was none."""
        found = self._base.execute("SELECT name FROM address WHERE address = ? AND is_asked", [address]).fetchone()
        return (True, found[0]) if found else (False, None)

    def answered(self, address: str, name: str | None) -> None:
        """Note which file holds the answer to an address."""
        self._base.execute(
            "INSERT INTO address VALUES (?, ?, 1)"
            " ON CONFLICT (address) DO UPDATE SET name = excluded.name, is_asked = 1",
            [address, name],
        )

    def note(self, kept: Kept) -> None:
        """Note a file of the new payload."""
        self._base.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", kept)

    def files(self) -> Iterator[Kept]:
        """The new payload, by name."""
        rows = self._base.execute("SELECT * FROM file ORDER BY name")
        return (Kept(name, sha256, size, bool(is_new)) for name, sha256, size, is_new in rows)

    def totals(self) -> tuple[int, int, int]:
        """Of the new payload: how many files, their bytes, and how many of them are new."""
        number, size, new = self._base.execute("SELECT count(*), sum(size), sum(is_new) FROM file").fetchone()
        return number, size or 0, new or 0

    def held_before(self, rows: Iterable[tuple[str, str]]) -> None:
        """Note the payload that is there, each file with its SHA-256."""
        self._base.executemany("INSERT OR REPLACE INTO before VALUES (?, ?)", rows)

    def before(self, name: str) -> str:
        """The SHA-256 that a file had; "" where it was not there."""
        found = self._base.execute("SELECT sha256 FROM before WHERE name = ?", [name]).fetchone()
        return str(found[0]) if found else ""

    def left(self) -> Iterator[str]:
        """Files of the payload before that are not in the new one."""
        rows = self._base.execute("SELECT name FROM before WHERE name NOT IN (SELECT name FROM file) ORDER BY name")
        return (name for (name,) in rows)

    def learn(self, words: Iterable[str]) -> None:
        """Note words that stand in public text."""
        self._base.executemany("INSERT OR IGNORE INTO word VALUES (?)", ((word,) for word in words))

    def words(self) -> Iterator[list[str]]:
        """All words in their order, some at a time."""
        rows = self._base.execute("SELECT word FROM word ORDER BY word")
        while some := rows.fetchmany(AT_ONCE):
            yield [word for (word,) in some]
