"""Asking one host for what may be kept already: nothing twice, and what did not come is named."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from minutes.moderngov.client import Check, Client, NotFetched
from minutes.moderngov.kept import Kept

# What belongs to a meeting of the last half year or to come is asked for in every round; what is older is settled.
SETTLED = dt.timedelta(days=183)


@dataclass(frozen=True)
class Missing:
    """Something that the source has and that did not come: its place there, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class Asking:
    """A connection to a host with what is kept of it. `missing` says what did not come, until it is taken."""

    def __init__(self, client: Client, kept: Kept) -> None:
        self.client, self.kept = client, kept
        self.missing: list[Missing] = []

    def miss(self, place: str, reason: str) -> None:
        self.missing.append(Missing(place, reason))

    def take_missing(self) -> list[Missing]:
        """What is missing and has not been taken yet."""
        taken, self.missing = self.missing, []
        return taken

    def fetched(self, key: str, address: str, place: str, check: Check, most_bytes: int, settled: bool) -> Path | None:
        """
        What is kept under that key, asked for where it may have changed or is not there.

        Where it does not come, what came in an earlier round serves, and it is missing all the same.
        """
        kept = self.kept
        if kept.is_current(key) or (settled and kept.is_settled(key)):
            return kept.path(key)
        if settled and (refused := kept.refused(key)):
            self.miss(place, refused)
            return None
        try:
            kept.keep(key, self.client.get(address, check=check, most_bytes=most_bytes, known=kept.known(key)))
        except NotFetched as error:
            if error.lasting:
                kept.refuse(key, str(error))
            older = kept.has(key)
            self.miss(place, f"{error}{' What came earlier was used.' if older else ''}")
            return kept.path(key) if older else None
        return kept.path(key)
