"""What was decided, entered on the page of its agenda item."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch

from decisions.actions import set_clauses
from decisions.models import Ballot, Clause, Decision, Resolution, Vote
from minutes.admin.base import RecordAdmin
from minutes.admin.ordering import Ordered, OrderedFormSet, PlacedForm
from minutes.admin.rows import Rows, Sheets
from minutes.admin.standing import StagedInline
from minutes.registry import registry
from minutes.text import ClauseLine, read_clauses, write_clauses

DEEPEST = 5  # levels of clauses that are stored


class DecisionRow(StagedInline, Sheets):
    model = Decision
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
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    class Meta:
        model = Resolution
        fields = ["opening", "label", "kind", "text"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "opening": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["clauses"] = written(self.instance)

    def clean_clauses(self):
        lines = read_clauses(self.cleaned_data["clauses"])
        if any(line.depth > DEEPEST for line in lines):
            raise forms.ValidationError(f"Clauses go at most {DEEPEST} levels deep.")
        longest = Clause._meta.get_field("label").max_length
        if wrong := next((line.label for line in lines if len(line.label) > longest), None):
            raise forms.ValidationError(f"“{wrong[:60]}…” is too long for a clause's number.")
        return lines


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
        return saved


class ResolutionRows(StagedInline, Ordered, Sheets):
    model = Resolution
    form = ResolutionForm
    formset = ResolutionFormSet
    public_from = "decisions_published_at"
    fields = [("place", "label", "kind"), "opening", "text", "clauses"]
    verbose_name_plural = "resolutions"

    def clauses(self, obj):
        """For those who may only look."""
        return written(obj)

    def get_queryset(self, request):
        clauses = Prefetch("clauses", Clause.objects.order_by("ordinal"))
        return super().get_queryset(request).prefetch_related(clauses)


class VoteForm(PlacedForm):
    order_field = "ordinal"

    class Meta:
        model = Vote
        fields = [
            "kind", "subject", "outcome", "votes_for", "votes_against", "abstentions", "wording", "mover", "seconder",
            "resolution",
        ]  # fmt: skip
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "wording": forms.TextInput(attrs={"class": "vTextField"}),
        }


class VoteRows(StagedInline, Ordered, Sheets):
    """What was put to the vote; who voted how is entered on the vote's own page."""

    model = Vote
    form = VoteForm
    fields = [
        ("place", "kind", "outcome"), "subject", ("votes_for", "votes_against", "abstentions"), "wording",
        ("mover", "seconder", "resolution"),
    ]  # fmt: skip
    people_fields = ("mover", "seconder")
    verbose_name_plural = "votes: save, then “Change” beside one to enter who voted how"
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


class BallotRows(StagedInline, Rows):
    model = Ballot
    fields = ["person", "choice"]
    people_fields = ("person",)
    extra = 6
    kept = False
    verbose_name_plural = "who voted how"

    def staged(self, obj):
        return obj.item

    def meeting_of(self, obj):
        return obj.item.meeting

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


@admin.register(Vote)
class VoteAdmin(RecordAdmin):
    """A recorded vote, name by name. The vote itself is entered on its item's page."""

    inlines = [BallotRows]
    fields = ["item", "subject", "outcome", "votes_for", "votes_against", "abstentions"]
    readonly_fields = fields
    list_select_related = ["item"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


registry.item_inlines += [DecisionRow, ResolutionRows, VoteRows]
