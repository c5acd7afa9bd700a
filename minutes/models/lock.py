"""
The lock on confirmed minutes: what a meeting agreed as a correct record is changed by a correction and in no other way.

Triggers keep it (minutes/migrations/0037_closing.py, decisions/migrations/0010_lock.py), whoever writes. Those who may
all the same say which way they come, for one transaction, with `unlocked`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models.functions import Now

LOCKED = "The minutes of this meeting are confirmed: what they say is changed by a correction alone."
SETTING = "minutebook.unlocked"


class Way(StrEnum):
    """The ways past the lock."""

    CORRECTION = "correction"  # dated, with its reason and the text before it
    IMPORT = "import"  # from a source that tells what the council published
    EXEMPTION = "exemption"  # the public summary of what is closed now
    REDACTION = "redaction"  # a name that is withheld, with what stood there before
    DEMO = "demo"  # a council that is made up


@contextmanager
def unlocked(way: Way) -> Iterator[None]:
    """
    What is written meanwhile passes the lock; in a savepoint of its own, with which it ends however that ends.

    A whole record that is restored needs none of it: tables are filled without their triggers then, by this site's
    own files (minutes/exchange) and by PostgreSQL's dumps alike.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, way])
        yield
        if not transaction.get_rollback():  # which takes the setting back as well
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, before or ""])


def is_confirmed(**meeting: Any) -> bool:
    """Whether the minutes of the meeting with these facts are confirmed by now."""
    rows = apps.get_model("minutes", "Meeting")._default_manager.order_by()
    return bool(rows.filter(confirmed_at__lte=Now(), **meeting).exists())


class Confirmable(models.Model):
    """
    A row of the minutes, locked once they are confirmed.

    `lock_by` says how its meeting is found: the lookup from the meeting, and the field of this row that holds the key.
    """

    lock_by: ClassVar[tuple[str, str]] = ("items", "item_id")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a change of confirmed minutes, as the database does."""
        super().clean()
        lookup, field = self.lock_by
        key = getattr(self, field)
        if key is not None and self._differs() and is_confirmed(**{lookup: key}):
            raise ValidationError(LOCKED)

    def _differs(self) -> bool:
        stored = type(self)._default_manager.filter(pk=self.pk).values().first() if self.pk else None
        return stored is None or any(getattr(self, name) != value for name, value in stored.items())
