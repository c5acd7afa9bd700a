"""Times of day as minutes print them."""

import datetime as dt
import re

TIME = re.compile(
    r"(?<![\d.:/£])(?P<hour>[01]?\d|2[0-3])(?:\s*[.:]\s*(?P<minute>[0-5]\d))?\s*"
    r"(?P<half>a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon\b|o[’']r\s+gloch|o[’']clock)"
    r"|(?<![\d.:/£])(?P<hour24>[01]?\d|2[0-3])[.:](?P<minute24>[0-5]\d)(?:\s*(?:hours|hrs))?(?![\d/]|\.\d|\s*(?:%|million))",
    re.IGNORECASE,
)


def find_time(text: str) -> dt.time | None:
    """The first time of day in ``text``; ``None`` where there is none."""
    found = TIME.search(text)
    if found is None:
        return None
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    half = (found["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return dt.time(hour, minute)
