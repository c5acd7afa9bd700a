"""Decision and resolutions of an item."""

from django import forms
from django.db.models import Prefetch

from decisions.actions import set_clauses, set_effects
from decisions.citing import read_effects, write_effects
from decisions.models import Clause, Decision, Effect, Resolution
from minutes.admin.ordering import Ordered, OrderedFormSet, PlacedForm
from minutes.admin.rows import Sheets
from minutes.admin.standing import StagedInline
from minutes.admin.widgets import Lines
from minutes.admin.writing import Written
from minutes.models import PhrasePlace
from minutes.text import ClauseLine, read_clauses, write_clauses

DEEPEST = 5  # levels of clauses that are stored


class DecisionRow(Written, StagedInline, Sheets):
    model = Decision
    marked = ("reasons", "options_considered")
    phrases = {"reasons": PhrasePlace.REASONS, "options_considered": PhrasePlace.OPTIONS}
    public_from = "decisions_published_at"
    fields = [
        "reasons", "options_considered", ("is_key", "key_reference"),
        ("decided_on", "call_in_deadline", "takes_effect_on"), "interests_declared", "dispensations",
    ]  # fmt: skip
    verbose_name_plural = "decision"
    extra = max_num = 1


class ResolutionForm(PlacedForm):
    """A resolution with all its clauses in one box."""

    order_field = "ordinal"
    clauses = forms.CharField(
        required=False,
        strip=False,
        help_text="One to a line, as (a), (i) or 1.1; deeper ones are told by their numbers or by two spaces.",
        widget=Lines(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    effects = forms.CharField(
        label="effect on earlier resolutions",
        required=False,
        help_text="One to a line: amends, supersedes or rescinds, then the address of that resolution.",
        widget=Lines(attrs={"rows": 1, "class": "vLargeTextField"}),
    )

    class Meta:
        model = Resolution
        fields = ["opening", "label", "kind", "text", "action_by", "action_due"]
        widgets = {
            "text": Lines(attrs={"rows": 3, "class": "vLargeTextField"}),
            "opening": forms.TextInput(attrs={"class": "vTextField"}),
            "action_due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["clauses"] = written(self.instance)
            self.initial["effects"] = write_effects(self.instance)

    def clean_clauses(self):
        lines = read_clauses(self.cleaned_data["clauses"])
        if any(line.depth > DEEPEST for line in lines):
            raise forms.ValidationError(f"Clauses go at most {DEEPEST} levels deep.")
        longest = Clause._meta.get_field("label").max_length
        if wrong := next((line.label for line in lines if len(line.label) > longest), None):
            raise forms.ValidationError(f"“{wrong[:60]}…” is too long for a clause's number.")
        return lines

    def clean(self):
        data = super().clean()
        if data.get("action_due") and not (data.get("action_by") or "").strip():
            self.add_error("action_by", "Say who is to act on it by that day.")
        return data

    def clean_effects(self):
        try:
            effects = read_effects(self.cleaned_data["effects"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if any(earlier.pk == self.instance.pk for _, earlier in effects):
            raise forms.ValidationError("A resolution cannot amend, supersede or rescind itself.")
        return effects


def written(resolution):
    """The clauses of a resolution as one types them."""
    return write_clauses([ClauseLine(row.depth, row.label, row.text) for row in resolution.clauses.all()])


class ResolutionFormSet(OrderedFormSet):
    """Resolutions are numbered 1., 2., … where their number is left empty, and keep such a number when moved."""

    def before_saving(self, forms):
        live = self.live_forms()
        for form in live:
            row, before = form.instance, form.initial.get("place")
            counted = row.pk and row.label == f"{before}."
            if counted or (not row.pk and not row.label and len(live) > 1):
                row.label = f"{row.ordinal}."

    def save(self, commit=True):
        saved = super().save(commit)
        for form in self.live_forms():
            if "clauses" in form.changed_data:
                set_clauses(form.instance, form.cleaned_data["clauses"])
            if "effects" in form.changed_data:
                set_effects(form.instance, form.cleaned_data["effects"])
        return saved


class ResolutionRows(Written, StagedInline, Ordered, Sheets):
    model = Resolution
    phrases = {"opening": PhrasePlace.OPENING, "text": PhrasePlace.RESOLUTION}
    form = ResolutionForm
    formset = ResolutionFormSet
    public_from = "decisions_published_at"
    fields = [("place", "label", "kind"), "opening", "text", "clauses", ("action_by", "action_due"), "effects"]
    verbose_name_plural = "resolutions"
    along = [(Clause, "resolution")]

    def clauses(self, obj):
        """For those who may only look."""
        return written(obj)

    def effects(self, obj):
        """For those who may only look."""
        return write_effects(obj)

    def get_queryset(self, request):
        clauses = Prefetch("clauses", Clause.objects.order_by("ordinal"))
        effects = Prefetch("effects", Effect.objects.select_related("earlier__item__meeting__committee").order_by("id"))
        return super().get_queryset(request).prefetch_related(clauses, effects)
