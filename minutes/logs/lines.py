"""The two forms of the log."""

import datetime as dt
import json
import logging
from typing import Any

from minutes.logs.current import NUMBER, current
from minutes.logs.messages import message_of, view_of
from minutes.logs.telling import told, told_traceback

REQUEST = ("method", "status", "ms")  # what the line of a request has besides


class Line(logging.Formatter):
    """For people: the moment, the level, who says it and what; below it, where an error happened."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {message_of(record)}"
        error = _error_of(record)
        return line if error is None else f"{line}\n{told_traceback(error)}"


class JsonLine(logging.Formatter):
    """For programs: one JSON object to a line (docs/operations.md lists its names)."""

    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        fields: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"), "level": record.levelname, "logger": record.name,
            "message": message_of(record),
        }  # fmt: skip
        fields |= _request_of(record)
        error = _error_of(record)
        if error is not None:
            fields |= {"error": told(error), "traceback": told_traceback(error)}
        return json.dumps(fields, ensure_ascii=False)


def _request_of(record: logging.LogRecord) -> dict[str, Any]:
    """The number and the view of the request that is answered, and what the record itself tells of it."""
    fields: dict[str, Any] = {name: getattr(record, name) for name in REQUEST if hasattr(record, name)}
    if hasattr(record, "status_code"):  # Django's name of it
        fields["status"] = record.status_code
    answered = current()
    number, view = (answered.number, answered.view) if answered else ("", "")
    if hasattr(record, "request"):
        number, view = getattr(record.request, "META", {}).get(NUMBER, ""), view_of(record.request)
    told = {"request": number, "view": getattr(record, "view", view)}
    return fields | {name: value for name, value in told.items() if value}


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None
