"""How far a long work is, told to whoever watches."""

from collections.abc import Callable

# What is being done, how much of it is done, of how much.
Watch = Callable[[str, int, int], None]


def nobody(what: str, done: int, total: int) -> None:
    """Watches nothing."""
