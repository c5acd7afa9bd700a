"""What an adapter yields: a page, or what was left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from minutes.text.records import Item, Page


@dataclass(frozen=True)
class LeftOut:
    """
    A part of a source that was not read: its place, and a sentence that says why.

    ``fault``: something is wrong with it. Without, it is only told: that it was deleted there, say.
    """

    source: str
    sentence: str
    fault: bool = True

    def __str__(self) -> str:
        return f"{self.source}: {self.sentence}"


Found = Page | LeftOut


def issue_page(source: str, title: str, items: Sequence[Item]) -> Page:
    """The page of an issue, which only tells which items are about it."""
    bare = [Item(one.committee, one.date, one.label, one.title, old=one.old) for one in items]
    return Page(source, "issue", title, tuple(bare))


class NoSource(Exception):
    """A path at which no adapter finds anything that it reads. The message is a sentence."""
