"""Votes, entered on the page of their item; who voted how, ticked on a page of the vote's own."""

from collections import Counter

from django import forms
from django.contrib import admin

from decisions.models import Ballot, Choice, Resolution, Vote
from decisions.voting import COUNTED, differs_from_names, named_in, too_many, voters_of
from minutes.admin.base import RecordAdmin
from minutes.admin.ordering import Ordered, OrderedFormSet, PlacedForm
from minutes.admin.rows import RecordFormSet, Rows, Sheets
from minutes.admin.standing import StagedInline
from minutes.admin.widgets import Lines
from minutes.models import PRESENT, Attendance

OTHERS = 2  # rows for people who are not on the attendance list


class VoteForm(PlacedForm):
    order_field = "ordinal"

    class Meta:
        model = Vote
        fields = [
            "kind", "subject", "outcome", "votes_for", "votes_against", "abstentions", "wording", "mover", "seconder",
            "resolution",
        ]  # fmt: skip
        widgets = {
            "subject": Lines(attrs={"rows": 2, "class": "vLargeTextField"}),
            "wording": forms.TextInput(attrs={"class": "vTextField"}),
        }


class VoteFormSet(OrderedFormSet):
    """Votes whose numbers are those of the members who could vote and, where they are recorded, of the names."""

    def clean(self):
        super().clean()
        changed = [form for form in self.live_forms() if not form.errors and set(COUNTED) & set(form.changed_data)]
        voters = voters_of(self.instance.meeting) if changed else None
        for form in changed:
            numbers = {name: form.cleaned_data.get(name) for name in COUNTED}
            wrong = too_many(numbers, voters) if voters else None
            if wrong is None and form.instance.pk:
                wrong = differs_from_names(numbers, named_in(form.instance.pk))
            if wrong:
                form.add_error(*wrong)


class VoteRows(StagedInline, Ordered, Sheets):
    """What was put to the vote; who voted how is entered on the vote's own page."""

    model = Vote
    form = VoteForm
    formset = VoteFormSet
    fields = [
        ("place", "kind", "outcome"), "subject", ("votes_for", "votes_against", "abstentions"), "wording",
        ("mover", "seconder", "resolution"),
    ]  # fmt: skip
    people_fields = ("mover", "seconder")
    verbose_name_plural = "votes: save, then “Change” beside one to tick who voted how"
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mover", "seconder", "resolution")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "resolution" in formset.form.base_fields:
            rows = [(row.pk, str(row)) for row in Resolution.objects.filter(item=obj).order_by("ordinal")]
            formset.form.base_fields["resolution"].queryset = Resolution.objects.filter(item=obj)
            formset.form.base_fields["resolution"].choices = [("", "---------"), *rows]
        return formset


class Sides(forms.RadioSelect):
    """The ways to vote beside each other, each with the voter's name for a screen reader."""

    who = ""

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"]["aria-label"] = f"{label}, {self.who}"
        return option


class BallotForm(forms.ModelForm):
    """How one voted; a new row with no choice is no ballot."""

    choice = forms.ChoiceField(choices=[*Choice.choices, ("", "Not recorded")], required=False, widget=Sides)

    class Meta:
        model = Ballot
        fields = ["person", "choice"]

    def has_changed(self):
        return super().has_changed() if self.instance.pk else bool(self["choice"].data)


class BallotFormSet(RecordFormSet):
    """A row for everybody who was present, beside those stored; their sum is that of the vote."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        choice = form.fields["choice"]
        person = getattr(form.instance, "person", None) or form.initial.get("person")
        del choice.widget.attrs["aria-label"]
        choice.widget.who = str(person) if person else f"row {'__prefix__' if index is None else index + 1}"
        if person is not None:
            form.fields["person"].choices = [(person.pk, str(person))]
            form.initial["person"] = person.pk

    def _should_delete_form(self, form):
        return super()._should_delete_form(form) or bool(form.instance.pk and self.is_bound and not form["choice"].data)

    def clean(self):
        super().clean()
        live = [form for form in self.live_forms() if form.cleaned_data.get("choice")]
        if not any(form.has_changed() for form in self.forms):
            return
        there, seen = self.there, set()
        for form in live:
            person = form.cleaned_data.get("person")
            if person in seen:
                form.add_error("person", f"The vote of {person} is already recorded.")
            seen.add(person)
            if there and person is not None and "choice" in form.changed_data and person.pk not in there:
                form.add_error("person", f"{person} is not recorded as present.")
        named = Counter(form.cleaned_data["choice"] for form in live)
        numbers = {name: getattr(self.instance, name) for name in COUNTED}
        if wrong := differs_from_names(numbers, named):
            raise forms.ValidationError(f"The vote says {wrong[1]}")


class BallotRows(StagedInline, Rows):
    model = Ballot
    form = BallotForm
    formset = BallotFormSet
    fields = ["person", "choice"]
    people_fields = ("person",)
    kept = False
    verbose_name_plural = "who voted how"

    def staged(self, obj):
        return obj.item

    def meeting_of(self, obj):
        return obj.item.meeting

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")

    def get_extra(self, request, obj=None, **kwargs):
        return len(unrecorded(request, obj)) + OTHERS if obj is not None else 0

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.there = frozenset(person.pk for person in present(request, obj)) if obj is not None else frozenset()
        return formset


def present(request, vote):
    """Who was there to vote; asked once a page."""
    if not hasattr(request, "present_at_vote"):
        rows = Attendance.objects.filter(meeting=vote.item.meeting_id, status__in=PRESENT)
        request.present_at_vote = [row.person for row in rows.select_related("person").order_by("person__name")]
    return request.present_at_vote


def unrecorded(request, vote):
    """Those of them whose vote is not recorded."""
    recorded = set(vote.ballots.values_list("person", flat=True))
    return [person for person in present(request, vote) if person.pk not in recorded]


@admin.register(Vote)
class VoteAdmin(RecordAdmin):
    """A recorded vote, name by name. The vote itself is entered on its item's page."""

    inlines = [BallotRows]
    committee_path = "item__meeting__committee"
    fields = ["item", "subject", "outcome", "votes_for", "votes_against", "abstentions"]
    readonly_fields = fields
    list_select_related = ["item"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("item__meeting__committee")

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"initial": [{"person": person} for person in unrecorded(request, obj)]}

    def save_related(self, request, form, formsets, change):
        """A vote without numbers gets those of the names."""
        super().save_related(request, form, formsets, change)
        vote, named = form.instance, named_in(form.instance.pk)
        if vote.votes_for is None and named:
            for name, choice in COUNTED.items():
                setattr(vote, name, named.get(choice, 0))
            vote.save()

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
