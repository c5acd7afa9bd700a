"""What is told of an error: its kind, where it came from, and facts that cannot hold a word of the record."""

import traceback
from collections.abc import Iterator
from typing import Any

import psycopg

OF = ("constraint_name", "table_name", "column_name")  # PostgreSQL's names of what a rule belongs to
CAUSE = "The direct cause of what follows:"
DURING = "While that was dealt with:"


def told(error: BaseException) -> str:
    """
    One line. Messages are left out: those of PostgreSQL quote rows, those of Python quote values.

    What stands instead are numbers and names: an SQLSTATE with the rule that was broken, an error of the system. An
    error that has `is_for_operators` holds nothing of the record: its message is told.
    """
    name = type(error).__name__
    server = _of_server(error)
    if server is not None:
        names = (f"{of.removesuffix('_name')} {value}" for of in OF if (value := getattr(server.diag, of)))
        return ", ".join([f"{name}: SQLSTATE {server.sqlstate}", *names])
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {error.errno} {error.strerror}"
    if getattr(error, "is_for_operators", False):  # of the machine, written for whoever runs it
        return f"{name}: {error}"
    return name


def told_traceback(error: BaseException) -> str:
    """Where it happened, and what led to it: the lines of the code, never the values in them."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before: tuple[BaseException | None, str] = (error.__cause__, CAUSE)
    if error.__cause__ is None and not error.__suppress_context__:
        before = (error.__context__, DURING)
    if before[0] is not None and id(before[0]) not in seen:
        yield from _lines(before[0], seen)
        yield before[1]
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield told(error)


def _of_server(error: BaseException) -> Any:
    """PostgreSQL's answer, in the error or in what it was made of."""
    for each in (error, error.__cause__):
        if isinstance(each, psycopg.Error) and each.sqlstate:
            return each
    return None
