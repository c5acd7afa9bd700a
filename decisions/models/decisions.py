"""The formal record of a decision."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from minutes import publication
from minutes.models import AgendaItem
from minutes.models.constraints import in_order
from minutes.models.lock import Confirmable
from minutes.models.managers import foreseen, published


class Decision(Confirmable):
    """
    The formal record of what was decided on an item, beside its resolutions. Public with the decisions.

    Its parts are those that the law asks of an executive decision's written statement (SI 2012/2089, reg. 12).
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    reasons = models.TextField("reasons for the decision", blank=True)
    options_considered = models.TextField("other options considered", blank=True)
    interests_declared = models.TextField("conflicts of interest declared", blank=True)
    dispensations = models.TextField("dispensations granted", blank=True)
    is_key = models.BooleanField("key decision", default=False)
    key_reference = models.CharField("forward plan reference", max_length=40, blank=True, help_text="KD5694")
    decided_on = models.DateField("decided on", null=True, blank=True, help_text="Empty: the day of the meeting.")
    call_in_deadline = models.DateField(
        "open to call-in until", null=True, blank=True, help_text="Empty: not subject to call-in."
    )
    takes_effect_on = models.DateField("takes effect on", null=True, blank=True)

    objects = models.Manager()
    public: ClassVar[Any] = published(models.QuerySet, publication.decided)
    preview: ClassVar[Any] = foreseen(models.QuerySet, publication.decided)
    history = HistoricalRecords()

    class Meta:
        # The register of key decisions, where they are rare.
        indexes = [models.Index("item", condition=Q(is_key=True), name="decisions_decision_key")]
        constraints = [
            in_order("decided_on", "call_in_deadline", message="Call-in ends before the decision is taken."),
            in_order("decided_on", "takes_effect_on", message="It takes effect before it is taken."),
            models.CheckConstraint(
                condition=Q(is_key=True) | Q(key_reference=""),
                name="decisions_decision_reference_of_key",
                violation_error_message="A forward plan reference is given, but “key decision” is not ticked.",
            ),
        ]

    def __str__(self) -> str:
        return f"Decision: {self.item}"
