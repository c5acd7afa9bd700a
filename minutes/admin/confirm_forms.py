"""Minutes that a later meeting agrees: from their own page, or from the item at which it did."""

from typing import Any

from django import forms
from django.utils import timezone

from minutes.actions import Actor
from minutes.admin.act_forms import ActForm
from minutes.admin.widgets import Lines
from minutes.closing.confirming import (
    Agreed,
    confirm,
    confirm_at,
    offers_confirmation,
    resolution_for,
    waiting_for,
)
from minutes.models import AgendaItem, Meeting

AMENDED = (
    "What was amended, a line each; what belongs to an item, after its number: 263: for “north” read “south”. "
    "It stands beside the minutes with the day of the meeting; their words stay. Empty: as they stand."
)


def amended(label: str) -> forms.CharField:
    """A box for amendments."""
    box = Lines(attrs={"rows": 2, "class": "vLargeTextField"})
    return forms.CharField(label=label, required=False, help_text=AMENDED, widget=box)


class Confirm(ActForm):
    """That a later meeting agreed the minutes."""

    name, label, done = "confirm", "Confirm the minutes", "The minutes are confirmed as a correct record."
    in_meeting = forms.ModelChoiceField(
        label="Agreed by the meeting of",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="a meeting that is not in this archive",
    )
    amendments = amended("Amendments")

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        held = {"date__gte": record.date, "date__lte": timezone.localdate()}
        later = Meeting.objects.filter(committee=record.committee_id, **held).exclude(pk=record.pk)
        choice = self.fields["in_meeting"]
        choice.queryset = later.select_related("committee").order_by("date", "sequence")
        choice.initial = choice.queryset.first()

    @classmethod
    def is_open(cls, record: Meeting) -> bool:
        published = record.withdrawn_at is None and record.minutes_published_at is not None
        return published and record.confirmed_at is None

    def do(self, by: Actor) -> None:
        agreed = Agreed(self.record, self.cleaned_data["amendments"])
        confirm(agreed=[agreed], by=by, in_meeting=self.cleaned_data["in_meeting"])


class ConfirmEarlier(ActForm):
    """At the item “Minutes of the last meeting”: all drafts that wait for it, and the resolution that agrees them."""

    name, label = "confirm-minutes", "Confirm earlier minutes"
    done = "The minutes are confirmed as a correct record."

    def __init__(self, *args: Any, record: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.drafts = list(waiting_for(record.meeting))
        for draft in self.drafts:
            self.fields[f"agreed_{draft.pk}"] = forms.BooleanField(
                label=f"Agreed: {draft}", required=False, initial=True
            )
            self.fields[f"amended_{draft.pk}"] = amended(f"Amendments to {draft}")
        self.offered = resolution_for([Agreed(draft) for draft in self.drafts])
        box = Lines(attrs={"rows": 2, "class": "vLargeTextField"})
        self.fields["resolution"] = forms.CharField(
            required=False, initial=self.offered, widget=box,
            help_text="It is put at this item. Left as it is, it follows what you chose and amended; empty: none.",
        )  # fmt: skip

    @classmethod
    def is_open(cls, record: AgendaItem) -> bool:
        return offers_confirmation(record)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for draft in self.drafts:
            if cleaned.get(f"amended_{draft.pk}") and not cleaned.get(f"agreed_{draft.pk}"):
                self.add_error(f"amended_{draft.pk}", "Tick that these minutes were agreed, or empty this.")
        if not self._agreed():
            raise forms.ValidationError("Choose the minutes that were agreed.")
        return cleaned

    def do(self, by: Actor) -> None:
        agreed = self._agreed()
        words = self.cleaned_data["resolution"].strip()
        confirm_at(self.record, agreed=agreed, words=resolution_for(agreed) if words == self.offered else words, by=by)

    def said(self) -> str:
        number = len(self._agreed())
        return self.done if number == 1 else f"The minutes of {number} meetings are confirmed as a correct record."

    def _agreed(self) -> list[Agreed]:
        data = self.cleaned_data
        chosen = [draft for draft in self.drafts if data.get(f"agreed_{draft.pk}")]
        return [Agreed(draft, data.get(f"amended_{draft.pk}") or "") for draft in chosen]
