"""The fields of an attendance list and of its declarations of interest."""

from django import forms

from minutes.admin.rows import Bounded
from minutes.admin.widgets import Lines
from minutes.admin.writing import takes_phrases
from minutes.agenda.sitting import MEMBERS, OFFICERS, SUBSTITUTES, Told
from minutes.models import PRESENT, THERE, Attendance, AttendanceStatus, Declaration, PersonKind, PhrasePlace

NOTHING = ("", "Not recorded")
OFFERED = {
    MEMBERS: [AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT],
    SUBSTITUTES: [AttendanceStatus.SUBSTITUTE],
}
# How somebody who is ticked as there from elsewhere, and as nothing else, was there.
REMOTELY = {
    MEMBERS: AttendanceStatus.PRESENT,
    SUBSTITUTES: AttendanceStatus.SUBSTITUTE,
    OFFICERS: AttendanceStatus.IN_ATTENDANCE,
}
STATUSES = [(status.value, status.label) for status in AttendanceStatus]
NOT_THERE = "Only of somebody who was there: say how."
NOTE = Attendance._meta.get_field("note").max_length


class SeatForm(forms.Form):
    """
    One person to tick.

    What stood in its fields when the page was opened is sent along, so that only what this clerk changed is stored.
    """

    status = forms.ChoiceField(widget=forms.RadioSelect, required=False, show_hidden_initial=True)
    is_chair = forms.BooleanField(label="in the chair", required=False, show_hidden_initial=True)
    is_remote = forms.BooleanField(label="remotely", required=False, show_hidden_initial=True)
    substitute_for = forms.ChoiceField(label="for", required=False, show_hidden_initial=True)
    note = forms.CharField(label="note", required=False, max_length=NOTE, show_hidden_initial=True)

    def __init__(self, *args, seat, members, **kwargs):
        self.seat, row = seat, seat.row
        self.members = {str(person.pk): person for person in members if person.pk != seat.person.pk}
        initial = {"status": ""}
        if row is not None:
            initial = {"status": row.status, "is_chair": row.is_chair, "is_remote": row.is_remote,
                       "substitute_for": row.substitute_for_id or "", "note": row.note}  # fmt: skip
        super().__init__(*args, initial=initial, prefix=f"seat-{seat.person.pk}", label_suffix="", **kwargs)
        offered = OFFERED.get(seat.group, list(AttendanceStatus))
        if row is not None and row.status not in offered:
            offered = list(AttendanceStatus)
        self.fields["status"].choices = [*((one.value, one.label) for one in offered), NOTHING]
        self.fields["status"].label = str(seat.person)
        if AttendanceStatus.SUBSTITUTE in offered:
            names = [(pk, str(person)) for pk, person in self.members.items()]
            if row is not None and row.substitute_for and str(row.substitute_for_id) not in self.members:
                names.append((str(row.substitute_for_id), str(row.substitute_for)))
                self.members[str(row.substitute_for_id)] = row.substitute_for
            self.fields["substitute_for"].choices = [("", "---------"), *names]
        else:
            del self.fields["substitute_for"]
        for name, field in self.fields.items():
            if name != "status":
                field.widget.attrs["aria-label"] = f"{seat.person}, {field.label}"

    @property
    def status_before(self):
        """What is sent along of a status, whose choices the page shows one by one."""
        return self["status"].as_hidden(only_initial=True)

    def clean(self):
        data = super().clean()
        if data.get("is_chair") and not data.get("status") and not self.initial["status"] and self._can_be_present:
            data["status"] = AttendanceStatus.PRESENT  # who is ticked as chair need not be ticked twice
        if data.get("is_remote") and not data.get("status") and not self.initial["status"]:
            data["status"] = REMOTELY.get(self.seat.group, "")
        status = data.get("status")
        if data.get("is_chair") and status not in PRESENT:
            self.add_error("is_chair", "Whoever takes the chair is present.")
        if data.get("is_remote") and status not in THERE:
            self.add_error("is_remote", NOT_THERE)
        if data.get("substitute_for") and status != AttendanceStatus.SUBSTITUTE:
            self.add_error("substitute_for", "Only of somebody who is present as a substitute.")
        return data

    @property
    def _can_be_present(self):
        return AttendanceStatus.PRESENT in dict(self.fields["status"].choices)

    def told(self, status=None):
        data = self.cleaned_data
        other = self.members.get(data.get("substitute_for") or "")
        status = status or data["status"]
        return Told(self.seat.person, status, data["is_chair"], other, data["note"], data["is_remote"])


class NewcomerForm(forms.Form):
    """Somebody who is not on the list: chosen, or written by name."""

    person = forms.ChoiceField(label="who", required=False)
    name = forms.CharField(label="or a name that is not known here", required=False, max_length=200)
    kind = forms.ChoiceField(label="who is", choices=[(kind.value, kind.label) for kind in PersonKind], required=False)
    status = forms.ChoiceField(label="was", choices=STATUSES, initial=AttendanceStatus.IN_ATTENDANCE, required=False)
    is_remote = forms.BooleanField(label="remotely", required=False)
    note = forms.CharField(label="note", required=False, max_length=NOTE)

    def __init__(self, *args, people, number, **kwargs):
        super().__init__(*args, prefix=f"new-{number}", initial={"kind": PersonKind.OFFICER}, label_suffix="", **kwargs)
        self.fields["person"].choices = people
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, further person {number + 1}"

    def clean(self):
        data = super().clean()
        if data.get("person") and data.get("name", "").strip():
            self.add_error("name", "Choose somebody or write a name, not both.")
        if data.get("is_remote") and data.get("status") not in (*THERE, ""):
            self.add_error("is_remote", NOT_THERE)
        return data

    @property
    def is_filled(self):
        return bool(self.cleaned_data.get("person") or self.cleaned_data.get("name", "").strip())


class DeclarationForm(forms.ModelForm):
    """An interest that somebody declared in an item."""

    class Meta:
        model = Declaration
        fields = ["person", "item", "kind", "text", "left_meeting"]
        widgets = {"text": Lines(attrs={"rows": 1})}


class DeclarationFormSet(Bounded, forms.BaseModelFormSet):
    """The declarations of a meeting."""


def declaration_forms(*, meeting, people, items, posted):
    """The declarations of a meeting, and two rows for more."""
    kind = forms.modelformset_factory(
        Declaration, form=DeclarationForm, formset=DeclarationFormSet, extra=2, can_delete=True
    )
    rows = Declaration.objects.filter(item__meeting=meeting).select_related("item__meeting__committee", "person")
    forms_ = kind(posted, queryset=rows.order_by("item__position", "id"), prefix="declarations")
    known = {pk for _, group in people if isinstance(group, list) for pk, _ in group}
    for number, form in enumerate(forms_.forms, 1):
        form.label_suffix = ""
        person = form.instance.person if form.instance.pk else None
        more = [] if person is None or person.pk in known else [(person.pk, str(person))]
        form.fields["person"].choices = [*people, *more]
        form.fields["item"].queryset = form.fields["item"].queryset.filter(meeting=meeting)
        form.fields["item"].choices = [("", "---------"), *((item.pk, str(item)[:100]) for item in items)]
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, declaration {number}"
        takes_phrases(form.fields["text"].widget, PhrasePlace.DECLARATION)
    return forms_
