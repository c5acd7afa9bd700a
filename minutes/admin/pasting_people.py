"""The parts of a proposal that belong to the meeting: who was there, times and place, words that found no place."""

from django import forms

from minutes.admin.widgets import Lines
from minutes.models import THERE, AttendanceStatus
from minutes.pasting.matching import people_named


class PresenceForm(forms.Form):
    """Somebody on the attendance list. `person` is who is meant, where that is known."""

    accepted = forms.BooleanField(label="Take", required=False, initial=True)
    name = forms.CharField(label="Name", max_length=200)
    status = forms.ChoiceField(label="How", choices=AttendanceStatus.choices)
    is_chair = forms.BooleanField(label="In the chair", required=False)
    is_remote = forms.BooleanField(label="Remotely", required=False)
    substitute_for = forms.CharField(label="Substitute for", max_length=200, required=False)

    def __init__(self, *args, presence, person, place, post="", **kwargs):
        self.person, self.post = person, post
        kwargs["initial"] = {
            "name": str(person) if person else presence.name, "status": presence.status, "is_chair": presence.is_chair,
            "is_remote": presence.is_remote, "substitute_for": presence.substitute_for or "",
        } | kwargs.pop("initial", {})  # fmt: skip
        super().__init__(*args, prefix=f"person-{place}", label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.initial['name']}"

    def clean(self):
        data = super().clean()
        if not data["accepted"]:
            self.errors.clear()
        elif data["is_chair"] and data.get("status") not in ("present", "substitute"):
            self.add_error("is_chair", "Whoever takes the chair is present.")
        elif data["is_remote"] and data.get("status") not in THERE:
            self.add_error("is_remote", "Only somebody who was there attended remotely.")
        elif data["substitute_for"] and data.get("status") != "substitute":
            self.add_error("substitute_for", "Only who is present as a substitute stands in for another.")
        return data


class LeftForm(forms.Form):
    """Words that found no place, and where they go."""

    text = forms.CharField(required=False, widget=Lines(attrs={"rows": 3}))
    goes = forms.ChoiceField(label="They go to", required=False)

    def __init__(self, *args, text, choices, chosen, prefix, **kwargs):
        kwargs["initial"] = {"text": text, "goes": chosen} | kwargs.pop("initial", {})
        super().__init__(*args, prefix=prefix, label_suffix="", **kwargs)
        self.fields["goes"].choices = [("", "nowhere: leave them out"), *choices]


class SittingForm(forms.Form):
    """The meeting's times and place, where the text says what is not entered yet."""

    starts_at = forms.TimeField(label="Started", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ends_at = forms.TimeField(label="Ended", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    venue = forms.CharField(label="Venue", max_length=300, required=False)
    replace_attendance = forms.BooleanField(label="Replace the attendance list that is there", required=False)

    def clean(self):
        data = super().clean()
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] < data["starts_at"]:
            self.add_error("ends_at", "The meeting ends before it starts.")
        return data


def presence_forms(proposal, meeting, data, initial):
    """A form for each person who is named, matched with those who are known."""
    known = people_named([one.name for one in proposal.presences], meeting)
    posts = {one.name: one.post or "" for one in proposal.officers}
    return [
        PresenceForm(data, presence=one, person=known.get(one.name), place=place, post=posts.get(one.name, ""),
                     initial=initial(f"person-{place}"))
        for place, one in enumerate(proposal.presences)
    ]  # fmt: skip
