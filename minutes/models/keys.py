"""What may be the key of a record."""

DIGITS = 18  # fewer than a bigint has at most; int() refuses a text of more than 4,300 with an error


def is_key(text: str) -> bool:
    """Whether a text that somebody sent can be the number of a record."""
    return text.isdecimal() and len(text) <= DIGITS
