"""How long to wait before asking a server again. Pure."""

import datetime as dt
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

# Answers that say: not now.
LATER = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Manners:
    """
    `pause` stands between two requests; before the same is asked again it doubles each time, up to `longest` seconds.

    `tries` is how often one address is asked in all, `tries_content` how often when what came cannot be used. A server
    that asks for more patience than `patience` seconds is left alone, and so is one that failed for `addresses`
    addresses in a row.
    """

    pause: float = 1.0
    longest: float = 60.0
    tries: int = 6
    tries_content: int = 3
    patience: float = 900.0
    addresses: int = 3

    def before_try(self, number: int, asked_for: float | None) -> float:
        """Seconds before the try with that number, from 2; `asked_for` is what the server named."""
        grown = min(self.pause * 2.0 ** (number - 1), self.longest)
        return max(grown, asked_for or 0.0)


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """The seconds that a Retry-After asks for, written as seconds or as a date; None for none and for nonsense."""
    text = (value or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - now).total_seconds())
