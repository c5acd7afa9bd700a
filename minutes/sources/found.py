"""What an adapter yields: a page, or what was left out and why."""

from dataclasses import dataclass

from minutes.text.records import Page


@dataclass(frozen=True)
class LeftOut:
    """A part of a source that was not read: its place, and a sentence that says why."""

    source: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.source}: {self.sentence}"


Found = Page | LeftOut


class NoSource(Exception):
    """A path at which no adapter finds anything that it reads. The message is a sentence."""
