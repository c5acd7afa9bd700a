"""Corrections of published minutes: made, asked for, turned down; and words that are taken off the site."""

from typing import Any

from django import forms
from django.db.models import TextField
from django.forms.models import fields_for_model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as format_date

from minutes.actions import Actor
from minutes.admin.act_forms import ActForm
from minutes.admin.standing import may_publish
from minutes.admin.widgets import Lines
from minutes.closing.correcting import (
    Corrected,
    Rewriting,
    ask_correction,
    correct,
    meeting_of,
    turn_down,
    withhold,
)
from minutes.closing.wordings import all_in_words, wordings
from minutes.models import AgendaItem, AskedCorrection
from minutes.registry import Wording

FIELD = "to_"  # before the name of a field whose words are corrected


class AskedChoice(forms.ModelChoiceField):
    """One of the corrections that were asked for, with who asked."""

    def label_from_instance(self, obj: AskedCorrection) -> str:
        return f"{obj} ({obj.by}, {format_date(timezone.localtime(obj.at), 'j F Y')})"


class Correct(ActForm):
    """
    A dated correction: a note beside minutes whose words stay or, with `?part=` in the address, other words.

    `part` is the key of one of the record's `wordings`; with `remove=1` beside it that is taken out.
    """

    name, label, template = "correct", "Add a correction", "correct"
    done = "The correction stands under the minutes, with its date."
    text = forms.CharField(
        label="What is corrected",
        help_text="For the public. For example: for “north” read “south”.",
        widget=Lines(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    reason = forms.CharField(
        label="Why", max_length=1000, help_text="For the public: a slip of the pen; the recording was heard again.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Corrected, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.wordings = wordings(record) if meeting_of(record).minutes_published_at else []
        asked = self.query.get("part")
        self.wording: Wording | None = next((one for one in self.wordings if one.key == asked), None)
        self.removes = self.query.get("remove") == "1" and self.wording is not None and self.wording.can_be_removed
        if self.wording is not None:
            words = {} if self.removes else _fields(self.wording)
            self.fields = {**words, **self.fields, "withheld_because": _withheld()}

    @classmethod
    def is_open(cls, record: Corrected) -> bool:
        return meeting_of(record).minutes_published_at is not None

    def facts(self) -> dict[str, Any]:
        removed = all_in_words(self.wording) if self.wording and self.removes else ""
        return {"wordings": self.wordings, "wording": self.wording, "removed": removed}

    def do(self, by: Actor) -> None:
        data, rewriting = self.cleaned_data, None
        if self.wording is not None:
            values = {name: data.get(f"{FIELD}{name}") for name in self.wording.fields if not self.removes}
            rewriting = Rewriting(self.wording.key, values, data["withheld_because"], self.removes)
        correct(
            record=self.record, text=data["text"], reason=data["reason"], by=by, rewriting=rewriting,
            answers=data.get("asked"),
        )  # fmt: skip


class CorrectItem(Correct):
    """The minutes of an item; it may answer what was asked for."""

    asked = AskedChoice(
        label="Asked for",
        queryset=AskedCorrection.objects.none(),
        required=False,
        empty_label="nothing of this",
        help_text="What is chosen here is answered by the correction, and waits no more.",
    )

    def __init__(self, *args: Any, record: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        waiting = record.asked_corrections.select_related("by")
        if (first := waiting.first()) is None:
            del self.fields["asked"]
        else:
            self.fields["asked"].queryset, self.fields["asked"].initial = waiting, first
            self.fields["text"].initial = first.text


class CorrectMeeting(Correct):
    """What the minutes say of the meeting as a whole: who was there."""


class Withhold(ActForm):
    """Words before a correction that must not be read any more."""

    name, label = "withhold", "Withhold the wording before a correction"
    done = "The wording before is not shown any more."
    correction = forms.ModelChoiceField(queryset=AskedCorrection.objects.none(), empty_label=None)
    because = forms.CharField(
        label="Why it is withheld",
        max_length=500,
        help_text="For the public. Do not repeat what must not be read.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, record: Corrected, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["correction"].queryset = _shown(record)

    @classmethod
    def is_open(cls, record: Corrected) -> bool:
        return bool(_shown(record).exists())

    def do(self, by: Actor) -> None:
        withhold(correction=self.cleaned_data["correction"], because=self.cleaned_data["because"], by=by)


class AskCorrection(ActForm):
    """By those who enter and do not publish."""

    name, label = "ask-correction", "Ask for a correction"
    done = "It waits for somebody who publishes."
    text = forms.CharField(
        label="Correction",
        help_text="As it should stand under the minutes: for “north” read “south”.",
        widget=Lines(attrs={"rows": 3}),
    )

    @classmethod
    def is_open(cls, record: AgendaItem) -> bool:
        return Correct.is_open(record)

    @classmethod
    def may(cls, request: HttpRequest) -> bool:
        return not may_publish(request) and bool(request.user.has_perm("minutes.change_agendaitem"))

    def do(self, by: Actor) -> None:
        ask_correction(item=self.record, text=self.cleaned_data["text"], by=by)


class TurnDown(ActForm):
    """A correction that was asked for and is not made."""

    name, label, done = "turn-down", "Turn down a correction", "It waits no more. Nothing has changed."
    asked = AskedChoice(label="Asked for", queryset=AskedCorrection.objects.none(), empty_label=None)

    def __init__(self, *args: Any, record: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["asked"].queryset = record.asked_corrections.select_related("by")

    @classmethod
    def is_open(cls, record: AgendaItem) -> bool:
        return record.asked_corrections.exists()

    def do(self, by: Actor) -> None:
        turn_down(asked=self.cleaned_data["asked"])


def _shown(record: Corrected) -> Any:
    return record.corrections.exclude(part="").filter(withheld_because="")


def _fields(wording: Wording) -> dict[str, forms.Field]:
    """The fields in which the words are changed, with what stands there now."""
    stored = {name: wording.row._meta.get_field(name) for name in wording.fields}
    rows = 14 if len(stored) == 1 else 3
    widgets = {
        name: Lines(attrs={"rows": rows, "class": "vLargeTextField"})
        for name, field in stored.items()
        if isinstance(field, TextField)
    }
    fields = fields_for_model(type(wording.row), fields=wording.fields, widgets=widgets)
    for name, field in fields.items():
        field.initial = getattr(wording.row, stored[name].attname)
    return {f"{FIELD}{name}": field for name, field in fields.items()}


def _withheld() -> forms.CharField:
    return forms.CharField(
        label="Why the wording before is withheld",
        required=False,
        max_length=500,
        help_text="Only for words that must not be read any more. For the public: do not repeat them. Empty: the "
        "wording before is shown beside the one now.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
