"""What stands in the way of an act, told to whoever tried it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from minutes.actions import NotPossible
from minutes.models.refusals import sentence

REFUSALS = (NotPossible, ValidationError, IntegrityError)


def reasons(refused):
    """The sentences of one of `REFUSALS`: an act's own, a form's or the database's."""
    if isinstance(refused, ValidationError):
        return refused.messages
    return [sentence(refused) if isinstance(refused, IntegrityError) else str(refused)]
