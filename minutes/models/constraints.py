"""Rules that many tables share, as database constraints with a sentence for the clerk; and an index."""

from django.db import models
from django.db.models import F, Func, Q, Value


def one_of(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The field holds one of its choices: Django's `choices` alone are not known to the database."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message=f"Choose one of the values offered for “{field.replace('_', ' ')}”.",
    )


def filled(field: str) -> models.CheckConstraint:
    """The field holds something that can be seen."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__regex": r"\S"}),
        name=f"%(app_label)s_%(class)s_{field}_filled",
        violation_error_message=f"“{field.replace('_', ' ').capitalize()}” must not be empty.",
    )


def in_order(earlier: str, later: str, *, required: bool = False, message: str) -> models.CheckConstraint:
    """`later` is not before `earlier`; with `required`, `later` also asks for `earlier` to be set."""
    condition = Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})
    if required:
        condition = Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": False, f"{later}__gte": F(earlier)})
    else:
        condition |= Q(**{f"{earlier}__isnull": True})
    return models.CheckConstraint(
        condition=condition, name=f"%(app_label)s_%(class)s_{later}_order", violation_error_message=message
    )


def withdrawn_with_note() -> models.CheckConstraint:
    """A withdrawal says why; a record that stands carries no such note."""
    return models.CheckConstraint(
        condition=Q(withdrawn_at__isnull=True, withdrawal_note="")
        | Q(withdrawn_at__isnull=False, withdrawal_note__regex=r"\S"),
        name="%(app_label)s_%(class)s_withdrawn_with_note",
        violation_error_message="A withdrawn record needs a note that says why, and only a withdrawn one has it.",
    )


def withdrawn() -> models.Index:
    """Finds the few records that are withdrawn, by the moment."""
    return models.Index(
        fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="minutes_%(class)s_withdrawn"
    )


def exempt_facts_only_if_exempt() -> models.CheckConstraint:
    """Paragraph, reason and public-interest test belong to exempt records alone."""
    return models.CheckConstraint(
        condition=Q(is_exempt=True) | Q(exempt_paragraph="", exempt_reason="", exempt_test=""),
        name="%(app_label)s_%(class)s_exempt_facts",
        violation_error_message="A paragraph, reason or test for exemption is given, but “exempt” is not ticked.",
    )


def period() -> Func:
    """The days of a row with `started_on` and `ended_on`, the last one not included; no end means still."""
    return Func(F("started_on"), F("ended_on"), Value("[)"), function="DATERANGE")
