"""
What each act of publication asks for and says on its page of confirmation.

An act is a form: `is_open` tells whether it can be done to a record at all, `do` does it. What it means is told by
its template, admin/acts/<name>.html.
"""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from minutes import actions
from minutes.actions import Actor, Withdrawable
from minutes.models import AgendaItem, Meeting
from minutes.publication import STAGES


class ActForm(forms.Form):
    """One act on one record. `name` stands in its address, `label` on the link to it and on its button."""

    name: ClassVar[str]
    label: ClassVar[str]
    done: ClassVar[str]
    template: ClassVar[str] = ""  # its file's name; `name` if empty
    required_css_class = "required"

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        self.record = record
        super().__init__(*args, **kwargs)

    @classmethod
    def is_open(cls, record: Any) -> bool:
        """Whether the act can be done to the record as it stands."""
        raise NotImplementedError

    def do(self, by: Actor) -> None:
        """Do it. Raises NotPossible with a sentence for the user."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """What its page tells before it is done."""
        return {}


class PublishForm(ActForm):
    """A stage of a meeting, at once or at a moment to come."""

    stage: ClassVar[str]
    template = "publish"
    done = "Published, with the stages before it."
    at = forms.DateTimeField(
        label="When",
        required=False,
        help_text="Empty: at once. A moment to come: it becomes public then, by itself.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @classmethod
    def is_open(cls, record: Meeting) -> bool:
        return record.withdrawn_at is None and getattr(record, cls.stage) is None

    def clean_at(self) -> dt.datetime | None:
        moment: dt.datetime | None = self.cleaned_data["at"]
        if moment and moment < timezone.now():
            raise forms.ValidationError("That moment has passed. Leave this empty to publish at once.")
        return moment

    def do(self, by: Actor) -> None:
        actions.publish(meeting=self.record, stage=self.stage, by=by, at=self.cleaned_data["at"])

    def facts(self) -> dict[str, Any]:
        missing = [stage for stage in STAGES[: STAGES.index(self.stage) + 1] if getattr(self.record, stage) is None]
        items, documents = ([], []) if self.stage == "announced_at" else actions.waiting(self.record)
        return {"stages": missing, "items": items, "documents": documents, "closed": actions.closed(self.record)}


class Announce(PublishForm):
    stage, name, label = "announced_at", "announce", "Announce the meeting"


class PublishAgenda(PublishForm):
    stage, name, label = "agenda_published_at", "publish-agenda", "Publish the agenda"


class PublishDecisions(PublishForm):
    stage, name, label = "decisions_published_at", "publish-decisions", "Publish the decisions"


class PublishMinutes(PublishForm):
    stage, name, label = "minutes_published_at", "publish-minutes", "Publish the draft minutes"


class PublishSupplement(ActForm):
    """What was added since the agenda was published."""

    name, label, done = "supplement", "Publish what was added", "What was added is published."

    @classmethod
    def is_open(cls, record: Meeting) -> bool:
        published = record.withdrawn_at is None and record.agenda_published_at is not None
        return published and any(actions.waiting(record))

    def do(self, by: Actor) -> None:
        actions.publish_supplement(meeting=self.record, by=by)

    def facts(self) -> dict[str, Any]:
        items, documents = actions.waiting(self.record)
        return {"items": items, "documents": documents, "closed": actions.closed(self.record)}


class Confirm(ActForm):
    """That a later meeting agreed the minutes."""

    name, label, done = "confirm", "Confirm the minutes", "The minutes are confirmed as a correct record."
    in_meeting = forms.ModelChoiceField(
        label="Agreed by the meeting of",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="a meeting that is not in this archive",
    )

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        later = Meeting.objects.filter(committee=record.committee_id, date__gte=record.date).exclude(pk=record.pk)
        choice = self.fields["in_meeting"]
        choice.queryset = later.select_related("committee").order_by("date", "sequence")  # type: ignore[attr-defined]
        choice.initial = choice.queryset.first()  # type: ignore[attr-defined]

    @classmethod
    def is_open(cls, record: Meeting) -> bool:
        published = record.withdrawn_at is None and record.minutes_published_at is not None
        return published and record.confirmed_at is None

    def do(self, by: Actor) -> None:
        actions.confirm(meeting=self.record, by=by, in_meeting=self.cleaned_data["in_meeting"])


class CallOff(ActForm):
    """Stages that were set for a moment to come."""

    name, label, done = "call-off", "Call off what is scheduled", "Nothing is scheduled any more."

    @classmethod
    def is_open(cls, record: Meeting) -> bool:
        return record.withdrawn_at is None and bool(actions.scheduled(record))

    def do(self, by: Actor) -> None:
        actions.call_off(meeting=self.record, by=by)

    def facts(self) -> dict[str, Any]:
        return {"stages": actions.scheduled(self.record)}


class Withdraw(ActForm):
    """A published record, with a note that stays at its address."""

    name, label, done = "withdraw", "Withdraw", "Withdrawn. Its address now shows the note."
    note = forms.CharField(
        label="Note for the public",
        max_length=500,
        help_text="Why it is withdrawn. Do not repeat what must not be read.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def is_open(cls, record: Withdrawable) -> bool:
        return record.withdrawn_at is None and type(record).ever_public.filter(pk=record.pk).exists()

    def do(self, by: Actor) -> None:
        actions.withdraw(record=self.record, note=self.cleaned_data["note"], by=by)


class Restore(ActForm):
    """A withdrawn record."""

    name, label, done = "restore", "Restore", "It is on the site again."

    @classmethod
    def is_open(cls, record: Withdrawable) -> bool:
        return record.withdrawn_at is not None

    def do(self, by: Actor) -> None:
        actions.restore(record=self.record, by=by)


class Correct(ActForm):
    """A dated correction to minutes whose text stays as it was published."""

    name, label, done = "correct", "Add a correction", "The correction stands under the minutes, with its date."
    text = forms.CharField(
        label="Correction",
        help_text="For example: for “north” read “south”.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def is_open(cls, record: AgendaItem) -> bool:
        return record.meeting.minutes_published_at is not None

    def do(self, by: Actor) -> None:
        actions.correct(item=self.record, text=self.cleaned_data["text"], by=by)


MEETING_ACTS: list[type[ActForm]] = [
    Announce, PublishAgenda, PublishSupplement, PublishDecisions, PublishMinutes, Confirm, CallOff, Withdraw, Restore,
]  # fmt: skip
ITEM_ACTS: list[type[ActForm]] = [Correct, Withdraw, Restore]
REPORT_ACTS: list[type[ActForm]] = [Withdraw, Restore]
