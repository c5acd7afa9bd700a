"""What a log record says, without what others have put into it."""

import http
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from minutes.logs.telling import told

OURS = ("minutes", "decisions", "_granian")  # the web server tells of its workers alone
SAFE = frozenset(status.phrase for status in http.HTTPStatus)
LEFT_OUT = "…"
# In a sentence that came whole: what is quoted, addresses of mail, and paths.
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’|\S*@\S*|\S*/\S*")
NOWHERE = "nowhere"


def message_of(record: logging.LogRecord) -> str:
    """
    The message. In ours, errors are told as minutes/logs/telling.py does it, and the rest is what the code put there.

    In a library's only numbers are kept of what it fills in; Django's about a request name the view, not the address.
    """
    request = getattr(record, "request", None)
    if record.name.startswith("django.security") and not record.args:  # the words of an error
        return _with_view(record.name.rpartition(".")[2], request)
    if record.name.split(".")[0] in OURS:
        return _filled(record, _own)
    if not record.args:
        return _with_view(QUOTED.sub(LEFT_OUT, str(record.msg)), request)
    return _with_view(_filled(record, _foreign), request)


def view_of(request: Any) -> str:
    """The view of a request that Django logs; it may not be one yet."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else NOWHERE


def _with_view(message: str, request: Any) -> str:
    """With the view in the place of the address, at the end."""
    if request is None:
        return message
    return f"{message.removesuffix(LEFT_OUT).rstrip(' :')}: {view_of(request)}"


def _filled(record: logging.LogRecord, kept: Callable[[Any], Any]) -> str:
    """The message with what is filled in; as it stands in the code, where what is left out does not fit."""
    args, message = record.args, str(record.msg)
    if not args:
        return message
    try:
        if isinstance(args, Mapping):
            return message % {name: kept(value) for name, value in args.items()}
        return message % tuple(map(kept, args))
    except (TypeError, ValueError):
        return message


def _own(value: Any) -> Any:
    return told(value) if isinstance(value, BaseException) else value


def _foreign(value: Any) -> Any:
    if isinstance(value, (int, float)) or (isinstance(value, str) and value in SAFE):
        return value
    return told(value) if isinstance(value, BaseException) else LEFT_OUT
