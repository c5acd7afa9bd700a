"""Parts of addresses that mean more than their letters."""

import datetime as dt

# The forms of a paper, as they stand at the end of its address; and the words for a meeting's own papers there.
ENDINGS = ("pdf", "docx", "odt", "txt", "json")
MEETING_PAPERS = ("agenda", "decisions", "minutes", "pack", "supplement")
LATE_PAPERS = ("decisions",)  # taken last: an item may have been released under that word, and keeps its PDF there
SUPPLEMENTS = "pack-"  # …/pack-supplement-1.pdf

# A meeting's day and its number on that day, as `MeetingKey` reads them from an address.
Key = tuple[dt.date, int]


def meeting_key(date: dt.date, sequence: int) -> str:
    """A meeting's place in addresses: its day and, for another meeting on that day, its number."""
    return f"{date:%Y-%m-%d}" + (f"-{sequence}" if sequence > 1 else "")


class MeetingKey:
    """A meeting's day, and its number where a second one took place: `2012-10-16`, `2012-10-16-2`."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-(?:[2-9]|[1-9]\d{1,3}))?"

    def to_python(self, value: str) -> Key:
        """A day that is not in the calendar raises ValueError, which Django answers with 404."""
        return dt.date.fromisoformat(value[:10]), int(value[11:] or 1)

    def to_url(self, value: str) -> str:
        return value


class ItemSlug:
    """An item's place in an address: letters, digits, dots and hyphens."""

    # …/agenda.pdf, …/minutes.docx are the meeting's own papers, and those three words were never an item's. Items may
    # have been released as "decisions" or "supplement" before these were taken.
    regex = (
        rf"(?!(?i:(?:agenda|minutes|pack)\.(?:{'|'.join(ENDINGS)})$|{SUPPLEMENTS}[a-z0-9-]*\.pdf$))"
        r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*?"
    )

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Form:
    """A form of a paper, as the ending of its address."""

    regex = "docx|odt|txt|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MeetingPaper(Form):
    """A paper of a whole meeting that can be had in those forms."""

    regex = "agenda|decisions|minutes"


class MunicipalYear:
    """A year from one Annual Meeting to the next, `2025-26`, as the calendar year in which it begins."""

    regex = r"[12]\d{3}-\d{2}"

    def to_python(self, value: str) -> int:
        """Two years that do not follow each other raise ValueError, which Django answers with 404."""
        start = int(value[:4])
        if self.to_url(start) != value:
            raise ValueError("the second year is not the one after the first")
        return start

    def to_url(self, value: int) -> str:
        return f"{value}-{(value + 1) % 100:02}"


class FileName:
    """A document's name: anything without control characters, of which PostgreSQL takes no NUL."""

    regex = r"[^/\x00-\x1f]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FeedForm(Form):
    """A form of a feed."""

    regex = "atom|rss"


class Followed(Form):
    """What a feed of one record is about."""

    regex = "committee|issue|ward|member"


class BulkForm(Form):
    """A form of all records of a kind."""

    regex = "jsonl|csv"
