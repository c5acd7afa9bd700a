"""
What each act of publication asks for and says on its page of confirmation.

An act is a form: `is_open` tells whether it can be done to a record at all, `do` does it. What it means is told by
its template, admin/acts/<name>.html.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest

from minutes import actions
from minutes.actions import Actor, Withdrawable
from minutes.admin.standing import may_publish
from minutes.admin.widgets import Lines
from minutes.models import Meeting


class ActForm(forms.Form):
    """One act on one record. `name` stands in its address, `label` on the link to it and on its button."""

    name: ClassVar[str]
    label: ClassVar[str]
    done: ClassVar[str]
    template: ClassVar[str] = ""  # its file's name; `name` if empty
    required_css_class = "required"

    after: ClassVar[str] = ""  # the page of the record to which it leads; its own if empty

    def __init__(self, *args: Any, record: Any, query: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        self.record, self.query = record, query or {}
        super().__init__(*args, **kwargs)

    @classmethod
    def is_open(cls, record: Any) -> bool:
        """Whether the act can be done to the record as it stands."""
        raise NotImplementedError

    @classmethod
    def may(cls, request: HttpRequest) -> bool:
        """Whether this user does such a thing."""
        return may_publish(request)

    def do(self, by: Actor) -> None:
        """Do it. Raises NotPossible with a sentence for the user."""
        raise NotImplementedError

    def said(self) -> str:
        """What is told once it is done."""
        return self.done

    def facts(self) -> dict[str, Any]:
        """What its page tells before it is done."""
        return {}


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
        widget=Lines(attrs={"rows": 3}),
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
