"""What the database refuses, as a sentence for the clerk."""

from django.apps import apps
from django.db import IntegrityError
from django.db.models import ProtectedError

GUARD = "23001"  # restrict_violation: what minutes_keep_published raises, with a sentence of its own


def sentence(error: IntegrityError) -> str:
    """Why the database would not store or delete something: the message of the rule that it names."""
    if isinstance(error, ProtectedError):
        return "It cannot be deleted while other records belong to it. Delete those first."
    told = getattr(error.__cause__, "diag", None)
    if told is None:
        return f"The record would break a rule: {error}"
    if told.sqlstate == GUARD:
        return str(told.message_primary)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == told.constraint_name:
                return str(constraint.get_violation_error_message())
    return f"The record would break a rule. {told.message_detail or told.message_primary}"
