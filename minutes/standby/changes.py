"""What this process changes in the record: a doubt begins before, and ends when the change is stored or taken back."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished
from django.db import Error, ProgrammingError, connections
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from minutes.database.errors import SetupError
from minutes.standby.doubts import Doubt
from minutes.standby.known import is_watching, known
from minutes.walls.role import has_door

logger = logging.getLogger(__name__)

# What no page of the record shows is left out: index, log, alerts, histories. What is added takes nothing away.
CHANGE = re.compile(
    r'\s*(?:UPDATE|DELETE FROM|TRUNCATE)\s+"?(?:minutes|decisions)_(?!search|ledger|alert|historical|imported|upload)'
)


class Changes:
    """What stands before each question that a connection is asked: Django's execute wrapper."""

    def __init__(self) -> None:
        self.doubt: Doubt | None = None

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        connection = context["connection"]
        if self.doubt is not None and not connection.in_atomic_block:
            self.end()  # it was taken back
        if self.doubt is None and CHANGE.match(str(sql)) and is_watching():
            self.begin(connection)
        try:
            return execute(sql, params, many, context)
        finally:
            if self.doubt is not None and not connection.in_atomic_block:
                self.end()

    def begin(self, connection: Any) -> None:
        """Before a change. That a doubt cannot be laid down keeps nobody from it: then no page is shown."""
        try:
            self.doubt = known().doubts.begin()
        except OSError as error:
            logger.warning("Kept pages are not shown until the next change is noted: %s", error)
            known().forget()
            return
        if connection.in_atomic_block:
            connection.on_commit(self.end)

    def end(self) -> None:
        """After it: the new mark is noted; where that cannot be, the doubt stays until the database answers again."""
        doubt, self.doubt = self.doubt, None
        if doubt is None:
            return
        is_known = False
        try:
            known().renew()
            is_known = True
        except ProgrammingError:  # `migrate` has not made the marks yet
            is_known = True
        except (Error, SetupError, OSError) as error:
            logger.warning("Kept pages are not shown until the database answers again: %s", error)
        finally:
            doubt.end(is_known=is_known)


@receiver(connection_created)
def watch(sender: Any, connection: Any, **told: Any) -> None:
    """Every connection on which something can be changed."""
    if has_door() and not any(isinstance(each, Changes) for each in connection.execute_wrappers):
        connection.execute_wrappers.insert(0, Changes())  # whoever adds one for a while takes the last away


@receiver(request_finished)
def end(sender: Any, **told: Any) -> None:
    """What a request took back has no question after it."""
    for connection in connections.all(initialized_only=True):
        for each in connection.execute_wrappers:
            if isinstance(each, Changes) and not connection.in_atomic_block:
                each.end()
